"""Faults of what brings the index into line with the inbox."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import replace
from typing import Any, Final

from greenlet import getcurrent

from kabar.adapters import item_rows, scheduler
from kabar.adapters.clock import SystemClock
from kabar.adapters.inbox import S3Inbox
from kabar.adapters.table import DynamoTable
from kabar.domain.rows import commit_of
from kabar.ports import Conflict
from kabar.services import receive_article
from kabar.services.answers import Answers
from kabar.services.receive_article import ReceiveArticle
from simulation.planted import instead, planted
from simulation.queues import Queue
from simulation.steps import FIRST_SITE, Step, Swarm
from simulation.table import Table
from simulation.world import World

_RUNS: Final = (3, 30, 300)
_ONE_KEY: Final = Swarm(("upload", "run"), ("a",), frozenset(), 0.0, _RUNS, 1.0)
_PICTURES: Final = Swarm(("upload", "run", "picture"), ("a",), frozenset({"image"}), 0.0, (3, 10, 30), 1.0)
_TIMES: Final = Swarm(("upload", "run", "rest"), ("a",), frozenset({"ahead"}), 0.0, _RUNS, 1.0)


@planted("no compare-and-swap", _ONE_KEY)
def _no_compare_and_swap(_: World) -> AbstractContextManager[object]:
    return instead(item_rows, "guard", lambda _revision: {})


@planted("lists are read from an eventually consistent copy")
def _eventually_consistent(_: World) -> AbstractContextManager[object]:
    query = Table.query

    def inconsistent(self: Table, **request: Any) -> Any:
        return query(self, **(request | {"ConsistentRead": False}))

    return instead(Table, "query", inconsistent)


@planted("the receipt is given before the commit")
@contextmanager
def _receipt_first(_: World) -> Iterator[None]:
    give, commit = Answers.give, DynamoTable.commit

    def commit_later(self: DynamoTable, wanted: Any) -> None:
        getcurrent().owed = (self, wanted)

    def give_first(self: Answers, *arguments: Any) -> None:
        give(self, *arguments)
        owed, getcurrent().owed = getattr(getcurrent(), "owed", None), None
        if owed:
            try:
                commit(*owed)
            except Conflict as conflict:
                raise RuntimeError from conflict

    with instead(DynamoTable, "commit", commit_later), instead(Answers, "give", give_first):
        yield


@planted("a schedule is never replaced by a new one", _TIMES)
def _never_rescheduled(_: World) -> AbstractContextManager[object]:
    def create_only(self: scheduler.EventBridgeScheduler, key: str, moment: Any) -> None:
        name = scheduler.hashlib.sha256(key.encode()).hexdigest()[:40]
        try:
            self.client.get_schedule(Name=name)
        except self.client.exceptions.ResourceNotFoundException:
            look_at(self, key, moment)

    look_at = scheduler.EventBridgeScheduler.look_at
    return instead(scheduler.EventBridgeScheduler, "look_at", create_only)


@planted("a schedule is obeyed blindly, whatever the article says by then", _TIMES)
def _obeyed_blindly(_: World) -> AbstractContextManager[object]:
    now = SystemClock.now

    def ahead(self: SystemClock) -> Any:
        running: Any = getcurrent()
        moment = now(self)
        return moment.replace(year=2100) if running.name == "receive" and running.calls > 3 else moment

    return instead(SystemClock, "now", ahead)


@planted("addresses are not claimed")
@contextmanager
def _no_claims(_: World) -> Iterator[None]:
    with ExitStack() as stack:
        stack.enter_context(instead(item_rows, "_claim", lambda _row: {}))
        stack.enter_context(instead(DynamoTable, "address", _own_address))
        yield


_address = DynamoTable.address


def _own_address(self: DynamoTable, path: str) -> Any:
    running: Any = getcurrent()
    return None if running.name == "receive" else _address(self, path)


@planted("the bucket is read before the index", _ONE_KEY)
@contextmanager
def _bucket_first(_: World) -> Iterator[None]:
    read, before = S3Inbox.read, Answers.before

    def read_first(self: Answers, key: str) -> Any:
        getcurrent().early = (key, read(self.inbox, key, 10**6))
        return before(self, key)

    def as_read_first(self: S3Inbox, key: str, limit: int, version: str | None = None) -> Any:
        early, running = getattr(getcurrent(), "early", None), getcurrent()
        if version is None and early and early[0] == key:
            running.early = None
            return early[1]
        return read(self, key, limit, version)

    with instead(Answers, "before", read_first), instead(S3Inbox, "read", as_read_first):
        yield


@planted("an answer replaces whichever other there is", _ONE_KEY)
def _answers_blindly(_: World) -> AbstractContextManager[object]:
    write = S3Inbox.write

    def blindly(self: S3Inbox, key: str, body: bytes, _: Any) -> None:
        write(self, key, body, self.read(key, 10**6))

    return instead(S3Inbox, "write", blindly)


def _restored(seed: int) -> list[Step]:
    """A deletion that is taken back while it is worked on."""
    plain, rest = {"section": "s", "author": "rn", "date": 0}, Step("rest", seed=7)
    run = Step("run", "", {"steps": 8 + seed % 16, "trouble": 0.0, "hurry": 0.5}, seed)
    return [FIRST_SITE, Step("upload", "a", plain, 7), rest, Step("delete", "a"), run, Step("restore", "a", seed=seed)]


@planted("nobody looks back after the answer was given", shape=_restored)
def _never_looks_back(_: World) -> AbstractContextManager[object]:
    return instead(ReceiveArticle, "_is_still", lambda *_: True)


@planted("nobody looks again whether a picture has come meanwhile", _PICTURES)
def _fingerprint_trusted(_: World) -> AbstractContextManager[object]:
    return instead(DynamoTable, "album", _album_once)


_album = DynamoTable.album


def _album_once(self: DynamoTable, keys: Any) -> Any:
    """The second time that a function asks, it is told what it was told before."""
    running: Any = getcurrent()
    known = running.__dict__.setdefault("albums", {}) if running.name == "receive" else {}
    asked = tuple(keys)
    return known.setdefault(asked, _album(self, asked))


@planted("a page has more than one message group")
def _no_groups(_: World) -> AbstractContextManager[object]:
    send = Queue.send

    def alone(self: Queue, now: float, body: str, group: str | None = None, dedup: str | None = None) -> None:
        send(self, now, body, group and f"{group}-{self.sent}", dedup)

    return instead(Queue, "send", alone)


@planted("list entries that end are left behind")
def _entries_left(_: World) -> AbstractContextManager[object]:
    return instead(receive_article, "commit_of", lambda old, new: replace(commit_of(old, new), deletes=()))
