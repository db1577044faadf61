"""Days, months and years are those of the publication's zone, on every page: WIB, WITA, WIT."""

import pytest
from lxml import html

from support.documents import article, site
from support.world import World

_AT_NIGHT = "2024-11-30T16:30:00Z"
_NEW_YEAR_IN_THE_EAST = "2024-12-31T15:30:00Z"


def _times(world, path):
    return [time.text for time in html.fromstring(world.get(path).body).xpath("//main//time")]


@pytest.mark.parametrize(
    ("zone", "day", "published", "corrected"),
    [
        ("Asia/Jakarta", "2024/11/30", "Sabtu, 30 November 2024 23.30 WIB", "Selasa, 31 Desember 2024 22.30 WIB"),
        ("Asia/Makassar", "2024/12/01", "Minggu, 1 Desember 2024 00.30 WITA", "Selasa, 31 Desember 2024 23.30 WITA"),
        ("Asia/Jayapura", "2024/12/01", "Minggu, 1 Desember 2024 01.30 WIT", "Rabu, 1 Januari 2025 00.30 WIT"),
    ],
)
def test_every_page_has_the_day_of_the_zone(zone, day, published, corrected):
    made = World()
    made.put("site.json", site(timeZone=zone))
    noted = [{"type": "ralat", "text": "Semula satu.", "datePublished": _NEW_YEAR_IN_THE_EAST}]
    made.put("articles/a.json", article(headline="Air Naik", datePublished=_AT_NIGHT, correction=noted))
    path, month, year = f"/{day}/air-naik/", day[:7], corrected.split()[3]
    assert made.receipt("articles/a.json")["url"] == f"https://uji.example{path}"
    assert _times(made, path)[:3] == [published, corrected, corrected]
    for place in (f"/{day}/", f"/{month}/", f"/daerah/{day}/"):
        assert len(_times(made, place)) == 2, place
    assert _times(made, "/koreksi/") == _times(made, f"/koreksi/{year}/") == [corrected]
    offset = {"WIB": "+07:00", "WITA": "+08:00", "WIT": "+09:00"}[published.split()[-1]]
    assert offset.replace(":", "") in made.text("/feed.xml")
    assert f'"datePublished":"{day.replace("/", "-")}T' in made.text(path)
    assert offset in made.text(f"/sitemaps/{month.replace('/', '-')}.xml")
