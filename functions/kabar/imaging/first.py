"""A file without its further pages or frames: nobody sees them, and counting very many takes minutes."""

import struct
from typing import Final

from kabar.imaging.exif import ORDERS

_FRAMES: Final = 100
"""Frames of a WebP up to which the file is taken as it is: libwebp looks for each from the first on."""
_CHUNK: Final = 8
"""Bytes of a chunk's head: its name and its size (RFC 9649, 2.3)."""


def first_alone(body: bytes, kind: str) -> bytes:
    """The file with fewer pages or frames where it has so many that reading it would take long; else as it is."""
    match kind:
        case "TIFF":
            return _first_page(body)
        case "WebP":
            return _first_frames(body)
        case _:
            return body


def _first_page(body: bytes) -> bytes:
    """With no link from the first directory to a second (TIFF 6.0, section 2)."""
    try:
        order = ORDERS[body[:4]]
        (start,) = struct.unpack_from(f"{order}I", body, 4)
        (count,) = struct.unpack_from(f"{order}H", body, start)
    except (KeyError, struct.error):
        return body
    end = start + 2 + 12 * count
    return body[:end] + bytes(4) + body[end + 4 :] if end + 4 <= len(body) else body


def _first_frames(body: bytes) -> bytes:
    """With _FRAMES frames at the most, and everything that isn't a frame."""
    kept, at, frames = [], len("RIFFsizeWEBP"), 0
    while at < len(body):
        size = int.from_bytes(body[at + 4 : at + _CHUNK], "little")
        end = at + _CHUNK + size + size % 2
        frames += body[at : at + 4] == b"ANMF"
        if frames <= _FRAMES or body[at : at + 4] != b"ANMF":
            kept.append(body[at:end])
        at = end
    if frames <= _FRAMES:
        return body
    chunks = b"WEBP" + b"".join(kept)
    return b"RIFF" + len(chunks).to_bytes(4, "little") + chunks
