"""One deterministic world: Kabar's real functions, everything around them in memory, and nothing else but chance.

Chance is one generator of random numbers, which decides at every step who goes on: a function up to its next call to
the outside, a message, a notification, a schedule. Each call to AWS is such a step, so two functions interleave at
every call, and every call can be refused, can stay unanswered, or can be the last one before a crash.
"""

import json
from collections.abc import Callable, Iterator
from functools import partial
from random import Random
from typing import Any, Final

from greenlet import getcurrent

from kabar.render.renderer import Renderer
from simulation import envelopes
from simulation.alarms import LATE, Alarms
from simulation.buckets import Buckets
from simulation.clock import Time
from simulation.invariants import Invariants
from simulation.invocation import Invocation, Mishap, refusal, silence
from simulation.queues import Message, Queue, Queues
from simulation.table import SHARDS, Table
from simulation.wiring import ENVIRONMENT, SERVICES, app, item_memory

TIMEOUTS: Final = {"receive": 30.0, "plan": 30.0, "build": 30.0, "picture": 120.0}
"""Of the functions, in seconds (template.yaml)."""
_SOURCES: Final = {"arrivals": "receive", "pages": "build", "pictures": "picture"}
_AT_ONCE: Final = 3
"""How many runs of one function there are at once."""
_TICKS: Final = (0.0005, 0.002, 0.01, 0.05)
_STALLS: Final = (30, 100, 400)
"""For how many steps of the world somebody stalls between two of his calls, so that others do much meanwhile."""
_SKEW: Final = 0.45
"""How far a function's clock is off at most, in seconds."""
_PATIENCE: Final = 60_000
"""Steps within which the world must come to rest."""


class NeverRestsError(AssertionError):
    """Something goes on for ever."""


class World:
    """Inbox in, site out. `trouble` is the share of calls that go wrong."""

    def __init__(self, rng: Random, renderer: Renderer, *, page_size: int = 100) -> None:
        """An empty inbox at the beginning of time."""
        self.rng, self.renderer = rng, renderer
        self.time, self.trouble, self.hurry = Time(), 0.0, 1.0
        self.steps = 0
        self.flying: list[Invocation] = []
        self.notices: list[tuple[str, str]] = []
        self.invariants = Invariants(self.time)
        self.from_item = item_memory()
        self.buckets = Buckets(self._told, self.invariants.object_written)
        self.table = Table(self.invariants.row_changed, self.time, page_size)
        self.alarms = Alarms(self.time)
        self.arrivals = Queue("arrivals", 180, 5)
        self.pages = Queue("pages", 180, 5, fifo=True, delay=2)
        self.pictures = Queue("pictures", 720, 3)
        self.all_queues = {"arrivals": self.arrivals, "pages": self.pages, "pictures": self.pictures}
        # Nobody takes what is to be purged here: the edge is no part of this world.
        purges = Queue("purges", 180, 5, fifo=True)
        self.queues = Queues({**self.all_queues, "purges": purges}, self.time)
        self.news_told = self.time.moment()
        self.happened: list[str] = []
        self._read = [0] * SHARDS
        self._tries = [0] * SHARDS
        self._busy: set[int] = set()
        self._warm: dict[str, list[Any]] = {name: [] for name in SERVICES}
        self._services = {"s3": self.buckets, "dynamodb": self.table, "sqs": self.queues, "scheduler": self.alarms}

    def call(self, service: str, operation: str, arguments: dict[str, Any]) -> Any:
        """A call to AWS by whoever runs."""
        running = getcurrent()
        mishap = running.pause() if isinstance(running, Invocation) else None
        if mishap is Mishap.REFUSED:
            reasons: Any = {"CancellationReasons": [{"Code": "TransactionConflict"}]}
            transaction = operation == "transact_write_items"
            raise refusal(operation, **({"code": "TransactionCanceledException"} | reasons if transaction else {}))
        self.queues.partial = self.table.partial = mishap is Mishap.PARTIAL
        answer = getattr(self._services[service], operation)(**arguments)
        if mishap is Mishap.UNANSWERED:
            raise silence()
        return answer

    def tell_time(self) -> Any:
        """The moment by the clock of whoever asks."""
        running = getcurrent()
        moment = self.time.moment(running.skew if isinstance(running, Invocation) else 0.0)
        if isinstance(running, Invocation) and running.name == "build":
            self.news_told = moment
        return moment

    def run(self, steps: int, trouble: float, hurry: float = 1.0) -> None:
        """Let so many steps happen, or fewer if the world comes to rest; time goes slower where things hurry."""
        self.trouble, self.hurry = trouble, hurry
        for _ in range(steps):
            if not self._step() and not self._wait():
                return

    def rest(self) -> None:
        """Let everything happen that can, nothing going wrong, until nothing can. Raises NeverRestsError."""
        self.trouble = 0.0
        for _ in range(_PATIENCE):
            if not self._step() and not self._wait() and not self._redrive():
                return
        raise NeverRestsError

    def jump(self, seconds: float) -> None:
        """Time passes; what was running longer than it may is ended."""
        self.time.now += seconds
        for invocation in [each for each in self.flying if each.deadline < self.time.now]:
            self._crash(invocation)

    def look_at(self, key: str) -> None:
        """What schedules, audits and people send."""
        queue = self.pictures if key.startswith("media/") else self.arrivals
        queue.send(self.time.now, json.dumps({"key": key}))

    def refresh_news(self) -> None:
        """The hour strikes: the sitemap of the last two days is built again."""
        body = json.dumps({"page": "sitemap-news"})
        self.pages.send(self.time.now, body, "sitemap-news", f"hour-{self.time.now}")

    def lose_notice(self) -> None:
        """A notification of S3 never comes."""
        if self.notices:
            self.notices.pop(self.rng.randrange(len(self.notices)))

    def end(self) -> None:
        """Nothing goes on."""
        for invocation in self.flying:
            invocation.crash()
        self.flying.clear()

    def _told(self, event: str, key: str) -> None:
        if key.startswith("receipts/"):
            self.invariants.answered(self.buckets.newest(key))
        else:
            self.notices.append((event, key))

    def _step(self) -> bool:
        """One thing happens; False if nothing can."""
        rng = self.rng
        self.time.now += rng.choice(_TICKS) / self.hurry
        self.steps += 1
        awake = [each for each in self.flying if each.asleep <= self.steps]
        if awake and (len(awake) > 5 or rng.random() < 0.8):
            return self._resume(rng.choice(awake))
        sources = list(self._sources())
        if sources:
            rng.choice(sources)()
            return True
        return bool(self.flying) and self._resume(rng.choice(awake or self.flying))

    def _wait(self) -> bool:
        """Time passes until a message can be received or a schedule fires; False if nothing waits."""
        moments = [moment for queue in self.all_queues.values() if (moment := queue.wake(self.time.now)) is not None]
        moments += self.alarms.soon(self.time.now)
        if moments:
            self.time.now = min(moments)
        return bool(moments)

    def _redrive(self) -> bool:
        dead = [queue for queue in self.all_queues.values() if queue.dead]
        for queue in dead:
            queue.redrive(self.time.now)
        return bool(dead)

    def redrive(self) -> None:
        """What ended as a dead letter comes back."""
        self._redrive()

    def _sources(self) -> Iterator[Callable[[], object]]:
        running = [invocation.name for invocation in self.flying]
        if self.notices:
            yield self._notify
        for name in self.alarms.due(self.time.now):
            yield partial(self._ring, name)
        for name, function in _SOURCES.items():
            if running.count(function) < _AT_ONCE and self.all_queues[name].ready(self.time.now):
                yield partial(self._take, self.all_queues[name], function)
        for shard in range(SHARDS):
            if shard not in self._busy and self._read[shard] < len(self.table.shards[shard]):
                yield partial(self._follow, shard)

    def _notify(self) -> None:
        event, key = self.notices.pop(self.rng.randrange(len(self.notices)))
        queue = self.pictures if key.startswith("media/") else self.arrivals
        stored = self.buckets.newest(key)
        for _ in range(2 if self.rng.random() < 0.05 else 1):
            queue.send(self.time.now, envelopes.notice(event, key, stored.version if stored else None))

    def _ring(self, name: str) -> None:
        alarm = self.alarms.set[name]
        if not alarm.fired and self.rng.random() < 0.3:
            self.time.now += self.rng.uniform(0, LATE)
        body = self.alarms.ring(name, self.rng)
        if body:
            self.arrivals.send(self.time.now, body)

    def _take(self, queue: Queue, function: str) -> None:
        messages = queue.receive(self.time.now, self.rng)
        if not messages:
            return
        event = envelopes.batch(messages, queue.name)
        invocation = self._start(function, event, partial(self._taken, queue, messages))
        if function == "build":
            self.invariants.one_writer(invocation, messages, self.flying)

    def _taken(self, queue: Queue, messages: list[Message], invocation: Invocation) -> None:
        failed = (
            {each["itemIdentifier"] for each in invocation.response["batchItemFailures"]} if invocation.done else ()
        )
        for message in messages:
            queue.release(message)
            if invocation.done and message.id not in failed and self.rng.random() >= self.trouble:
                queue.delete(message)

    def _follow(self, shard: int) -> None:
        start = self._read[shard]
        records = self.table.shards[shard][start : start + self.rng.choice((1, 3, 10, 100))]
        self._busy.add(shard)
        self._start("plan", {"Records": records}, partial(self._followed, shard, len(records)))

    def _followed(self, shard: int, count: int, invocation: Invocation) -> None:
        self._busy.discard(shard)
        if invocation.done:
            self._read[shard] += count
            self._tries[shard] = 0
        else:
            self._tries[shard] += 1

    def _start(self, name: str, event: dict[str, Any], after: Callable[[Invocation], None]) -> Invocation:
        module = app(name)
        skew = self.rng.uniform(-_SKEW, _SKEW)
        invocation = Invocation(name, self.time.now + TIMEOUTS[name], skew, partial(module.handler, event, None))
        warm = self._warm[name]
        invocation.service = warm.pop() if warm and self.rng.random() < 0.8 else SERVICES[name](ENVIRONMENT)
        invocation.after = after
        # A batch of the stream is given up after ten failures (template.yaml), and what it told is lost.
        invocation.safe = name == "plan" and max(self._tries) > 5
        invocation.stalls = self.rng.randrange(1, 12) if self.rng.random() < 0.25 else -1
        self.flying.append(invocation)
        return invocation

    def _resume(self, invocation: Invocation) -> bool:
        chance = self.rng.random()
        if invocation.deadline < self.time.now or (chance < self.trouble * 0.4 and not invocation.safe):
            self._crash(invocation)
            return True
        if invocation.calls == invocation.stalls:
            invocation.asleep = self.steps + self.rng.choice(_STALLS)
            invocation.stalls = -1
            return True
        invocation.resume(self._mishap() if chance < self.trouble and not invocation.safe else None)
        if self.invariants.broken:
            raise self.invariants.broken
        if invocation.dead:
            self._landed(invocation)
        return True

    def _mishap(self) -> Mishap:
        return self.rng.choice((Mishap.REFUSED, Mishap.UNANSWERED, Mishap.PARTIAL))

    def _crash(self, invocation: Invocation) -> None:
        invocation.crash()
        invocation.response, invocation.done = None, False
        self.flying.remove(invocation)
        invocation.after(invocation)

    def _landed(self, invocation: Invocation) -> None:
        self.flying.remove(invocation)
        self._warm[invocation.name].append(invocation.service)
        invocation.after(invocation)
