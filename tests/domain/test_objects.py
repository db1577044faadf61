import json
import re

import pytest

from kabar.domain.objects import keys_of
from kabar.domain.pages import Page, parse_page
from kabar.domain.site_parsing import parse_publication
from support.documents import PUBLICATION, paragraph, site

_FEEDS = {"index.html", "feed.xml", "atom.xml", "feed.json"}
_ABOUT = {"slug": "tentang", "headline": "Tentang", "articleBody": [paragraph("Kami.")]}


@pytest.mark.parametrize(
    ("page", "keys"),
    [
        (
            "address:/2024/12/02/a/",
            {"2024/12/02/a/index.html", "2024/12/02/a/article.json", "2024/12/02/a/lite/index.html"},
        ),
        ("list:home", {*_FEEDS, "404.html"}),
        ("list:section/daerah", {f"daerah/{name}" for name in _FEEDS}),
        ("list:tag/air", {"tag/air/index.html", "tag/air/feed.xml"}),
        ("list:author/rn", {"author/rn/index.html", "author/rn/feed.xml"}),
        ("day:2024-12-02", {"2024/12/02/index.html"}),
        ("day:2024-12-02/daerah", {"daerah/2024/12/02/index.html"}),
        ("month:2024-12", {"2024/12/index.html"}),
        ("month:2024-12/daerah", {"daerah/2024/12/index.html"}),
        ("sitemap:2024-12", {"sitemaps/2024-12.xml"}),
        ("fixed:tentang", {"tentang/index.html"}),
        ("archive", {"arsip/index.html", "archive/index.html"}),
        ("sitemap-index", set()),
        ("sitemap-news", set()),
        ("furniture", set()),
    ],
)
def test_each_page_has_its_keys(page, keys):
    assert keys_of(parse_page(page), PUBLICATION) == keys
    assert str(parse_page(page)) == page


def test_a_fixed_page_leaves_what_a_section_has_taken_over():
    assert keys_of(Page("fixed", "daerah"), PUBLICATION) == set()


def test_a_section_leaves_what_a_fixed_page_has_taken_over():
    publication = parse_publication(json.dumps(site(pages=[_ABOUT])).encode())
    assert keys_of(Page("list", "section/tentang"), publication) == {
        "tentang/feed.xml", "tentang/atom.xml", "tentang/feed.json",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["a" * 200, "漢", "a/b", "a b", "a\tb", "\x7f"])
def test_a_message_group_is_one_that_the_queue_takes(name):
    group = Page("list", f"tag/{name}").group
    assert len(group) <= 128
    assert re.fullmatch("[!-~]+", group)
