"""Which files are to be uploaded, and under which keys."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kabar.domain.identity import ARTICLES, MEDIA, SITE_KEY

_FOLDERS: Final = ("articles", "media")
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
        found = list(_under(path) if path.is_dir() else filter(None, [_item(path, path.name)]))
        if not found:
            raise NothingToPublishError(f"{path}: no site.json, articles/ or media/ in it, and no article or picture")
        items |= {item.key: item for item in found}
    return sorted(items.values(), key=lambda item: (item.stage, item.key))


def _under(folder: Path) -> Iterator[Item]:
    """Of a publication's folder what lies under articles/ and media/; of any other every article and picture."""
    whole = any((folder / name).is_dir() for name in _FOLDERS)
    for path in sorted(folder.rglob("*")):
        inner = path.relative_to(folder)
        if path.is_file() and not any(part.startswith(".") for part in inner.parts):
            item = _item(path, inner.as_posix())
            if item and (not whole or inner.parts[0] in (*_FOLDERS, SITE_KEY)):
                yield item


def _item(path: Path, name: str) -> Item | None:
    """The file under the key that its place says, or else, by its kind, under `name`."""
    parts = path.resolve().parts
    anchors = [index for index, part in enumerate(parts[:-1]) if part in _FOLDERS]
    if path.name == SITE_KEY:
        return Item(path, SITE_KEY)
    if anchors:
        return Item(path, "/".join(parts[anchors[-1] :]))
    if path.suffix == ".json":
        return Item(path, ARTICLES + name)
    return Item(path, MEDIA + name) if path.suffix.lower() in _PICTURES else None
