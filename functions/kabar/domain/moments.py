"""Moments in uploads and in keys."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
FIRST_YEAR: Final = 1800
LAST_YEAR: Final = 2199
_EARLIEST: Final = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC)
_END: Final = datetime(LAST_YEAR + 1, 1, 1, tzinfo=UTC)


def parse_moment(text: str, zone: ZoneInfo) -> datetime | None:
    """An aware moment, to the second, from RFC 3339; a text without offset is of `zone`. None if no such moment is.

    Moments before 1800 or after 2199 are none: they are slips of the pen.
    """
    try:
        aware = _aware(text, zone)
        return aware if _EARLIEST <= aware < _END else None
    except (ValueError, OverflowError):
        return None


def is_distant(text: str, zone: ZoneInfo) -> bool:
    """Whether parse_moment takes it for none only because its year is so far away."""
    try:
        return not _EARLIEST <= _aware(text, zone) < _END
    except ValueError:
        return False
    except OverflowError:
        return True


def _aware(text: str, zone: ZoneInfo) -> datetime:
    moment = datetime.fromisoformat(text.upper())
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).replace(microsecond=0)


@lru_cache(maxsize=4096)
def utc_text(moment: datetime) -> str:
    """`2024-12-02T03:15:00Z`: sorts by time."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def from_utc_text(text: str) -> datetime:
    """The moment that utc_text wrote."""
    return datetime.fromisoformat(text)


def day_span(day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """From the day's first moment in the zone up to (not with) the next day's."""
    return datetime.combine(day, time(), zone), datetime.combine(day + timedelta(days=1), time(), zone)


def month_span(month: str, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """From the first moment of a `yyyy-mm` in the zone up to (not with) the next month's."""
    first = date.fromisoformat(f"{month}-01")
    following = (first + timedelta(days=32)).replace(day=1)
    return datetime.combine(first, time(), zone), datetime.combine(following, time(), zone)
