"""Faults of what brings the site into line with the index."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import replace
from typing import Any, Final

from greenlet import getcurrent

from kabar.adapters import queues
from kabar.adapters.manifest import DynamoManifest
from kabar.adapters.site_bucket import S3Site
from kabar.domain import changes, judgement
from kabar.domain.index import Record, State
from kabar.domain.pages import Page
from kabar.services import plan
from kabar.services.build import Build
from kabar.services.publications import Publications
from simulation.deliveries import Deliveries
from simulation.invocation import Invocation
from simulation.planted import instead, planted
from simulation.steps import Swarm
from simulation.wiring import app
from simulation.world import World

_MOVES: Final = Swarm(("upload", "rest"), ("a", "b"), frozenset({"slug", "related"}), 0.0, (300,), 1.0)
_WITHDRAWALS: Final = Swarm(
    ("upload", "run"), ("a", "b"), frozenset({"withdrawn", "notices"}), 0.0, (30, 100, 300), 0.2
)
_HIDDEN: Final = Swarm(
    ("upload", "rest"), ("a", "b"), frozenset({"unlisted", "related", "follow_up", "notices"}), 0.0, (300,), 1.0
)
_TAKEN_DOWN: Final = replace(_WITHDRAWALS, trouble=0.25)
_TROUBLE: Final = Swarm(("upload", "run"), ("a", "b"), frozenset({"date", "tag"}), 0.25, (30, 300), 1.0)


@planted("requests are coalesced without the queue's delay")
def _no_delay(world: World) -> AbstractContextManager[object]:
    return instead(world.pages, "delay", 0.0)


@planted("deduplication ids without a window")
def _no_window(_: World) -> AbstractContextManager[object]:
    return instead(queues, "WINDOW", 10**9)


@planted("who refers to an article isn't built again when it moves", _MOVES)
def _refs_forgotten(_: World) -> AbstractContextManager[object]:
    shown = changes.what_shows

    def without_path(record: Record | None) -> Any:
        seen = shown(record)
        return seen and (seen[0], *seen[2:])

    return instead(changes, "what_shows", without_path)


@planted("a record of the stream is skipped when its batch is tried again", _TROUBLE)
def _record_skipped(_: World) -> AbstractContextManager[object]:
    followed = Deliveries.followed

    def skipping(self: Deliveries, shard: int, count: int, invocation: Invocation) -> None:
        followed(self, shard, count, invocation)
        if not invocation.done:
            self.skip(shard)

    return instead(Deliveries, "followed", skipping)


@planted("former addresses are not built again at a second move")
def _former_forgotten(_: World) -> AbstractContextManager[object]:
    touched_by = changes.touched_by

    def without_former(old: Any, new: Any) -> Any:
        touched = touched_by(old, new)
        former = {Page("address", path) for path in new.former if path != old.path} if _both(old, new) else set()
        return replace(touched, pages=touched.pages - former)

    return instead(plan, "touched_by", without_former)


def _both(old: Any, new: Any) -> bool:
    return isinstance(old, Record) and isinstance(new, Record)


@planted("a warm function keeps the publication that it knows")
def _publication_kept(_: World) -> AbstractContextManager[object]:
    of = Publications.of

    def first(self: Publications, site: Any) -> Any:
        return self._publication or of(self, site)

    return instead(Publications, "of", first)


@planted("what was written is remembered before it is written")
def _digest_remembered(_: World) -> AbstractContextManager[object]:
    put, known = S3Site.put, {}

    def put_unless_known(self: S3Site, item: Any) -> bool:
        if known.get(item.key) == item:
            return False
        known[item.key] = item
        return put(self, item)

    return instead(S3Site, "put", put_unless_known)


@planted("failed records are not reported")
@contextmanager
def _failures_swallowed(_: World) -> Iterator[None]:
    def swallowing(work: Callable[..., Any]) -> Callable[..., Any]:
        def answer(*arguments: Any) -> dict[str, list[Any]]:
            work(*arguments)
            return {"batchItemFailures": []}

        return answer

    with ExitStack() as stack:
        for name, each in (("receive", "each_message"), ("build", "each_message_in_order")):
            stack.enter_context(instead(app(name), each, swallowing(getattr(app(name), each))))
        yield


@planted("only what a change made is built, not what it ended")
def _old_image_ignored(_: World) -> AbstractContextManager[object]:
    return instead(plan, "touched_by", lambda old, new: changes.touched_by(None if new else old, new))


@planted("a purge doesn't wait for the page", _WITHDRAWALS)
def _purged_at_once(world: World) -> AbstractContextManager[object]:
    return instead(world.purges, "delay", 0.0)


@planted("a purge is asked for when the page is written", _TAKEN_DOWN)
@contextmanager
def _purged_after(_: World) -> Iterator[None]:
    note = DynamoManifest.note

    def later(self: Build, page: Any, objects: Any) -> None:
        tags = self.address.urgent(page.name)
        if tags and any(self.bucket.differs(item) for item in objects):
            getcurrent().owed = (self.purges, tags)

    def note_then_purge(self: DynamoManifest, *arguments: Any) -> None:
        note(self, *arguments)
        owed, getcurrent().owed = getattr(getcurrent(), "owed", None), None
        if owed:
            owed[0].purge(owed[1])

    with instead(Build, "_purge", later), instead(DynamoManifest, "note", note_then_purge):
        yield


@planted("a changed publication has no article looked at again")
def _no_sweep(_: World) -> AbstractContextManager[object]:
    return instead(plan, "touched_by", lambda old, new: replace(changes.touched_by(old, new), sweep=False))


@planted("what is unlisted is named by those that refer to it", _HIDDEN)
def _unlisted_named(_: World) -> AbstractContextManager[object]:
    return instead(Record, "listed", property(lambda record: record.state is State.PUBLISHED))


@planted("the ledger names what never was listed", _HIDDEN)
def _unlisted_in_ledger(_: World) -> AbstractContextManager[object]:
    return instead(judgement, "_never_listed", lambda _: False)


@planted("what has been listed slips out of the ledger", _HIDDEN)
def _slips_out(_: World) -> AbstractContextManager[object]:
    return instead(judgement, "_never_listed", lambda _: True)
