"""Keeping a folder in step: what is saved is published, what is deleted only if that was asked for."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

import watchfiles

from kabar.domain.identity import SITE_KEY
from kabar_cli.publish.parcels import Load, Parcel, in_order, load_of
from kabar_cli.sources.collecting import Item, NothingToPublishError, Survey, survey
from kabar_cli.sources.folder import Folder

_TOGETHER = 1_000
"""Milliseconds at most in which changes are taken together."""
_QUIET = 50
"""Milliseconds without a change after which they are taken."""
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
        for _ in watchfiles.watch(
            *self.paths, debounce=_TOGETHER, step=_QUIET, stop_event=stop, raise_interrupt=False, rust_timeout=500
        ):
            step = self.step()
            if step.load.parcels or step.load.refused or step.gone:
                yield step

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
