import html
import json
from dataclasses import replace
from datetime import datetime
from email.utils import parsedate_to_datetime

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from contract_article import CARD, CARDS, DESCRIPTION, FRAME, HEADLINE, PATH, PLAIN_CARD, SITE, TEXTS, worded
from kabar.render.feeds import Alternate, Feed, atom, json_feed, rss

NAMES = {
    "a": "http://www.w3.org/2005/Atom",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "media": "http://search.yahoo.com/mrss/",
}
FEED = Feed(
    title="Kabar Kalteng - Hai Kalteng",
    description="Seputar provinsi",
    path="/kabar-kalteng/",
    feed_path="/kabar-kalteng/feed.xml",
    cards=(CARD, PLAIN_CARD),
    language="id",
    alternates=(Alternate("application/feed+json", "/kabar-kalteng/feed.json"),),
)
EMPTY = replace(FEED, cards=(), description="")


def texts(tree, path):
    return tree.xpath(path, namespaces=NAMES)


def test_rss_tells_where_it_is_and_when_it_changed():
    channel = etree.fromstring(rss(FRAME, FEED))[0]
    assert texts(channel, "link/text()") == [f"{SITE}/kabar-kalteng/"]
    assert texts(channel, "a:link[@rel='self']/@href") == [f"{SITE}/kabar-kalteng/feed.xml"]
    assert texts(channel, "a:link[@rel='alternate']/@href") == [f"{SITE}/kabar-kalteng/feed.json"]
    assert texts(channel, "language/text()") == ["id"]
    assert texts(channel, "lastBuildDate/text()") == ["Tue, 03 Dec 2024 08:00:00 +0700"]
    assert texts(channel, "image/url/text()") == [f"{SITE}/media/site/logo.png/512.jpg"]


def test_rss_item_has_all_that_the_card_shows():
    item = etree.fromstring(rss(FRAME, FEED)).find("channel/item")
    assert item.findtext("title") == HEADLINE
    assert item.findtext("link") == item.findtext("guid[@isPermaLink='true']") == SITE + PATH
    assert item.findtext("pubDate") == "Mon, 02 Dec 2024 10:15:00 +0700"
    assert texts(item, "dcterms:modified/text()") == ["2024-12-03T08:00:00+07:00"]
    assert texts(item, "dc:creator/text()") == ["Redaksi (yl)", "Ratna Usop"]
    assert texts(item, "category/text()") == ["Kabar Kalteng", "Zona Integritas", "BPSDM"]
    assert html.unescape(item.findtext("description")) == DESCRIPTION
    (content,) = texts(item, "media:content")
    assert content.attrib == {
        "url": f"{SITE}/media/2024/12/kaji-tiru-1.jpg/1280.jpg",
        "medium": "image",
        "type": "image/jpeg",
        "width": "1280",
        "height": "720",
    }
    assert texts(content, "media:credit/text()") == ["Diskominfo Kalteng"]
    assert texts(item, "media:thumbnail/@url") == [f"{SITE}/media/2024/12/kaji-tiru-1.jpg/320.jpg"]


def test_rss_item_without_picture_or_change_says_neither():
    item = etree.fromstring(rss(FRAME, FEED)).findall("channel/item")[1]
    assert not texts(item, "media:* | dcterms:modified")
    assert texts(item, "dc:creator/text()") == ["gone"]
    assert texts(item, "dc:language/text()") == ["en"]


def test_rss_description_is_escaped_for_html_and_title_is_plain():
    """The Best Practices Profile: an item's description is HTML, every other text is plain."""
    attack = "<script>alert(1)</script> & sebagainya"
    feed = replace(FEED, cards=(replace(CARD, headline=attack, description=attack),))
    item = etree.fromstring(rss(FRAME, feed)).find("channel/item")
    assert item.findtext("title") == attack
    assert item.findtext("description") == html.escape(attack, quote=False)


def test_atom_entries_keep_their_id_when_they_move():
    moved = replace(FEED, cards=(replace(CARD, path="/2024/12/02/pindah/"),))
    ids = [texts(etree.fromstring(atom(FRAME, feed)), "a:entry/a:id/text()")[0] for feed in (FEED, moved)]
    assert ids[0] == ids[1]
    assert ids[0].startswith("urn:uuid:")


def test_atom_feed_and_entry_have_what_rfc_4287_demands():
    tree = etree.fromstring(atom(FRAME, FEED))
    for element in (tree, *texts(tree, "a:entry")):
        for name in ("a:id", "a:title", "a:updated"):
            assert len(texts(element, name)) == 1
        assert texts(element, "a:author/a:name/text()")
        assert len(texts(element, "a:link[@rel='alternate'][@type='text/html']")) == 1
    assert texts(tree, "a:updated/text()") == ["2024-12-03T08:00:00+07:00"]
    assert texts(tree, "a:link[@rel='self']/@href") == [f"{SITE}/kabar-kalteng/feed.xml"]
    entry = texts(tree, "a:entry")[0]
    assert texts(entry, "a:published/text()") == ["2024-12-02T10:15:00+07:00"]
    assert texts(entry, "a:author/a:uri/text()") == [f"{SITE}/author/yl/", "https://ratna.example/"]
    assert texts(entry, "a:category/@label") == ["Kabar Kalteng", "Zona Integritas", "BPSDM"]
    assert texts(entry, "a:category/@term") == ["kabar-kalteng", "zona-integritas", "bpsdm"]
    assert texts(tree, "a:entry/@xml:lang") == ["en"]


@pytest.mark.parametrize("write", [rss, atom])
def test_readers_understand_the_feed(write):
    parsed = feedparser.parse(write(FRAME, FEED))
    assert not parsed.bozo
    assert parsed.feed.title == FEED.title
    first = parsed.entries[0]
    assert first.title == HEADLINE
    assert first.link == SITE + PATH
    assert first.published_parsed[:5] == (2024, 12, 2, 3, 15)
    assert first.media_thumbnail[0]["url"].startswith(SITE)


@pytest.mark.parametrize("write", [rss, atom])
def test_an_empty_feed_is_a_feed(write):
    parsed = feedparser.parse(write(FRAME, EMPTY))
    assert not parsed.bozo
    assert parsed.version in {"rss20", "atom10"}
    assert parsed.entries == []


def test_empty_feeds_have_no_moment_but_the_one_that_atom_demands():
    assert b"lastBuildDate" not in rss(FRAME, EMPTY)
    assert texts(etree.fromstring(atom(FRAME, EMPTY)), "a:updated/text()") == ["1970-01-01T08:00:00+08:00"]


@pytest.mark.parametrize("feed", [FEED, EMPTY])
def test_json_feed_follows_its_schema(json_feed_schema, feed):
    document = json.loads(json_feed(FRAME, feed))
    assert list(json_feed_schema.iter_errors(document)) == []
    assert list(json_feed_schema.iter_errors(document | {"items": None})) != []


def test_json_feed_item():
    document = json.loads(json_feed(FRAME, FEED))
    assert document["version"] == "https://jsonfeed.org/version/1.1"
    assert document["feed_url"] == f"{SITE}/kabar-kalteng/feed.xml"
    item = document["items"][0]
    assert item["url"] == SITE + PATH
    assert item["content_text"] == DESCRIPTION
    assert item["date_published"] == "2024-12-02T10:15:00+07:00"
    assert item["date_modified"] == "2024-12-03T08:00:00+07:00"
    assert item["tags"] == ["Kabar Kalteng", "Zona Integritas", "BPSDM"]
    assert item["image"] == f"{SITE}/media/2024/12/kaji-tiru-1.jpg/1280.jpg"
    assert item["authors"] == [
        {"name": "Redaksi (yl)", "url": f"{SITE}/author/yl/"},
        {"name": "Ratna Usop", "url": "https://ratna.example/"},
    ]
    assert document["items"][1]["language"] == "en"
    assert "image" not in document["items"][1]


def test_what_was_paid_for_is_labelled_in_every_feed():
    feed = replace(FEED, cards=(replace(CARD, sponsor="Bank Lanting"), PLAIN_CARD))
    item = etree.fromstring(rss(FRAME, feed)).find("channel/item")
    entry = texts(etree.fromstring(atom(FRAME, feed)), "a:entry")[0]
    paid, plain = json.loads(json_feed(FRAME, feed))["items"]
    title = f"Advertorial: {HEADLINE}"
    assert item.findtext("title") == texts(entry, "string(a:title)") == paid["title"] == title
    assert texts(item, "category/text()")[-1] == texts(entry, "a:category/@label")[-1] == paid["tags"][-1]
    assert paid["tags"][-1] == "Advertorial"
    assert plain["title"] == PLAIN_CARD.headline


def test_a_zone_that_had_seconds_is_written_in_utc():
    """Pontianak kept local mean time, +07:17:20, until 1908, which RFC 3339 can't write."""
    early = replace(CARD, published=CARD.published.replace(year=1900), modified=None)
    feed = replace(FEED, cards=(early,))
    assert json.loads(json_feed(FRAME, feed))["items"][0]["date_published"] == "1900-12-02T03:15:00+00:00"
    assert b"Sun, 02 Dec 1900 03:15:00 +0000" in rss(FRAME, feed)


def test_naughty_strings_come_back_as_they_were(corpora):
    for text in json.loads((corpora / "blns" / "blns.json").read_text()):
        card = worded(text)[1]
        feed = replace(FEED, cards=(card,))
        item = etree.fromstring(rss(FRAME, feed)).find("channel/item")
        entry = texts(etree.fromstring(atom(FRAME, feed)), "a:entry")[0]
        entries = json.loads(json_feed(FRAME, feed))["items"][0]
        tags = [tag.name for tag in card.tags]
        title = card.headline or PATH
        assert item.findtext("title") == entries["title"] == texts(entry, "string(a:title)") == title
        assert html.unescape(item.findtext("description") or "") == card.description
        assert texts(entry, "string(a:summary)") == entries["content_text"] == card.description
        assert [category.text for category in item.findall("category")][1:] == entries["tags"][1:] == tags
        assert texts(entry, "a:category/@label")[1:] == tags


@given(st.lists(CARDS, max_size=3).map(tuple), TEXTS)
def test_whatever_the_cards_say_the_feeds_parse(cards, name):
    feed = replace(FEED, title=name, description=name, cards=cards)
    tree = etree.fromstring(rss(FRAME, feed))
    assert [parsedate_to_datetime(date.text) for date in tree.iter("pubDate")] == [card.published for card in cards]
    moments = texts(etree.fromstring(atom(FRAME, feed)), "a:entry/a:published/text()")
    items = json.loads(json_feed(FRAME, feed))["items"]
    assert [datetime.fromisoformat(moment) for moment in moments] == [
        datetime.fromisoformat(item["date_published"]) for item in items
    ]
