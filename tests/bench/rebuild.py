"""All of a site anew: what a change of its name costs a page."""

import gc
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bench.archive import NOW, SITE, Archive, document, id_of
from bench.cloud import Cloud, inhabited

_YEAR: Final = timedelta(days=365)


@dataclass(frozen=True)
class Rebuild:
    """`pages` are the objects written; `cpu_ms_per_page` is of all functions together."""

    cpu_ms_per_page: float
    pages: int
    pages_per_second: float
    articles: int
    cpu_by_function: dict[str, float]


def measure(articles: int) -> Rebuild:
    """Publish so many articles of one year, then change the publication's name."""
    cloud = Cloud(Archive(0, 0))
    with inhabited(cloud):
        cloud.upload("site.json", SITE)
        cloud.rest()
        for number in range(articles):
            moment = NOW - _YEAR + _YEAR * number / articles
            cloud.upload(f"articles/{id_of(number)}.json", document(number, moment))
        cloud.rest()
        # The cloud's own memory isn't the functions': their garbage collector needn't look through it.
        gc.collect()
        gc.freeze()
        cloud.begin()
        cloud.upload("site.json", SITE | {"name": "Kabar Baru"})
        cloud.rest()
        gc.unfreeze()
    spent = cloud.spent
    cpu = sum(spent.cpu.values()) / 1e6
    return Rebuild(
        cpu_ms_per_page=round(cpu / spent.objects, 3),
        pages=spent.objects,
        pages_per_second=round(spent.objects / cpu * 1000),
        articles=articles,
        cpu_by_function={name: round(taken / 1e6) for name, taken in sorted(spent.cpu.items())},
    )
