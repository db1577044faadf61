"""Open a picture as far as its header, and refuse what is none, is broken, or would take too much memory."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import pyvips
from pyvips.voperation import concurrency_set

from kabar.domain.problems import Problem, Rejected
from kabar.imaging.credit import credit_of
from kabar.imaging.facts import Inspected
from kabar.imaging.first import first_alone
from kabar.imaging.kinds import kind_of

MEGAPIXELS: Final = 52
"""Most pixels of a picture, in millions. The worst of them (16 bits, interlaced, alpha) takes 16 bytes a pixel."""
_OF_AVIF: Final = 32
"""The same for AVIF, which takes up to 24 bytes a pixel (12 bits, alpha) while it is decoded."""
_LYING: Final = range(5, 9)
"""Values of Exif's Orientation (CIPA DC-008, 4.6.5.1.6) by which width and height change places."""
_LOADERS: Final[dict[str, Callable[..., pyvips.Image]]] = {
    "JPEG": pyvips.Image.jpegload_buffer,
    "PNG": pyvips.Image.pngload_buffer,
    "WebP": pyvips.Image.webpload_buffer,
    "AVIF": pyvips.Image.heifload_buffer,
    "GIF": pyvips.Image.gifload_buffer,
    "TIFF": pyvips.Image.tiffload_buffer,
}
_STILL: Final = ("JPEG", "TIFF")
"""Their pages are further pictures, not frames."""

_SEQUENCE: Final = b"avis"
"""The brand of an AVIF that moves (AVIF 1.1, 6.3)."""
_NO_ROOM: Final = "out of memory"

# What libvips remembers of one picture is of no use to the next, and would be held until then.
pyvips.cache_set_max(0)
# AVIF's bytes depend on the number of threads. A picture has one, whatever the machine; further pictures, processes.
concurrency_set(1)
# It warns of each tile of a broken picture. The receipt says it once.
logging.getLogger("pyvips").setLevel(logging.ERROR)


def inspect(body: bytes) -> Inspected:
    """What the header says: a picture cut short behind it passes here, and not in `render`. Raises Rejected."""
    kind = kind_of(body)
    with broken(kind):
        return facts_of(load(body, kind), kind, body)


def load(body: bytes, kind: str, **options: Any) -> pyvips.Image:
    """The picture, its pixels not yet decoded. Raises pyvips.Error, and Rejected before an oversized one is decoded."""
    image = _LOADERS[kind](first_alone(body, kind), access="sequential", fail_on="error", **options)
    limit = _OF_AVIF if kind == "AVIF" else MEGAPIXELS
    if image.width * image.height > limit * 1_000_000:
        values = {"width": str(image.width), "height": str(image.height), "limit": str(limit)}
        raise Rejected(Problem("", "picture-too-large", values))
    return image


def facts_of(image: pyvips.Image, kind: str, body: bytes) -> Inspected:
    """Facts of a loaded picture."""
    width, height = image.width, image.height
    if field(image, "orientation") in _LYING:
        width, height = height, width
    credit = credit_of(_blob(image, "iptc"), _blob(image, "xmp"), body if kind == "TIFF" else _blob(image, "exif"))
    return Inspected(kind, width, height, _animated(image, kind, body), credit.line, credit.copyright)


def field(image: pyvips.Image, name: str) -> Any:
    """A field of the header, None where it has none of that name."""
    return image.get(name) if image.get_typeof(name) else None


@contextmanager
def broken(kind: str) -> Iterator[None]:
    """What the library can't read is the file's fault. Raises Rejected."""
    try:
        yield
    except pyvips.Error as error:
        if _NO_ROOM in str(error):
            raise Rejected(Problem("", "picture-too-large", {"limit": str(MEGAPIXELS)})) from error
        raise Rejected(Problem("", "picture-broken", {"format": kind})) from error


def _blob(image: pyvips.Image, name: str) -> bytes:
    value = field(image, f"{name}-data")
    return bytes(value) if isinstance(value, bytes) else b""


def _animated(image: pyvips.Image, kind: str, body: bytes) -> bool:
    if kind == "PNG":
        return b"acTL" in body[: max(body.find(b"IDAT"), 0)]
    if body[8:12] == _SEQUENCE:
        return True
    return kind not in _STILL and (field(image, "n-pages") or 1) > 1
