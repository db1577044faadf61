"""Which format some bytes are in, by their first bytes: names and media types that come with a file are hearsay."""

from typing import Final

from kabar.domain.problems import Problem, Rejected

NAMES: Final = ("JPEG", "PNG", "WebP", "AVIF", "GIF", "TIFF")
"""Formats that are taken."""

_BEGINNINGS: Final = {
    b"\xff\xd8\xff": "JPEG",
    b"\x89PNG\r\n\x1a\n": "PNG",
    b"GIF87a": "GIF",
    b"GIF89a": "GIF",
    b"II*\0": "TIFF",
    b"MM\0*": "TIFF",
    b"8BPS": "PSD",
    b"BM": "BMP",
    b"%PDF": "PDF",
    b"\xff\x0a": "JPEG XL",
    b"\0\0\0\x0cJXL ": "JPEG XL",
    b"\0\0\0\x0cjP  ": "JPEG 2000",
}
_AVIF: Final = (b"avif", b"avis")
_HEIC: Final = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
_LOOK: Final = 4096


def kind_of(body: bytes) -> str:
    """One of NAMES. Raises Rejected: nothing in it, a format that isn't taken, or no picture at all."""
    if not body:
        raise Rejected(Problem("", "picture-empty"))
    found = _found(body)
    if found in NAMES:
        return found
    values = {"formats": ", ".join(NAMES)}
    if found:
        raise Rejected(Problem("", "picture-format", {"found": found, **values}))
    raise Rejected(Problem("", "not-a-picture", values))


def _found(body: bytes) -> str | None:
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return "WebP"
    if body[4:8] == b"ftyp":
        return _brand(body)
    if b"<svg" in body[:_LOOK] and body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return "SVG"
    return next((name for beginning, name in _BEGINNINGS.items() if body.startswith(beginning)), None)


def _brand(body: bytes) -> str | None:
    """By the brands of the file type box (ISO/IEC 14496-12, 4.3)."""
    size = min(int.from_bytes(body[:4]), _LOOK)
    brands = [body[start : start + 4] for start in (8, *range(16, size, 4))]
    if any(brand in _AVIF for brand in brands):
        return "AVIF"
    return "HEIC" if any(brand in _HEIC for brand in brands) else None
