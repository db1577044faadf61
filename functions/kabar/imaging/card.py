"""The picture that social networks show of an article that has none: its headline."""

import html
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

import pyvips

from kabar.domain.text import one_line, shorten
from kabar.imaging.logo import draw
from kabar.imaging.palette import in_few_colours
from kabar.imaging.png import Colour, indexed_png

WIDTH: Final = 1200
HEIGHT: Final = 630
_MARGIN: Final = 72
_BAR: Final = 24
_NAME: Final = 36
"""Size in pixels of the publication's name."""
_LONGEST_NAME: Final = 40
_LOGO: Final = (240, 72)
_ROOM: Final = (WIDTH - 2 * _MARGIN, 380)
"""Width and height in pixels that the headline has."""
_SIZES: Final = range(88, 39, -8)
_MOST: Final = 180
"""Characters of a headline that fit at the smallest size."""
_INK: Final = 26
_WHITE: Final = 255
_SHADED: Final = 127
"""Shades from paper to ink. Behind them in the palette stand the accent and the colours of a logo."""
_LOGO_BITS: Final = 7
"""Of the numbers of a logo's colours: 128 are left."""
_SHADES: Final[list[Colour]] = [
    (shade, shade, shade)
    for shade in (round(_WHITE - (_WHITE - _INK) * share / (_SHADED - 1)) for share in range(_SHADED))
]
_NUMBERS: Final = bytes(round(share * (_SHADED - 1) / 255) for share in range(256))
"""How strongly a pixel is inked, as the number of its shade."""
_ACCENT: Final = _SHADED
"""The number of the accent."""
_STRIDE: Final = 1 + WIDTH
"""Bytes of a line: the pixels behind the number of a PNG's filter, of which none is 0, as paper is."""
_PAPER: Final = b"\0"
_HEAD: Final = _MARGIN + _BAR
"""The first line that the headline stands on."""
_FOOT: Final = HEIGHT - _MARGIN - _LOGO[1]
"""The first line that a logo may stand on, and after some of them the publication's name."""
_BAR_LINES: Final = (_PAPER + bytes([_ACCENT]) * WIDTH) * _BAR + _PAPER * (_HEAD - _BAR) * _STRIDE
_Ink = tuple[bytes, int, int]
"""The shades of a text, row by row; its width and its height."""
_FIRM_HYPHEN: Final = "\u2011"
_BESIDE_LETTERS: Final = frozenset("‐‒–—―‘’‚“”„†‡•…‰‹›€™°©®«»·×÷±§¡¿")  # noqa: RUF001 (typography)
"""What the typeface has besides ASCII and letters."""
_LETTERS: Final = frozenset(map(chr, (*range(0xC0, 0x180), *range(0x1EA0, 0x1EFA)))) - frozenset("ĬĭĲĳŊŋŦŧ")
"""Letters beyond ASCII that the typeface has: those of Latin scripts from Icelandic to Vietnamese."""


def social_card(headline: str, publication: str, accent: str, logo: bytes | None = None) -> bytes:
    """A PNG of 1200 by 630 pixels with headline, name and logo, under a bar of the accent colour (#rrggbb).

    A headline of which the typeface lacks a letter is left out, and the name is set in its place: half a word says
    something else. Raises Rejected for a logo that can't be drawn.
    """
    head, name = _settable(headline), _settable(publication)
    above = _lines(_inked(_headline(head or name)), _FOOT - _HEAD).ljust((_FOOT - _HEAD) * _STRIDE, _PAPER)
    below, colours = _foot(shorten(name, _LONGEST_NAME) if head else "", logo)
    palette = [*_SHADES, (*bytes.fromhex(accent.removeprefix("#")),), *colours]
    return indexed_png((_BAR_LINES, above, below), (WIDTH, HEIGHT), palette)


def _settable(text: str) -> str:
    """The text without symbols that the typeface lacks, such as emoji; empty if it lacks a letter or a digit of it."""
    kept = []
    for char in one_line(text).replace(_FIRM_HYPHEN, "-"):
        if char.isascii() or char in _LETTERS or char in _BESIDE_LETTERS:
            kept.append(char)
        elif unicodedata.category(char)[0] in "LMN":
            return ""
    return one_line("".join(kept))


def _headline(text: str) -> pyvips.Image | None:
    """As large as there is room for."""
    for size in _SIZES:
        drawn = _text(text, size, _ROOM[0])
        if drawn is None or (drawn.height <= _ROOM[1] and drawn.width <= _ROOM[0]):
            return drawn
    return _text(shorten(text, _MOST), _SIZES[-1], _ROOM[0])


@lru_cache(maxsize=4)
def _foot(name: str, logo: bytes | None) -> tuple[bytes, list[Colour]]:
    """The card's last lines with the publication's name and logo, as every card has them, and the logo's colours."""
    ink = _inked(_text(name, _NAME, _ROOM[0] - _LOGO[0] - _BAR))
    above = _PAPER * (_LOGO[1] - _NAME) * _STRIDE
    lines = bytearray((above + _lines(ink, _MARGIN + _NAME)).ljust((HEIGHT - _FOOT) * _STRIDE, _PAPER))
    if logo is None:
        return bytes(lines), []
    drawn = draw(logo, *_LOGO).flatten(background=[float(_WHITE)] * 3).cast("uchar")
    numbers, colours = in_few_colours(drawn, _LOGO_BITS)
    for row in range(drawn.height):
        end = (_LOGO[1] - drawn.height + row + 1) * _STRIDE - _MARGIN
        part = numbers[row * drawn.width : (row + 1) * drawn.width]
        lines[end - drawn.width : end] = bytes(_ACCENT + 1 + number for number in part)
    return bytes(lines), colours


def _inked(text: pyvips.Image | None) -> _Ink | None:
    return (bytes(text.write_to_memory()).translate(_NUMBERS), text.width, text.height) if text else None


def _lines(ink: _Ink | None, most: int) -> bytes:
    """At most so many lines of the card with a text from its margin on; what there is no room for is cut off."""
    if ink is None:
        return b""
    inked, length, height = ink
    width = min(length, _ROOM[0])
    rows = [inked[row * length : row * length + width] for row in range(min(height, most))]
    beside = _PAPER * (_STRIDE - width)
    return _PAPER * (1 + _MARGIN) + beside.join(rows) + beside[1 + _MARGIN :]


def _text(text: str, size: int, width: int) -> pyvips.Image | None:
    """How strongly each pixel is inked. Sizes in pixels: at 72 dots an inch a point is one."""
    if not text:
        return None
    font = f"Source Serif Pro Bold {size}"
    markup = html.escape(text, quote=False)
    return pyvips.Image.text(markup, font=font, fontfile=_typeface(), width=width, dpi=72, wrap="word-char")


@cache
def _typeface() -> str:
    """Path of the font file, which fontconfig wants."""
    return str(files("font_source_serif_pro") / "files" / "SourceSerifPro-Bold.otf")
