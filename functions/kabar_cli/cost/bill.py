"""A month's bill of a newsroom."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kabar_cli.cost.measured import Counts, Measured
from kabar_cli.cost.prices import Prices
from kabar_cli.cost.usage import GB, Usage, times, usage

DAYS: Final = 30.4
"""Of a month."""
HOURS: Final = 24 * DAYS
_POLLS: Final = 3 * 60
"""Times an hour that one of Lambda's pollers asks an empty queue: each call waits 20 seconds."""
_POLLERS: Final = 5
"""Of a queue: AWS Lambda, "Using Lambda with Amazon SQS"."""
_MISSES: Final = 0.1
"""Share of readers' requests that the edge passes on to the bucket, as assumed."""
_AUDIT: Final = {"dynamodb-read": 6.0, "s3-write": 0.3}
"""A nightly audit's calls for an article (docs/operations.md)."""
_INBOX, _SITE, _INDEX = 8e3, 90e3, 25e3
"""Bytes that an article leaves in the inbox (receipt included), on the site and in both tables, as assumed."""
_PHOTOGRAPH, _RENDITIONS = 4e6, 2e6
"""Bytes of an uploaded picture, as assumed, and of what is made of it (docs/pictures.md)."""
_SHOWN: Final = 40e3
"""Bytes of pictures that a view loads (docs/reader.md)."""


_PROBED: Final = Counts(
    s3_writes=0, s3_reads=5, read_units=1, sqs_requests=3, schedules=1, invocations={"probe": 1}, waits={"probe": 7}
)
"""What the probe itself asks of AWS each time, as assumed: four looks at the receipt, its queue, the clock."""
_LOOKS: Final = 3
"""How often it asks the edge, as assumed; each is passed on to the bucket."""
_WATCHING: Final = 8.0
"""Seconds that it waits meanwhile, as assumed."""


@dataclass(frozen=True)
class Newsroom:
    """What a newsroom does in a month."""

    articles_per_day: float
    views_per_month: float
    pictures_per_article: float = 1
    updates_per_article: float = 1
    corrections_share: float = 0.02
    """Share of articles whose change readers have to see at once: corrections, withdrawals, lifted embargoes."""
    archive: float | None = None
    """Articles that there are already. None: those of a year."""
    firewall: bool = False
    probe_minutes: float = 0
    """Between two probes; 0 where there are none."""

    @property
    def articles(self) -> float:
        """A month's."""
        return self.articles_per_day * DAYS

    @property
    def kept(self) -> float:
        """Articles in the archive."""
        return self.articles_per_day * 365 if self.archive is None else self.archive


@dataclass(frozen=True)
class Line:
    """A line of the bill."""

    part: str
    kind: str
    unit: str
    quantity: float
    dollars: float
    confirmed: bool


def bill(newsroom: Newsroom, measured: Measured, prices: Prices, *, free_tier: bool = False) -> list[Line]:
    """All lines. With `free_tier`, what AWS gives every account for nothing is taken off, part by part as they come."""
    left = {kind: price.free if free_tier else 0.0 for kind, price in prices.by_kind.items()}
    lines = []
    for part, used in _parts(newsroom, measured):
        for kind in prices.by_kind:
            if used.get(kind, 0) > 0:
                given = min(left[kind], used[kind])
                left[kind] -= given
                price = prices.by_kind[kind]
                dollars = prices.cost(kind, used[kind] - given)
                lines.append(Line(part, kind, price.unit, used[kind], dollars, price.confirmed))
    return lines


def article_usage(measured: Measured) -> Usage:
    """What one publication, without a picture, is billed as."""
    return usage(measured.article, measured.seconds, measured.standing["memory"])


def _parts(newsroom: Newsroom, measured: Measured) -> Iterator[tuple[str, Usage]]:
    memory = measured.standing["memory"]
    written = newsroom.articles * (1 + newsroom.updates_per_article)
    pictures = newsroom.articles * newsroom.pictures_per_article
    yield "publishing", times(article_usage(measured), written)
    yield "pictures", times(usage(measured.picture, {"picture": measured.seconds["photograph"]}, memory), pictures)
    corrected = times(
        usage(measured.correction, measured.seconds, memory), newsroom.articles * newsroom.corrections_share
    )
    yield "corrections", corrected
    yield "readers", _read(newsroom, measured)
    yield "keeping", _kept(newsroom)
    yield "standing by", _standing(newsroom, measured)
    if newsroom.probe_minutes:
        yield "probe", _probed(newsroom, measured)


def _read(newsroom: Newsroom, measured: Measured) -> Usage:
    """Views, half of them of somebody who has stylesheet and script already."""
    view = measured.view["article"]
    requests = newsroom.views_per_month * (1 + (view["requests"] - 1) / 2 + newsroom.pictures_per_article)
    sent = newsroom.views_per_month * (view["gzip_bytes"] + _SHOWN * min(1, newsroom.pictures_per_article))
    return {
        "edge-request": requests,
        "edge-transfer": sent / GB,
        "edge-function": 2 * requests,
        "s3-read": requests * _MISSES,
        "firewall-request": requests if newsroom.firewall else 0,
    }


def _probed(newsroom: Newsroom, measured: Measured) -> Usage:
    """Each time the same article is published, and looked for; the queue is asked for work between two."""
    memory, more = measured.standing["memory"], measured.standing["probe"]
    own = usage(_PROBED, {}, memory)
    own["lambda-second"] += memory["probe"] / 1024 * _WATCHING
    own |= {"edge-request": _LOOKS, "edge-function": 2 * _LOOKS, "s3-read": own["s3-read"] + _LOOKS}
    article = usage(measured.probe, measured.seconds, memory)
    number = HOURS * 60 / newsroom.probe_minutes
    each = {kind: number * (own.get(kind, 0) + article.get(kind, 0)) for kind in own.keys() | article.keys()}
    each["sqs"] += more["queues"] * _POLLERS * _POLLS * HOURS
    return each | {kind: float(more[f"{kind}s"]) for kind in ("alarm", "metric")}


def _kept(newsroom: Newsroom) -> Usage:
    pictures = newsroom.kept * newsroom.pictures_per_article
    stored = newsroom.kept * (_INBOX * (1 + newsroom.updates_per_article) + _SITE) + pictures * (
        _PHOTOGRAPH + _RENDITIONS
    )
    index = newsroom.kept * _INDEX / GB
    return {"s3-month": stored / GB, "dynamodb-month": index, "dynamodb-recovery": index}


def _standing(newsroom: Newsroom, measured: Measured) -> Usage:
    """What is there whether anybody publishes or not."""
    used = {name: newsroom.kept * DAYS * calls for name, calls in _AUDIT.items()}
    polls = measured.standing["queues"] * _POLLERS * _POLLS * HOURS
    fixed = {"sqs": polls, "schedule": HOURS + DAYS, "firewall": float(newsroom.firewall)}
    watched = {kind: float(measured.standing[f"{kind}s"]) for kind in ("alarm", "metric", "dashboard")}
    return used | fixed | watched
