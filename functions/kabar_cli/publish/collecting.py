"""Which files are to be uploaded, and under which keys."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kabar.domain.identity import ARTICLES, MEDIA, SITE_KEY

_PICTURES: Final = frozenset({".avif", ".gif", ".jpeg", ".jpg", ".png", ".webp"})


class NothingToPublishError(Exception):
    """A path that holds nothing which Kabar publishes."""


@dataclass(frozen=True, slots=True)
class Item:
    """A file and its key in the inbox."""

    path: Path
    key: str

    @property
    def stage(self) -> int:
        """Publication before pictures before articles: so each finds what it refers to."""
        return 0 if self.key == SITE_KEY else 1 if self.key.startswith(MEDIA) else 2


def collect(paths: list[Path]) -> list[Item]:
    """The files under the paths, in the order of upload, each key once. Raises NothingToPublishError."""
    items: dict[str, Item] = {}
    for path in paths:
        found = list(_under(path) if path.is_dir() else _alone(path))
        if not found:
            raise NothingToPublishError(f"{path}: no site.json, articles/ or media/ in it, and no article or picture")
        items |= {item.key: item for item in found}
    return sorted(items.values(), key=lambda item: (item.stage, item.key))


def _under(folder: Path) -> Iterator[Item]:
    """A publication's folder, one of its folders, or a folder of articles and pictures."""
    root = _root(folder)
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and not _hidden(path, folder)):
        key = path.relative_to(root).as_posix()
        if key == SITE_KEY or key.startswith((ARTICLES, MEDIA)):
            yield Item(path, key)
        elif root == folder and not (folder / "articles").is_dir() and not (folder / "media").is_dir():
            yield from _alone(path, folder)


def _root(folder: Path) -> Path:
    """The folder that holds articles/ or media/, if this is one of those or within one."""
    for place in (folder.resolve(), *folder.resolve().parents):
        if place.name in ("articles", "media"):
            up = len(folder.resolve().relative_to(place.parent).parts)
            return folder.resolve().parents[up - 1]
    return folder


def _hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def _alone(path: Path, folder: Path | None = None) -> Iterator[Item]:
    parts = path.resolve().parts
    for name in ("articles", "media"):
        if name in parts[:-1]:
            at = len(parts) - 1 - parts[::-1].index(name)
            yield Item(path, "/".join(parts[at:]))
            return
    name = path.relative_to(folder).as_posix() if folder else path.name
    if path.name == SITE_KEY:
        yield Item(path, SITE_KEY)
    elif path.suffix == ".json":
        yield Item(path, ARTICLES + name)
    elif path.suffix.lower() in _PICTURES:
        yield Item(path, MEDIA + name)
