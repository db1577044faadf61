import pytest

from contract_article import PUBLICATION
from kabar.domain.links import host_of, outside
from kabar.domain.site import ListPage
from kabar.render.addresses import absolute, key_of, list_path


@pytest.mark.parametrize(
    ("path", "key"),
    [("/", "index.html"), ("/ekonomi/", "ekonomi/index.html"), ("/404.html", "404.html"), ("/feed.xml", "feed.xml")],
)
def test_keys(path, key):
    assert key_of(path) == key


@pytest.mark.parametrize(
    ("kind", "name", "path"),
    [("home", "", "/"), ("section", "ekonomi", "/ekonomi/"), ("tag", "x", "/tag/x/"), ("author", "yl", "/author/yl/")],
)
def test_lists(kind, name, path):
    assert list_path(ListPage(kind, name, ())) == path


def test_the_world():
    assert absolute(PUBLICATION, "/x/") == "https://haikalteng.example/x/"
    assert outside("ftp://x.example/") is None
    assert outside("https://x.example/a|b[c]") == "https://x.example/a%7Cb%5Bc%5D"
    assert host_of("https://www.youtube.com/watch?v=1") == "youtube.com"
