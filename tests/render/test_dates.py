from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from kabar.render.dates import Calendar, language_name, locale_of

MOMENT = datetime(2024, 12, 2, 3, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "zone", "written"),
    [
        ("id", "Asia/Pontianak", "Senin, 2 Desember 2024 10.15 WIB"),
        ("id-ID", "Asia/Jakarta", "Senin, 2 Desember 2024 10.15 WIB"),
        ("id", "Asia/Makassar", "Senin, 2 Desember 2024 11.15 WITA"),
        ("id", "Asia/Jayapura", "Senin, 2 Desember 2024 12.15 WIT"),
        ("id", "Europe/London", "Senin, 2 Desember 2024 03.15 GMT"),
        ("en", "Asia/Pontianak", "Monday, December 2, 2024, 10:15 WIB"),
        ("en-GB", "Asia/Pontianak", "Monday, 2 December 2024, 10:15 WIB"),
        ("en", "Asia/Kathmandu", "Monday, December 2, 2024, 09:00 GMT+05:45"),
        ("fr", "Asia/Pontianak", "Monday, December 2, 2024, 10:15 WIB"),
        ("en-XX", "Asia/Pontianak", "Monday, December 2, 2024, 10:15 WIB"),
    ],
)
def test_moments_are_written_as_their_readers_do(language, zone, written):
    assert Calendar(language, ZoneInfo(zone)).moment(MOMENT) == written


def test_shorter_forms():
    calendar = Calendar("id", ZoneInfo("Asia/Pontianak"))
    assert calendar.brief(MOMENT) == "2 Des 2024 10.15"
    assert calendar.day(date(2024, 2, 3)) == "Sabtu, 3 Februari 2024"
    assert calendar.month("2024-02") == "Februari 2024"
    assert calendar.month_name("2024-02") == "Februari"
    assert calendar.weekdays()[0] == ("Senin", "Sen")
    assert calendar.weekdays()[6] == ("Minggu", "Min")


def test_the_day_is_the_zones():
    late = datetime(2024, 12, 2, 18, 0, tzinfo=UTC)
    calendar = Calendar("id", ZoneInfo("Asia/Pontianak"))
    assert calendar.local_day(late) == date(2024, 12, 3)
    assert calendar.stamp(late) == "2024-12-03T01:00:00+07:00"


def test_a_language_without_words_is_written_in_english():
    assert locale_of("zh-TW").language == "en"


def test_names_of_languages():
    assert language_name("en-GB", "id") == "Inggris"
    assert language_name("xx", "id") == "xx"
