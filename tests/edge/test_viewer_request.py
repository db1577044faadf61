"""viewer-request.js: one address a page, and no way off the site."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

Call = Callable[..., dict[str, Any]]
FUNCTIONS = Path(__file__).parents[2] / "functions" / "edge"
SITE = "https://news.example/some/page/"


@pytest.mark.parametrize(
    ("uri", "key"),
    [
        ("/", "/index.html"),
        ("/politik/", "/politik/index.html"),
        ("/2024/12/02/harga-beras/", "/2024/12/02/harga-beras/index.html"),
        ("/v1.2/", "/v1.2/index.html"),
        ("/feed.xml", "/feed.xml"),
        ("/assets/site.3f2a.css", "/assets/site.3f2a.css"),
        ("/tag/kota%20tua/", "/tag/kota%20tua/index.html"),
        ("/my-index.html", "/my-index.html"),
    ],
)
def test_names_the_object(viewer_request: Call, uri: str, key: str) -> None:
    request = viewer_request(uri)
    assert "statusCode" not in request
    assert request["uri"] == key


@pytest.mark.parametrize(
    ("uri", "asked", "query", "key"),
    [
        ("/2024/12/02/harga-beras/", "on", None, "/2024/12/02/harga-beras/lite/index.html"),
        ("/2024/12/02/harga-beras/", "ON", "utm_source=a", "/2024/12/02/harga-beras/lite/index.html"),
        ("/2024/12/02/harga-beras/", "on", "full", "/2024/12/02/harga-beras/index.html"),
        ("/2024/12/02/harga-beras/", "on", "a=1&full=", "/2024/12/02/harga-beras/index.html"),
        ("/2024/12/02/harga-beras/", "off", None, "/2024/12/02/harga-beras/index.html"),
        ("/2024/12/02/harga-beras/lite/", "on", None, "/2024/12/02/harga-beras/lite/index.html"),
        ("/2024/12/02/", "on", None, "/2024/12/02/index.html"),
        ("/daerah/2024/12/02/", "on", None, "/daerah/2024/12/02/index.html"),
        ("/", "on", None, "/index.html"),
    ],
)
def test_who_asks_for_less_gets_the_lite_page(
    viewer_request: Call, uri: str, asked: str, query: str | None, key: str
) -> None:
    assert viewer_request(uri, query, {"save-data": asked})["uri"] == key


def test_leaves_the_rest_of_the_request_alone(viewer_request: Call) -> None:
    request = viewer_request("/politik/", "a=1")
    assert request["method"] == "GET"
    assert request["headers"]["host"] == {"value": "news.example"}
    assert request["querystring"] == {}


@pytest.mark.parametrize(
    ("uri", "query", "location"),
    [
        ("/politik", None, "/politik/"),
        ("/politik", "", "/politik/"),
        ("/v1.2/politik", None, "/v1.2/politik/"),
        ("/index.html", None, "/"),
        ("/politik/index.html", None, "/politik/"),
        ("/politik/index.html", "p=2", "/politik/?p=2"),
        ("/politik", "b=2&a=1&b=%2F+x&c", "/politik/?b=2&a=1&b=%2F+x&c"),
        ("/politik", "utm=a|b'c", "/politik/?utm=a|b'c"),
        ("/tag/kota%20tua", None, "/tag/kota%20tua/"),
        ("/tag/naïve", None, "/tag/na%C3%AFve/"),
    ],
)
def test_redirects_to_the_one_address(viewer_request: Call, uri: str, query: str | None, location: str) -> None:
    response = viewer_request(uri, query)
    assert response["statusCode"] == 301
    assert response["headers"]["location"] == {"value": location}


@pytest.mark.parametrize(
    "uri",
    ["//evil", "///evil", "/\\evil", "\\\\evil", "//evil/index.html", "/\t/evil", "/\r\n/evil", "//\\/evil", "/ /evil"],
)
def test_never_leaves_the_site(viewer_request: Call, uri: str) -> None:
    assert_stays(viewer_request(uri)["headers"]["location"]["value"])


@settings(max_examples=400)
@given(
    path=st.one_of(
        st.text(), st.text("/\\.\t\r\n @:%aéx"), st.from_regex(r"[/\\]{1,3}[a-z.@:]*(/index\.html)?", fullmatch=True)
    )
)
@example("//evil.example/index.html")
@example("/\\evil")
def test_no_path_leads_off_the_site(viewer_request: Call, path: str) -> None:
    result = viewer_request("/" + path)
    if "statusCode" in result:
        assert_stays(result["headers"]["location"]["value"])
    else:
        assert result["uri"].startswith("/")


@settings(max_examples=100)
@given(path=st.text("abc/.-é"))
def test_a_redirect_leads_to_a_page(viewer_request: Call, path: str) -> None:
    """No loops: the address that a redirect names is served."""
    result = viewer_request("/" + path)
    if "statusCode" in result:
        again = viewer_request(result["headers"]["location"]["value"])
        assert again["uri"].endswith("/index.html")


def assert_stays(location: str) -> None:
    """As a browser reads it (WHATWG URL): backslashes are slashes, tabs and line ends are skipped."""
    assert location.isascii()
    assert location.isprintable()
    read = "".join(location.split()).replace("\\", "/")
    assert read.startswith("/")
    assert urlsplit(urljoin(SITE, read)).netloc == "news.example"
    assert read == location.replace("\\", "/")


@pytest.mark.parametrize("name", ["viewer-request.js", "viewer-response.js"])
def test_fits_cloudfront(name: str) -> None:
    """At most 10 KB, and no syntax that cloudfront-js-2.0 lacks (ES 5.1 and some of later editions)."""
    source = (FUNCTIONS / name).read_text("utf-8")
    assert len(source.encode()) <= 10_240
    for missing in (" of ", "?.", "??", "class ", "...", "import ", "require(", "=> {", "async "):
        assert missing not in "\n".join(line for line in source.splitlines() if "//" not in line), missing
