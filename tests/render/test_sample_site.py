"""What machines read of the sample publication: feeds, sitemaps, structured data, each of them, every one."""

import json
import re
from datetime import datetime

import feedparser
import pytest
from lxml import etree, html

from support.sample import sample
from support.vocabulary import Vocabulary

OBJECTS = sample().world.site.objects
FEEDS = sorted(key for key in OBJECTS if key.endswith(("feed.xml", "atom.xml")))
JSON_FEEDS = sorted(key for key in OBJECTS if key.endswith("feed.json"))
SITEMAPS = sorted(key for key in OBJECTS if key.startswith("sitemap") and key != "sitemap.xml")


@pytest.fixture(scope="session")
def vocabulary(corpora):
    return Vocabulary(corpora / "schema-org" / "schemaorg-all-https.jsonld.gz")


def structured():
    """Key and JSON-LD of each page that has some."""
    for key, item in sample().pages().items():
        for script in html.document_fromstring(item.body.decode()).xpath("//script[@type='application/ld+json']"):
            yield key, json.loads(script.text)


def articles():
    return [(key, node) for key, node in structured() if node.get("@type", "").endswith("Article")]


def test_every_feed_is_understood():
    assert len(FEEDS) > 50
    for key in FEEDS:
        parsed = feedparser.parse(OBJECTS[key].body)
        assert not parsed.bozo, key
        assert parsed.version in {"rss20", "atom10"}
        assert parsed.feed.title
        assert parsed.entries, key
        assert all(entry.title and entry.link and entry.id and entry.published_parsed for entry in parsed.entries)


def test_every_json_feed_follows_the_schema(json_feed_schema):
    assert len(JSON_FEEDS) > 3
    for key in JSON_FEEDS:
        json_feed_schema.validate(json.loads(OBJECTS[key].body))


def test_every_sitemap_follows_its_schema(sitemap_schema, index_schema):
    assert len(SITEMAPS) > 3
    index_schema.assertValid(etree.fromstring(OBJECTS["sitemap.xml"].body))
    for key in SITEMAPS:
        sitemap_schema.assertValid(etree.fromstring(OBJECTS[key].body))


def test_the_sitemaps_name_what_stands_and_is_canonical():
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    for key in SITEMAPS:
        for address in etree.fromstring(OBJECTS[key].body).xpath("//s:loc/text()", namespaces=names):
            page = sample().world.get("/" + address.split("/", 3)[3])
            assert page, address
            if page.content_type.startswith("text/html"):
                assert f'<link rel="canonical" href="{address}">' in page.body.decode()


def test_structured_data_is_of_the_vocabulary(vocabulary):
    pages = list(structured())
    assert len(pages) > 100
    for key, node in pages:
        assert node["@context"] == "https://schema.org"
        inside = {name: value for name, value in node.items() if name != "@context"}
        assert list(vocabulary.complaints(inside)) == [], key


@pytest.mark.parametrize(
    "wrong",
    [
        {"@type": "NewsArtikel"},
        {"@type": "NewsArticle", "headlin": "a"},
        {"@type": "NewsArticle", "author": {"@type": "ImageObject"}},
        {"@type": "NewsArticle", "author": [{"@type": "Person", "isbn": "1"}]},
        {"@graph": [{"@type": "ImageObject", "width": True}]},
    ],
)
def test_the_vocabulary_would_find_it(vocabulary, wrong):
    assert list(vocabulary.complaints(wrong))


def test_every_article_says_all_that_google_recommends():
    assert len(articles()) > 25
    for key, node in articles():
        assert node["headline"], key
        assert all(author["@type"] in {"Person", "Organization"} and author["name"] for author in node["author"])
        for name in ("datePublished", "dateModified"):
            assert datetime.fromisoformat(node[name]).utcoffset() is not None
        for image in node.get("image", []):
            assert image["url"].startswith("https://")
        assert node["publisher"]["name"]


def test_every_address_in_structured_data_stands():
    home = json.loads(OBJECTS["feed.json"].body)["home_page_url"].rstrip("/")
    for key, node in structured():
        for address in _addresses(node):
            # Crops around a focal point are yet to be made.
            if address.startswith(home) and not re.search(r"/\d+x\d+-\d+-\d+\.jpg$", address):
                path = address.removeprefix(home).partition("#")[0]
                assert sample().world.get(path or "/"), f"{key}: {address}"


def _addresses(value):
    if isinstance(value, str):
        yield from [value] if value.startswith("https://") else []
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else []:
        yield from _addresses(one)
