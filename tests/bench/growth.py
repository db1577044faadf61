"""What grows: pages that are written whole for a day, two days or a month, by how much was published in it."""

import json
from dataclasses import dataclass
from typing import Final

from bench.archive import SITE, Archive
from bench.cloud import Cloud, inhabited
from simulation.envelopes import batch
from simulation.queues import Message

A_DAY: Final = (50, 500, 5_000)
_HALF_DAYS: Final = 31
"""From the month's beginning to its NOW."""
_OF_A_DAY: Final = ("day:2024-12-16", "month:2024-12", "list:home", "sitemap-news")
_OF_A_MONTH: Final = "sitemap:2024-12"
_MOST: Final = 500
"""Of a newsroom with more a day the month's sitemap isn't measured: it goes on as it does until here."""


@dataclass(frozen=True)
class Page:
    """One build of a page: processor time, units read, bytes and objects written."""

    cpu_ms: float
    read_units: float
    bytes: int
    objects: int


def measure(articles_a_day: int) -> dict[str, Page]:
    """Each page in a newsroom that publishes so much between midnight and noon, since half a month."""
    cloud = Cloud(Archive(articles_a_day * _HALF_DAYS, articles_a_day * _HALF_DAYS))
    with inhabited(cloud):
        cloud.upload("site.json", SITE)
        cloud.rest()
        pages = (*_OF_A_DAY, *([_OF_A_MONTH] if articles_a_day <= _MOST else []))
        return {page.partition(":")[0]: _build(cloud, page) for page in pages}


def _build(cloud: Cloud, page: str) -> Page:
    for key in [key for key in cloud.buckets.site if not key.startswith("assets/")]:
        del cloud.buckets.site[key]
    cloud.table.items.pop("OBJECT", None)
    cloud.begin()
    cloud.invoke("build", batch([Message("1", json.dumps({"page": page}), 0, group=page, receives=1)], "pages"))
    spent = cloud.spent
    return Page(round(spent.cpu["build"] / 1e6, 1), spent.read_units, spent.size, spent.objects)
