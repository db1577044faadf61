"""Amazon SQS in memory: standard queues in any order, FIFO queues by message group, dead letters and redrive."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final

from greenlet import getcurrent

from simulation.clock import Time
from simulation.invocation import Invocation

MEMORY: Final = 300.0
"""Amazon SQS: how long a FIFO queue remembers a deduplication id, in seconds."""
_TAKEN: Final = (1, 1, 2, 3, 10)
"""How many messages a function is given at once."""


@dataclass(eq=False, slots=True)
class Message:
    """A message: `visible` is the moment from which it can be received, `held` whether a function has it now.

    `asker` is the run of a function that sent it, None if something else did.
    """

    id: str
    body: str
    visible: float
    group: str | None = None
    receives: int = 0
    held: bool = False
    sent: float = 0.0
    asker: Any = None


@dataclass
class Queue:
    """One queue; times in seconds of the world's clock."""

    name: str
    visibility: float
    max_receives: int
    fifo: bool = False
    delay: float = 0
    waiting: list[Message] = field(default_factory=list)
    dead: list[Message] = field(default_factory=list)
    sent: int = 0
    done: int = 0
    expired: int = 0
    _remembered: dict[tuple[str | None, str], float] = field(default_factory=dict)

    def send(
        self, now: float, body: str, group: str | None = None, dedup: str | None = None, delay: float | None = None
    ) -> None:
        """Take a message, unless one of its group with the same deduplication id came within the memory."""
        if dedup is not None:
            if now - self._remembered.get((group, dedup), -MEMORY) < MEMORY:
                return
            self._remembered[group, dedup] = now
        self.sent += 1
        running = getcurrent()
        asker = running if isinstance(running, Invocation) else None
        visible = now + (self.delay if delay is None else delay)
        message = Message(f"{self.name}-{self.sent}", body, visible, group, sent=now, asker=asker)
        self.waiting.append(message)
        if asker and self.name == "purges":
            asker.asked.update(json.loads(body)["tags"])

    def ready(self, now: float) -> bool:
        """Whether anything can be received."""
        return next(self._receivable(now), None) is not None

    def receive(self, now: float, rng: Random) -> list[Message]:
        """Some of what can be received, at most ten; what was received too often goes to the dead letters."""
        batch = list(self._receivable(now))
        if not self.fifo:
            rng.shuffle(batch)
        taken = []
        for message in batch[: rng.choice(_TAKEN)]:
            message.receives += 1
            if message.receives > self.max_receives:
                self.waiting.remove(message)
                self.dead.append(message)
            else:
                message.visible, message.held = now + self.visibility, True
                taken.append(message)
        return taken

    def release(self, message: Message) -> None:
        """The function that had it is done or dead; it stays away until its visibility is over."""
        message.held = False

    def hide(self, id_: str, now: float, seconds: float) -> None:
        """Have a message that was received stay away for so many seconds from now."""
        for message in self.waiting:
            if message.id == id_:
                message.visible = now + seconds

    def delete(self, message: Message) -> None:
        """It is done with."""
        self.waiting.remove(message)
        self.done += 1

    def redrive(self, now: float) -> None:
        """Back from the dead letters."""
        for message in self.dead:
            message.receives, message.visible = 0, now + self.delay
        self.waiting += self.dead
        self.dead.clear()

    def wake(self, now: float) -> float | None:
        """When the next message that can't be received yet can be."""
        return min((message.visible for message in self.waiting if message.visible > now), default=None)

    def _receivable(self, now: float) -> Iterator[Message]:
        blocked: set[str | None] = set()
        for message in self.waiting:
            if message.visible > now or message.held:
                blocked.add(message.group)
            elif not self.fifo or message.group not in blocked:
                yield message


@dataclass
class Queues:
    """The operations of SQS that Kabar calls, over the queues by their addresses."""

    by_url: dict[str, Queue]
    time: Time
    partial: bool = False

    def send_message_batch(self, *, QueueUrl: str, Entries: list[dict[str, Any]]) -> dict[str, Any]:
        """SendMessageBatch."""
        queue = self.by_url[QueueUrl]
        taken = Entries[: len(Entries) // 2] if self.partial else Entries
        for entry in taken:
            queue.send(
                self.time.now,
                entry["MessageBody"],
                entry.get("MessageGroupId"),
                entry.get("MessageDeduplicationId"),
                entry.get("DelaySeconds"),
            )
        failed = [{"Id": entry["Id"], "Message": "InternalError"} for entry in Entries[len(taken) :]]
        return {"Successful": [{"Id": entry["Id"]} for entry in taken], **({"Failed": failed} if failed else {})}

    def change_message_visibility(self, *, QueueUrl: str, ReceiptHandle: str, VisibilityTimeout: int) -> dict[str, Any]:
        """ChangeMessageVisibility."""
        self.by_url[QueueUrl].hide(ReceiptHandle, self.time.now, VisibilityTimeout)
        return {}

    def send_message(self, *, QueueUrl: str, MessageBody: str, **more: Any) -> dict[str, Any]:
        """SendMessage."""
        queue = self.by_url[QueueUrl]
        queue.send(self.time.now, MessageBody, more.get("MessageGroupId"), more.get("MessageDeduplicationId"))
        return {}
