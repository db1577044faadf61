"""Moments and days as readers write them, by the Unicode CLDR."""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date, format_time, get_timezone_gmt, get_timezone_name

from kabar.render.words import LANGUAGES, has_words

_FALLBACK: Final = Locale("en")
_LOCALES: Final = tuple(Locale(language) for language in LANGUAGES)
_WEEKDAY: Final = re.compile("E+")
_MONTH: Final = re.compile("MMM+")
_MONDAY: Final = date(2024, 1, 1)


@lru_cache
def locale_of(language: str) -> Locale:
    """The locale of a language (BCP 47) that the interface speaks, else English."""
    if not has_words(language):
        return _FALLBACK
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse(language.split("-", 1)[0])


def language_name(language: str, reader: str) -> str:
    """What readers of one language call another (both BCP 47); its code where CLDR doesn't say."""
    return str(locale_of(reader).languages.get(language.split("-", 1)[0], language))


class Calendar:
    """Writes moments in one language and one zone."""

    def __init__(self, language: str, zone: ZoneInfo) -> None:
        """Write in this language (BCP 47), in this zone."""
        self._locale = locale_of(language)
        self._zone = zone

    def moment(self, moment: datetime) -> str:
        """Such as "Senin, 2 Desember 2024 10.15 WIB"."""
        local = moment.astimezone(self._zone)
        return f"{_joined(self._locale, _long(self._locale, local.date()), local)} {self._zone_name(local)}"

    def brief(self, moment: datetime) -> str:
        """Such as "2 Des 2024 10.15": for lists."""
        return _brief(self._locale, moment.astimezone(self._zone).replace(second=0, microsecond=0, tzinfo=None))

    def day(self, day: date) -> str:
        """Such as "Senin, 2 Desember 2024"."""
        return _long(self._locale, day)

    def month(self, month: str) -> str:
        """Such as "Desember 2024", of a `yyyy-mm`."""
        return _month(self._locale, first_of(month))

    def month_name(self, month: str) -> str:
        """Such as "Desember", of a `yyyy-mm`."""
        return format_date(first_of(month), "LLLL", locale=self._locale)

    def local_day(self, moment: datetime) -> date:
        """The day of the moment in the zone."""
        return moment.astimezone(self._zone).date()

    def stamp(self, moment: datetime) -> str:
        """RFC 3339 with the zone's offset."""
        return moment.astimezone(self._zone).isoformat(timespec="seconds")

    def weekdays(self) -> tuple[tuple[str, str], ...]:
        """Long and short names, Monday first."""
        return _weekdays(self._locale)

    def _zone_name(self, local: datetime) -> str:
        """What people call the zone: whatever the day is, while its clocks show the same."""
        clocks = (self._locale, self._zone, local.utcoffset(), local.dst())
        if clocks not in _zone_names:
            _zone_names[clocks] = _zone_name(self._locale, local)
        return _zone_names[clocks]


_zone_names: Final[dict[tuple[Locale, ZoneInfo, timedelta | None, timedelta | None], str]] = {}


def _zone_name(locale: Locale, local: datetime) -> str:
    """The abbreviation that people of the zone use, in whichever of our languages has one, else GMT+07:00."""
    names = (get_timezone_name(local, width="short", locale=each) for each in (locale, *_LOCALES))
    abbreviation = next((name for name in names if name[:1] not in "+-"), None)
    return abbreviation or get_timezone_gmt(local, width="long", locale=locale)


@lru_cache(maxsize=1024)
def _brief(locale: Locale, local: datetime) -> str:
    """Remembered: an article's moment stands in a dozen lists that are built together."""
    return _joined(locale, _skeleton(locale, "yMMMd", local), local)


@lru_cache(maxsize=256)
def _long(locale: Locale, day: date) -> str:
    """A full date, made of the abbreviated one as UTS 35 tells ("Missing Skeleton Fields"): Babel doesn't."""
    pattern = str(locale.datetime_skeletons["yMMMEd"].pattern)
    return format_date(day, _MONTH.sub("MMMM", _WEEKDAY.sub("EEEE", pattern)), locale=locale)


@lru_cache(maxsize=256)
def _month(locale: Locale, first: date) -> str:
    return _skeleton(locale, "yMMMM", first)


@lru_cache
def _weekdays(locale: Locale) -> tuple[tuple[str, str], ...]:
    days = [_MONDAY.replace(day=number) for number in range(1, 8)]
    return tuple((format_date(day, "cccc", locale=locale), format_date(day, "ccc", locale=locale)) for day in days)


def _joined(locale: Locale, day: str, local: datetime) -> str:
    time = format_time(local, str(locale.datetime_skeletons["Hm"].pattern), locale=locale)
    return str(locale.datetime_formats["medium"]).replace("{1}", day).replace("{0}", time)


def _skeleton(locale: Locale, skeleton: str, day: date) -> str:
    return format_date(day, str(locale.datetime_skeletons[skeleton].pattern), locale=locale)


def first_of(month: str) -> date:
    """The first day of a `yyyy-mm`."""
    return date(int(month[:4]), int(month[5:]), 1)
