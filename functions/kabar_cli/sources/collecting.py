"""Which files are to be uploaded, and under which keys."""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

from kabar.domain.identity import ARTICLES, MEDIA, SITE_KEY, article_id, is_media_key, key_fault, slug_of
from kabar.domain.problems import Problem

_FOLDERS: Final = ("articles", "media", "wire")
_PICTURES: Final = frozenset({".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp"})
_MARKDOWN: Final = frozenset({".md", ".markdown"})
_NO_ARTICLES: Final = frozenset({"_index", "changelog", "contributing", "license", "readme"})
"""Names of Markdown files that folders of articles have and that aren't articles."""
_LEFTOVERS: Final = re.compile(
    r"\..*|.*~|~\$.*|#.*#|4913|.*\.(?:swp|swo|swx|tmp|bak|part|partial|crdownload)|.*___jb_(?:tmp|old|bak)___"
    r"|.*\.sb-[0-9a-f]+-\w+|Thumbs\.db|desktop\.ini",
    re.IGNORECASE,
)
"""What editors, browsers and systems leave beside a file while it is written: hidden files first of all."""
_PART: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


class Why(StrEnum):
    """Why a file is passed over."""

    BESIDE = "beside articles/, wire/ and media/, not in them"
    BROKEN = "a broken link"
    NO_FILE = "no file"
    NAME = "not an article by its name"
    PICTURE = "a picture in articles/: it goes up with the Markdown file that names it, or from media/"
    KIND = "neither an article (.json, .md) nor a picture"


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

    @property
    def is_article(self) -> bool:
        """Whether it goes under articles/."""
        return self.key.startswith(ARTICLES)

    @property
    def fault(self) -> Problem | None:
        """Why nothing can be uploaded under this key; None if it can."""
        good = self.key == SITE_KEY or article_id(self.key) is not None or is_media_key(self.key)
        return None if good else key_fault(self.key)


@dataclass
class Survey:
    """What was found: what is to be uploaded, in its order, and what was passed over and why."""

    items: list[Item]
    passed_over: list[tuple[Path, str]] = field(default_factory=list)
    clashes: list[tuple[Item, Path]] = field(default_factory=list)
    """Files that would go to the key of another one, which is kept."""


def collect(paths: list[Path]) -> list[Item]:
    """The files under the paths, in the order of upload, each key once. Raises NothingToPublishError."""
    return survey(paths).items


def survey(paths: Iterable[Path]) -> Survey:
    """The files under the paths. Raises NothingToPublishError for a path without any."""
    found: dict[str, Item] = {}
    result = Survey([])
    for path in paths:
        before = len(found) + len(result.clashes)
        for item, why in _under(path) if path.is_dir() else [_item(path, path.name)]:
            if isinstance(item, Path):
                result.passed_over.append((item, why))
            elif found.setdefault(item.key, item).path.absolute() != item.path.absolute():
                result.clashes.append((found[item.key], item.path))
        if len(found) + len(result.clashes) == before and not _known(path, found):
            raise NothingToPublishError(f"{shown(path)}: {_nothing(path)}")
    result.items = sorted(found.values(), key=lambda item: (item.stage, item.key))
    return result


def shown(path: Path | str) -> str:
    """A path on one line of any terminal: control characters and undecodable bytes are escaped."""
    text = os.fspath(path).encode("utf-8", "backslashreplace").decode()
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)


def _known(path: Path, found: dict[str, Item]) -> bool:
    return any(item.path.absolute() == path.absolute() or path in item.path.parents for item in found.values())


def _nothing(path: Path) -> str:
    if path.is_dir():
        return "no site.json, articles/, wire/ or media/ in it, and no article or picture"
    return Why.KIND


def _under(folder: Path) -> Iterator[tuple[Item | Path, str]]:
    """Of a publication's folder what lies under articles/ and media/; of any other every article and picture."""
    whole = any((folder / name).is_dir() for name in _FOLDERS)
    for path in _files(folder):
        inner = path.relative_to(folder)
        if whole and inner.parts[0] not in (*_FOLDERS, SITE_KEY):
            yield path, Why.BESIDE
        else:
            yield _item(path, inner.as_posix())


def _files(folder: Path) -> Iterator[Path]:
    """Every file below, but for what editors leave; links to folders aren't followed."""
    for place, folders, names in os.walk(folder, onerror=_raise):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(place, name) for name in sorted(names) if not _LEFTOVERS.fullmatch(name))


def _raise(error: OSError) -> None:
    raise NothingToPublishError(f"{shown(error.filename)}: {error.strerror}") from error


def _item(path: Path, name: str) -> tuple[Item | Path, str]:
    """The file under the key that its place says, or else, by its kind, under `name`; or why it is passed over."""
    if not path.is_file():
        return path, Why.BROKEN if path.is_symlink() else Why.NO_FILE
    suffix = path.suffix.lower()
    if suffix in _MARKDOWN and path.stem.lower() in _NO_ARTICLES:
        return path, Why.NAME
    key = _key_by_place(path, suffix)
    if suffix in _PICTURES and (key or "").startswith(ARTICLES):
        return path, Why.PICTURE
    if path.name == SITE_KEY and not (key or "").startswith(MEDIA):
        key = SITE_KEY
    elif key is None and (suffix == ".json" or suffix in _MARKDOWN):
        key = ARTICLES + name
    elif key is None and suffix in _PICTURES:
        key = MEDIA + name
    elif suffix != ".json" and suffix not in _MARKDOWN and (key or "").startswith(ARTICLES):
        key = None
    if key is None:
        return path, Why.KIND
    return Item(path, _of_markdown(key) if suffix in _MARKDOWN else key), ""


def _key_by_place(path: Path, suffix: str) -> str | None:
    """The key that the file's folders say: what follows the last articles/, or for a picture media/."""
    parts = Path(os.path.abspath(path)).parts  # noqa: PTH100 - resolve() follows links, and fails on a circle of them
    text = suffix == ".json" or suffix in _MARKDOWN
    names = ("articles",) if text else ("articles", "media")
    if suffix == ".json" and (copy := _wire_key(parts)):
        return copy
    anchors = [index for index, part in enumerate(parts[:-1]) if part in names]
    return "/".join(parts[anchors[-1] :]) if anchors else None


def _wire_key(parts: tuple[str, ...]) -> str | None:
    """The key of an agency's copy: what lies in the folder wire/ of a publication."""
    for index, part in enumerate(parts[:-1]):
        root = Path(*parts[:index])
        if part == "wire" and ((root / SITE_KEY).is_file() or (root / "articles").is_dir()):
            return "/".join(parts[index:])
    return None


def _of_markdown(key: str) -> str:
    """The key of the article that a Markdown file becomes: Hugo's index.md is its folder, `_posts` is `posts`."""
    *folders, name = key.removeprefix(ARTICLES).split("/")
    stem = name.rpartition(".")[0]
    parts = [*folders, stem] if stem != "index" or not folders else folders
    return f"{ARTICLES}{'/'.join(map(_legal, parts))}.json"


def _legal(part: str) -> str:
    bare = part.lstrip("_")
    return bare if _PART.fullmatch(bare) else slug_of(part, "artikel")
