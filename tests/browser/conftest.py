"""What the tests in a browser share: the browser, the site, a page of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from browser import tools
from browser.serving import rare, served
from support.odd import odd
from support.sample import sample

Opened = Any
"""A playwright.sync_api.Page: Playwright isn't there where nobody ran `make test-browser`."""


@pytest.fixture(scope="session")
def chromium():
    """Debian's Chromium, driven by Playwright."""
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright isn't there: `make test-browser`")
    with playwright.sync_playwright() as driver:
        arguments = ["--no-sandbox", "--disable-quic", "--disable-background-networking"]
        browser = driver.chromium.launch(executable_path=tools.chromium(), args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site():
    """The address of the sample publication."""
    with served() as address:
        yield address


@pytest.fixture(scope="session")
def address(site) -> Iterator[Callable[[str], str]]:
    """Of a page of a kind, of the sample publication or of the one of all that is rare."""
    with served(rare().world.site.objects) as rarities:
        yield lambda kind: rarities + odd().kinds[kind] if kind in odd().kinds else site + sample().kinds[kind]


@pytest.fixture(scope="session")
def visit(chromium, address) -> Callable[..., Any]:
    """Opens a page of a kind at a width, in a context of its own with these options, and loads it whole."""

    @contextmanager
    def visiting(kind: str, width: int = 360, *, load: bool = True, **options: Any) -> Iterator[Opened]:
        height = {360: 640, 768: 1024, 1440: 900}.get(width, 640)
        options = {"viewport": {"width": width, "height": height}, "reduced_motion": "reduce"} | options
        context = chromium.new_context(**options)
        context.set_default_timeout(30_000)
        page = context.new_page()
        try:
            if load:
                page.goto(address(kind), wait_until="load")
            yield page
        finally:
            context.close()

    return visiting
