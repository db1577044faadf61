"""One picture, all its sizes, formats and crops."""

import math
from typing import Final

import pyvips

from kabar.imaging.colours import dominant, placeholder
from kabar.imaging.crops import attention, crops_of
from kabar.imaging.encoding import FORMATS, encode
from kabar.imaging.facts import Credit, Rendered, Rendition
from kabar.imaging.kinds import kind_of
from kabar.imaging.opening import broken, facts_of, load
from kabar.imaging.pixels import WIDEST, decode, resized

WIDTHS: Final = (320, 640, 960, 1280, WIDEST)
"""Widths in pixels; of a narrower original its own is the largest."""
_MEGAPIXELS: Final = 8
"""Most pixels of a rendition, in millions: a long infographic is made narrower, for it takes seconds to encode."""


def render(body: bytes, focal_point: tuple[float, float] | None = None) -> Rendered:
    """Everything the site needs of a picture; the same bytes for the same input and library.

    The focal point is shares of width and height from the top left; without one the crops follow attention.
    Raises Rejected for whatever isn't a whole picture that can be shown.
    """
    kind = kind_of(body)
    with broken(kind):
        facts = facts_of(load(body, kind), kind, body)
        image = decode(body, facts)
    credit = Credit(facts.credit, facts.copyright)
    focus = focal_point or attention(image)
    return Rendered(
        facts,
        _renditions(image, credit),
        crops_of(image, focus, credit),
        dominant(image),
        placeholder(image),
        focus,
    )


def widths_of(width: int, height: int) -> tuple[int, ...]:
    """Widths to make of a picture of that size, ascending, none larger than its own."""
    width = max(1, min(width, math.isqrt(_MEGAPIXELS * 1_000_000 * width // height)))
    return (*(narrower for narrower in WIDTHS if narrower < width), width)[: len(WIDTHS)]


def _renditions(image: pyvips.Image, credit: Credit) -> tuple[Rendition, ...]:
    made = []
    for width in widths_of(image.width, image.height):
        height = max(1, round(image.height * width / image.width))
        sized = resized(image, width, height)
        made += [Rendition(width, height, form, encode(sized, form, credit)) for form in FORMATS]
    return tuple(made)
