"""What uploads say, read without Kabar: which are good, and what becomes of those by the clock.

It knows the few things that the histories' documents can be wrong in, and nothing of how Kabar finds them.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

Json = dict[str, Any]
_NEEDED: Final = ("headline", "articleSection", "author", "datePublished", "articleBody")


def read(body: bytes | None) -> Json | None:
    """The document, None if it isn't one."""
    try:
        return dict(json.loads(body or b"", object_pairs_hook=_once))
    except ValueError:
        return None


def _once(pairs: list[tuple[str, Any]]) -> Json:
    if len({name for name, _ in pairs}) < len(pairs):
        raise ValueError("a field twice")
    return dict(pairs)


def is_good(document: Json | None, site: Mapping[str, Any]) -> bool:
    """Whether it is an article that the publication can have."""
    if document is None or not all(document.get(name) for name in _NEEDED):
        return False
    ends = moment(document, "expires")
    return is_at_home(document, site) and not (ends and begins(document) >= ends)


def is_at_home(document: Json, site: Mapping[str, Any]) -> bool:
    """Whether the publication has an article's section and authors."""
    sections, authors = {part["slug"] for part in site["sections"]}, {part["id"] for part in site["authors"]}
    return document["articleSection"] in sections and authors.issuperset(document["author"])


def is_publication(document: Json | None) -> bool:
    """Whether it is a publication."""
    return document is not None and "timeZone" in document


def begins(document: Json) -> datetime:
    """From when on an article may be public."""
    moments = (moment(document, field) for field in ("datePublished", "embargoedUntil"))
    return max(each for each in moments if each)


def state(document: Json, now: datetime) -> str:
    """What becomes of a good article at a time."""
    ends = moment(document, "expires")
    if "withdrawn" in document or (ends and ends <= now):
        return "withdrawn"
    return "scheduled" if begins(document) > now else "published"


def moment(document: Json, field: str) -> datetime | None:
    """A moment that a document names."""
    return datetime.fromisoformat(document[field]) if field in document else None
