"""Queues as Lambda's event source mappings take from them, at whatever length they have."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from heapq import heappop, heappush

from simulation.queues import MEMORY, Message


@dataclass
class Line:
    """A queue of Amazon SQS: of a FIFO queue, one message group is worked by one function at a time.

    `came` is called with the moment from which a message can be received.
    """

    name: str
    came: Callable[[float], None]
    fifo: bool = False
    delay: float = 0
    deepest: int = 0
    sent: int = 0
    dropped: int = 0
    oldest: float = 0
    _groups: dict[str, deque[Message]] = field(default_factory=dict)
    _heads: list[tuple[float, int, str]] = field(default_factory=list)
    _taken: set[str] = field(default_factory=set)
    _remembered: dict[tuple[str | None, str], float] = field(default_factory=dict)
    _serial: int = 0
    depth: int = 0

    def send(
        self, now: float, body: str, group: str | None = None, dedup: str | None = None, delay: float | None = None
    ) -> None:
        """Take a message, unless one with its deduplication id came within the memory."""
        if dedup is not None:
            if now - self._remembered.get((group, dedup), -MEMORY) < MEMORY:
                self.dropped += 1
                return
            self._remembered[group, dedup] = now
        self.sent += 1
        visible = now + (self.delay if delay is None else delay)
        place = group if self.fifo and group else f"#{self.sent}"
        message = Message(f"{self.name}-{self.sent}", body, visible, group, receives=1, sent=now)
        line = self._groups.setdefault(place, deque())
        line.append(message)
        self.depth += 1
        self.deepest = max(self.deepest, self.depth)
        if len(line) == 1 and place not in self._taken:
            self._head(place)
        self.came(visible)

    def receive(self, now: float, most: int) -> list[tuple[str, Message]]:
        """Messages, each with its place, which is kept from others until it is given back."""
        batch: list[tuple[str, Message]] = []
        while self._heads and self._heads[0][0] <= now and len(batch) < most:
            *_, place = heappop(self._heads)
            self._taken.add(place)
            line = self._groups[place]
            while line and line[0].visible <= now and len(batch) < most:
                message = line.popleft()
                self.oldest = max(self.oldest, now - message.visible)
                batch.append((place, message))
        self.depth -= len(batch)
        return batch

    def done(self, batch: list[tuple[str, Message]]) -> None:
        """The function has ended: others may work these groups."""
        for place in {place for place, _ in batch}:
            self._taken.discard(place)
            if self._groups[place]:
                self._head(place)
            else:
                del self._groups[place]

    def _head(self, place: str) -> None:
        self._serial += 1
        heappush(self._heads, (self._groups[place][0].visible, self._serial, place))
