"""PNG with a palette (W3C, Portable Network Graphics, "Indexed-colour"), for drawings of few colours."""

import struct
import zlib
from itertools import chain
from typing import Final

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_LEVEL: Final = 3
"""Of deflate: 9 takes some thirty times as long for a drawing of letters, which comes to be a fifth smaller."""
_STRIP: Final = 64
"""Rows that are compressed at once."""
_INDEXED: Final = 3
Colour = tuple[int, int, int]


def indexed_png(pixels: bytes | bytearray, width: int, palette: list[Colour]) -> bytes:
    """Rows of so many pixels, each a byte that is the number of its colour; at most 256 colours."""
    header = struct.pack(">IIBBBBB", width, len(pixels) // width, 8, _INDEXED, 0, 0, 0)
    body = zlib.compressobj(_LEVEL)
    starts = range(0, len(pixels), width)
    # Before each row stands its filter: none.
    strips = (
        b"\0" + b"\0".join(pixels[at : at + width] for at in starts[first : first + _STRIP])
        for first in range(0, len(starts), _STRIP)
    )
    parts = [body.compress(strip) for strip in strips]
    data = b"".join((*parts, body.flush()))
    chunks = ((b"IHDR", header), (b"PLTE", bytes(chain.from_iterable(palette))), (b"IDAT", data), (b"IEND", b""))
    return _SIGNATURE + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
