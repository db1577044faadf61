"""Keys for the pictures of an archive, and their bytes from a folder, a zip file or the other system's site."""

import base64
import binascii
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import unquote, urlsplit

from slugify import slugify

from kabar_cli.importing.scratch import Scratch
from kabar_cli.importing.story import UnreadableExport

MOST_BYTES: Final = 25 * 1024 * 1024
"""Of one picture; docs/article.md, "Pictures"."""
_SHOWN: Final = frozenset({".avif", ".gif", ".jpeg", ".jpg", ".png", ".webp"})
_OTHERS: Final = frozenset({".bmp", ".heic", ".heif", ".ico", ".pdf", ".psd", ".svg", ".tif", ".tiff"})
_HEADS: Final = re.compile(
    rb"\xff\xd8\xff|\x89PNG\r\n\x1a\n|GIF8[79]a|RIFF....WEBP|....ftyp(?:avif|avis|mif1)", re.DOTALL
)
_DATA: Final = re.compile(r"data:image/(?P<kind>[\w.+-]+);base64,(?P<data>[A-Za-z0-9+/=\s]+)")
_FRONT: Final = re.compile(r"^(wp-content/uploads|content/images|images|assets|files|uploads|media)/")
_LONGEST: Final = 200
_LONGEST_MEMBER: Final = 1024
"""Characters of a path in a zip file, beyond which it is found by all of it only."""

Bytes = Callable[[str], bytes]
"""From a picture's address to its bytes. Raises MissingPicture."""


class MissingPicture(Exception):
    """A picture's bytes can't be had; the text says why."""


@dataclass
class Keys:
    """Gives each picture a key of its own, the same each time that the same archive is imported."""

    scratch: Scratch

    def of(self, url: str) -> str | None:
        """The key of the picture at an address; None if pictures of this kind can't be shown."""
        known = self.scratch.media_key(url)
        if known:
            return known
        key = _key(url)
        if key is None:
            return None
        path = PurePosixPath(key)
        marked = str(path.with_name(f"{path.stem}-{sha256(url.encode()).hexdigest()[:8]}{path.suffix}"))
        return next((choice for choice in (key, marked) if self.scratch.add_media(url, choice)), None)


def _key(url: str) -> str | None:
    if data := _DATA.match(url):
        kind = data["kind"].lower().replace("jpeg", "jpg")
        return f"media/data/{sha256(url.encode()).hexdigest()[:16]}.{kind}" if f".{kind}" in _SHOWN else None
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https", ""):
        return None
    path = PurePosixPath(_FRONT.sub("", unquote(parts.path).lstrip("/")))
    suffix = path.suffix.lower()
    if suffix in _OTHERS:
        return None
    folders = [slugify(part, max_length=60) for part in path.parts[:-1]]
    stem = slugify(path.stem, max_length=100) or "gambar"
    if suffix not in _SHOWN:
        # Its name doesn't tell what it is, so what follows the path may name it.
        stem, suffix = f"{stem}-{sha256(url.encode()).hexdigest()[:8]}", ""
    key = "/".join(["media", *filter(None, folders), stem + suffix])
    return key if len(key) <= _LONGEST else f"media/{sha256(url.encode()).hexdigest()[:16]}{suffix}"


def is_picture(body: bytes) -> bool:
    """Whether the bytes begin as a picture does that can be shown."""
    return bool(_HEADS.match(body))


def checked(body: bytes) -> bytes:
    """The bytes. Raises MissingPicture if they are no picture that can be shown."""
    if len(body) > MOST_BYTES:
        raise MissingPicture("it is larger than 25 MB")
    if not is_picture(body):
        raise MissingPicture("it is no JPEG, PNG, WebP, GIF or AVIF picture")
    return body


def from_data(url: str) -> bytes:
    """The bytes that stand in the address itself. Raises MissingPicture."""
    data = _DATA.match(url)
    try:
        return checked(base64.b64decode(data["data"] if data else "", validate=False))
    except binascii.Error:
        raise MissingPicture("the picture in the text is damaged") from None


def from_folder(folder: Path) -> Bytes:
    """Bytes out of a folder, by as much of the address' path as there is in it."""
    root = folder.resolve()

    def read(url: str) -> bytes:
        for name in _names(url):
            path = (root / name).resolve()
            if path.is_relative_to(root) and path.is_file():
                return checked(path.read_bytes() if path.stat().st_size <= MOST_BYTES else b"\0" * (MOST_BYTES + 1))
        raise MissingPicture("it isn't in the folder")

    return read


def from_zip(path: Path) -> Bytes:
    """Bytes out of a zip file, which is never unpacked. Raises UnreadableExport."""
    try:
        archive = zipfile.ZipFile(path)
        names = [name for name in archive.namelist() if not name.endswith("/")]
    except (OSError, zipfile.BadZipFile, NotImplementedError) as error:
        raise UnreadableExport(f"{path}: not a zip file that can be read ({error})") from None
    first: dict[str, str] = {}
    for name in names:
        for end in _ends(name.split("/")) if len(name) <= _LONGEST_MEMBER else ():
            first.setdefault(end, name)
    first |= {name: name for name in names}

    def read(url: str) -> bytes:
        found = next((first[name] for name in _names(url) if name in first), None)
        if found is None:
            raise MissingPicture("it isn't in the zip file")
        try:
            with archive.open(found) as member:
                return checked(member.read(MOST_BYTES + 1))
        # NotImplementedError is what zipfile raises for a compression that it doesn't know.
        except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError) as error:
            raise MissingPicture(f"the zip file is damaged there ({error})") from None

    return read


def _names(url: str) -> Iterator[str]:
    """The address' path, and what is left of it without its first folders: never out of the folder."""
    parts = [part for part in unquote(urlsplit(url).path).replace("\\", "/").split("/") if part not in ("", ".", "..")]
    yield from (name for name in _ends(parts) if "\0" not in name)


def _ends(parts: list[str]) -> Iterator[str]:
    """The path, and what is left of it without its first folders."""
    return ("/".join(parts[start:]) for start in range(len(parts)))
