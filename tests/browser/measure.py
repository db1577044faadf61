"""What a page costs a reader on a thin line, into docs/reader.md: `make measure`."""

import json
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Request, sync_playwright

from browser import tools
from browser.serving import real, served

PAGE = Path(__file__).parents[2] / "docs" / "reader.md"
SHOWN = {"article": "Article", "lite": "Its lite page", "home": "Front page"}
CATEGORIES = ("accessibility", "seo", "best-practices")
LINE = {"requestLatencyMs": 400, "downloadThroughputKbps": 400, "uploadThroughputKbps": 400, "cpuSlowdownMultiplier": 4}
PHONE = {"mobile": "true", "width": 360, "height": 640, "deviceScaleFactor": 2}
_TABLE = re.compile(r"(?<=<!-- measured -->\n).*?(?=<!-- end -->)", re.DOTALL)


@dataclass(frozen=True)
class Measured:
    """Bytes compressed and with headers, requests, both with and without pictures; what Lighthouse says."""

    bytes: int
    requests: int
    bytes_with_pictures: int
    requests_with_pictures: int
    scores: tuple[int, ...]
    shift: float
    paint: float

    def row(self, name: str) -> str:
        """A row of the table."""
        cells = (
            f"{self.bytes:,}",
            str(self.requests),
            f"{self.bytes_with_pictures:,}",
            str(self.requests_with_pictures),
            " / ".join(map(str, self.scores)),
            f"{self.shift:g}",
            f"{self.paint:.1f} s",
        )
        return f"| {name} | {' | '.join(cells)} |"


def main() -> None:
    """Measure, and write the table."""
    with served() as site, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=tools.chromium(), args=["--no-sandbox"])
        kinds = real().kinds
        rows = [_measure(browser, site + kinds[kind]).row(name) for kind, name in SHOWN.items() if kind in kinds]
        told = f"Measured on {datetime.now(UTC):%d %B %Y} with Chromium {browser.version}.".replace(" 0", " ")
        browser.close()
    table = "\n".join([told, "", *_HEAD, *rows, ""])
    PAGE.write_text(_TABLE.sub(lambda _: table, PAGE.read_text("utf-8")), "utf-8")
    print(table)  # noqa: T201 - a command


_HEAD = (
    "| page | bytes | requests | with pictures | requests | Lighthouse | layout shift | largest paint |",
    "|---|---|---|---|---|---|---|---|",
)


def _measure(browser: Browser, address: str) -> Measured:
    asked = _asked(browser, address)
    plain = [size for kind, size in asked if kind != "image"]
    scores, shift, paint = _lighthouse(address)
    return Measured(sum(plain), len(plain), sum(size for _, size in asked), len(asked), scores, shift, paint)


def _asked(browser: Browser, address: str) -> list[tuple[str, int]]:
    """Kind and bytes of each request until nothing more is asked for, on the phone."""
    viewport: Any = {"width": PHONE["width"], "height": PHONE["height"]}
    page = browser.new_page(viewport=viewport, device_scale_factor=2, is_mobile=True, has_touch=True)
    done: list[Request] = []
    page.on("requestfinished", lambda request: done.append(request))  # noqa: PLW0108 - Playwright takes no builtin
    page.goto(address, wait_until="networkidle")
    asked = [(one.resource_type, one.sizes()) for one in done]
    page.close()
    return [(kind, size["responseBodySize"] + size["responseHeadersSize"]) for kind, size in asked]


def _lighthouse(address: str) -> tuple[tuple[int, ...], float, float]:
    """Scores of CATEGORIES, layout shift, seconds to the largest paint."""
    command = [
        tools.program("node"),
        tools.module("lighthouse", "cli/index.js"),
        address,
        "--quiet",
        "--output=json",
        f"--only-categories={','.join((*CATEGORIES, 'performance'))}",
        "--chrome-flags=--headless=new --no-sandbox --disable-quic",
        "--throttling-method=devtools",
        *(f"--throttling.{name}={value}" for name, value in LINE.items()),
        *(f"--screenEmulation.{name}={value}" for name, value in PHONE.items()),
    ]
    with tempfile.TemporaryDirectory() as folder:
        environment = {"CHROME_PATH": tools.chromium(), "PATH": os.environ["PATH"], "HOME": folder}
        finished = subprocess.run(  # noqa: S603 - ours
            list(map(str, command)), env=environment, capture_output=True, text=True, timeout=300, check=False
        )
    if finished.returncode:
        sys.exit(finished.stderr)
    found = json.loads(finished.stdout)
    scores = tuple(round(100 * found["categories"][name]["score"]) for name in CATEGORIES)
    audits = found["audits"]
    shift = audits["cumulative-layout-shift"]["numericValue"]
    return scores, round(shift, 4), audits["largest-contentful-paint"]["numericValue"] / 1000


if __name__ == "__main__":
    main()
