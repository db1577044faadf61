"""What a schema can't say: rules that compare a document with itself, the publication or the calendar."""

from collections.abc import Iterator, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from kabar.domain.links import outside
from kabar.domain.moments import parse_moment
from kabar.domain.problems import Problem, pointer
from kabar.domain.publication import Publication
from kabar.domain.schema import closest

_Json = Mapping[str, Any]


def article_findings(id_: str, document: _Json, publication: Publication) -> Iterator[Problem]:
    """What is wrong with an article that its schema has passed."""
    yield from _section(document["articleSection"], publication)
    yield from _authors(document["author"], publication)
    yield from _dates(document, publication.zone)
    yield from _addresses(document, "")
    yield from body_findings(document["articleBody"], publication.zone, "/articleBody", id_)
    for index, other in enumerate(document.get("workTranslation", ())):
        if other == id_:
            yield Problem(pointer("workTranslation", index), "refers-to-itself")


def body_findings(body: list[_Json], zone: ZoneInfo, place: str, id_: str | None = None) -> Iterator[Problem]:
    """What is wrong with the blocks of a body; `id_` is the article's own id."""
    for index, block in enumerate(body):
        here = place + pointer(index)
        yield from _addresses(block, here)
        match block["type"]:
            case "related" if block["article"] == id_:
                yield Problem(here + "/article", "refers-to-itself")
            case "correction":
                yield from _moment(block, "datePublished", zone, here)
            case "table":
                yield from _table(block, here)
            case "factbox":
                yield from body_findings(block["articleBody"], zone, here + "/articleBody")


def _section(slug: str, publication: Publication) -> Iterator[Problem]:
    if not publication.section(slug):
        known = [section.slug for section in publication.sections]
        yield Problem(
            "/articleSection",
            "unknown-section",
            {"value": slug[:80], "known": ", ".join(known), **closest(slug, known)},
        )


def _authors(authors: list[str | _Json], publication: Publication) -> Iterator[Problem]:
    for index, author in enumerate(authors):
        place = pointer("author", index)
        if isinstance(author, str):
            if not publication.author(author):
                known = [known.id for known in publication.authors]
                shown = ", ".join(known[:20])
                yield Problem(place, "unknown-author", {"value": author[:80], "known": shown, **closest(author, known)})
        else:
            yield from _addresses(author, place)


def _dates(document: _Json, zone: ZoneInfo) -> Iterator[Problem]:
    wrong = [*_moment(document, "datePublished", zone, ""), *_moment(document, "dateModified", zone, "")]
    yield from wrong
    if wrong or "dateModified" not in document:
        return
    published, modified = (parse_moment(document[field], zone) for field in ("datePublished", "dateModified"))
    if published and modified and modified < published:
        yield Problem("/dateModified", "modified-before-published")


def _moment(document: _Json, field: str, zone: ZoneInfo, place: str) -> Iterator[Problem]:
    if field in document and not parse_moment(document[field], zone):
        yield Problem(place + pointer(field), "impossible-date", {"value": document[field]})


def _addresses(document: _Json, place: str) -> Iterator[Problem]:
    for field in ("url", "sourceOrganization"):
        value = document.get(field)
        if isinstance(value, dict):
            yield from _addresses(value, place + pointer(field))
        elif isinstance(value, str) and outside(value) is None:
            yield Problem(place + pointer(field), "not-a-web-address", {"value": value[:80]})


def _table(block: _Json, place: str) -> Iterator[Problem]:
    width = len(block.get("header") or block["rows"][0])
    for index, row in enumerate(block["rows"]):
        if len(row) != width:
            yield Problem(f"{place}/rows/{index}", "ragged-table", {"cells": str(len(row)), "columns": str(width)})
