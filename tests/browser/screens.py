"""Pictures of a page of each kind, for people to look at: `make screens`."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from browser import tools
from browser.serving import rare, real, served

SIZES = ((360, 640), (768, 1024), (1440, 900))
SCHEMES = ("light", "dark")
_TALLEST = 3_600
"""Pixels of a page on the sheet that shows it in all sizes."""
_GAP = 24


def main(folder: Path) -> None:
    """Write the pictures into the folder: a page's of each size and scheme, and a sheet of them all."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=tools.chromium(), args=["--no-sandbox"])
        for publication in (real(), rare()):
            with served(publication.world.site.objects) as site:
                for kind, path in publication.kinds.items():
                    if kind != "moved":
                        _sheet(folder / f"{kind}.png", list(_shots(browser, site + path, folder, kind)))
        browser.close()
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")  # noqa: T201 - a command


def _shots(browser: Browser, address: str, folder: Path, kind: str) -> Iterator[Path]:
    for scheme in SCHEMES:
        for width, height in SIZES:
            viewport: Any = {"width": width, "height": height}
            page = browser.new_page(viewport=viewport, color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
            page.goto(address, wait_until="load")
            _see_all(page)
            path = folder / f"{kind}-{width}-{scheme}.png"
            page.screenshot(path=path, full_page=True)
            page.close()
            yield path


def _see_all(page: Page) -> None:
    """Scroll past everything: pictures come when they are near."""
    height = page.evaluate("document.documentElement.scrollHeight")
    for top in range(0, height, 800):
        page.evaluate("top => scrollTo(0, top)", top)
        page.wait_for_function("() => [...document.images].every(one => one.complete || one.loading === 'lazy')")
    page.wait_for_function("() => [...document.images].every(one => one.complete)")
    page.evaluate("() => Promise.all([...document.images].map(one => one.decode()))")
    page.evaluate("scrollTo(0, 0)")
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def _sheet(path: Path, shots: list[Path]) -> None:
    images = [Image.open(shot).convert("RGB") for shot in shots]
    tops = [image.crop((0, 0, image.width, min(image.height, _TALLEST))) for image in images]
    width = sum(image.width + _GAP for image in tops) - _GAP
    sheet = Image.new("RGB", (width, max(image.height for image in tops)), "#808080")
    left = 0
    for image in tops:
        sheet.paste(image, (left, 0))
        left += image.width + _GAP
    sheet.save(path)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
