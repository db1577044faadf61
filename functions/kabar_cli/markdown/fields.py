"""Front matter's keys, as Kabar, Hugo and Jekyll name them, as fields of an article."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, Final

from kabar.domain.identity import slug_of
from kabar.domain.problems import Problem
from kabar.domain.publication import Publication
from kabar.domain.schema import closest
from kabar.domain.text import is_blank, one_line
from kabar_cli.markdown.front_matter import Front
from kabar_cli.sources.positions import Place
from kabar_cli.sources.reading import Desk, Note

_KEYS: Final = {
    "headline": ("headline", "title"),
    "alternativeHeadline": ("alternativeHeadline", "subtitle"),
    "description": ("description", "summary", "excerpt"),
    "slug": ("slug",),
    "datePublished": ("datePublished", "date", "publishDate"),
    "dateModified": ("dateModified", "lastmod", "last_modified_at", "modified", "updated"),
    "embargoedUntil": ("embargoedUntil", "embargo"),
    "expires": ("expires", "expiryDate"),
    "articleSection": ("articleSection", "section", "category", "categories"),
    "author": ("author", "authors"),
    "keywords": ("keywords", "tags"),
    "inLanguage": ("inLanguage", "language", "lang"),
    "dateline": ("dateline", "place"),
    "sourceOrganization": ("sourceOrganization", "source"),
    "image": ("image", "images", "cover", "featured_image", "thumbnail"),
    "unlisted": ("unlisted",),
}
"""For each field the keys that may say it, the strongest first."""
_AS_THEY_ARE: Final = (
    "$schema", "@context", "@type", "correction", "followUpTo", "sponsor", "verification", "withdrawn",
    "workTranslation",
)  # fmt: skip
_BESIDE: Final = ("draft", "published", "caption", "alt", "credit")
"""Keys that say something of the file, or of the picture that `image` names."""
_NAMED: Final = {key for keys in _KEYS.values() for key in keys} | {*_AS_THEY_ARE, *_BESIDE}
_MOMENTS: Final = frozenset({"datePublished", "dateModified", "embargoedUntil", "expires"})
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_ZONE: Final = re.compile(r"\s+(?=[+-]\d{2}:?\d{2}$|Z$)")
_YES: Final = frozenset({"true", "yes", "on", "1"})
_NO: Final = frozenset({"false", "no", "off", "0"})
_SLUG: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def is_draft(front: Front) -> bool:
    """Whether the file says that it isn't to be published: `draft: true`, or Jekyll's `published: false`."""
    draft, published = (str(front.values.get(key, "")).casefold() for key in ("draft", "published"))
    return draft in _YES or published in _NO


def fields_of(front: Front, desk: Desk, notes: list[Note]) -> tuple[dict[str, Any], dict[str, Place]]:
    """The fields that the front matter gives, `image` as it was written, and the place of each."""
    document: dict[str, Any] = {}
    places: dict[str, Place] = {}
    for name, key in _chosen(front, notes):
        value = _READ.get(name, _text)(front.values[key], desk)
        if value not in (None, "", [], {}):
            document[name] = value
            places |= _places(front, key, name)
    _split_categories(front, document, desk)
    for key in (key for key in front.values if key in _AS_THEY_ARE or key.startswith("x-")):
        document[key] = front.values[key]
        places |= _places(front, key, key)
    notes.extend(_unknown(front))
    return _with_defaults(document, desk), places


def _chosen(front: Front, notes: list[Note]) -> Iterator[tuple[str, str]]:
    """For each field the key that says it. Of `category` and `categories` beside `section` tags are made."""
    for name, keys in _KEYS.items():
        there = [key for key in keys if front.values.get(key) is not None]
        if there:
            yield name, there[0]
        for key in there[1:]:
            if key not in ("category", "categories"):
                values = {"key": key, "other": there[0]}
                notes.append(Note(Problem("", "front-matter-twice", values), _name_place(front, key)))


def _unknown(front: Front) -> Iterator[Note]:
    for key in front.values:
        if key not in _NAMED and not key.startswith("x-"):
            values = {"key": key[:80], **closest(key, _NAMED)}
            yield Note(Problem("", "front-matter-unknown", values), _name_place(front, key))


def _name_place(front: Front, key: str) -> Place:
    return front.names.get(f"/{key}", Place())


def _places(front: Front, key: str, name: str) -> dict[str, Place]:
    """Where the value and what is in it stand, under the field's name."""
    own = {place for place in front.places if place == f"/{key}" or place.startswith(f"/{key}/")}
    return {f"/{name}{place.removeprefix(f'/{key}')}": front.places[place] for place in own}


def _with_defaults(document: dict[str, Any], desk: Desk) -> dict[str, Any]:
    if desk.section and "articleSection" not in document:
        document["articleSection"] = desk.section
    if desk.author and "author" not in document:
        document["author"] = _authors(desk.author, desk)
    return document


def _text(value: Any, _: Desk) -> Any:
    return one_line(value) if isinstance(value, str) else value


def _moment(value: Any, _: Desk) -> Any:
    """As RFC 3339 has it: Jekyll puts a space before the offset, and no colon into it; a bare day is its midnight."""
    if not isinstance(value, str):
        return value
    text = _ZONE.sub("", value.strip())
    if _DAY.fullmatch(text):
        return f"{text}T00:00"
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return value
    return moment.isoformat(timespec="seconds")


def _slug(value: Any, _: Desk) -> Any:
    if not isinstance(value, str) or _SLUG.fullmatch(value):
        return value
    return slug_of(value, "artikel")


def _listed(value: Any) -> list[str]:
    """A list, or a text with commas between its parts."""
    parts = value if isinstance(value, list) else str(value).split(",")
    return [text for part in parts if isinstance(part, str) and not is_blank(text := one_line(part))]


def _section(value: Any, desk: Desk) -> Any:
    names = _listed(value)
    known = [slug for slug in (_section_slug(name, desk.publication) for name in names) if slug]
    return (known or names or [""])[0]


def _section_slug(name: str, publication: Publication | None) -> str | None:
    sections = publication.sections if publication else ()
    folded = name.casefold()
    return next((each.slug for each in sections if folded in (each.slug, each.name.casefold())), None)


def _split_categories(front: Front, document: dict[str, Any], desk: Desk) -> None:
    """Categories that aren't the section become tags."""
    names = [name for key in ("category", "categories") for name in _listed(front.values.get(key) or [])]
    section = document.get("articleSection")
    others = [name for name in names if name != section and _section_slug(name, desk.publication) != section]
    if others:
        document["keywords"] = list(dict.fromkeys([*document.get("keywords", ()), *others]))


def _authors(value: Any, desk: Desk) -> Any:
    listed = value if isinstance(value, list) else [value] if isinstance(value, dict) else _listed(value)
    return [_author(each, desk.publication) for each in listed]


def _author(value: Any, publication: Publication | None) -> Any:
    """The id of an author in site.json who has this id or name; else a guest, unless it looks like initials."""
    if not isinstance(value, str):
        return value
    folded = one_line(value).casefold()
    authors = publication.authors if publication else ()
    known = next((each.id for each in authors if folded in (each.id, each.name.casefold())), None)
    return known or (value if _SLUG.fullmatch(value) else {"name": one_line(value)})


def _dateline(value: Any, _: Desk) -> Any:
    return {"place": one_line(value)} if isinstance(value, str) else value


def _yes_or_no(value: Any, _: Desk) -> Any:
    """Front matter knows texts only."""
    said = str(value).casefold()
    return True if said in _YES else False if said in _NO else value


def _source(value: Any, _: Desk) -> Any:
    return {"name": one_line(value)} if isinstance(value, str) else value


_READ: Final[dict[str, Callable[[Any, Desk], Any]]] = {
    **dict.fromkeys(_MOMENTS, _moment),
    "slug": _slug,
    "articleSection": _section,
    "author": _authors,
    "keywords": lambda value, _: _listed(value),
    "dateline": _dateline,
    "sourceOrganization": _source,
    "image": lambda value, _: value,
    "unlisted": _yes_or_no,
}
