"""One deterministic world: Kabar's real functions, everything around them in memory, and nothing else but chance.

Chance is one generator of random numbers, which decides at every step who goes on: a function up to its next call to
the outside, a message, a notification, a schedule. Each call to AWS is such a step, so two functions interleave at
every call, and every call can be refused, can stay unanswered, or can be the last one before a crash.
"""

import json
from random import Random
from typing import Any, Final

from greenlet import getcurrent

from kabar.render.renderer import Renderer
from simulation.alarms import Alarms
from simulation.buckets import Buckets, Stored
from simulation.clock import Time
from simulation.deliveries import Deliveries
from simulation.edge import Edge
from simulation.invariants import Invariants
from simulation.invocation import Invocation, Mishap, refusal, silence
from simulation.lambdas import Lambdas
from simulation.queues import Queue, Queues
from simulation.table import Table, Tables
from simulation.wiring import item_memory

_TICKS: Final = (0.0005, 0.002, 0.01, 0.05)
_PATIENCE: Final = 60_000
"""Steps within which the world must come to rest."""


class NeverRestsError(AssertionError):
    """Something goes on for ever."""


class World:
    """Inbox in, site out."""

    def __init__(self, rng: Random, renderer: Renderer, *, page_size: int = 100) -> None:
        """An empty inbox at the beginning of time."""
        self.rng, self.renderer, self.time, self.hurry = rng, renderer, Time(), 1.0
        self.order = Random(0)  # apart, so that a history finds its own numbers
        self.invariants = Invariants(self.time)
        self.from_item = item_memory()
        self.buckets = Buckets(self._told, self._written)
        self.table = Table(self._row_changed, self.time, page_size)
        self.manifest = Table(lambda *_: None, self.time, page_size, silent=True)
        self.tables = Tables({"table": self.table, "manifest": self.manifest})
        self.alarms = Alarms(self.time)
        self.edge = Edge(self._forgot, self.time)
        self.arrivals = Queue("arrivals", 180, 7)
        self.pages = Queue("pages", 180, 7, fifo=True, delay=2)
        self.pictures = Queue("pictures", 360, 5)
        self.renditions = Queue("renditions", 360, 7, fifo=True)
        self.purges = Queue("purges", 180, 20, fifo=True, delay=5)
        self.audits = Queue("audits", 5400, 5, fifo=True)
        queues = (self.arrivals, self.pages, self.pictures, self.renditions, self.purges, self.audits)
        self.queues_by_name = {queue.name: queue for queue in queues}
        # Whoever listens is no part of this world.
        announcements = Queue("announcements", 180, 7)
        self.queues = Queues({**self.queues_by_name, announcements.name: announcements}, self.time)
        self.lambdas = Lambdas(self.time)
        self.deliveries = Deliveries(self)
        self.news_told = self.time.moment()
        self._services = {
            "s3": self.buckets, "dynamodb": self.tables, "sqs": self.queues, "scheduler": self.alarms,
            "cloudfront": self.edge,
        }  # fmt: skip

    def call(self, service: str, operation: str, arguments: dict[str, Any]) -> Any:
        """A call to AWS by whoever runs."""
        running = getcurrent()
        mishap = running.pause() if isinstance(running, Invocation) else None
        if mishap is Mishap.REFUSED:
            reasons: Any = {"CancellationReasons": [{"Code": "TransactionConflict"}]}
            transaction = operation == "transact_write_items"
            raise refusal(operation, **({"code": "TransactionCanceledException"} | reasons if transaction else {}))
        self.queues.partial = self.tables.partial = mishap is Mishap.PARTIAL
        answer = getattr(self._services[service], operation)(**arguments)
        if mishap is Mishap.UNANSWERED:
            raise silence()
        if operation == "get_item" and isinstance(running, Invocation):
            running.has_seen(answer.get("Item"))
        return answer

    def tell_time(self) -> Any:
        """The moment by the clock of whoever asks."""
        running = getcurrent()
        moment = self.time.moment(running.skew if isinstance(running, Invocation) else 0.0)
        if isinstance(running, Invocation) and running.name == "build":
            self.news_told = moment
        return moment

    def sleep(self, seconds: float) -> None:
        """Whoever runs does nothing for a while."""
        running = getcurrent()
        assert isinstance(running, Invocation)
        running.wakes = self.time.now + seconds
        running.pause()

    def run(self, steps: int, trouble: float, hurry: float = 1.0) -> None:
        """Let so many steps happen, or fewer if the world comes to rest; time goes slower where things hurry."""
        self.lambdas.trouble, self.hurry = trouble, hurry
        for _ in range(steps):
            if not self._step() and not self._wait():
                return

    def rest(self) -> None:
        """Let everything happen that can, nothing going wrong, until nothing can. Raises NeverRestsError."""
        self.lambdas.trouble = 0.0
        for _ in range(_PATIENCE):
            if not self._step() and not self._wait() and not self.redrive():
                return
        raise NeverRestsError

    def jump(self, seconds: float) -> None:
        """Time passes; what was running longer than it may is ended."""
        self.time.now += seconds
        self.lambdas.end_overdue()

    def look_at(self, key: str) -> None:
        """What schedules, audits and people send."""
        self.queue_of(key).send(self.time.now, json.dumps({"key": key}))

    def queue_of(self, key: str) -> Queue:
        """Where it is told that a key of the inbox has changed."""
        return self.pictures if key.startswith("media/") else self.arrivals

    def refresh_news(self) -> None:
        """The hour strikes: the sitemap of the last two days is built again."""
        body = json.dumps({"page": "sitemap-news"})
        self.pages.send(self.time.now, body, "sitemap-news", f"hour-{self.time.now}")

    def audit(self, id_: str) -> None:
        """The night has come: what doesn't agree is to be repaired, and reported under the id."""
        body = json.dumps({"audit": id_})
        self.audits.send(self.time.now, body, "audit", f"{id_}-{self.time.now}")

    def redrive(self) -> bool:
        """What ended as a dead letter comes back; whether anything did."""
        dead = [queue for queue in self.queues_by_name.values() if queue.dead]
        for queue in dead:
            queue.redrive(self.time.now)
        return bool(dead)

    def _step(self) -> bool:
        """One thing happens; False if nothing can."""
        rng, lambdas = self.rng, self.lambdas
        self.time.now += rng.choice(_TICKS) / self.hurry
        lambdas.steps += 1
        awake = lambdas.awake()
        if awake and (len(awake) > 5 or rng.random() < 0.8):
            return self._resume(rng.choice(awake))
        sources = list(self.deliveries.sources())
        if sources:
            rng.choice(sources)()
            return True
        stalling = [each for each in lambdas.flying if each.wakes <= self.time.now]
        return bool(stalling) and self._resume(rng.choice(awake or stalling))

    def _resume(self, invocation: Invocation) -> bool:
        self.lambdas.resume(self.rng, invocation)
        if self.invariants.broken:
            raise self.invariants.broken
        return True

    def _wait(self) -> bool:
        """Time passes until a message can be received or a schedule fires; False if nothing waits."""
        queues = self.queues_by_name.values()
        moments = [moment for queue in queues if (moment := queue.wake(self.time.now)) is not None]
        moments += self.alarms.soon(self.time.now) + self.lambdas.waking()
        if moments:
            self.time.now = min(moments)
        return bool(moments)

    def _told(self, event: str, key: str) -> None:
        self.invariants.inbox_changed(key, self.buckets.newest(key))
        if not key.startswith("receipts/"):
            self.deliveries.notices.append((event, key))

    def _written(self, key: str, old: Stored | None, new: Stored) -> None:
        running = getcurrent()
        self.invariants.object_written(key, old, new, running if isinstance(running, Invocation) else None)

    def _row_changed(self, old: Any, new: Any) -> None:
        self.invariants.row_changed(old, new)

    def _forgot(self, tags: list[str]) -> None:
        running = getcurrent()
        assert isinstance(running, Invocation)
        self.invariants.purged(tags, running)
