"""From the bytes of a picture to everything that the site needs of it. Pure: bytes in, bytes out (docs/adr/0010)."""

from kabar.imaging.card import social_card
from kabar.imaging.facts import Crop, Inspected, Rendered, Rendition
from kabar.imaging.icons import favicons
from kabar.imaging.making import examine, make
from kabar.imaging.opening import inspect
from kabar.imaging.rendering import render
from kabar.imaging.svg import sanitise_svg

__all__ = [
    "Crop",
    "Inspected",
    "Rendered",
    "Rendition",
    "examine",
    "favicons",
    "inspect",
    "make",
    "render",
    "sanitise_svg",
    "social_card",
]
