"""An archive moves in: ten thousand articles uploaded at once."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bench.archive import NOW, SITE, Archive, document, id_of
from bench.billing import price
from bench.cloud import Cloud, inhabited

_UPLOADS: Final = 100
"""Uploads a second, as a client with some threads does."""
_AT_ONCE: Final = 10
"""Functions of a kind at once (template.yaml, Scale=newsroom)."""
_TAKES: Final = {"arrivals": 0.06, "pages": 0.05, "pictures": 1.0, "renditions": 0.2}
"""Seconds of wall time a message, as measured against the local cloud."""
_TICK: Final = 0.25
_YEARS: Final = timedelta(days=3650)


@dataclass(frozen=True)
class Bulk:
    """How it went: `seconds` of the world's time from the first upload to rest; counts; cost by the price table."""

    articles: int
    seconds: float
    page_builds: int
    page_builds_per_article: float
    front_page_builds: int
    calls: int
    dollars: float
    cpu_seconds: float
    pages: dict[str, int]


def measure(articles: int) -> Bulk:
    """Upload so many articles, spread over ten years, and run to rest."""
    cloud = Cloud(Archive(0, 0))
    with inhabited(cloud):
        cloud.upload("site.json", SITE)
        cloud.rest()
        cloud.begin()
        start, sent = cloud.time.now, 0
        while sent < articles or cloud.busy():
            due = min(articles, int((cloud.time.now - start) * _UPLOADS) + 1)
            for number in range(sent, due):
                moment = NOW - _YEARS + _YEARS * number / articles
                cloud.upload(f"articles/{id_of(number)}.json", document(number, moment))
            sent = due
            _tick(cloud)
    spent = cloud.spent
    builds = sum(spent.pages.values())
    return Bulk(
        articles=articles,
        seconds=round(cloud.time.now - start, 1),
        page_builds=builds,
        page_builds_per_article=round(builds / articles, 2),
        front_page_builds=spent.front_pages,
        calls=sum(spent.calls.values()),
        dollars=round(price(spent), 4),
        cpu_seconds=round(sum(spent.cpu.values()) / 1e9, 1),
        pages=dict(sorted(spent.pages.items())),
    )


def _tick(cloud: Cloud) -> None:
    """What as many functions do in a moment."""
    cloud.notify()
    cloud.follow()
    for queue, seconds in _TAKES.items():
        cloud.take(queue, int(_TICK * _AT_ONCE / seconds))
    cloud.time.now += _TICK
