"""The publication's accent colour, made readable on light and on dark."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

PAPER: Final = "#ffffff"
NIGHT: Final = "#15181c"
_DEFAULT: Final = "#0b5d4e"
_ENOUGH: Final = 5.5
"""Contrast to keep. WCAG 2.2 asks for 4.5; more, because accent text stands on tinted boxes too."""
_STEP: Final = 0.06
_KNEE: Final = 0.04045
"""Where sRGB's curve begins (IEC 61966-2-1)."""


@dataclass(frozen=True, slots=True)
class Accents:
    """The accent as text on light paper and on dark paper (#rrggbb)."""

    light: str
    dark: str


@lru_cache(maxsize=8)
def accents(colour: str | None) -> Accents:
    """The colour (#rrggbb), darkened or lightened as little as readers need."""
    chosen = (colour or _DEFAULT).lower()
    return Accents(_readable(chosen, PAPER, "#000000"), _readable(chosen, NIGHT, PAPER))


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours (#rrggbb), 1 to 21. WCAG 2.2, "contrast ratio"."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _readable(colour: str, paper: str, towards: str) -> str:
    share, mixed = 0.0, colour
    while contrast(mixed, paper) < _ENOUGH and share < 1:
        share += _STEP
        mixed = _mix(colour, towards, min(share, 1.0))
    return mixed


def _mix(colour: str, other: str, share: float) -> str:
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * share):02x}" for one, two in pairs)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= _KNEE else ((channel + 0.055) / 1.055) ** 2.4


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))
