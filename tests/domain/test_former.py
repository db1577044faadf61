"""Addresses of another system."""

from dataclasses import replace

import pytest

from kabar.domain.former import former_path, is_of_the_site
from kabar.domain.publication import FixedPage
from support.documents import PUBLICATION


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("/2019/11/jembatan/", "/2019/11/jembatan/"),
        ("/jembatan", "/jembatan/"),
        ("/berita/jembatan.html", "/berita/jembatan.html"),
        ("/v1.2/jembatan/", "/v1.2/jembatan/"),
        ("/jembatan/index.html", "/jembatan/"),
        ("/b%C3%A9ton/", "/béton/"),
        ("/index.php/2019/jembatan", "/index.php/2019/jembatan/"),
    ],
)
def test_an_old_address_gets_the_form_that_the_site_serves(text, path):
    assert former_path(text) == path


@pytest.mark.parametrize(
    "text",
    ["/", "", "jembatan/", "//evil.example/", "/a//b/", "/../b/", "/a/./b", "/a%2e%2e/../", "/%2e%2e/b", "/?p=12",
     "/a?b=c", "/a#b", "/a\\b", "/a b/", "/%ff/", "/a%00b/", "/a+b/", "/" + "a" * 901, "/index.html"],
)  # fmt: skip
def test_what_cant_be_served_is_no_address(text):
    assert former_path(text) is None


WITH_PAGE = replace(PUBLICATION, pages=(FixedPage("tentang", "Tentang", ()),))


@pytest.mark.parametrize(
    "path",
    ["/daerah/", "/daerah/feed.xml", "/daerah/2019/", "/daerah/2019/11/", "/daerah/2019/11/07/", "/tentang/", "/tag/x/",
     "/media/a.jpg", "/2019/", "/2019/11/", "/2019/11/07/", "/robots.txt", "/404.html", "/sitemap-news.xml",
     "/2019/11/07/jembatan/lite/", "/2019/11/07/jembatan/article.json", "/sitemaps/2019-11.xml"],
)  # fmt: skip
def test_the_sites_own_pages_are_nobodys_old_address(path):
    assert is_of_the_site(path, WITH_PAGE)


@pytest.mark.parametrize(
    "path",
    ["/daerah/2019/11/jembatan/", "/daerah/jembatan/", "/jembatan/", "/2019/11/jembatan/", "/2019/11/07/jembatan/",
     "/jembatan.html", "/tentang/kami/"],
)  # fmt: skip
def test_others_are_free(path):
    assert not is_of_the_site(path, WITH_PAGE)
