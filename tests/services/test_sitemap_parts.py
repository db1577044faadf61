"""Sitemaps in parts: with small limits, over the services and their fakes."""

from datetime import timedelta

import pytest

from kabar.domain.pages import Page
from kabar.render import sitemaps
from kabar.render.sitemap_parts import Limits
from support.documents import article, world
from support.world import at


@pytest.fixture(autouse=True)
def _small(monkeypatch):
    monkeypatch.setattr(sitemaps.month, "__defaults__", (Limits(2, 10**6),))
    monkeypatch.setattr(sitemaps.news, "__defaults__", (Limits(2, 10**6),))


def _document(number, **fields):
    return article(headline=f"Berita {number}", datePublished=f"2024-12-02T10:{number:02}:00+07:00", **fields)


def _made(count):
    made = world()
    made.clock.time = at("2024-12-03T00:00")
    for number in range(count):
        made.put(f"articles/{number}.json", _document(number))
    return made


def _parts(made, prefix):
    return [key for key in made.site.keys(prefix)]  # noqa: C416


def _named(made):
    """What the index names, as keys of the bucket."""
    pieces = made.text("/sitemap.xml").split("<loc>https://uji.example/")[1:]
    return [piece.partition("<")[0] for piece in pieces]


def _all(made, prefix):
    """How often each article stands in the parts under a prefix."""
    text = "".join(made.site.objects[key].body.decode() for key in _parts(made, prefix))
    return [text.count(f"/berita-{number}/</loc>") for number in range(5)]


def test_parts_come_and_go_with_what_they_hold():
    made = _made(5)
    months = ["sitemaps/2024-12-2.xml", "sitemaps/2024-12-3.xml", "sitemaps/2024-12.xml"]
    news = ["sitemap-news-2.xml", "sitemap-news-3.xml", "sitemap-news.xml"]
    assert (_parts(made, "sitemaps/"), _parts(made, "sitemap-news")) == (months, news)
    assert _all(made, "sitemaps/") == _all(made, "sitemap-news") == [1] * 5
    assert sorted(_named(made)) == sorted(months + news)
    for number in (0, 3, 4):
        made.put(f"articles/{number}.json", _document(number, withdrawn=_WITHDRAWN))
    assert _all(made, "sitemaps/") == _all(made, "sitemap-news") == [0, 1, 1, 0, 0]
    assert _named(made) == ["sitemap-news.xml", "sitemaps/2024-12.xml"]
    assert _parts(made, "sitemap") == ["sitemap-news.xml", "sitemap.xml", "sitemaps/2024-12.xml"]


_NEWS = Page("sitemap-news")
_WITHDRAWN = {"date": "2024-12-03T06:00:00+07:00", "reason": "other", "statement": "Keliru."}


def test_parts_are_the_same_whatever_way_led_to_them():
    made, other = _made(4), _made(0)
    for number in (2, 3, 0, 1, 0):
        other.put(f"articles/{number}.json", _document(number))
    assert made.site.objects == other.site.objects


def test_a_full_part_stays_as_it_is_when_newer_articles_come():
    made = _made(4)
    made.site.written.clear()
    made.put("articles/4.json", _document(4))
    assert [key for key in made.site.written if key.startswith("sitemaps/")] == ["sitemaps/2024-12-3.xml"]


def test_what_a_build_that_died_left_behind_is_removed_by_the_next():
    made = _made(2)
    made.site.put(made.site.objects["sitemaps/2024-12.xml"].__class__("sitemaps/2024-12-7.xml", b"", "", "", ()))
    made.put("articles/0.json", _document(0, description="Lain"))
    made.put("articles/2.json", _document(2))
    assert _parts(made, "sitemaps/") == ["sitemaps/2024-12-2.xml", "sitemaps/2024-12.xml"]


@pytest.mark.parametrize(("hours", "named"), [(47.9, 1), (48.1, 0)])
def test_the_news_are_those_of_two_days(hours, named):
    made = _made(1)
    made.clock.time = at("2024-12-02T03:00") + timedelta(hours=hours)
    made.pages.build([_NEWS])
    made.rest()
    assert made.text("/sitemap-news.xml").count("<news:news>") == named


def test_the_clock_alone_empties_the_news_and_its_parts():
    made = _made(3)
    made.clock.time += timedelta(days=3)
    made.pages.build([_NEWS])
    made.rest()
    assert _parts(made, "sitemap-news") == ["sitemap-news.xml"]
    assert "news:news>" not in made.text("/sitemap-news.xml")
    assert _named(made) == ["sitemap-news.xml", *[key for key in _named(made) if key.startswith("sitemaps/")]]
