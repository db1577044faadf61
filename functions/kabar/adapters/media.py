"""Rows of pictures as attributes of items, and back."""

import json
from dataclasses import astuple

from kabar.adapters.item_values import Item, text, texts
from kabar.domain.index import CropWish, Holder, Media, Rendition
from kabar.domain.moments import from_utc_text, utc_text
from kabar.domain.picture_facts import PictureFacts


def media_fields(row: Media | Rendition) -> dict[str, str | int | tuple[str, ...] | None]:
    """Attributes of a row; what is None has none."""
    if isinstance(row, Media):
        return {
            "revision": row.revision,
            "version": row.version,
            "facts": _dump(row.facts),
            "source": row.source,
            "before": _dump(row.before),
            "settings": row.settings,
            "past": row.past or None,
        }
    leaving = utc_text(row.leaving) if row.leaving else None
    return {"revision": row.revision, "name": row.name, "uses": row.uses or None, "leaving": leaving}


def load_media(kind: str, name: str, sort: str, item: Item) -> Media | Rendition | Holder | CropWish:
    """The row of an item; `kind` and `name` are the parts of its partition key, `sort` is its sort key."""
    match kind:
        case "MEDIA":
            facts, before = _load(text(item, "facts")), _load(text(item, "before"))
            settings = int(item["settings"]["N"]) if "settings" in item else 0
            stands, past = (text(item, "version"), facts, text(item, "source"), before), texts(item, "past")
            return Media(name, _revision(item), *stands, settings, past)
        case "RENDITION":
            leaving = text(item, "leaving")
            since = from_utc_text(leaving) if leaving else None
            return Rendition(name, _revision(item), item["name"]["S"], texts(item, "uses"), since)
        case "HOLDS":
            return Holder(name, sort)
        case _:
            use, _, by = sort.partition("#")
            return CropWish(name, use, by)


def _revision(item: Item) -> int:
    return int(item["revision"]["N"])


def _dump(facts: PictureFacts | None) -> str | None:
    return json.dumps(astuple(facts), ensure_ascii=False) if facts else None


def _load(values: str | None) -> PictureFacts | None:
    return PictureFacts(*json.loads(values)) if values else None
