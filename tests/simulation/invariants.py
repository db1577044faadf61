"""What must be true at every step, whatever happens."""

import json
import re
from typing import Any, Final, NoReturn

from simulation.buckets import Stored
from simulation.clock import Time
from simulation.invocation import Invocation
from simulation.queues import Message, Queue

TOKEN: Final = re.compile(rb"tok\d+x")
_TOLERANCE: Final = 0.5
"""By how much a function's clock may be ahead, in seconds."""


class BrokenError(AssertionError):
    """An invariant does not hold."""


class Invariants:
    """Watches every write. `due` tells from when each upload (by the token in its text) may be read."""

    def __init__(self, time: Time) -> None:
        """Nothing was uploaded yet."""
        self.due: dict[bytes, float] = {}
        self.broken: BrokenError | None = None
        self._time = time
        self._indexed: set[tuple[str, str | None]] = set()

    def object_written(self, key: str, body: bytes) -> None:
        """Nothing of an article is readable before its time."""
        for token in set(TOKEN.findall(body)):
            if self.due[token] > self._time.now + _TOLERANCE:
                early = self.due[token] - self._time.now
                self._break(f"{key} shows {token.decode()} {early:.3f} seconds before its time")

    def row_changed(self, old: Any, new: Any) -> None:
        """Revisions grow by one."""
        if new and "revision" in new:
            before = int(old["revision"]["N"]) if old else 0
            if int(new["revision"]["N"]) != before + 1:
                self._break(f"{new['pk']['S']} goes from revision {before} to {new['revision']['N']}")
        if new and "answered" in new:
            self._indexed.add((new["pk"]["S"], new["answered"]["S"]))

    def answered(self, stored: Stored | None) -> None:
        """No article is answered before the index knows what the answer says."""
        receipt = json.loads(stored.body) if stored and stored.body else {}
        if receipt.get("status") not in {"published", "scheduled"} or receipt["key"].startswith("media/"):
            return
        row = "SITE" if receipt["key"] == "site.json" else f"ARTICLE#{receipt['id']}"
        if (row, receipt["versionId"]) not in self._indexed:
            self._break(f"{receipt['key']}: {receipt['versionId']} is answered, but not indexed")

    def _break(self, what: str) -> NoReturn:
        """Remembered too, for whoever is at fault may well catch it."""
        self.broken = self.broken or BrokenError(what)
        raise self.broken

    def one_writer(self, invocation: Invocation, messages: list[Message], flying: list[Invocation]) -> None:
        """No page is built by two at a time."""
        invocation.pages = frozenset(json.loads(message.body)["page"] for message in messages)
        for other in flying:
            if other is not invocation and other.pages & invocation.pages:
                raise BrokenError(f"two write {other.pages & invocation.pages}")

    @staticmethod
    def one_place(queue: Queue) -> None:
        """Each message is in exactly one place: waiting, dead, or done with."""
        every = [id(message) for message in (*queue.waiting, *queue.dead)]
        if len(set(every)) != len(every) or len(every) + queue.done != queue.sent:
            raise BrokenError(f"{queue.name}: {queue.sent} sent, {queue.done} done, {len(every)} there")
