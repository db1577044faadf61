"""What a schema can't say of an article's life after publication."""

from collections.abc import Iterator, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from kabar.domain.checks import blank_name, impossible_moment, no_address
from kabar.domain.moments import parse_moment
from kabar.domain.problems import Problem, pointer
from kabar.domain.sound import entries

_Json = Mapping[str, Any]


def life_findings(id_: str, document: _Json, zone: ZoneInfo) -> Iterator[Problem]:
    """What is wrong with an article's embargo, expiry, notices, withdrawal, follow-up and sponsor."""
    yield from _span(document, zone)
    for index, notice in entries(document, "correction"):
        place = pointer("correction", index)
        yield from impossible_moment(notice, "datePublished", zone, place)
        yield from blank_name(notice, "text", place)
        yield from _itself(notice, "article", id_, place)
    if "withdrawn" in document:
        yield from impossible_moment(document["withdrawn"], "date", zone, "/withdrawn")
        yield from blank_name(document["withdrawn"], "statement", "/withdrawn")
    yield from _itself(document, "followUpTo", id_, "")
    if "sponsor" in document:
        yield from blank_name(document["sponsor"], "name", "/sponsor")
        if "url" in document["sponsor"]:
            yield from no_address(document["sponsor"]["url"], "/sponsor/url")


def _span(document: _Json, zone: ZoneInfo) -> Iterator[Problem]:
    """Embargo and expiry: possible moments, and a time between them in which the article is public."""
    wrong = [
        problem for field in ("embargoedUntil", "expires") for problem in impossible_moment(document, field, zone, "")
    ]
    yield from wrong
    if wrong or "expires" not in document:
        return
    begins = [parse_moment(document[field], zone) for field in ("datePublished", "embargoedUntil") if field in document]
    ends = parse_moment(document["expires"], zone)
    if ends and any(moment and moment >= ends for moment in begins):
        yield Problem("/expires", "expires-before-published")


def _itself(document: _Json, field: str, id_: str, place: str) -> Iterator[Problem]:
    if document.get(field) == id_:
        yield Problem(place + pointer(field), "refers-to-itself")
