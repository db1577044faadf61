"""Single rules that more than one document has to keep."""

from collections.abc import Iterator, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from kabar.domain.links import outside
from kabar.domain.moments import FIRST_YEAR, LAST_YEAR, is_distant, parse_moment
from kabar.domain.problems import Problem, pointer
from kabar.domain.text import is_blank

_Json = Mapping[str, Any]


def blank_name(document: _Json, field: str, place: str) -> Iterator[Problem]:
    """That a text that readers must see shows nothing."""
    if is_blank(document[field]):
        yield Problem(place + pointer(field), "blank-text")


def impossible_moment(document: _Json, field: str, zone: ZoneInfo, place: str) -> Iterator[Problem]:
    """That the field, if it is there, names no moment that there is, or one that nobody can have meant."""
    if field not in document or parse_moment(document[field], zone):
        return
    if is_distant(document[field], zone):
        values = {"value": document[field], "first": str(FIRST_YEAR), "last": str(LAST_YEAR)}
        yield Problem(place + pointer(field), "distant-date", values)
    else:
        yield Problem(place + pointer(field), "impossible-date", {"value": document[field]})


def no_address(text: str, place: str) -> Iterator[Problem]:
    """That the text isn't an http(s) address."""
    if outside(text) is None:
        yield Problem(place, "not-a-web-address", {"value": text[:80]})
