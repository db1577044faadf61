import itertools
import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from contract_article import CARD, CARDS, FRAME, HEADLINE, PATH, PLAIN_CARD, SITE, worded
from kabar.domain.index import MonthMark
from kabar.domain.site import SitemapIndex, SitemapMonth, SitemapNews
from kabar.render import sitemaps
from kabar.render.sitemap_parts import Limits

NAMES = {"s": sitemaps.SITEMAP, "image": sitemaps.IMAGE, "news": sitemaps.NEWS}
MONTH = SitemapMonth("2024-12", (CARD, PLAIN_CARD))
NEWS = SitemapNews((CARD, PLAIN_CARD))


def only(parts):
    """The one part."""
    (part,) = parts
    return part.body


def found(document, path):
    return etree.fromstring(document).xpath(path, namespaces=NAMES)


def test_month_names_each_article_with_its_change_and_its_picture():
    document = only(sitemaps.month(FRAME, MONTH))
    assert found(document, "//s:loc/text()") == [SITE + PATH, f"{SITE}/2024/11/30/workshop/"]
    assert found(document, "//s:lastmod/text()") == ["2024-12-03T08:00:00+07:00", "2024-11-30T08:00:00+07:00"]
    assert found(document, "//image:loc/text()") == [f"{SITE}/media/2024/12/kaji-tiru-1.jpg/1280.jpg"]


def test_news_names_publication_language_time_and_title():
    document = only(sitemaps.news(FRAME, NEWS))
    assert found(document, "//news:name/text()") == ["Hai Kalteng"] * 2
    assert found(document, "//news:language/text()") == ["id", "en"]
    assert found(document, "//news:publication_date/text()")[0] == "2024-12-02T10:15:00+07:00"
    assert found(document, "//news:title/text()")[0] == HEADLINE


def test_news_takes_the_name_that_the_publication_has_there():
    frame = replace(FRAME, publication=replace(FRAME.publication, news_sitemap_name="Hai Kalteng News"))
    assert found(only(sitemaps.news(frame, NEWS)), "//news:name/text()")[0] == "Hai Kalteng News"


@pytest.mark.parametrize(
    ("tag", "code"),
    [("en-GB", "en"), ("zh", "zh-cn"), ("zh-Hans-SG", "zh-cn"), ("zh-TW", "zh-tw"), ("zh-Hant", "zh-tw")],
)
def test_news_languages_are_those_that_google_knows(tag, code):
    document = only(sitemaps.news(FRAME, SitemapNews((replace(CARD, language=tag),))))
    assert found(document, "//news:language/text()") == [code]


def test_index_names_every_part_of_the_news_and_of_the_months():
    changed = datetime(2024, 12, 3, 1, tzinfo=UTC)
    months = (MonthMark("2024-12", changed, 2), MonthMark("2024-11", changed))
    document = sitemaps.index(FRAME, SitemapIndex(months, 2))
    assert found(document, "//s:loc/text()") == [
        f"{SITE}/sitemap-news.xml",
        f"{SITE}/sitemap-news-2.xml",
        f"{SITE}/sitemaps/2024-12.xml",
        f"{SITE}/sitemaps/2024-12-2.xml",
        f"{SITE}/sitemaps/2024-11.xml",
    ]
    assert found(document, "//s:lastmod/text()") == ["2024-12-03"] * 3


@pytest.mark.parametrize(
    ("write", "page", "limit"),
    [(sitemaps.month, SitemapMonth("2024-12", ()), 50_000), (sitemaps.news, SitemapNews(()), 1_000)],
)
def test_what_is_more_than_the_protocol_allows_goes_into_another_part(write, page, limit, sitemap_schema):
    parts = list(write(FRAME, replace(page, cards=(*[PLAIN_CARD] * limit, CARD))))
    assert [len(found(part.body, "//s:loc/text()")) for part in parts] == [limit, 1]
    assert found(parts[1].body, "//s:loc/text()") == [SITE + PATH]
    assert parts[1].ids == (CARD.id,)
    for part in parts:
        assert len(part.body) <= 50 * 1024 * 1024
        sitemap_schema.assertValid(etree.fromstring(part.body))


@given(st.lists(CARDS, max_size=8).map(tuple), st.integers(1, 4), st.integers(200, 3000))
def test_parts_hold_every_article_once_in_its_order_and_are_as_few_as_can_be(cards, urls, size):
    parts = list(sitemaps.month(FRAME, SitemapMonth("2024-12", cards), Limits(urls, size)))
    locations = [found(part.body, "//s:loc/text()") for part in parts]
    assert [location for part in locations for location in part] == [SITE + card.path for card in cards]
    assert all(len(part) <= urls for part in locations)
    assert all(len(part.body) <= size or len(part_) == 1 for part, part_ in zip(parts, locations, strict=True))
    for part, following in itertools.pairwise(parts):
        (*_, whole) = sitemaps.month(FRAME, SitemapMonth("2024-12", cards[-1:]))
        assert len(found(part.body, "//s:loc")) == urls or len(part.body) + _size(following) > size
        assert whole


def _size(part):
    """The bytes of a part's first address."""
    return len(part.body.partition(b"<url>")[2].partition(b"</url>")[0]) + len(b"<url></url>")


def test_parts_are_made_as_they_are_asked_for():
    taken = []
    cards = (taken.append(number) or replace(CARD, id=str(number)) for number in range(1000))
    next(sitemaps.month(FRAME, SitemapMonth("2024-12", cards), Limits(10, 10**6)))
    assert len(taken) == 11


def test_a_month_without_articles_has_no_sitemap():
    assert list(sitemaps.month(FRAME, SitemapMonth("2024-12", ()))) == []


def test_without_news_there_is_the_front_page_and_not_as_news(sitemap_schema):
    document = only(sitemaps.news(FRAME, SitemapNews(())))
    assert found(document, "//s:loc/text()") == [f"{SITE}/"]
    assert found(document, "//news:news") == []
    sitemap_schema.assertValid(etree.fromstring(document))


def test_without_months_there_is_the_news(index_schema):
    document = sitemaps.index(FRAME, SitemapIndex(()))
    assert found(document, "//s:loc/text()") == [f"{SITE}/sitemap-news.xml"]
    index_schema.assertValid(etree.fromstring(document))


def test_sitemaps_follow_their_schemas(sitemap_schema, index_schema):
    sitemap_schema.assertValid(etree.fromstring(only(sitemaps.month(FRAME, MONTH))))
    sitemap_schema.assertValid(etree.fromstring(only(sitemaps.news(FRAME, NEWS))))
    months = SitemapIndex((MonthMark("2024-12", CARD.published, 2),), 2)
    index_schema.assertValid(etree.fromstring(sitemaps.index(FRAME, months)))


def test_naughty_strings_come_back_as_they_were(corpora, sitemap_schema):
    for text in json.loads((corpora / "blns" / "blns.json").read_text()):
        card = worded(text)[1]
        document = only(sitemaps.news(FRAME, SitemapNews((card,))))
        assert found(document, "//news:title/text()") == [card.headline or PATH]
        sitemap_schema.assertValid(etree.fromstring(document))


@given(st.lists(CARDS, min_size=1, max_size=3).map(tuple))
def test_whatever_the_cards_say_the_sitemaps_parse(cards):
    for parts in (sitemaps.news(FRAME, SitemapNews(cards)), sitemaps.month(FRAME, SitemapMonth("2024-12", cards))):
        document = only(parts)
        moments = [datetime.fromisoformat(moment) for moment in found(document, "//s:lastmod/text()")]
        assert moments == [(card.modified or card.published) for card in cards]
