"""Cards as JSON text, the form in which the table keeps them."""

import json
from dataclasses import fields
from functools import lru_cache
from typing import Any

from kabar.domain.article import NORMAL, Byline, Card, StoredPicture, Tag
from kabar.domain.moments import from_utc_text, utc_text


def dump_card(card: Card) -> str:
    """Compact JSON; what is absent is left out."""
    document = {
        "id": card.id,
        "path": card.path,
        "headline": card.headline,
        "description": card.description,
        "section": card.section,
        "authors": [[author.id, author.name, author.url] for author in card.authors],
        "published": utc_text(card.published),
        "modified": utc_text(card.modified) if card.modified else None,
        "tags": [[tag.slug, tag.name] for tag in card.tags],
        "language": card.language,
        "picture": picture_fields(card.picture) if card.picture else None,
        "pictureAlt": card.picture_alt,
        "pictureCredit": card.picture_credit,
        "pictureFocalPoint": card.picture_focal_point,
        "unverified": card.unverified or None,
        "sponsor": card.sponsor,
        "priority": card.priority if card.priority != NORMAL else None,
    }
    return json.dumps({name: value for name, value in document.items() if value is not None}, ensure_ascii=False)


@lru_cache(maxsize=4096)
def load_card(text: str) -> Card:
    """The card that dump_card wrote. Remembered: an article's card stands in a dozen lists that are built together."""
    document: dict[str, Any] = json.loads(text)
    modified, picture = document.get("modified"), document.get("picture")
    return Card(
        id=document["id"],
        path=document["path"],
        headline=document["headline"],
        description=document["description"],
        section=document["section"],
        authors=tuple(Byline(*author) for author in document["authors"]),
        published=from_utc_text(document["published"]),
        modified=from_utc_text(modified) if modified else None,
        tags=tuple(Tag(*tag) for tag in document["tags"]),
        language=document.get("language"),
        picture=load_picture(picture) if picture else None,
        picture_alt=document.get("pictureAlt"),
        picture_credit=document.get("pictureCredit"),
        picture_focal_point=tuple(focus) if (focus := document.get("pictureFocalPoint")) else None,
        unverified=document.get("unverified", False),
        sponsor=document.get("sponsor"),
        priority=document.get("priority", NORMAL),
    )


def picture_fields(picture: StoredPicture) -> list[Any]:
    """A stored picture as a JSON array, in the order of its fields."""
    return [getattr(picture, field.name) for field in fields(picture)]


def load_picture(values: Any) -> StoredPicture:
    """The picture that picture_fields wrote."""
    return StoredPicture(*values)
