"""Atom 1.0 (RFC 4287)."""

import uuid
from typing import Final

from kabar.domain.article import Card
from kabar.domain.per_card import PerCard
from kabar.domain.publication import Publication
from kabar.domain.site import Frame
from kabar.render.addresses import absolute
from kabar.render.facts import Person, changed, moment, people, section_name
from kabar.render.feed import MEDIA_RSS, NEVER, Feed, entry_title, label, logo, media
from kabar.render.xml import Element, document, node, optional

NAMESPACES: Final = {"xmlns": "http://www.w3.org/2005/Atom", "xmlns:media": MEDIA_RSS}


def atom(frame: Frame, feed: Feed) -> bytes:
    """The feed as Atom. `updated` is the newest change of its articles."""
    attributes = {**NAMESPACES, "xml:lang": feed.language}
    entries = _entries.each(frame.publication, feed.cards, feed.language)
    return document(node("feed", *_head(frame, feed), *entries, **attributes))


def permanent_id(publication: Publication, article: str) -> str:
    """What feeds know the article by: RFC 4287, 4.2.6, wants it unchanged when the article moves."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{publication.url}/{article}").urn


def _head(frame: Frame, feed: Feed) -> tuple[Element | None, ...]:
    publication = frame.publication
    return (
        node("id", absolute(publication, feed.feed_path)),
        node("title", feed.title),
        optional("subtitle", feed.description),
        node("updated", moment(feed.changed or NEVER, publication.zone)),
        _author(Person(publication.publisher.name, absolute(publication, "/"))),
        _link(publication, "self", "application/atom+xml", feed.feed_path),
        _link(publication, "alternate", "text/html", feed.path),
        *(_link(publication, "alternate", other.media_type, other.path) for other in feed.alternates),
        node("link", rel="hub", href=publication.hub) if publication.hub else None,
        optional("logo", logo(frame)),
    )


def _entry(publication: Publication, card: Card, language: str) -> Element:
    return node(
        "entry",
        node("id", permanent_id(publication, card.id)),
        node("title", entry_title(publication, card)),
        _link(publication, "alternate", "text/html", card.path),
        node("published", moment(card.published, publication.zone)),
        node("updated", moment(changed(card), publication.zone)),
        *(_author(person) for person in people(publication, card.authors)),
        *_categories(publication, card),
        optional("summary", card.description),
        *media(publication, card),
        **{"xml:lang": card.language if card.language != language else None},
    )


_entries: Final = PerCard(_entry)


def _link(publication: Publication, rel: str, media_type: str, path: str) -> Element:
    return node("link", rel=rel, type=media_type, href=absolute(publication, path))


def _author(person: Person) -> Element:
    return node("author", node("name", person.name), optional("uri", person.url))


def _categories(publication: Publication, card: Card) -> tuple[Element, ...]:
    section = node(
        "category",
        term=card.section,
        scheme=absolute(publication, "/"),
        label=section_name(publication, card.section),
    )
    scheme = absolute(publication, "/tag/")
    paid = label(publication, card)
    return (
        section,
        *(node("category", term=tag.slug, scheme=scheme, label=tag.name) for tag in card.tags),
        *((node("category", term="advertorial", label=paid),) if paid else ()),
    )
