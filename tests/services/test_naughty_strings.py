"""Strings that break other systems, as headline, tag and text of one article each."""

import json

import html5lib
import pytest
from lxml import etree

from kabar.domain.text import is_blank, one_line
from support.documents import article, paragraph, world

_INLINE = {"a", "em", "strong", "sub", "sup", "code"}
_EXECUTABLE = ("script", "iframe", "img", "svg", "style", "object", "form", "input", "link", "base")


class Page:
    """A page as a browser reads it."""

    def __init__(self, made, path):
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        self.tree = parser.parse(made.text(path))
        self.errors = parser.errors
        self.names = [element.tag for element in self.tree.iter() if isinstance(element.tag, str)]
        self.attributes = {name for element in self.tree.iter() for name in element.attrib}

    def text(self, name):
        """What the first element of this name shows."""
        return "".join(next(self.tree.iter(name)).itertext())


@pytest.fixture(scope="module")
def strings(corpora):
    return json.loads((corpora / "blns" / "blns.json").read_bytes())


@pytest.fixture(scope="module")
def made(strings):
    """All of them, published at once."""
    made = world()
    for index, text in enumerate(strings):
        keywords = [text] if text else []
        document = article(
            headline=text or "-", keywords=keywords, articleBody=[paragraph("Awal."), paragraph(text or "-")]
        )
        key = f"articles/n{index}.json"
        made.inbox.put(key, json.dumps(document).encode())
        made.arrivals.look_at([key])
    made.rest()
    return made


@pytest.fixture(scope="module")
def plain():
    """What an article of ordinary words looks like, with others to read next."""
    body = [paragraph("Awal."), paragraph("Teks")]
    made = world(**{f"a{number}": article(headline=f"Judul {number}", articleBody=body) for number in range(5)})
    made.put("articles/z.json", article(headline="Judul", keywords=["Air"], articleBody=body))
    return Page(made, "/2024/12/02/judul/")


def _path(made, index):
    return made.receipt(f"articles/n{index}.json")["url"].removeprefix("https://uji.example")


def test_each_is_published(made, strings):
    assert {made.receipt(f"articles/n{index}.json")["status"] for index in range(len(strings))} == {"published"}
    assert len({_path(made, index) for index in range(len(strings))}) == len(strings)


def test_each_is_on_a_page_that_is_valid_and_has_no_element_or_attribute_but_ours(made, strings, plain):
    for index, text in enumerate(strings):
        page = Page(made, _path(made, index))
        assert page.errors == [], text
        assert set(page.names) <= set(plain.names) | _INLINE, text
        assert page.attributes <= plain.attributes | {"rel", "href"}, text
        for name in _EXECUTABLE:
            assert page.names.count(name) <= plain.names.count(name), text


def test_each_headline_is_shown_as_it_was_typed(made, strings):
    for index, text in enumerate(strings):
        shown = f"n{index}" if is_blank(text or "-") else one_line(text or "-")
        assert one_line(Page(made, _path(made, index)).text("h1")) == shown


def test_each_text_without_markup_is_shown_as_it_was_typed(made, strings):
    checked = 0
    for index, text in enumerate(strings):
        if not is_blank(text) and not set("<&") & set(text):
            paragraphs = ["".join(each.itertext()) for each in Page(made, _path(made, index)).tree.iter("p")]
            assert one_line(text) in [one_line(each) for each in paragraphs], text
            checked += 1
    assert checked > 200


def test_every_feed_and_sitemap_is_xml_and_every_json_is_json(made):
    kinds = {".xml": etree.fromstring, ".json": json.loads}
    checked = dict.fromkeys(kinds, 0)
    for key, item in made.site.objects.items():
        for kind, parse in kinds.items():
            if key.endswith(kind):
                parse(item.body)
                checked[kind] += 1
    assert min(checked.values()) > 400


def test_each_headline_is_in_the_feed_of_its_tag_as_it_was_typed(made, strings):
    for index, text in enumerate(strings):
        if is_blank(text):
            continue
        record = made.table.record(f"n{index}")
        (name,) = (name for name in record.lists if name.startswith("tag/"))
        feed = etree.fromstring(made.get(f"/{name}/feed.xml").body)
        assert one_line(text) in [one_line(title.text) for title in feed.iterfind("channel/item/title")], text


def test_each_tag_page_is_valid(made):
    pages = sorted(key for key in made.site.objects if key.startswith("tag/") and key.endswith("index.html"))
    for key in pages[::10]:
        assert Page(made, f"/{key.removesuffix('index.html')}").errors == []
