"""What kind of picture some bytes are, by Pillow."""

import io
import warnings
from typing import Final

from PIL import Image, UnidentifiedImageError

from kabar.domain.problems import Problem, Rejected
from kabar.ports import Measured

_FORMATS: Final = {
    "JPEG": ("image/jpeg", "jpg"),
    "PNG": ("image/png", "png"),
    "WEBP": ("image/webp", "webp"),
    "GIF": ("image/gif", "gif"),
    "AVIF": ("image/avif", "avif"),
}
_MAX_PIXELS: Final = 60_000_000


def measure(body: bytes) -> Measured:
    """Type and size of a picture. Raises Rejected if it isn't one, is broken, or has too many pixels."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(body), formats=list(_FORMATS)) as image:
                width, height, kind = image.width, image.height, str(image.format)
                if width * height > _MAX_PIXELS:
                    raise Rejected(Problem("", "picture-too-large", {"width": str(width), "height": str(height)}))
                image.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise Rejected(Problem("", "not-a-picture", {"formats": ", ".join(_FORMATS)})) from error
    content_type, extension = _FORMATS[kind]
    return Measured(content_type, extension, width, height)
