import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from contract_article import CARD, CARDS, FRAME, HEADLINE, PATH, PLAIN_CARD, SITE, worded
from kabar.domain.site import SitemapIndex, SitemapMonth, SitemapNews
from kabar.render import sitemaps

NAMES = {"s": sitemaps.SITEMAP, "image": sitemaps.IMAGE, "news": sitemaps.NEWS}
MONTH = SitemapMonth("2024-12", (CARD, PLAIN_CARD))
NEWS = SitemapNews((CARD, PLAIN_CARD))


def found(document, path):
    return etree.fromstring(document).xpath(path, namespaces=NAMES)


def test_month_names_each_article_with_its_change_and_its_picture():
    document = sitemaps.month(FRAME, MONTH)
    assert found(document, "//s:loc/text()") == [SITE + PATH, f"{SITE}/2024/11/30/workshop/"]
    assert found(document, "//s:lastmod/text()") == ["2024-12-03T08:00:00+07:00", "2024-11-30T08:00:00+07:00"]
    assert found(document, "//image:loc/text()") == [f"{SITE}/media/2024/12/kaji-tiru-1.jpg/1280.jpg"]


def test_news_names_publication_language_time_and_title():
    document = sitemaps.news(FRAME, NEWS)
    assert found(document, "//news:name/text()") == ["Hai Kalteng"] * 2
    assert found(document, "//news:language/text()") == ["id", "en"]
    assert found(document, "//news:publication_date/text()")[0] == "2024-12-02T10:15:00+07:00"
    assert found(document, "//news:title/text()")[0] == HEADLINE


def test_news_takes_the_name_that_the_publication_has_there():
    frame = replace(FRAME, publication=replace(FRAME.publication, news_sitemap_name="Hai Kalteng News"))
    assert found(sitemaps.news(frame, NEWS), "//news:name/text()")[0] == "Hai Kalteng News"


@pytest.mark.parametrize(
    ("tag", "code"),
    [("en-GB", "en"), ("zh", "zh-cn"), ("zh-Hans-SG", "zh-cn"), ("zh-TW", "zh-tw"), ("zh-Hant", "zh-tw")],
)
def test_news_languages_are_those_that_google_knows(tag, code):
    document = sitemaps.news(FRAME, SitemapNews((replace(CARD, language=tag),)))
    assert found(document, "//news:language/text()") == [code]


def test_index_names_the_news_and_the_months():
    changed = datetime(2024, 12, 3, 1, tzinfo=UTC)
    document = sitemaps.index(FRAME, SitemapIndex((("2024-12", changed), ("2024-11", changed))))
    assert found(document, "//s:loc/text()") == [
        f"{SITE}/sitemap-news.xml",
        f"{SITE}/sitemaps/2024-12.xml",
        f"{SITE}/sitemaps/2024-11.xml",
    ]
    assert found(document, "//s:lastmod/text()") == ["2024-12-03T08:00:00+07:00"] * 2


@pytest.mark.parametrize(
    ("write", "page", "limit"),
    [(sitemaps.month, SitemapMonth("2024-12", ()), 50_000), (sitemaps.news, SitemapNews(()), 1_000)],
)
def test_no_more_than_the_protocol_allows_and_the_newest_of_them(write, page, limit):
    document = write(FRAME, replace(page, cards=(CARD, *[PLAIN_CARD] * limit)))
    locations = found(document, "//s:loc/text()")
    assert len(locations) == limit
    assert locations[0] == SITE + PATH
    assert len(document) < 50 * 1024 * 1024


@pytest.mark.parametrize(
    "document", [sitemaps.month(FRAME, SitemapMonth("2024-12", ())), sitemaps.news(FRAME, SitemapNews(()))]
)
def test_without_articles_there_is_the_front_page(sitemap_schema, document):
    assert found(document, "//s:loc/text()") == [f"{SITE}/"]
    sitemap_schema.assertValid(etree.fromstring(document))


def test_without_months_there_is_the_news(index_schema):
    document = sitemaps.index(FRAME, SitemapIndex(()))
    assert found(document, "//s:loc/text()") == [f"{SITE}/sitemap-news.xml"]
    index_schema.assertValid(etree.fromstring(document))


def test_sitemaps_follow_their_schemas(sitemap_schema, index_schema):
    sitemap_schema.assertValid(etree.fromstring(sitemaps.month(FRAME, MONTH)))
    sitemap_schema.assertValid(etree.fromstring(sitemaps.news(FRAME, NEWS)))
    months = SitemapIndex((("2024-12", CARD.published),))
    index_schema.assertValid(etree.fromstring(sitemaps.index(FRAME, months)))


def test_naughty_strings_come_back_as_they_were(corpora, sitemap_schema):
    for text in json.loads((corpora / "blns" / "blns.json").read_text()):
        card = worded(text)[1]
        document = sitemaps.news(FRAME, SitemapNews((card,)))
        assert found(document, "//news:title/text()") == [card.headline or PATH]
        sitemap_schema.assertValid(etree.fromstring(document))


@given(st.lists(CARDS, min_size=1, max_size=3).map(tuple))
def test_whatever_the_cards_say_the_sitemaps_parse(cards):
    for document in (sitemaps.news(FRAME, SitemapNews(cards)), sitemaps.month(FRAME, SitemapMonth("2024-12", cards))):
        moments = [datetime.fromisoformat(moment) for moment in found(document, "//s:lastmod/text()")]
        assert moments == [(card.modified or card.published) for card in cards]
