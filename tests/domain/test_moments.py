from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabar.domain.moments import day_span, from_utc_text, is_distant, month_span, parse_moment, utc_text

_ZONE = ZoneInfo("Asia/Pontianak")
_BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2024-12-02T10:15:00+07:00", "2024-12-02T03:15:00Z"),
        ("2024-12-02t03:15:00z", "2024-12-02T03:15:00Z"),
        ("2024-12-02 10:15", "2024-12-02T03:15:00Z"),
        ("2024-12-02T10:15:59.999", "2024-12-02T03:15:59Z"),
        ("2024-02-29T00:00+00:00", "2024-02-29T00:00:00Z"),
        ("1800-01-01T00:00Z", "1800-01-01T00:00:00Z"),
    ],
)
def test_moments_are_read_in_the_publications_zone_unless_they_say_otherwise(text, utc):
    moment = parse_moment(text, _ZONE)
    assert moment is not None
    assert utc_text(moment) == utc


@pytest.mark.parametrize(
    "text",
    ["2024-02-30T10:00", "2023-02-29T10:00Z", "2024-13-01T10:00Z", "2024-12-02T25:00Z", "2024-12-02T10:60Z",
     "2024-12-02T10:00+99:00", "0000-01-01T00:00Z", "0001-01-01T00:00+07:00", "9999-12-31T23:59-07:00",
     "1799-12-31T23:59Z", "2200-01-01T00:00Z", "20024-12-02T10:00Z", ""],
)  # fmt: skip
def test_moments_that_never_are_are_none(text):
    assert parse_moment(text, _ZONE) is None


@pytest.mark.parametrize(
    ("text", "distant"),
    [("1799-12-31T23:59Z", True), ("2200-01-01T00:00Z", True), ("9999-12-31T23:59-07:00", True),
     ("0001-01-01T00:00+07:00", True), ("2024-02-30T10:00", False), ("20024-12-02T10:00Z", False)],
)  # fmt: skip
def test_a_year_far_away_is_told_from_a_moment_that_never_is(text, distant):
    assert is_distant(text, _ZONE) is distant


@given(st.datetimes(datetime(1800, 1, 2), datetime(2199, 12, 30), timezones=st.timezones()))  # noqa: DTZ001
def test_texts_in_keys_sort_by_time_and_are_read_back(moment):
    whole = moment.replace(microsecond=0).astimezone(UTC)
    assert from_utc_text(utc_text(whole)) == whole
    later = (whole.astimezone(UTC) + timedelta(seconds=1)).astimezone(_ZONE)
    assert utc_text(whole) < utc_text(later)


def test_a_day_is_as_long_as_it_is_there():
    hours = [(end - start) // timedelta(hours=1) for start, end in (_utc(day_span(day, _BERLIN)) for day in _DAYS)]
    assert hours == [23, 24, 25]


@given(st.dates(date(1900, 1, 1), date(2150, 1, 1)))
def test_days_join_without_gap_and_fill_their_month(day):
    assert day_span(day, _BERLIN)[1] == day_span(day + timedelta(days=1), _BERLIN)[0]
    start, end = month_span(day.strftime("%Y-%m"), _BERLIN)
    inside = day_span(day, _BERLIN)
    assert start <= inside[0] < inside[1] <= end
    assert start.day == end.day == 1
    assert end.date() - start.date() <= timedelta(days=31)


_DAYS = [date(2024, 3, 31), date(2024, 6, 1), date(2024, 10, 27)]


def _utc(span):
    return [moment.astimezone(UTC) for moment in span]
