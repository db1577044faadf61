"""One picture, all its sizes, formats and crops."""

import pyvips

from kabar.domain.pictures import FORMATS, widths_of
from kabar.imaging.colours import dominant, placeholder
from kabar.imaging.crops import attention, crops_of
from kabar.imaging.encoding import encode
from kabar.imaging.facts import Credit, Inspected, Rendered, Rendition
from kabar.imaging.kinds import kind_of
from kabar.imaging.opening import broken, facts_of, load
from kabar.imaging.pixels import decode, resized


def render(body: bytes, focal_point: tuple[float, float] | None = None) -> Rendered:
    """Everything the site needs of a picture; the same bytes for the same input and library.

    The focal point is shares of width and height from the top left; without one the crops follow attention.
    Raises Rejected for whatever isn't a whole picture that can be shown.
    """
    facts, image = opened(body)
    credit = Credit(facts.credit, facts.copyright)
    focus = focal_point or attention(image)
    return Rendered(
        facts,
        renditions_of(image, facts, credit),
        crops_of(image, focus, credit),
        dominant(image),
        placeholder(image),
        focus,
    )


def opened(body: bytes) -> tuple[Inspected, pyvips.Image]:
    """Facts of the picture and its pixels, decoded. Raises Rejected."""
    kind = kind_of(body)
    with broken(kind):
        facts = facts_of(load(body, kind), kind, body)
        return facts, decode(body, facts)


def renditions_of(image: pyvips.Image, facts: Inspected, credit: Credit) -> tuple[Rendition, ...]:
    """The whole picture in all widths and formats."""
    made = []
    for width in widths_of(facts.width, facts.height):
        height = max(1, round(image.height * width / image.width))
        sized = resized(image, width, height)
        made += [Rendition(width, height, form, encode(sized, form, credit)) for form in FORMATS]
    return tuple(made)
