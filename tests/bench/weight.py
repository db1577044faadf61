"""How heavy each kind of page of the sample publication is, as a reader's browser gets it, pictures apart."""

import gzip
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.archive import Archive
from bench.cloud import Cloud, inhabited

_SAMPLE: Final = Path(__file__).resolve().parents[2] / "functions" / "kabar_cli" / "sample"
_DAY: Final = r"\d{4}/\d{2}/\d{2}"
_KINDS: Final = {
    "home": r"index\.html",
    "section": r"(?!arsip|koreksi|tag|author)[a-z-]+/index\.html",
    "tag": r"tag/[^/]+/index\.html",
    "author": r"author/[^/]+/index\.html",
    "article": rf"{_DAY}/[^/]+/index\.html",
    "lite": rf"{_DAY}/[^/]+/lite/index\.html",
    "day": rf"{_DAY}/index\.html",
    "month": r"\d{4}/\d{2}/index\.html",
    "ledger": r"koreksi/index\.html",
    "not-found": r"404\.html",
    "rss": r"feed\.xml",
    "atom": r"atom\.xml",
    "json-feed": r"feed\.json",
    "article-json": rf"{_DAY}/[^/]+/article\.json",
    "sitemap-news": r"sitemap-news\.xml",
}
_NEEDED: Final = re.compile(rb'<link rel="?stylesheet"? href="?/([^" >]+)|<script[^>]* src="?/([^" >]+)')


@dataclass(frozen=True)
class Weight:
    """The heaviest page of a kind: bytes, bytes compressed by gzip, and requests, all with what the page needs."""

    bytes: int
    gzip_bytes: int
    requests: int


def measure() -> dict[str, Weight]:
    """Publish the sample, then weigh the pages of each kind."""
    cloud = Cloud(Archive(0, 0))
    cloud.time.now += 365 * 86_400.0
    with inhabited(cloud):
        for path in sorted(_SAMPLE.rglob("*.json"), key=lambda path: (path.name != "site.json", path)):
            cloud.upload(path.relative_to(_SAMPLE).as_posix(), json.loads(path.read_text("utf-8")))
        cloud.rest()
    site = {key: stored.body or b"" for key, stored in cloud.buckets.site.items()}
    weighed = {kind: list(_weights(site, pattern)) for kind, pattern in _KINDS.items()}
    return {kind: max(found, key=lambda each: each.gzip_bytes) for kind, found in weighed.items() if found}


def _weights(site: Mapping[str, bytes], pattern: str) -> Iterator[Weight]:
    for key, body in site.items():
        if re.fullmatch(pattern, key):
            needed = [next(filter(None, match.groups())).decode() for match in _NEEDED.finditer(body)]
            parts = [body, *(site[name] for name in dict.fromkeys(needed) if name in site)]
            yield Weight(sum(map(len, parts)), sum(len(gzip.compress(part, 6)) for part in parts), len(parts))
