"""The publication's icons, from its logo."""

from typing import Final

import pyvips

from kabar.domain.pictures import ICONS
from kabar.imaging.logo import draw

_TOUCH: Final = 180
_MARGIN: Final = 0.1
"""Of a touch icon, whose corners the telephone cuts off."""
_WHITE: Final = [255.0, 255.0, 255.0]


def favicons(logo: bytes) -> dict[int, bytes]:
    """A square PNG in each of ICONS with the whole logo in its middle. Raises Rejected.

    They are transparent but for the touch icon, which telephones would put on black.
    """
    return {size: _icon(logo, size) for size in ICONS}


def _icon(logo: bytes, size: int) -> bytes:
    inner = round(size * (1 - 2 * _MARGIN)) if size == _TOUCH else size
    image = draw(logo, inner, inner).gravity("centre", size, size, extend="background", background=[0.0, 0.0, 0.0, 0.0])
    if size == _TOUCH:
        image = image.flatten(background=_WHITE)
    return image.pngsave_buffer(compression=9, keep=pyvips.ForeignKeep.NONE)
