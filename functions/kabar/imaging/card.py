"""The picture that social networks show of an article that has none: its headline."""

import html
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain
from typing import Final

import pyvips

from kabar.domain.text import one_line, shorten
from kabar.imaging.indexed import Colour, indexed_png
from kabar.imaging.logo import draw

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
_ACCENT: Final = 255
"""The number of the accent among the page's colours; those before it are shades, from paper to ink."""
_SHADES: Final[list[Colour]] = [
    (shade, shade, shade) for shade in (round(_WHITE - (_WHITE - _INK) * share / 254) for share in range(255))
]
_NUMBERS: Final = bytes(min(share, _ACCENT - 1) for share in range(256))
"""How strongly a pixel is inked, as the number of its shade."""
_COMPRESSION: Final = 6
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
    page = bytearray(WIDTH * HEIGHT)
    page[: WIDTH * _BAR] = bytes([_ACCENT]) * (WIDTH * _BAR)
    _set(page, _inked(_headline(head or name)), _MARGIN + _BAR)
    if head and name:
        small = _name(shorten(name, _LONGEST_NAME))
        _set(page, small, HEIGHT - _MARGIN - _NAME)
    palette = [*_SHADES, (*bytes.fromhex(accent.removeprefix("#")),)]
    return _with_logo(page, palette, logo) if logo else indexed_png(page, WIDTH, palette)


def _with_logo(page: bytearray, palette: list[Colour], logo: bytes) -> bytes:
    drawn = _on_paper(logo)
    colours = pyvips.Image.new_from_memory(bytes(chain.from_iterable(palette)), len(palette), 1, 3, "uchar")
    indexes = pyvips.Image.new_from_memory(bytes(page), WIDTH, HEIGHT, 1, "uchar")
    image = indexes.maplut(colours.copy(interpretation="srgb"))
    image = image.insert(drawn, WIDTH - _MARGIN - drawn.width, HEIGHT - _MARGIN - drawn.height)
    return bytes(image.pngsave_buffer(compression=_COMPRESSION, keep=pyvips.ForeignKeep.NONE))


@lru_cache(maxsize=2)
def _on_paper(logo: bytes) -> pyvips.Image:
    """The logo, which every card has."""
    return draw(logo, *_LOGO).flatten(background=[float(_WHITE)] * 3).cast("uchar").copy_memory()


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


@lru_cache(maxsize=8)
def _name(text: str) -> _Ink | None:
    """The publication's name, which every card has."""
    return _inked(_text(text, _NAME, _ROOM[0] - _LOGO[0] - _BAR))


def _inked(text: pyvips.Image | None) -> _Ink | None:
    return (bytes(text.write_to_memory()).translate(_NUMBERS), text.width, text.height) if text else None


def _set(page: bytearray, ink: _Ink | None, top: int) -> None:
    """Ink a text onto the page, from its margin on; what there is no room for is cut off."""
    if ink is None:
        return
    inked, length, height = ink
    width = min(length, _ROOM[0])
    for row in range(min(height, HEIGHT - top)):
        place = (top + row) * WIDTH + _MARGIN
        page[place : place + width] = inked[row * length : row * length + width]


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
