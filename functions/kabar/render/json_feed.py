"""JSON Feed 1.1 (jsonfeed.org/version/1.1)."""

import json
from typing import Final

from kabar.domain.article import Card
from kabar.domain.per_card import PerCard
from kabar.domain.pictures import plain_path
from kabar.domain.publication import Publication
from kabar.domain.site import Frame
from kabar.render.addresses import absolute
from kabar.render.atom import permanent_id
from kabar.render.facts import Person, moment, people, present, section_name
from kabar.render.feed import Feed, entry_title, label, logo

VERSION: Final = "https://jsonfeed.org/version/1.1"


def json_feed(frame: Frame, feed: Feed) -> bytes:
    """The feed as JSON."""
    publication = frame.publication
    head = {
        "version": VERSION,
        "title": feed.title,
        "description": feed.description,
        "home_page_url": absolute(publication, feed.path),
        "feed_url": absolute(publication, feed.feed_path),
        "icon": logo(frame),
        "authors": [_author(Person(publication.publisher.name, absolute(publication, "/")))],
        "language": feed.language,
        "hubs": [{"type": "WebSub", "url": publication.hub}] if publication.hub else None,
    }
    begun = _json(present(head)).removesuffix("}")
    items = ", ".join(_items.each(publication, feed.cards, feed.language))
    return f'{begun}, "items": [{items}]}}\n'.encode()


def _item(publication: Publication, card: Card, language: str) -> str:
    said = label(publication, card)
    item = {
        "id": permanent_id(publication, card.id),
        "url": absolute(publication, card.path),
        "title": entry_title(publication, card),
        "image": absolute(publication, plain_path(card.picture)) if card.picture else None,
        "date_published": moment(card.published, publication.zone),
        "date_modified": moment(card.modified, publication.zone) if card.modified else None,
        "authors": [_author(person) for person in people(publication, card.authors)],
        "tags": [section_name(publication, card.section), *(tag.name for tag in card.tags), *([said] if said else [])],
        "language": card.language if card.language != language else None,
    }
    # The format demands a content, be it empty; the description is plain text, so that is what it is given as.
    return _json({**present(item), "content_text": card.description})


_items: Final = PerCard(_item)


def _json(document: object) -> str:
    return json.dumps(document, ensure_ascii=False)


def _author(person: Person) -> dict[str, object]:
    return present({"name": person.name, "url": person.url})
