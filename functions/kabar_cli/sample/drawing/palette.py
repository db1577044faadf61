"""The colours that all pictures share."""

from typing import Final

from PIL import ImageColor

NIGHT: Final = "#14213d"
INK: Final = "#0b2f3a"
DEEP: Final = "#0f4c5c"
RIVER: Final = "#2a7f8e"
MIST: Final = "#a9cfcb"
CREAM: Final = "#fdf1d9"
SAND: Final = "#e8c48c"
PEACH: Final = "#ffd0a1"
GOLD: Final = "#f2b134"
ORANGE: Final = "#ee8434"
RUST: Final = "#bf4d33"
WINE: Final = "#7a2e3a"
LEAF: Final = "#5b8c4a"
MOSS: Final = "#31603f"
PINE: Final = "#1d4434"
WOOD: Final = "#6f4a33"
BARK: Final = "#3f2a22"
SKIN: Final = "#b97b56"
SMOKE: Final = "#8d99a6"
WHITE: Final = "#ffffff"

Colour = tuple[int, int, int]


def rgb(colour: str) -> Colour:
    """Red, green and blue of `#rrggbb`, each 0 to 255."""
    red, green, blue = ImageColor.getrgb(colour)[:3]
    return red, green, blue


def mix(first: str, second: str, share: float) -> str:
    """The colour that is `share` (0 to 1) of the way from the first to the second."""
    pairs = zip(rgb(first), rgb(second), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)
