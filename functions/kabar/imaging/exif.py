"""The texts of Exif's first directory, which is a TIFF file's first directory (TIFF 6.0, section 2)."""

import struct
from itertools import islice
from typing import Final

_ASCII: Final = 2
_BESIDE: Final = 4
"""Bytes that stand in the entry itself; longer values stand elsewhere."""
_MOST: Final = 512
"""Entries looked at."""
ORDERS: Final = {b"II*\0": "<", b"MM\0*": ">"}
"""By how a TIFF file begins: how struct calls the order of its bytes."""


def texts_of(body: bytes) -> dict[int, str]:
    """Texts by their tag's number; nothing where it can't be read."""
    body = body.removeprefix(b"Exif\0\0")
    order = ORDERS.get(body[:4])
    if order is None:
        return {}
    try:
        return _directory(body, order, struct.unpack_from(f"{order}I", body, 4)[0])
    except struct.error:
        return {}


def _directory(body: bytes, order: str, start: int) -> dict[int, str]:
    (count,) = struct.unpack_from(f"{order}H", body, start)
    entries = struct.iter_unpack(f"{order}HHII", body[start + 2 : start + 2 + 12 * min(count, _MOST)])
    found = {}
    for number, (tag, kind, size, offset) in enumerate(islice(entries, count)):
        if kind == _ASCII:
            at = offset if size > _BESIDE else start + 2 + 12 * number + 8
            found[tag] = _decoded(body[at : at + size].split(b"\0", 1)[0])
    return found


def _decoded(text: bytes) -> str:
    """Exif wants ASCII; cameras and agencies write UTF-8 or Latin-1."""
    try:
        return text.decode()
    except UnicodeDecodeError:
        return text.decode("latin-1")
