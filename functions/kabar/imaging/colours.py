"""What stands in a picture's place until it has come."""

import base64
from collections import defaultdict
from typing import Final

import pyvips

from kabar.imaging.pixels import on_white, resized

_SAMPLE: Final = 32
"""Width and height in pixels of what the colour is taken from."""
_STEPS: Final = 32
"""Values of a channel that count as one colour."""
_TINY: Final = 16
"""Longer side in pixels of the placeholder."""
_ROOM: Final = 250
"""Most characters of the placeholder, which stands in every page that shows the picture."""


def dominant(image: pyvips.Image) -> str:
    """The colour, #rrggbb, of which there is most; not the mean, which is a brown that the picture hasn't got."""
    memory = bytes(resized(on_white(image), _SAMPLE, _SAMPLE).write_to_memory())
    alike: defaultdict[tuple[int, ...], list[bytes]] = defaultdict(list)
    for pixel in (memory[at : at + 3] for at in range(0, len(memory), 3)):
        alike[tuple(value // _STEPS for value in pixel)].append(pixel)
    most = max(alike.values(), key=len)
    return "#" + "".join(f"{sum(channel) // len(most):02x}" for channel in zip(*most, strict=True))


def placeholder(image: pyvips.Image) -> str:
    """A data URI of a picture so small that a browser draws it blurred, without a script; at most _ROOM characters."""
    scale = min(1, _TINY / max(image.width, image.height))
    tiny = resized(on_white(image), max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    uris = (_uri(tiny, quality) for quality in (40, 20, 5))
    return next((uri for uri in uris if len(uri) <= _ROOM), _uri(resized(tiny, 4, 4), 5))


def _uri(image: pyvips.Image, quality: int) -> str:
    body = image.webpsave_buffer(Q=quality, effort=6, keep=pyvips.ForeignKeep.NONE)
    return "data:image/webp;base64," + base64.b64encode(body).decode()
