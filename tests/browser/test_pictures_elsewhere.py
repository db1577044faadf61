"""A picture on another site in a real browser: asked for from the hosts that are named, and from no other."""

import pytest

from browser.serving import served
from browser.test_weight import SHIFTS
from support.documents import KEY, PATH, article, image, paragraph, site, world
from support.uploads import jpeg

pytestmark = pytest.mark.browser
HOST = "gambar.kantor.example"
ADDRESSES = (f"https://{HOST}/a.jpg", f"https://{HOST}/b.jpg", "https://lain.example/c.jpg")


@pytest.fixture(scope="module")
def address():
    """An article with three pictures elsewhere, of which one is of a host that nobody named."""
    made = world()
    made.put("site.json", site(pictureHosts=[HOST]))
    main = {"contentUrl": ADDRESSES[0], "alt": "Banjir", "width": 800, "height": 600}
    body = [paragraph("Isi."), image(ADDRESSES[1]), image(ADDRESSES[2]), paragraph("Akhir.")]
    made.put(KEY, article(image=main, articleBody=body))
    with served(made.site.objects) as where:
        yield where + PATH


@pytest.fixture
def page(chromium):
    context = chromium.new_context(viewport={"width": 360, "height": 2000})
    page = context.new_page()
    page.add_init_script(SHIFTS)
    yield page
    context.close()


def answered(page):
    """What the page asks of other sites, each answered with a picture of another shape than it is taken for."""
    asked = []

    def answer(route):
        asked.append((route.request.url, route.request.headers.get("referer")))
        route.fulfill(body=jpeg(800, 600 if route.request.url == ADDRESSES[0] else 1600), content_type="image/jpeg")

    page.route(lambda url: ".example" in url, answer)
    return asked


def test_named_hosts_are_asked_and_told_nothing_and_nothing_moves(page, address):
    asked = answered(page)
    page.goto(address, wait_until="networkidle")
    page.wait_for_function("() => [...document.images].every(one => one.complete && one.naturalWidth === 800)")
    assert sorted(asked) == [(one, None) for one in ADDRESSES[:2]]
    assert page.evaluate("window.shifts") == []
    assert page.evaluate("window.refused") == []


def test_another_host_is_refused_by_the_page_s_own_policy(page, address):
    asked = answered(page)
    page.goto(address, wait_until="networkidle")
    asked.clear()
    page.evaluate("address => document.querySelector('main img').src = address", ADDRESSES[2])
    page.wait_for_function("() => window.refused.length > 0")
    assert page.evaluate("window.refused")[0].startswith(f"img-src {ADDRESSES[2]}")
    assert asked == []
