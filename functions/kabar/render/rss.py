"""RSS 2.0 (rssboard.org/rss-specification) as the RSS Best Practices Profile reads it (rssboard.org/rss-profile)."""

import html
from datetime import datetime
from email.utils import format_datetime
from typing import Final

from kabar.domain.article import Card
from kabar.domain.per_card import PerCard
from kabar.domain.publication import Publication
from kabar.domain.site import Frame
from kabar.render.addresses import absolute
from kabar.render.facts import local, moment, people, section_name
from kabar.render.feed import MEDIA_RSS, Feed, entry_title, label, logo, media
from kabar.render.xml import Element, document, node, optional

NAMESPACES: Final = {
    "xmlns:atom": "http://www.w3.org/2005/Atom",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:dcterms": "http://purl.org/dc/terms/",
    "xmlns:media": MEDIA_RSS,
}


def rss(frame: Frame, feed: Feed) -> bytes:
    """The feed as RSS 2.0: `lastBuildDate` is the newest change of its articles, left out where it has none."""
    items = _items.each(frame.publication, feed.cards, feed.language)
    return document(node("rss", node("channel", *_channel(frame, feed), *items), version="2.0", **NAMESPACES))


def _channel(frame: Frame, feed: Feed) -> tuple[Element | None, ...]:
    publication = frame.publication
    return (
        node("title", feed.title),
        node("link", absolute(publication, feed.path)),
        # The only element here that RSS demands and that may be empty.
        node("description", feed.description),
        _link(publication, "self", "application/rss+xml", feed.feed_path),
        *(_link(publication, "alternate", other.media_type, other.path) for other in feed.alternates),
        node("atom:link", rel="hub", href=publication.hub) if publication.hub else None,
        node("language", feed.language),
        node("lastBuildDate", _date(publication, feed.changed)) if feed.changed else None,
        _image(frame, feed),
    )


def _link(publication: Publication, rel: str, media_type: str, path: str) -> Element:
    return node("atom:link", rel=rel, type=media_type, href=absolute(publication, path))


def _image(frame: Frame, feed: Feed) -> Element | None:
    url = logo(frame)
    if not url:
        return None
    page = absolute(frame.publication, feed.path)
    return node("image", node("url", url), node("title", feed.title), node("link", page))


def _item(publication: Publication, card: Card, language: str) -> Element:
    url = absolute(publication, card.path)
    return node(
        "item",
        node("title", entry_title(publication, card)),
        node("link", url),
        node("guid", url, isPermaLink="true"),
        node("pubDate", _date(publication, card.published)),
        node("dcterms:modified", moment(card.modified, publication.zone)) if card.modified else None,
        *(node("dc:creator", person.name) for person in people(publication, card.authors)),
        node("category", section_name(publication, card.section)),
        *(node("category", tag.name) for tag in card.tags),
        optional("category", label(publication, card)),
        # The one text that readers take for HTML, so a plain one is escaped for HTML, and then for XML.
        optional("description", html.escape(card.description, quote=False)),
        node("dc:language", card.language) if card.language not in (None, language) else None,
        *media(publication, card),
    )


_items: Final = PerCard(_item)


def _date(publication: Publication, when: datetime) -> str:
    """RFC 822 with a year of four digits, in the publication's zone."""
    return format_datetime(local(when, publication.zone))
