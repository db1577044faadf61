"""The optional service worker: what was read last is there without a line, and nothing stands that doesn't."""

import pytest

from browser.serving import served
from support.uploads import ARTICLE, KEY, PATH, SITE
from support.world import World

pytestmark = pytest.mark.browser
OTHER = "articles/2024/12/lain.json"
OTHER_PATH = "/2024/12/02/lain/"
WITHDRAWAL = {"date": "2024-12-03T09:00:00+07:00", "reason": "other", "statement": "Keliru."}


@pytest.fixture
def world():
    world = World()
    world.put("site.json", SITE | {"offline": True})
    world.put(KEY, ARTICLE)
    world.put(OTHER, ARTICLE | {"slug": "lain", "headline": "Berita Lain"})
    return world


@pytest.fixture
def reader(chromium, world):
    """A page of a browser that has the worker, and the site's address."""
    with served(world.site.objects) as site:
        context = chromium.new_context(viewport={"width": 360, "height": 640})
        context.set_default_timeout(20_000)
        page = context.new_page()
        page.goto(f"{site}/")
        page.evaluate("navigator.serviceWorker.ready.then(() => null)")
        page.wait_for_function("navigator.serviceWorker.controller !== null")
        yield page, site
        context.close()


def until_kept(page, paths):
    page.wait_for_function(
        """async wanted => {
            const names = await caches.keys();
            const found = await Promise.all(names.map(async name => (await caches.open(name)).keys()));
            const paths = found.flat().map(one => new URL(one.url).pathname).filter(path => !path.endsWith('.css'));
            return JSON.stringify(paths.sort()) === JSON.stringify(wanted);
        }""",
        arg=sorted(paths),
    )


def test_a_page_that_was_read_is_there_without_a_line_and_says_so(reader):
    page, site = reader
    page.goto(site + PATH)
    until_kept(page, [PATH])
    page.context.set_offline(True)
    page.goto(site + PATH + "?utm=1#a")
    assert page.locator("h1").inner_text() == ARTICLE["headline"]
    note = page.locator(".offline[role=status]")
    assert "mungkin sudah diubah atau dicabut" in note.inner_text()
    assert "{time}" not in note.inner_text()
    assert page.evaluate("getComputedStyle(document.body).marginTop") == "0px"  # the stylesheet is there too


def test_a_page_that_was_not_read_names_those_that_were(reader):
    page, site = reader
    page.goto(site + PATH)
    until_kept(page, [PATH])
    page.context.set_offline(True)
    page.goto(site + OTHER_PATH)
    assert page.locator("h1").inner_text() == "Anda sedang luring"
    assert page.locator(".brand").inner_text() == SITE["name"]
    assert page.locator("main a").inner_text() == ARTICLE["headline"]
    page.locator("main a").click()
    assert page.locator("h1").inner_text() == ARTICLE["headline"]


def test_a_withdrawn_page_is_not_kept(reader, world):
    page, site = reader
    page.goto(site + PATH)
    until_kept(page, [PATH])
    world.put(KEY, ARTICLE | {"withdrawn": WITHDRAWAL})
    assert page.goto(site + PATH).status == 410
    until_kept(page, [])
    page.context.set_offline(True)
    page.goto(site + PATH)
    assert page.locator("h1").inner_text() == "Anda sedang luring"


def test_a_moved_page_is_kept_where_it_stands_now(reader, world):
    page, site = reader
    page.goto(site + PATH)
    until_kept(page, [PATH])
    world.put(KEY, ARTICLE | {"slug": "pindah"})
    page.goto(site + PATH)
    until_kept(page, ["/2024/12/02/pindah/"])
    page.context.set_offline(True)
    page.goto(f"{site}/2024/12/02/pindah/")
    assert page.locator(".offline").count() == 1
    page.goto(site + PATH)
    assert page.locator("h1").inner_text() == "Anda sedang luring"


def test_a_page_is_asked_for_first_while_there_is_a_line(reader, world):
    page, site = reader
    page.goto(site + PATH)
    until_kept(page, [PATH])
    world.put(KEY, ARTICLE | {"headline": "Judul baru", "slug": PATH.split("/")[-2]})
    page.goto(site + PATH)
    assert page.locator("h1").inner_text() == "Judul baru"
    assert page.locator(".offline").count() == 0


def test_turned_off_it_takes_itself_and_what_it_kept_away(reader, world):
    page, site = reader
    page.goto(site + PATH)
    until_kept(page, [PATH])
    world.put("site.json", SITE)
    page.goto(site + PATH)
    page.evaluate("navigator.serviceWorker.getRegistration().then(one => one && one.update().catch(() => null))")
    page.wait_for_function("navigator.serviceWorker.getRegistrations().then(all => all.length === 0)")
    until_kept(page, [])
    page.context.set_offline(True)
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):  # the browser's own page, not ours
        page.goto(site + PATH)
