"""What brings something to a function: S3's notifications, schedules, queues, the table's stream."""

from collections.abc import Callable, Iterator
from functools import partial
from random import Random
from typing import TYPE_CHECKING, Final

from simulation import envelopes
from simulation.alarms import LATE
from simulation.invocation import Invocation
from simulation.queues import Message, Queue
from simulation.table import SHARDS

if TYPE_CHECKING:
    from simulation.world import World

_SOURCES: Final = {
    "arrivals": "receive", "pages": "build", "pictures": "picture", "renditions": "picture", "purges": "purge",
    "audits": "audit",
}  # fmt: skip
_AT_ONCE: Final = 3
"""How many runs of one function there are at once."""


class Deliveries:
    """Everything that waits to be delivered, each in any order that its service allows."""

    def __init__(self, world: "World") -> None:
        """Nothing waits yet."""
        self.world = world
        self.notices: list[tuple[str, str]] = []
        self._read = [0] * SHARDS
        self._tries = [0] * SHARDS
        self._busy: set[int] = set()

    @property
    def rng(self) -> Random:
        """Chance."""
        return self.world.rng

    def sources(self) -> Iterator[Callable[[], object]]:
        """What could be delivered now."""
        world, now = self.world, self.world.time.now
        if self.notices:
            yield self._notify
        for name in world.alarms.due(now):
            yield partial(self._ring, name)
        for name, function in _SOURCES.items():
            if world.lambdas.running(function) < _AT_ONCE and world.queues_by_name[name].ready(now):
                yield partial(self._take, world.queues_by_name[name], function)
        for shard in range(SHARDS):
            if shard not in self._busy and self._read[shard] < len(world.table.shards[shard]):
                yield partial(self._follow, shard)

    def lose_notice(self) -> None:
        """A notification of S3 never comes."""
        if self.notices:
            self.notices.pop(self.rng.randrange(len(self.notices)))

    def _notify(self) -> None:
        event, key = self.notices.pop(self.rng.randrange(len(self.notices)))
        queue, stored = self.world.queue_of(key), self.world.buckets.newest(key)
        for _ in range(2 if self.rng.random() < 0.05 else 1):
            queue.send(self.world.time.now, envelopes.notice(event, key, stored.version if stored else None))

    def _ring(self, name: str) -> None:
        world, alarm = self.world, self.world.alarms.set[name]
        if not alarm.fired and self.rng.random() < 0.3:
            world.time.now += self.rng.uniform(0, LATE)
        rung = world.alarms.ring(name, self.rng)
        if rung:
            # A FIFO queue that tells messages apart by their content.
            dedup = rung.body if rung.group else None
            world.queues_by_name[rung.queue].send(world.time.now, rung.body, rung.group, dedup)

    def _take(self, queue: Queue, function: str) -> None:
        messages = queue.receive(self.world.time.now, self.rng)
        if not messages:
            return
        event, lambdas = envelopes.batch(messages, queue.name), self.world.lambdas
        invocation = lambdas.start(self.rng, function, event, partial(self._taken, queue, messages))
        invocation.messages = messages
        if queue.name in {"pages", "renditions"}:
            self.world.invariants.one_writer(invocation, lambdas.flying)

    def _taken(self, queue: Queue, messages: list[Message], invocation: Invocation) -> None:
        failed = (
            {each["itemIdentifier"] for each in invocation.response["batchItemFailures"]} if invocation.done else ()
        )
        for message in messages:
            queue.release(message)
            if invocation.done and message.id not in failed and self.rng.random() >= self.world.lambdas.trouble:
                queue.delete(message)

    def _follow(self, shard: int) -> None:
        start = self._read[shard]
        records = self.world.table.shards[shard][start : start + self.rng.choice((1, 3, 10, 100))]
        self._busy.add(shard)
        # A batch of the stream is given up after ten failures (template.yaml), and what it told is lost.
        safe = max(self._tries) > 5
        after = partial(self.followed, shard, len(records))
        self.world.lambdas.start(self.rng, "plan", {"Records": records}, after, safe=safe)

    def followed(self, shard: int, count: int, invocation: Invocation) -> None:
        """A batch of the stream was worked on."""
        self._busy.discard(shard)
        if invocation.done:
            self._read[shard] += count
            self._tries[shard] = 0
        else:
            self._tries[shard] += 1

    def skip(self, shard: int) -> None:
        """Pass over a record of the stream: no one may ever."""
        self._read[shard] += 1
