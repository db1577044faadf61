"""Draw the publication's logo, in SVG or as a picture, at the size that is wanted."""

from typing import Final

import pyvips

from kabar.domain.problems import Rejected
from kabar.imaging.kinds import kind_of
from kabar.imaging.opening import broken, facts_of, load
from kabar.imaging.pixels import decode
from kabar.imaging.svg import sanitise_svg

_LARGEST: Final = 4096
"""Longer side in pixels up to which an SVG is drawn; a drawing that asks for more is drawn smaller."""


def draw(body: bytes, width: int, height: int) -> pyvips.Image:
    """The logo with transparency, as large as fits into width and height in pixels. Raises Rejected."""
    image = _vector(body, width, height) if is_svg(body) else _raster(body)
    image = image.thumbnail_image(width, height=height).colourspace("srgb")
    return (image if image.hasalpha() else image.addalpha()).cast("uchar").copy_memory()


def is_svg(body: bytes) -> bool:
    """Whether it begins as an SVG."""
    try:
        kind_of(body)
    except Rejected as refusal:
        return refusal.problems[0].values.get("found") == "SVG"
    return False


def size_of(body: bytes) -> tuple[int, int]:
    """Width and height in pixels that an SVG asks for. Raises Rejected if it can't be drawn."""
    with broken("SVG"):
        image = pyvips.Image.svgload_buffer(sanitise_svg(body))
        return image.width, image.height


def _vector(body: bytes, width: int, height: int) -> pyvips.Image:
    """Sanitised before it is drawn: the drawing library follows references to files and addresses."""
    safe = sanitise_svg(body)
    with broken("SVG"):
        size = pyvips.Image.svgload_buffer(safe)
        scale = min(width / size.width, height / size.height)
        scale = min(scale, _LARGEST / max(size.width, size.height))
        return pyvips.Image.svgload_buffer(safe, scale=scale).copy_memory()


def _raster(body: bytes) -> pyvips.Image:
    kind = kind_of(body)
    with broken(kind):
        return decode(body, facts_of(load(body, kind), kind, body))
