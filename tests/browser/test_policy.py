"""What the template's response headers policy allows, and that the pages keep to it."""

import base64
import hashlib
from pathlib import Path

import pytest
from lxml import html

from browser import tools
from kabar_cli.edge.config import EdgeConfig
from render.pages import every_page
from support.sample import sample

TEMPLATE = Path(__file__).parents[2] / "template.yaml"
HEADERS = {header.name: header.value for header in EdgeConfig.from_template(TEMPLATE).policy.added}
POLICY = HEADERS["Content-Security-Policy"]
HARMLESS = {"INFO", "NONE"}
DATA_BLOCK = "application/ld+json"
YEAR = 31_536_000


def trees():
    kinds = {key: item for key, item in every_page().items() if item.content_type.startswith("text/html")}
    for key, item in {**sample().pages(), **kinds}.items():
        yield key, html.document_fromstring(item.body.decode())


def directives(policy: str) -> dict[str, list[str]]:
    return {name: values for name, *values in (part.split() for part in policy.split(";") if part.strip())}


def found(policy: str) -> list[dict[str, str]]:
    tools.module("csp_evaluator", "dist/evaluator.js")
    return [one for one in tools.answer(tools.node("csp.mjs", given=policy)) if one["severity"] not in HARMLESS]


def test_googles_evaluator_finds_nothing_in_the_policy():
    assert found(POLICY) == []


@pytest.mark.parametrize("weak", ["script-src 'unsafe-inline'", "script-src https:", "default-src *"])
def test_googles_evaluator_would_find_a_weak_policy(weak):
    assert found(weak)


def test_nothing_inline_runs_but_by_its_hash():
    assert "unsafe" not in POLICY
    assert directives(POLICY)["default-src"] == ["'none'"]


def test_the_other_headers_are_there():
    assert int(HEADERS["Strict-Transport-Security"].partition("max-age=")[2].partition(";")[0]) >= YEAR
    assert HEADERS["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert HEADERS["Cross-Origin-Opener-Policy"] == "same-origin"
    assert HEADERS["X-Content-Type-Options"] == "nosniff"
    assert {"camera=()", "geolocation=()", "microphone=()"} <= set(HEADERS["Permissions-Policy"].split(", "))


def test_no_page_styles_an_element_by_an_attribute_or_listens_by_one():
    for key, page in trees():
        assert page.xpath("//@style | //@*[starts-with(name(), 'on')]") == [], key


def test_a_style_within_a_page_is_known_by_its_hash():
    styles = {style.text for _, page in trees() for style in page.xpath("//style")}
    assert styles
    for style in styles:
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in directives(POLICY)["style-src"]


def test_no_page_asks_another_site_for_anything():
    for key, page in trees():
        asked = page.xpath(
            "//img/@src | //source/@srcset | //script/@src | //iframe/@src | //link[@rel='stylesheet']/@href"
        )
        assert [address for address in asked if not address.startswith("/")] == [], key


def test_every_page_narrows_where_pictures_come_from():
    for key, page in trees():
        narrower = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert narrower or not page.xpath("//img"), key
        assert {frozenset(directives(one)["img-src"]) for one in narrower} <= {frozenset(["'self'", "data:"])}
    assert {"'self'", "data:", "https:"} == set(directives(POLICY)["img-src"])


def test_scripts_hold_data_alone():
    for key, page in trees():
        assert {script.get("type") for script in page.xpath("//script")} <= {DATA_BLOCK}, key
