"""Articles that name their language have a list of it, with a page and feeds."""

import json
from itertools import permutations

import pytest
from lxml import etree, html

from support.documents import article, changes, paragraph, related, site, world

_UPLOADS = {
    "a": article(headline="Air Naik", datePublished="2024-12-02T08:00:00+07:00"),
    "b": article(headline="Water Rises", inLanguage="en-GB", datePublished="2024-12-03T08:00:00+07:00"),
    "c": article(headline="Air Surut", inLanguage="id", datePublished="2024-12-04T08:00:00+07:00"),
}
_FEEDS = ("feed.xml", "atom.xml", "feed.json")


@pytest.fixture
def made():
    return world(**_UPLOADS)


def _tree(made, path):
    return html.fromstring(made.get(path).body.decode())


def _titles(made, path):
    return [item["title"] for item in json.loads(made.get(path).body)["items"]]


def test_another_language_has_a_page_in_its_words(made):
    page = _tree(made, "/language/en/")
    assert page.get("lang") == "en"
    assert page.xpath("//h1/text()") == ["Articles in English"]
    assert page.xpath("//main//h2/a/text() | //main//h3/a/text()") == ["Water Rises"]
    assert page.xpath("//main//time/text()") == ["Dec 3, 2024, 08:00"]
    assert page.xpath("//link[@rel='canonical']/@href") == ["https://uji.example/language/en/"]
    assert page.xpath("//header/@lang") == ["id"]


def test_each_language_has_feeds_of_its_own_articles(made):
    assert _titles(made, "/feed.json") == ["Air Surut", "Water Rises", "Air Naik"]
    assert _titles(made, "/language/en/feed.json") == ["Water Rises"]
    assert _titles(made, "/language/id/feed.json") == ["Air Surut"]
    channel = etree.fromstring(made.get("/language/en/feed.xml").body).find("channel")
    assert (channel.findtext("title"), channel.findtext("language")) == ("Kabar Uji: Articles in English", "en")


def test_the_front_page_is_that_of_the_publication_s_own_language(made):
    assert made.get("/language/id/") is None
    feed = json.loads(made.get("/language/id/feed.json").body)
    assert (feed["home_page_url"], feed["language"]) == ("https://uji.example/", "id")


def test_fronts_and_articles_lead_to_the_language_and_its_feeds(made):
    both = [("id", "https://uji.example/"), ("en", "https://uji.example/language/en/")]
    for path in ("/", "/language/en/"):
        links = _tree(made, path).xpath("//link[@hreflang]")
        assert [(link.get("hreflang"), link.get("href")) for link in links] == both
    (link,) = _tree(made, "/").xpath("//main//a[@href='/language/en/']")
    assert (link.text, link.get("lang"), link.get("hreflang")) == ("Articles in English", "en", "en")
    story = _tree(made, "/2024/12/03/water-rises/")
    assert story.xpath("//main//a[@href='/language/en/']/text()") == ["Articles in English"]
    assert "/language/en/feed.xml" in story.xpath("//link[@type='application/rss+xml']/@href")
    assert not _tree(made, "/2024/12/04/air-surut/").xpath("//main//a[starts-with(@href, '/language/')]")


def test_a_language_that_nobody_speaks_here_is_named_in_the_publication_s():
    made = world(j=article(headline="Banyu", inLanguage="jv"))
    page = _tree(made, "/language/jv/")
    assert (page.get("lang"), page.xpath("//h1/text()")) == ("id", ["Artikel berbahasa Jawa"])
    assert page.xpath("//main//h2/@lang | //main//h3/@lang") == ["jv"]
    assert json.loads(made.get("/language/jv/feed.json").body)["language"] == "jv"


def test_words_of_the_interface_say_their_language_and_direction_on_a_page_in_another():
    made = world(r=article(headline="ارتفاع مياه النهر", inLanguage="ar"))
    page = _tree(made, "/2024/12/02/rtf-myh-lnhr/")
    assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")
    for place in ("crumbs", "credits", "story-foot"):
        (part,) = page.xpath(f"//main//*[@class='{place}']")
        assert (part.get("lang"), part.get("dir")) == ("id", "ltr"), place
    (heading,) = _tree(made, "/daerah/").xpath("//main//h2")
    assert (heading.get("lang"), heading.get("dir"), heading[0].get("hreflang")) == ("ar", "auto", "ar")


def test_articles_without_a_language_cost_nothing(made):
    before = dict(made.site.objects)
    made.put("articles/d.json", article(headline="Lain", datePublished="2024-12-05T08:00:00+07:00"))
    touched = changes(made, before)
    assert not [key for kind in touched.values() for key in kind if key.startswith("language/")]


def test_the_last_article_takes_its_language_with_it(made):
    made.put("articles/b.json", _UPLOADS["b"] | {"inLanguage": "id"})
    assert not [key for key in made.site.objects if key.startswith("language/en/")]
    assert _titles(made, "/language/id/feed.json") == ["Air Surut", "Water Rises"]


def test_a_publication_in_another_language_has_another_front(made):
    made.put("site.json", site(inLanguage="en"))
    assert made.get("/language/en/") is None
    assert _tree(made, "/language/id/").get("lang") == "id"
    assert all(made.get(f"/language/{code}/{name}") for code in ("id", "en") for name in _FEEDS)


def test_whatever_the_order_the_lists_end_the_same(made):
    for order in permutations(_UPLOADS):
        other = world(**{name: _UPLOADS[name] for name in order})
        assert other.site.objects == made.site.objects


def test_headlines_in_another_language_say_so_wherever_they_are_linked(made):
    noted = [{"type": "hak-jawab", "text": "x", "datePublished": "2024-12-05T08:00:00+07:00", "article": "b"}]
    body = [paragraph("Isi."), related("b")]
    made.put("articles/m.json", article(headline="Mula", articleBody=body, followUpTo="b", correction=noted))
    (water, earlier) = "/2024/12/03/water-rises/", "/2024/12/02/mula/"
    for path, other, language in ((earlier, water, "en-GB"), (water, earlier, "id"), ("/koreksi/", water, "en-GB")):
        links = [one for one in _tree(made, path).xpath(f"//main//a[@href='{other}']") if not one.get("aria-hidden")]
        said = [one.xpath("ancestor-or-self::*[@lang][1]/@lang")[0] for one in links]
        assert links, path
        assert set(said) == {language}, path
    assert not _tree(made, earlier).xpath("//main//*[@class='crumbs']//a/@lang")


def test_the_ledger_learns_of_a_language(made):
    noted = [{"type": "ralat", "text": "x", "datePublished": "2024-12-05T08:00:00+07:00"}]
    made.put("articles/m.json", article(headline="Mula", correction=noted))
    assert not _tree(made, "/koreksi/").xpath("//main//h2/a/@lang")
    made.put("articles/m.json", article(headline="Mula", correction=noted, inLanguage="jv"))
    for path in ("/koreksi/", "/koreksi/2024/"):
        assert _tree(made, path).xpath("//main//h2/a/@lang") == ["jv"], path
