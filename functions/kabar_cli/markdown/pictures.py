"""The pictures that a Markdown file names: where they are on this machine, and their keys in the inbox."""

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from kabar.domain.elsewhere import shown_from
from kabar.domain.identity import MEDIA, is_media_key, slug_of

_STATIC: Final = (".", "static", "assets")
"""Where below the publication's folder an address that begins with a slash may lie: Hugo's static/, Jekyll's root."""
_PART: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass(slots=True)
class Pictures:
    """Finds the files that one article names. `files` are those that aren't under media/ yet, by their keys.

    `hosts` are the other sites whose pictures the publication shows.
    """

    path: Path
    root: Path | None
    id: str
    hosts: tuple[str, ...] = ()
    files: dict[str, Path] = field(default_factory=dict)

    def key_of(self, address: str) -> str | None:
        """The key of the picture: media/... as it is, a file by its place; of one on another site its address or None.

        None tells that the publication doesn't show pictures of that site.
        """
        if is_media_key(address):
            return address
        try:
            parts = urlsplit(address)
        except ValueError:
            return None
        if parts.scheme or parts.netloc:
            return shown_from(address, self.hosts)
        name = unquote(parts.path)
        file = next((each for each in self._places(name) if each.is_file()), None)
        if file is None and is_media_key(name.removeprefix("/")):
            return name.removeprefix("/")
        if file is None:
            return f"{MEDIA}{self.id}/{_legal(name)}"
        return self._key(file)

    def _places(self, name: str) -> list[Path]:
        """Beside the article; or below the publication's folder, never outside of it."""
        bare = name.lstrip("/")
        roots = [self.root / each for each in _STATIC] if self.root else []
        beside = [] if name.startswith("/") else [self.path.parent / bare]
        within = _real(self.root or self.path.parent)
        found = (*beside, *(root / bare for root in roots))
        return [each for each in found if "\0" not in bare and _real(each).is_relative_to(within)]

    def _key(self, file: Path) -> str:
        absolute = _real(file)
        for anchor in [each for each in absolute.parents if each.name == "media"][:1]:
            key = MEDIA + absolute.relative_to(anchor).as_posix()
            if is_media_key(key):
                return key
        key = f"{MEDIA}{self.id}/{_legal(file.name)}"
        self.files[key] = file
        return key


def _real(path: Path) -> Path:
    """Links followed; a circle of them is no error."""
    return Path(os.path.realpath(path))


def _legal(name: str) -> str:
    """A name that a key may have."""
    last = name.rstrip("/").rpartition("/")[2]
    if _PART.fullmatch(last):
        return last
    stem, dot, suffix = last.rpartition(".")
    return f"{slug_of(stem or suffix, 'gambar')}{dot}{suffix.lower() if stem and suffix.isalnum() else ''}"
