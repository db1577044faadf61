"""Encode pixels. The settings are argued, with numbers, in docs/adr/0010."""

from typing import Any, Final

import pyvips

from kabar.imaging import iptc, xmp
from kabar.imaging.facts import Credit
from kabar.imaging.pixels import on_white

_KEEP: Final = pyvips.ForeignKeep.XMP | pyvips.ForeignKeep.IPTC


def encode(image: pyvips.Image, form: str, credit: Credit) -> bytes:
    """The image's bytes in one of FORMATS. They carry credit and copyright, and no other word. Raises pyvips.Error."""
    match form:
        case "avif":
            return _named(image, credit).heifsave_buffer(compression="av1", Q=55, effort=2, keep=_KEEP)
        case "webp":
            return _named(image, credit).webpsave_buffer(Q=75, effort=2, keep=_KEEP)
        case _:
            named = _named(on_white(image), credit)
            return named.jpegsave_buffer(Q=80, interlace=True, optimize_coding=True, keep=_KEEP)


def _named(image: pyvips.Image, credit: Credit) -> pyvips.Image:
    named = image.copy()
    for name, blob in (("xmp-data", xmp.packet(credit)), ("iptc-data", iptc.write(credit))):
        if blob:
            _set_blob(named, name, blob)
    return named


def _set_blob(image: Any, name: str, blob: bytes) -> None:
    """An image of any type, because pyvips' stubs know of no field that is a blob."""
    image.set_type(pyvips.GValue.blob_type, name, blob)
