"""What kind of picture some bytes are, by Pillow."""

import io
import struct
import warnings
from contextlib import suppress
from typing import Final

from PIL import ExifTags, Image, UnidentifiedImageError

from kabar.domain.problems import Problem, Rejected
from kabar.ports import Measured

_FORMATS: Final = {
    "JPEG": ("image/jpeg", "jpg"),
    "PNG": ("image/png", "png"),
    "WEBP": ("image/webp", "webp"),
    "GIF": ("image/gif", "gif"),
    "AVIF": ("image/avif", "avif"),
}
_MULTI_PICTURE: Final = "MPO"
"""What Pillow calls a JPEG with further pictures behind it, as many cameras and phones write them."""
_MEGAPIXELS: Final = 60
"""Most pixels of a picture, in millions: four bytes each, and twice that while some formats are decoded."""
_BROKEN: Final = (UnidentifiedImageError, OSError, RuntimeError, SyntaxError, ValueError, struct.error)
"""What Pillow raises at files that aren't what they say; RuntimeError is AVIF's."""
_LYING: Final = range(5, 9)
"""Values of Exif's Orientation (CIPA DC-008, 4.6.5.1.6) by which width and height change places."""

# Pillow refuses twice this, wherever it is about to take memory: GIF takes it already when a file is opened.
Image.MAX_IMAGE_PIXELS = _MEGAPIXELS * 1_000_000 // 2


def measure(body: bytes) -> Measured:
    """Type and size, as it is to be seen, of a picture. Raises Rejected if it isn't one, is broken, or too large."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _measure(body)
    except Image.DecompressionBombError as error:
        raise Rejected(Problem("", "picture-too-large", {"limit": str(_MEGAPIXELS)})) from error
    except _BROKEN as error:
        raise Rejected(Problem("", "not-a-picture", {"formats": ", ".join(_FORMATS)})) from error


def _measure(body: bytes) -> Measured:
    with Image.open(io.BytesIO(body), formats=list(_FORMATS)) as image:
        image.load()
        width, height = image.size
        if _orientation(image) in _LYING:
            width, height = height, width
        kind = "JPEG" if image.format == _MULTI_PICTURE else str(image.format)
    return Measured(*_FORMATS[kind], width, height)


def _orientation(image: Image.Image) -> object:
    """Exif's Orientation, None without one that can be read: browsers show such a picture as it lies."""
    with suppress(*_BROKEN):
        return image.getexif().get(ExifTags.Base.Orientation)
    return None
