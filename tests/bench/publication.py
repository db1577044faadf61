"""What one publication costs, by the size of the archive that it comes into."""

import gc
import tracemalloc
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing import get_context
from operator import attrgetter
from statistics import median
from typing import Any, Final

from bench.archive import BUSY, FREQUENT, SECTIONS, SITE, Archive, document, id_of
from bench.billing import price
from bench.cloud import Cloud, Spent, inhabited

SIZES: Final = (1_000, 10_000, 100_000, 1_000_000)
_WARM: Final = 3 * SECTIONS
"""Publications before those that are measured: until every list that they come into was built once.

They are of another day, so that no page gets longer by them.
"""
_DAYS_BEFORE: Final = timedelta(days=3)
_TIMES: Final = 15
_ROUNDS: Final = 5


@dataclass(frozen=True)
class Publication:
    """One article's cost: processor time of all functions, calls, objects and bytes of the site, peak memory."""

    cpu_ms: float
    objects: float
    bytes: float
    calls: float
    peak_mib: float
    cpu_by_function: dict[str, float]
    calls_by_kind: dict[str, float]
    pages: dict[str, float]
    dollars: float


def by_size() -> dict[int, Publication]:
    """Of each size the run that took least: in turns, each in a process of its own, for the machine has its moods."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as fresh:
        runs = list(zip(SIZES * _ROUNDS, fresh.map(measure, SIZES * _ROUNDS), strict=True))
    return {size: min((run for of, run in runs if of == size), key=attrgetter("cpu_ms")) for size in SIZES}


def measure(size: int, recent: int = 200, times: int = _TIMES) -> Publication:
    """Publish some articles into an archive of that size, one after the other; the median of each figure."""
    cloud = Cloud(Archive(size, recent))
    with inhabited(cloud):
        cloud.upload("site.json", SITE)
        cloud.rest()
        for number in range(_WARM):
            _publish(cloud, size + number, number, before=_DAYS_BEFORE)
        gc.collect()
        gc.freeze()
        spent = [_publish(cloud, size + number, number) for number in range(_WARM, _WARM + times)]
        peak = _peak(cloud, size, _WARM + times)
        gc.unfreeze()
    return _summary(spent, peak)


def _publish(cloud: Cloud, number: int, like: int, before: timedelta = timedelta()) -> Spent:
    """Publish under a number what is like another article: the same one in every archive."""
    cloud.begin()
    cloud.time.now += 60
    made = document(like, cloud.time.moment() - before, tags=FREQUENT, authors=BUSY)
    cloud.upload(f"articles/{id_of(number)}.json", made)
    cloud.rest()
    return cloud.spent


def _peak(cloud: Cloud, size: int, number: int) -> float:
    """The most memory that a publication takes beyond what is there before it, in MiB.

    The one before it is just alike, so that what it reads of the archive is there already.
    """
    _publish(cloud, size + number, number)
    tracemalloc.start()
    _publish(cloud, size + number + 1, number)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 2**20


def _summary(spent: list[Spent], peak: float) -> Publication:
    def figures(name: str, unit: float = 1) -> dict[str, float]:
        counters = [getattr(each, name) for each in spent]
        kinds = sorted({kind for counter in counters for kind in counter})
        return {kind: round(median(counter[kind] for counter in counters) / unit, 3) for kind in kinds}

    return Publication(
        cpu_ms=round(median(sum(each.cpu.values()) for each in spent) / 1e6, 2),
        objects=median(each.objects for each in spent),
        bytes=median(each.size for each in spent),
        calls=median(sum(_asked(each).values()) for each in spent),
        peak_mib=round(peak, 2),
        cpu_by_function=figures("cpu", 1e6),
        calls_by_kind=figures("calls"),
        pages=figures("pages"),
        dollars=round(median(map(price, spent)), 7),
    )


def _asked(spent: Spent) -> dict[str, Any]:
    """Calls to DynamoDB and S3 beyond the writes of the site's objects."""
    asked = {kind: count for kind, count in spent.calls.items() if kind.startswith(("dynamodb.", "s3."))}
    asked["s3.put_object"] = asked.get("s3.put_object", 0) - spent.objects
    return asked
