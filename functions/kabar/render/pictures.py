"""Pictures made ready for their templates: which files a browser may choose from, and how wide it will show them."""

from dataclasses import dataclass
from typing import Final

from kabar.domain.article import StoredPicture
from kabar.domain.markup import Html
from kabar.domain.pictures import FORMATS, height_at, rendition_path, widths_of
from kabar.render.block_views import FigureView, Source

_TYPES: Final = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
_FALLBACK: Final = "jpg"
_FRAME: Final = "frame"
"""The class of a picture whose shape nobody knows."""
_MIDDLE: Final = 960
"""Width in pixels of the file for browsers that can't choose."""
_LEVELS: Final = (0x20, 0x60, 0xA0, 0xE0)
"""What each channel of a placeholder's colour is rounded to: the stylesheet has a class for each of the 64."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for a picture: how wide it is shown (`sizes` of HTML), and the widest file in pixels worth sending.

    The widths are those of the stylesheet: 1rem is 16 px, the page's edge 1rem, from 25rem on 4 %, from 50rem on 2rem.
    A slot without `sizes` is so small that one file does for every screen. `eager` is what readers see first.
    """

    most: int
    sizes: str | None = None
    eager: bool = False


_NARROW: Final = "(min-width: 25rem) 92vw, calc(100vw - 2rem)"
HERO: Final = Slot(1920, f"(min-width: 58rem) 54rem, (min-width: 50rem) calc(100vw - 4rem), {_NARROW}", eager=True)
IN_TEXT: Final = Slot(1280, f"(min-width: 42rem) 38rem, {_NARROW}")
IN_GALLERY: Final = Slot(960, f"(min-width: 42rem) 18.5rem, (min-width: 34rem) 45vw, {_NARROW}")
LEAD: Final = Slot(
    1280, "(min-width: 74rem) 42.5rem, (min-width: 62rem) 57vw, (min-width: 48rem) 92vw, 100vw", eager=True
)
THUMB: Final = Slot(320)
_LOGO_HEIGHT: Final = 120
"""Pixels for a logo 40 px high on a screen of three times the density."""


def picture_view(
    picture: StoredPicture, slot: Slot, alt: str, caption: Html | None = None, credit: str | None = None
) -> FigureView:
    """The picture in its place; the credit is the file's own unless another is given."""
    widths = _widths(picture, slot)
    middle = max((width for width in widths if width <= _MIDDLE), default=widths[0])
    chosen = () if picture.vector else tuple(_source(picture, ext, widths, slot) for ext in FORMATS)
    return FigureView(
        src=rendition_path(picture, middle, _FALLBACK),
        width=picture.width,
        height=picture.height,
        alt=alt,
        caption=caption,
        credit=credit or picture.credit or picture.copyright,
        sources=tuple(source for source in chosen if source.type != _TYPES[_FALLBACK]),
        srcset=chosen[-1].srcset if chosen and slot.sizes else None,
        sizes=slot.sizes,
        colour=None if picture.vector else colour_class(picture.colour),
        eager=slot.eager,
    )


def elsewhere_view(address: str, size: tuple[int, int] | None, slot: Slot) -> FigureView:
    """A picture on another site, as it is there. Without a size it has a frame, so that nothing moves when it comes."""
    width, height = size or (None, None)
    css = None if size else _FRAME
    return FigureView(address, width, height, "", None, None, colour=css, eager=slot.eager, elsewhere=True)


def logo_view(picture: StoredPicture, alt: str) -> FigureView:
    """The logo at the head of every page: it is on the first screen, but never what readers wait for."""
    widths = widths_of(picture.width, picture.height)
    most = next((width for width in widths if height_at(picture, width) >= _LOGO_HEIGHT), widths[-1])
    return picture_view(picture, Slot(most), alt)


def colour_class(colour: str) -> str:
    """The class that shows about this colour (#rrggbb) until the picture comes."""
    return "c" + "".join(str(_nearest(int(colour[at : at + 2], 16))) for at in (1, 3, 5))


def colour_rules() -> str:
    """The classes' rules."""
    numbers = range(len(_LEVELS))
    return "".join(
        f".c{red}{green}{blue}{{background:#{_LEVELS[red]:02x}{_LEVELS[green]:02x}{_LEVELS[blue]:02x}}}"
        for red in numbers
        for green in numbers
        for blue in numbers
    )


def _nearest(channel: int) -> int:
    return min(range(len(_LEVELS)), key=lambda level: abs(_LEVELS[level] - channel))


def _widths(picture: StoredPicture, slot: Slot) -> tuple[int, ...]:
    widths = widths_of(picture.width, picture.height)
    fitting = tuple(width for width in widths if width <= slot.most) or widths[:1]
    return fitting if slot.sizes else fitting[-1:]


def _source(picture: StoredPicture, ext: str, widths: tuple[int, ...], slot: Slot) -> Source:
    paths = ((width, rendition_path(picture, width, ext)) for width in widths)
    srcset = ", ".join(f"{path} {width}w" if slot.sizes else path for width, path in paths)
    return Source(_TYPES[ext], srcset)
