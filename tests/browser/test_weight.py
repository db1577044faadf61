"""What a page asks of a thin line: few bytes, of one host, and nothing that moves."""

from urllib.parse import urlsplit

import pytest

from support.odd import odd
from support.sample import sample

pytestmark = pytest.mark.browser
USUAL = [kind for kind in sample().kinds if kind != "moved"]
KINDS = [*USUAL, *odd().kinds]
ARTICLES = ("article", "corrected", "table", "foreign", "everything", "too-long")
WIDTHS = (360, 768, 1440)
FEWEST = {"home": 0, "article": 3, "gallery": 3}
"""Pages with pictures: for how many of them a browser chooses a file by its screen."""
MOST = 30_000
"""Bytes of an article's page, compressed, headers and all, without pictures."""
MOST_SCRIPT = 5_000
MOST_LITE = 14_000
CHOSEN = """async () => {
    const widthOf = address => +/([0-9]+)[.][a-z]+$/.exec(address)[1], found = [];
    for (const image of document.querySelectorAll('main img[sizes]')) {
        image.scrollIntoView();
        await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
        await image.decode();
        const source = image.parentElement.querySelector('source');
        const offered = source.srcset.split(',').map(one => widthOf(one.trim().split(' ')[0]));
        found.push([widthOf(image.currentSrc), image.getBoundingClientRect().width, offered]);
    }
    return found;
}"""
SHIFTS = """
    window.shifts = [];
    new PerformanceObserver(list => list.getEntries().forEach(one => window.shifts.push(
        [one.value, one.sources.map(source => source.node && source.node.outerHTML?.slice(0, 120))]
    ))).observe({type: 'layout-shift', buffered: true});
    window.refused = [];
    document.addEventListener('securitypolicyviolation', one => window.refused.push(
        `${one.violatedDirective} ${one.blockedURI} ${one.sample}`
    ));
"""
FURNITURE = """() => [...document.querySelectorAll('link')].filter(
    one => /icon|manifest/.test(one.rel)
).map(one => one.href)"""


def sizes(page, url):
    """Address, kind and compressed bytes with headers of all that a page asks for."""
    found = []
    page.on("requestfinished", lambda request: found.append(request))  # noqa: PLW0108 - Playwright takes no builtin
    page.goto(url, wait_until="networkidle")
    return [(one.url, one.resource_type, _bytes(one.sizes())) for one in found]


def _bytes(size):
    return size["responseBodySize"] + size["responseHeadersSize"]


@pytest.mark.parametrize("kind", ARTICLES)
def test_an_article_is_light(visit, address, kind):
    with visit(kind, load=False) as page:
        found = sizes(page, address(kind))
    assert "document" in {type_ for _, type_, _ in found}
    assert sum(size for _, type_, size in found if type_ != "image") <= MOST
    assert sum(size for _, type_, size in found if type_ == "script") <= MOST_SCRIPT


@pytest.mark.parametrize("kind", ["lite", "everything-lite"])
def test_a_lite_page_is_lighter_with_everything_it_needs(visit, address, kind):
    with visit(kind, load=False) as page:
        found = sizes(page, address(kind))
    assert sum(size for _, _, size in found) <= MOST_LITE
    assert "script" not in {type_ for _, type_, _ in found}


@pytest.mark.parametrize("density", [1, 2])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", ["article", "gallery"])
def test_the_browser_takes_pictures_that_fit_and_no_larger(visit, address, kind, width, density):
    """Of each picture the narrowest file that has a pixel for each dot: what the page says of its width is true."""
    with visit(kind, width, load=False, device_scale_factor=density) as page:
        page.goto(address(kind), wait_until="load")
        chosen = page.evaluate(CHOSEN)
    assert len(chosen) >= FEWEST[kind]
    for taken, shown, offered in chosen:
        dots = shown * density
        fitting = [one for one in offered if one >= dots * 0.98]
        assert taken == (min(fitting) if fitting else max(offered)), (dots, offered)


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_asks_its_own_site_alone_and_gets_it(visit, address, kind):
    with visit(kind, load=False) as page:
        page.add_init_script(SHIFTS)
        said, failed = [], []
        page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
        page.on("response", lambda one: failed.append(one.url) if one.status >= 400 else None)
        asked = [url for url, _, _ in sizes(page, address(kind))]
        assert [url for url in asked if urlsplit(url).netloc != urlsplit(address(kind)).netloc] == []
        assert page.evaluate("window.refused") == []
        expected = [address(kind)] if kind == "gone" else []
        assert failed == expected
        assert [text for text in said if "410" not in text] == []
        for needed in (one for one in page.evaluate(FURNITURE) if not one.startswith("data:")):
            assert page.request.get(needed).ok, needed


@pytest.mark.parametrize(
    ("kind", "width"),
    [(kind, width) for kind in (*USUAL, "everything") for width in (WIDTHS if kind in FEWEST else WIDTHS[:1])],
)
def test_nothing_moves_while_pictures_come(visit, address, kind, width):
    with visit(kind, width, load=False) as page:
        page.add_init_script(SHIFTS)
        held, free = [], []
        page.route("**/media/**", lambda route: route.continue_() if free else held.append(route))
        page.goto(address(kind), wait_until="domcontentloaded")
        _settle(page)
        assert held or kind not in FEWEST
        free.append(True)
        for route in held:
            route.continue_()
        page.wait_for_load_state("networkidle")
        for top in range(0, page.evaluate("document.documentElement.scrollHeight"), 600):
            page.evaluate("top => scrollTo(0, top)", top)
            _settle(page)
        page.wait_for_load_state("networkidle")
        _settle(page)
        assert page.evaluate("window.shifts") == []
        page.wait_for_function("() => [...document.images].every(one => one.complete && one.naturalWidth > 0)")


def test_a_shift_would_be_seen(visit, address):
    with visit("article", load=False) as page:
        page.add_init_script(SHIFTS)
        page.goto(address("article"), wait_until="load")
        _settle(page)
        page.evaluate("document.querySelector('h1').style.marginTop = '80px'")
        _settle(page)
        assert page.evaluate("window.shifts") != []


@pytest.mark.parametrize("kind", [*USUAL, "everything"])
def test_without_script_the_page_is_the_same(visit, kind):
    texts = []
    for enabled in (True, False):
        with visit(kind, java_script_enabled=enabled) as page:
            texts.append(page.locator("body").inner_text())
    assert texts[0] == texts[1]


def _settle(page):
    """Two frames: what has changed is laid out and painted."""
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
