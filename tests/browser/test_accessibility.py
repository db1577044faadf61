"""Every kind of page is for everybody: axe, the keyboard, large text."""

import io
from itertools import pairwise

import pytest
from PIL import Image

from browser import tools
from support.odd import odd
from support.sample import sample

pytestmark = pytest.mark.browser
RARE = list(odd().kinds)
KINDS = [kind for kind in sample().kinds if kind != "moved"] + RARE
AXE = """() => axe.run(document, {rules: {'target-size': {enabled: true}}})"""
CLIPPED = """() => [...document.querySelectorAll('body *')].filter(one => {
    const style = getComputedStyle(one);
    const cuts = style.overflowX === 'hidden' || style.overflowX === 'clip' || style.overflowY === 'hidden';
    return cuts && one.clientWidth > 1 && one.textContent.trim()
        && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1);
}).map(one => one.outerHTML.slice(0, 200))"""
WIDER = """() => [...document.querySelectorAll('body *')].filter(one => {
    const right = one.getBoundingClientRect().right;
    let scroller = one.parentElement;
    while (scroller && !/auto|scroll/.test(getComputedStyle(scroller).overflowX)) scroller = scroller.parentElement;
    return !scroller && right > innerWidth + 1;
}).map(one => one.outerHTML.slice(0, 200))"""
FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex='0']"
FOCUSED = """() => {
    const one = document.activeElement, box = one.getBoundingClientRect(), style = getComputedStyle(one);
    return {
        what: one.outerHTML.slice(0, 120),
        ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
        seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight
            && box.right > 0 && box.left < innerWidth,
    };
}"""


def violations(page):
    page.evaluate(tools.module("axe-core", "axe.min.js").read_text("utf-8"))
    found = page.evaluate(AXE)
    assert len(found["passes"]) > 15
    return [
        f"{one['id']}: {one['help']}: {[node['html'][:160] for node in one['nodes'][:3]]}"
        for one in found["violations"]
    ]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1440, "dark")])
def test_axe_finds_nothing(visit, kind, width, scheme):
    with visit(kind, width, color_scheme=scheme) as page:
        assert violations(page) == []


def test_axe_would_find_it(visit):
    with visit("home") as page:
        page.evaluate("document.querySelector('h1').outerHTML = '<h4 style=\"color:#ccc\">a</h4><img src=a>'")
        assert {found.partition(":")[0] for found in violations(page)} >= {"image-alt", "page-has-heading-one"}


@pytest.mark.parametrize("kind", KINDS)
def test_the_keyboard_reaches_everything_and_shows_where_it_is(visit, kind):
    with visit(kind, 768) as page:
        expected = page.evaluate(
            "selector => [...document.querySelectorAll(selector)].filter(one => one.checkVisibility()"
            " && one.tabIndex >= 0 && !one.disabled).length",
            FOCUSABLE,
        )
        reached = []
        for _ in range(expected):
            page.keyboard.press("Tab")
            reached.append(page.evaluate(FOCUSED))
        assert [one["what"] for one in reached if not (one["ring"] and one["seen"])] == []
        assert not reached[-1]["what"].startswith("<body")
        assert "#main" in reached[0]["what"] or kind.endswith("lite")  # it has nothing to be skipped


def test_the_skip_link_leads_past_the_menu(visit):
    with visit("article") as page:
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("width", "size"), [(320, 100), (360, 200), (1440, 200)])
def test_text_may_be_twice_as_large_and_the_screen_narrow(visit, kind, width, size):
    with visit(kind, width) as page:
        page.evaluate(f"document.documentElement.style.fontSize = '{size}%'")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.evaluate(WIDER)
        assert page.evaluate(CLIPPED) == []


@pytest.mark.parametrize("kind", KINDS)
def test_headings_and_landmarks_are_in_order(visit, kind):
    with visit(kind) as page:
        levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(one => +one.tagName[1])")
        assert levels.count(1) == 1
        assert levels[0] == 1
        assert all(next_ <= level + 1 for level, next_ in pairwise(levels))
        for landmark in ("main", "body > header", "body > footer"):
            assert page.locator(landmark).count() == 1


def test_what_is_in_another_language_says_so(visit):
    with visit("foreign") as page:
        assert page.locator("html").get_attribute("lang") == "en"
        for part in ("body > header", "body > footer"):
            assert page.locator(part).get_attribute("lang") == "id"
    with visit("home") as page:
        link = page.locator(f"main a[href='{sample().kinds['foreign']}']:not([aria-hidden])").first
        assert link.evaluate("one => one.closest('[lang]').lang") == "en"


def test_a_wide_table_scrolls_under_a_caption_that_is_all_to_be_seen(visit):
    with visit("everything", 360) as page:
        table = page.locator(".table").first
        assert table.evaluate("one => one.scrollWidth > one.clientWidth")
        caption = page.locator(".tabular figcaption").first.bounding_box()
        assert caption["x"] >= 0
        assert caption["x"] + caption["width"] <= 360


@pytest.mark.parametrize("scroller", [".menu", ".table"])
def test_what_scrolls_sideways_shows_a_shade_where_it_goes_on(visit, scroller):
    with visit("everything", 360, color_scheme="light") as page:
        box = page.locator(scroller).first.bounding_box()
        seen = io.BytesIO(page.screenshot(full_page=True))
        picture = Image.open(seen).convert("L")
        edge = [picture.getpixel((round(box["x"] + box["width"]) - 2, round(box["y"]) + down)) for down in (3, 5)]
        assert max(edge) < 240
        page.locator(scroller).first.evaluate("one => one.scrollTo(one.scrollWidth, 0)")
        picture = Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("L")
        edge = [picture.getpixel((round(box["x"] + box["width"]) - 2, round(box["y"]) + down)) for down in (3, 5)]
        assert min(edge) > 250
