"""viewer-response.js: the status that an object's metadata asks for, and nothing of S3's own."""

from collections.abc import Callable
from typing import Any

import pytest

Call = Callable[..., dict[str, Any]]
PAGE = {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "public, max-age=60",
    "etag": '"abc"',
    "last-modified": "Mon, 02 Dec 2024 03:15:00 GMT",
}
INTERNAL = {
    "server": "AmazonS3",
    "x-amz-server-side-encryption": "AES256",
    "x-amz-version-id": "null",
    "x-amz-meta-cache-tag": "home,article",
}


def test_passes_a_page_on(viewer_response: Call) -> None:
    response = viewer_response(PAGE | INTERNAL)
    assert response["statusCode"] == 200
    assert {name: field["value"] for name, field in response["headers"].items()} == PAGE


@pytest.mark.parametrize("status", [200, 304])
@pytest.mark.parametrize("end", ["", "index.html", "lite/index.html"])
def test_caches_keep_an_article_and_its_lite_page_apart(viewer_response: Call, end: str, status: int) -> None:
    response = viewer_response(PAGE, status, f"/2024/12/02/harga-beras/{end}")
    assert response["headers"]["vary"] == {"value": "Accept-Encoding, Save-Data"}
    assert "vary" not in viewer_response(PAGE, status, "/2024/12/02/index.html")["headers"]


def test_moves(viewer_response: Call) -> None:
    response = viewer_response(PAGE | {"x-amz-meta-status": "301", "x-amz-meta-location": "/2024/12/02/baru/"})
    assert response["statusCode"] == 301
    assert response["statusDescription"] == "Moved Permanently"
    headers = {name: field["value"] for name, field in response["headers"].items()}
    assert headers == {
        "location": "/2024/12/02/baru/",
        "content-type": PAGE["content-type"],
        "cache-control": PAGE["cache-control"],
    }


def test_is_gone(viewer_response: Call) -> None:
    response = viewer_response(PAGE | {"x-amz-meta-status": "410"})
    assert response["statusCode"] == 410
    assert response["statusDescription"] == "Gone"
    assert response["headers"]["cache-control"] == {"value": PAGE["cache-control"]}
    assert "location" not in response["headers"]


@pytest.mark.parametrize("answer", [{"x-amz-meta-status": "301"}, {"x-amz-meta-status": "410"}])
def test_a_status_of_its_own_has_no_validator(viewer_response: Call, answer: dict[str, str]) -> None:
    response = viewer_response(PAGE | answer | {"x-amz-meta-location": "/a/"})
    assert {"etag", "last-modified"}.isdisjoint(response["headers"])


@pytest.mark.parametrize(
    "answer",
    [
        {"x-amz-meta-status": "301"},
        {"x-amz-meta-status": "301", "x-amz-meta-location": ""},
        {"x-amz-meta-location": "/a/"},
        {"x-amz-meta-status": "302", "x-amz-meta-location": "/a/"},
        {"x-amz-meta-status": "500"},
        {"x-amz-meta-status": "4100"},
        {"x-amz-meta-status": ""},
    ],
)
def test_ignores_any_other(viewer_response: Call, answer: dict[str, str]) -> None:
    response = viewer_response(PAGE | answer)
    assert response["statusCode"] == 200
    assert {name: field["value"] for name, field in response["headers"].items()} == PAGE


def test_a_part_of_a_withdrawn_page_is_gone_too(viewer_response: Call) -> None:
    assert viewer_response(PAGE | {"x-amz-meta-status": "410"}, 206)["statusCode"] == 410


def test_a_304_stays_and_loses_its_metadata(viewer_response: Call) -> None:
    response = viewer_response(PAGE | INTERNAL | {"x-amz-meta-status": "410"}, 304)
    assert response["statusCode"] == 304
    assert set(response["headers"]) == set(PAGE)
