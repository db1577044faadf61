"""What must be true at every step, whatever happens."""

import hashlib
import json
from typing import Any, NoReturn

from simulation.articles import Written
from simulation.buckets import Stored
from simulation.clock import Time
from simulation.forward import Forward
from simulation.invocation import Invocation
from simulation.queues import Queue
from simulation.readable import Readable


class BrokenError(AssertionError):
    """An invariant does not hold."""


class Invariants:
    """Watches every write. What is broken is remembered too, for whoever is at fault may well catch the error."""

    def __init__(self, time: Time) -> None:
        """Nothing has happened yet."""
        self.broken: BrokenError | None = None
        self.readable = Readable(time, self._break)
        self.forward = Forward(self._break)
        self._shown: set[str] = set()
        self._listed: set[str] = set()
        self._holders: dict[str, set[str]] = {}

    def uploaded(self, id_: str, serial: int, written: Written) -> None:
        """An article is about to be uploaded."""
        self.readable.expect(id_, serial, written)

    def inbox_changed(self, key: str, newest: Stored | None) -> None:
        """Something else stands under a key of the inbox: an upload, or an answer."""
        if not key.startswith("receipts/"):
            self.forward.moved(key, newest)
            if key.startswith("media/") and newest and newest.body:
                self._holders.setdefault(hashlib.sha256(newest.body).hexdigest()[:30], set()).add(key)
            return
        if key.startswith("receipts/audit/"):
            return
        receipt = self.forward.answered(newest)
        good = receipt.get("status") in {"published", "scheduled"}
        if good and not self.forward.is_indexed(receipt["key"], receipt["versionId"]):
            self._break(f"{receipt['key']}: {receipt['versionId']} is answered, but not indexed")
        self._stays_known(receipt)

    def _stays_known(self, receipt: dict[str, Any]) -> None:
        """What has been listed is never said not to have been: the ledger would keep silent about it."""
        standing = receipt.get("standing") or {}
        if standing.get("neverListed") and receipt["key"] in self._listed:
            self._break(f"{receipt['key']} has been listed, and is said never to have been")
        if standing.get("state") == "published" and not standing.get("neverListed"):
            self._listed.add(receipt["key"])

    def object_written(self, key: str, old: Stored | None, new: Stored, writer: Invocation | None) -> None:
        """The site bucket changes: no picture is written before something public has shown it."""
        if key.startswith("media/") and not self._shown & self._holders.get(key.split("/")[1][:30], set()):
            self._break(f"{key} is written, and nothing public has ever shown it")
        self.readable.written(key, old, new, writer)

    def row_changed(self, old: Any, new: Any) -> None:
        """The table changes."""
        self.forward.row_changed(old, new)
        self.readable.row_changed(new)
        if new and (new["pk"]["S"] == "SITE" or new.get("state") == {"S": "published"}):
            self._shown |= {ref["S"] for ref in new.get("refs", {"L": ()})["L"]}

    def index_lost(self) -> None:
        """It begins anew, and an address may have another owner then."""
        self.forward.index_lost()
        self._listed.clear()

    def purged(self, tags: list[str], purge: Invocation) -> None:
        """The edge forgets."""
        self.readable.purged(tags, purge)

    def one_writer(self, invocation: Invocation, flying: list[Invocation]) -> None:
        """No page is built by two at a time."""
        invocation.pages = frozenset(json.loads(message.body)["page"] for message in invocation.messages)
        for other in flying:
            if other is not invocation and other.pages & invocation.pages:
                self._break(f"two write {sorted(other.pages & invocation.pages)}")

    def one_place(self, queue: Queue) -> None:
        """Each message is in exactly one place: waiting, dead, or done with."""
        every = {id(message) for message in (*queue.waiting, *queue.dead)}
        there = len(queue.waiting) + len(queue.dead)
        if len(every) != there or there + queue.done + queue.expired != queue.sent:
            self._break(f"{queue.name}: {queue.sent} sent, {queue.done} done, {queue.expired} expired, {there} there")

    def _break(self, what: str) -> NoReturn:
        self.broken = self.broken or BrokenError(what)
        raise self.broken
