"""IPTC's Information Interchange Model 4.2, as JPEG carries it: datasets in Photoshop's image resource 0x0404."""

from typing import Final

from kabar.imaging.facts import Credit

BYLINE: Final = (2, 80)
CREDIT: Final = (2, 110)
COPYRIGHT: Final = (2, 116)
_CHARACTER_SET: Final = (1, 90)
_UTF_8: Final = b"\x1b%G"
_MARKER: Final = 0x1C
_HEAD: Final = 5
_LONGEST: Final = 1024 * 1024
"""Most bytes that are read: a segment of JPEG has 64 KB."""
_EXTENDED: Final = 0x8000
"""From this size on a dataset is of the extended kind, which no text is."""
_SIGNATURE: Final = b"Photoshop 3.0\0"
_RESOURCE: Final = b"8BIM\x04\x04"


def read(blob: bytes) -> dict[tuple[int, int], str]:
    """The texts of by-line, credit and copyright, several by-lines in one; nothing where it can't be read."""
    found: dict[tuple[int, int], list[bytes]] = {BYLINE: [], CREDIT: [], COPYRIGHT: []}
    body, at = _datasets(blob[:_LONGEST]), 0
    while at + _HEAD <= len(body) and body[at] == _MARKER:
        name, start = (body[at + 1], body[at + 2]), at + _HEAD
        size = int.from_bytes(body[at + 3 : start])
        if size >= _EXTENDED:
            break
        at = start + size
        if name in found:
            found[name].append(body[start:at])
    return {name: ", ".join(map(_decoded, texts)) for name, texts in found.items() if texts}


def write(credit: Credit) -> bytes:
    """The content of JPEG's segment APP13, empty if there is nothing to say."""
    texts = {CREDIT: credit.line, COPYRIGHT: credit.copyright}
    datasets = b"".join(_dataset(name, text.encode()) for name, text in texts.items() if text)
    if not datasets:
        return b""
    datasets = _dataset(_CHARACTER_SET, _UTF_8) + datasets
    padding = b"\0" * (len(datasets) % 2)
    return _SIGNATURE + _RESOURCE + b"\0\0" + len(datasets).to_bytes(4) + datasets + padding


def _datasets(blob: bytes) -> bytes:
    """Behind the resource's name (a padded Pascal string) and size, or the blob itself."""
    at = blob.find(_RESOURCE)
    if at < 0:
        return blob
    name = at + len(_RESOURCE)
    start = name + (blob[name : name + 1] or b"\0")[0] // 2 * 2 + 2
    return blob[start + 4 : start + 4 + int.from_bytes(blob[start : start + 4])]


def _dataset(name: tuple[int, int], value: bytes) -> bytes:
    return bytes((_MARKER, *name)) + len(value).to_bytes(2) + value


def _decoded(text: bytes) -> str:
    """UTF-8, which new files declare and old ones can't look like, or else Latin-1."""
    try:
        return text.decode()
    except UnicodeDecodeError:
        return text.decode("latin-1")
