"""Where the design bends first: newsrooms of today's size and of a hundred times that, under the services' limits."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any, Final

from bench import growth
from bench.archive import FREQUENT, SITE, Archive, document, id_of
from bench.cloud import inhabited
from bench.newsroom import Newsroom, Settings
from bench.service_limits import BETWEEN_INVALIDATIONS

A_DAY: Final = 5_000
RHYTHM: Final = (1, 1, 1, 1, 2, 4, 6, 7, 8, 9, 9, 8, 7, 7, 7, 6, 6, 6, 5, 4, 3, 2, 2, 1)
"""Of what a newsroom publishes, per hour of its day, in relation: little at night, most before noon."""
_BUSIEST: Final = A_DAY * max(RHYTHM) / sum(RHYTHM) / 3600
"""Articles a second."""
_DAYS: Final[Mapping[str, float]] = {"day": 0.5, "sitemap-news": 2, "sitemap": 15.5}
"""Of how many days a page tells everything at noon of the month's sixteenth."""
_STORY: Final = 9_000_000
_DEEP: Final = 1_000
Upload = tuple[float, str, dict[str, Any]]


@dataclass(frozen=True)
class Scenario:
    """Uploads a second for so long, and of one story so many updates meanwhile.

    `a_day` are the articles of a day before this one, all month: they make whole pages of days and months long.
    """

    rate: float
    seconds: float
    updates: int = 0
    a_day: int = 0
    concurrency: int = 10


_BREAKING: Final = _BUSIEST + 500 / 600
SCENARIOS: Final[Mapping[str, Scenario]] = {
    "busiest hour, new month": Scenario(_BUSIEST, 300),
    "busiest hour": Scenario(_BUSIEST, 300, a_day=A_DAY),
    "breaking news, new month": Scenario(_BREAKING, 600, updates=50),
    "breaking news": Scenario(_BREAKING, 600, updates=50, a_day=A_DAY),
    "100 x busiest hour, new month": Scenario(100 * _BUSIEST, 30),
    "100 x busiest hour, 100 at once": Scenario(100 * _BUSIEST, 30, concurrency=100),
    "100 x breaking news, 100 at once": Scenario(100 * 500 / 600, 10, updates=10, concurrency=100),
}
"""The busiest hour, five minutes of it; 500 articles and 50 updates of one story within ten minutes; some of each at a
hundred times that."""


@dataclass(frozen=True)
class Bend:
    """How it went. Times in seconds; `deepest` are messages; `hottest` names a partition key and its units."""

    articles: int
    p50: float
    p99: float
    rest_after: float
    deepest: dict[str, int]
    oldest_page: float
    at_once: dict[str, int]
    builds: int
    front_pages: int
    most_built: dict[str, int]
    stream_behind: float
    hottest_writes: tuple[str, float, float]
    hottest_reads: tuple[str, float, float]
    peak: dict[str, int]
    purged_for: float
    depth_by_time: list[tuple[float, int]]


def measure(scenario: Scenario, each: Mapping[str, tuple[float, float]] | None = None) -> Bend:
    """Live through it; `each` is what one more article costs a page of each kind (`costs`)."""
    settings = Settings(whole=_whole(scenario.a_day, each or {}))
    room = Newsroom(Archive(2_000, 200), settings)
    with inhabited(room):
        room.plan([(0, "site.json", SITE)])
        room.run()
        room.begin()
        room.builds.clear()
        start = room.time.now
        settings.concurrency = scenario.concurrency
        room.plan(_uploads(room, scenario))
        room.run()
    return _bend(room, start)


def costs(sizes: Mapping[int, Mapping[str, growth.Page]]) -> dict[str, tuple[float, float]]:
    """What one more article of its day or month costs a build of each page: processor seconds, read units."""
    found = {}
    for kind, days in _DAYS.items():
        (least, small), *_, (most, large) = (
            (size, pages[kind]) for size, pages in sorted(sizes.items()) if kind in pages
        )
        more = (most - least) * days * 2  # growth's days are halves
        found[kind] = ((large.cpu_ms - small.cpu_ms) / 1e3 / more, (large.read_units - small.read_units) / more)
    return found


def _whole(a_day: int, each: Mapping[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    return {kind: tuple(cost * a_day * _DAYS[kind] for cost in both) for kind, both in each.items()}  # type: ignore[misc]


def _uploads(room: Newsroom, scenario: Scenario) -> Iterator[Upload]:
    now = room.time.moment()
    for number in range(int(scenario.rate * scenario.seconds)):
        moment = now + timedelta(seconds=int(number / scenario.rate))
        made = document(10_000 + number, moment, tags=FREQUENT, authors=FREQUENT)
        yield number / scenario.rate, f"articles/{id_of(10_000 + number)}.json", made
    story = document(_STORY, now, tags=FREQUENT, authors=FREQUENT)
    until = now.replace(hour=23).isoformat()
    for number in range(scenario.updates):
        # Each ends what the one before it said; what is breaking is purged from the edge.
        said = story | {"description": f"Pembaruan {number}.", "breaking": until}
        yield number * scenario.seconds / scenario.updates, f"articles/{id_of(_STORY)}.json", said


def _bend(room: Newsroom, start: float) -> Bend:
    articles = room.uploaded
    took = sorted(room.shown.get(id_, float("inf")) - at for id_, at in articles.items())
    built = sorted(((len(times), page) for page, times in room.builds.items()), reverse=True)
    purges = room.lines["purges"].sent
    return Bend(
        articles=len(articles),
        p50=round(took[len(took) // 2], 2),
        p99=round(took[len(took) * 99 // 100], 2),
        rest_after=round(room.time.now - start, 1),
        deepest={name: line.deepest for name, line in room.lines.items() if line.deepest},
        oldest_page=round(room.lines["pages"].oldest, 2),
        at_once=dict(room.most),
        builds=sum(count for count, _ in built),
        front_pages=len(room.builds["list:home"]),
        most_built={page: count for count, page in built[:4]},
        stream_behind=room.lag,
        hottest_writes=room.limits.hottest("writes"),
        hottest_reads=room.limits.hottest("reads"),
        peak={kind: room.limits.peak(kind) for kind in room.limits.by_second},
        purged_for=round(-(-purges // 10) * (BETWEEN_INVALIDATIONS + 0.3), 1),
        depth_by_time=[(round(at), depths["pages"]) for at, depths in room.depths if depths["pages"]][:_DEEP],
    )


def everything() -> dict[str, Any]:
    """Every scenario, with what whole pages cost as measured now."""
    each = costs({size: growth.measure(size) for size in growth.A_DAY})
    return {name: asdict(measure(scenario, each)) for name, scenario in SCENARIOS.items()}
