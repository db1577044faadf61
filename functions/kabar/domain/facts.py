"""What a schema can't say: rules that compare a document with itself, the publication or the calendar."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from zoneinfo import ZoneInfo

from kabar.domain.checks import blank_name, impossible_moment, no_address
from kabar.domain.elsewhere import is_elsewhere
from kabar.domain.former import former_path
from kabar.domain.life_facts import life_findings
from kabar.domain.moments import parse_moment
from kabar.domain.problems import Problem, pointer
from kabar.domain.publication import Publication
from kabar.domain.schema import closest
from kabar.domain.sound import entries

_Json = Mapping[str, Any]
MAX_PICTURES: Final = 300
MAX_RELATED: Final = 200
"""How many of each a body may refer to. The index names them all in one item of at most 400 KB."""


def article_findings(id_: str, document: _Json, publication: Publication) -> Iterator[Problem]:
    """What is wrong with an article that its schema has passed, or with what was sound_part of one."""
    if "articleSection" in document:
        yield from _section(document["articleSection"], publication)
    yield from _authors(document, publication)
    yield from _dates(document, publication.zone)
    yield from _addresses(document, "")
    yield from _picture(document.get("image") or {}, "/image")
    yield from body_findings(document.get("articleBody", ()), publication.zone, "/articleBody", id_)
    for index, other in entries(document, "workTranslation"):
        if other == id_:
            yield Problem(pointer("workTranslation", index), "refers-to-itself")
    for index, path in entries(document, "formerAddresses"):
        if not former_path(path):
            yield Problem(pointer("formerAddresses", index), "not-a-former-address", {"value": path[:80]})
    if "sourceOrganization" in document:
        yield from blank_name(document["sourceOrganization"], "name", "/sourceOrganization")
    yield from life_findings(id_, document, publication.zone)


def body_findings(
    body: Sequence[_Json | None], zone: ZoneInfo, place: str, id_: str | None = None
) -> Iterator[Problem]:
    """What is wrong with the blocks of a body, but for those that are None; `id_` is the article's own id."""
    yield from _references(body, place)
    yield from _blocks(body, zone, place, id_)


def _references(body: Sequence[_Json | None], place: str) -> Iterator[Problem]:
    blocks = [block for block in body if block is not None]
    pictures = sum(len(block.get("images", ())) or block["type"] == "image" for block in blocks)
    related = sum(block["type"] == "related" for block in blocks)
    for count, limit in ((pictures, MAX_PICTURES), (related, MAX_RELATED)):
        if count > limit:
            yield Problem(place, "too-many", {"size": str(count), "limit": str(limit)})


def _blocks(body: Sequence[_Json | None], zone: ZoneInfo, place: str, id_: str | None) -> Iterator[Problem]:
    for index, block in enumerate(body):
        if block is None:
            continue
        here = place + pointer(index)
        yield from _addresses(block, here)
        match block["type"]:
            case "related":
                yield from _related(block, here, id_)
            case "image":
                yield from _picture(block, here)
            case "gallery":
                for at, image in entries(block, "images"):
                    yield from _picture(image, here + pointer("images", at))
            case "correction":
                yield from impossible_moment(block, "datePublished", zone, here)
            case "table":
                yield from _table(block, here)
            case "factbox":
                yield from blank_name(block, "headline", here)
                yield from _blocks(block["articleBody"], zone, here + "/articleBody", id_)


def _related(block: _Json, place: str, id_: str | None) -> Iterator[Problem]:
    if block["article"] == id_:
        yield Problem(place + "/article", "refers-to-itself")
    yield from blank_name(block, "headline", place)


def _picture(use: _Json, place: str) -> Iterator[Problem]:
    if is_elsewhere(use.get("contentUrl", "")):
        yield from no_address(use["contentUrl"], place + "/contentUrl")


def _section(slug: str, publication: Publication) -> Iterator[Problem]:
    if not publication.section(slug):
        known = [section.slug for section in publication.sections]
        yield Problem(
            "/articleSection",
            "unknown-section",
            {"value": slug[:80], "known": ", ".join(known), **closest(slug, known)},
        )


def _authors(document: _Json, publication: Publication) -> Iterator[Problem]:
    for index, author in entries(document, "author"):
        place = pointer("author", index)
        if isinstance(author, str):
            if not publication.author(author):
                known = [known.id for known in publication.authors]
                shown = ", ".join(known[:20])
                yield Problem(place, "unknown-author", {"value": author[:80], "known": shown, **closest(author, known)})
        else:
            yield from blank_name(author, "name", place)
            yield from _addresses(author, place)


def _dates(document: _Json, zone: ZoneInfo) -> Iterator[Problem]:
    wrong = [
        *impossible_moment(document, "datePublished", zone, ""),
        *impossible_moment(document, "dateModified", zone, ""),
        *impossible_moment(document, "pinned", zone, ""),
        *impossible_moment(document, "breaking", zone, ""),
    ]
    yield from wrong
    if wrong or not document.keys() >= {"datePublished", "dateModified"}:
        return
    published, modified = (parse_moment(document[field], zone) for field in ("datePublished", "dateModified"))
    if published and modified and modified < published:
        yield Problem("/dateModified", "modified-before-published")


def _addresses(document: _Json, place: str) -> Iterator[Problem]:
    for field in ("url", "sourceOrganization"):
        value = document.get(field)
        if isinstance(value, dict):
            yield from _addresses(value, place + pointer(field))
        elif isinstance(value, str):
            yield from no_address(value, place + pointer(field))


def _table(block: _Json, place: str) -> Iterator[Problem]:
    width = len(block.get("header") or block["rows"][0])
    for index, row in enumerate(block["rows"]):
        if len(row) != width:
            yield Problem(f"{place}/rows/{index}", "ragged-table", {"cells": str(len(row)), "columns": str(width)})
