"""Keeping a folder in step: what is saved is published, what is deleted only if that was asked for."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from time import monotonic

import watchfiles

from kabar.domain.identity import SITE_KEY
from kabar_cli.publish.parcels import Load, Parcel, in_order, load_of
from kabar_cli.sources.collecting import Item, NothingToPublishError, Survey, survey
from kabar_cli.sources.folder import Folder

_TOGETHER = 1_000
"""Milliseconds at most in which changes are taken together."""
_QUIET = 50
"""Milliseconds without a change after which they are taken."""
_LOOK = 500
"""Milliseconds after which whoever waits looks up without a change."""
_GONE = 2.0
"""Seconds after which a file that is gone stays so: many editors put another in its place."""
_AGAIN = 10.0
"""Seconds after which what couldn't be done is tried again."""
_Stamp = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Step:
    """What a moment of change asks for."""

    load: Load
    gone: tuple[Item, ...]


@dataclass
class Watcher:
    """Compares the paths with what they were at the step before."""

    paths: list[Path]
    folder: Callable[[], Folder]
    _items: dict[Path, Item] = field(default_factory=dict, init=False)
    _stamps: dict[Path, _Stamp] = field(default_factory=dict, init=False)
    _attached: dict[Path, Parcel] = field(default_factory=dict, init=False)
    _gone: dict[Path, tuple[Item, float]] = field(default_factory=dict, init=False)
    _again_at: float | None = field(default=None, init=False)

    def step(self) -> Step:
        """What was saved since, as a load, and whose files are gone."""
        found = self._survey()
        now = {item.path: item for item in found.items}
        moved = {item.path for item in found.items if self._moved(item.path)}
        if any(now[path].key == SITE_KEY for path in moved):
            moved = set(now)  # sections and authors have changed, and with them what Markdown means
        gone = tuple(item for path, item in self._items.items() if path not in now and not _has(now, item.key))
        changed = [item for item in found.items if item.path in moved]
        load = load_of(Survey(changed, clashes=found.clashes if changed else []), self.folder())
        along = [parcel for path, parcel in self._attached.items() if path.is_file() and self._moved(path)]
        load.parcels = in_order([*load.parcels, *along])
        self._items = now
        self._attached |= {parcel.item.path: parcel for parcel in load.parcels if parcel.item.path not in now}
        for path in [*now, *self._attached]:
            self._stamps[path] = _stamp(path)
        return Step(load, gone)

    def steps(self, stop: Event | None = None) -> Iterator[Step]:
        """Steps, for ever or until `stop` is set: one after each change that asks for something."""
        for changes in watchfiles.watch(
            *self.paths, debounce=_TOGETHER, step=_QUIET, stop_event=stop, raise_interrupt=False, rust_timeout=_LOOK,
            yield_on_timeout=True,
        ):  # fmt: skip
            now = monotonic()
            step = self.step() if changes or self._is_due(now) else Step(Load(), ())
            self._gone |= {item.path: (item, now) for item in step.gone}
            step = Step(step.load, tuple(self._really_gone(now)))
            if step.load.parcels or step.load.refused or step.gone:
                yield step

    def again(self, step: Step) -> None:
        """Have a step that failed come again in a while, or with the next change."""
        for parcel in step.load.parcels:
            self._stamps.pop(parcel.item.path, None)
        now = monotonic()
        self._gone |= {item.path: (item, now) for item in step.gone}
        self._again_at = now + _AGAIN

    def _is_due(self, now: float) -> bool:
        due = self._again_at is not None and self._again_at <= now
        if due:
            self._again_at = None
        return due

    def _really_gone(self, now: float) -> Iterator[Item]:
        """What was deleted a while ago, and hasn't come back."""
        for path, (item, since) in list(self._gone.items()):
            if path in self._items or _has(self._items, item.key):
                del self._gone[path]
            elif now - since >= _GONE:
                del self._gone[path]
                yield item

    def _survey(self) -> Survey:
        """What is there now; nothing where a path is empty for the moment."""
        try:
            return survey(path for path in self.paths if path.exists())
        except NothingToPublishError:
            return Survey([])

    def _moved(self, path: Path) -> bool:
        return self._stamps.get(path) != _stamp(path)


def _has(items: dict[Path, Item], key: str) -> bool:
    return any(item.key == key for item in items.values())


def _stamp(path: Path) -> _Stamp:
    """What changes when a file is written or replaced."""
    try:
        status = path.stat()
    except OSError:
        return (0, 0, 0)
    return status.st_mtime_ns, status.st_size, status.st_ino
