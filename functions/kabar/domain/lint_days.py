"""The lint of days: a weekday beside a date that it isn't."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from kabar.domain.draft import Draft, texts
from kabar.domain.problems import Problem

_ID_DAYS: Final = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_EN_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_OTHER_NAMES: Final = {"Jum'at": 4, "Jum\u2019at": 4, "Ahad": 6}
_WEEKDAYS: Final = {name: index for days in (_ID_DAYS, _EN_DAYS) for index, name in enumerate(days)} | _OTHER_NAMES
_ID_MONTHS: Final = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
_EN_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_MONTHS: Final = {
    name.casefold(): index for months in (_ID_MONTHS, _EN_MONTHS) for index, name in enumerate(months, 1)
} | {"nopember": 11, "pebruari": 2}

_DAY: Final = "|".join(f"{name}|{name.upper()}" for name in _WEEKDAYS)
_MONTH: Final = "|".join(sorted(_MONTHS, key=len, reverse=True))
# A number after a point or a hyphen could as well be a time or the end of a span: there the year has to follow.
_DATE: Final = re.compile(
    rf"""\b(?P<weekday>{_DAY})\b,?\s*\(?\s*(?:tanggal\s+)?(?:
        (?P<d1>\d{{1,2}})/(?P<m1>\d{{1,2}})(?:/(?P<y1>\d{{4}}|\d\d))?
      | (?P<d2>\d{{1,2}})(?P<sep>[.-])(?P<m2>\d{{1,2}})(?P=sep)(?P<y2>\d{{4}})
      | (?P<d3>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m3>(?i:{_MONTH}))\b(?:,?\s+(?P<y3>\d{{4}}))?
      | (?P<m4>(?i:{_MONTH}))\s+(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<y4>\d{{4}}))?
    )(?![\d/])(?!\s*(?:[-\u2013]|dan|and|hingga|sampai|to|s\.?d\.?)\s*\d)""",
    re.VERBOSE,
)
_DIGIT: Final = re.compile(r"\d")
_SHOWN: Final = 60


def days(draft: Draft) -> Iterator[Problem]:
    """Weekdays, Indonesian or English, whose date (day, month, year) is another day, or none."""
    near = draft.published.astimezone(draft.publication.zone).date()
    for place, text in texts(draft.document):
        if _DIGIT.search(text):
            for match in _DATE.finditer(text):
                yield from _judge(match, near, place)


def _judge(match: re.Match[str], near: date, place: str) -> Iterator[Problem]:
    weekday = _WEEKDAYS.get(match["weekday"], _WEEKDAYS.get(match["weekday"].capitalize(), -1))
    found = match[0][:_SHOWN] + (")" if "(" in match[0] else "")
    possible = [day for day in _readings(match, near) if day]
    if not possible:
        yield Problem(place, "no-such-day", {"found": found})
    elif all(day.weekday() != weekday for day in possible):
        names = _EN_DAYS if match["weekday"].capitalize() in _EN_DAYS else _ID_DAYS
        yield Problem(place, "weekday-mismatch", {"found": found, "weekday": names[possible[0].weekday()]})


def _readings(match: re.Match[str], near: date) -> Iterator[date | None]:
    """The days that may be meant: beside an English weekday the month may stand first."""
    day, month, year = next(
        (match[f"d{form}"], match[f"m{form}"], match[f"y{form}"]) for form in "1234" if match[f"d{form}"]
    )
    number = int(month) if month.isdigit() else _MONTHS[month.casefold()]
    yield _day(int(day), number, year, near)
    if month.isdigit() and match["weekday"].capitalize() in _EN_DAYS:
        yield _day(number, int(day), year, near)


def _day(day: int, month: int, year: str | None, near: date) -> date | None:
    """The date; without a year the one that is nearest. None if there is no such day."""
    years = [int(year) + (2000 if len(year) == len("24") else 0)] if year else [near.year + more for more in (-1, 0, 1)]
    candidates = (_made(each, month, day) for each in years)
    return min(filter(None, candidates), key=lambda each: abs(each - near), default=None)


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
