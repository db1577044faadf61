"""What is known of a picture, and what is made of it."""

from dataclasses import dataclass
from typing import Final

_TYPES: Final = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}


@dataclass(frozen=True, slots=True)
class Credit:
    """Who is to be named, and whose it is: IPTC's Credit Line (or else the creators) and Copyright Notice."""

    line: str | None = None
    copyright: str | None = None


@dataclass(frozen=True, slots=True)
class Inspected:
    """Facts of an upload: `format` as kinds.NAMES has it; size in pixels as it is to be seen, upright."""

    format: str
    width: int
    height: int
    animated: bool
    credit: str | None
    copyright: str | None


@dataclass(frozen=True, slots=True)
class Rendition:
    """The whole picture in one size (pixels) and format: avif, webp or jpg, which also is its extension."""

    width: int
    height: int
    format: str
    body: bytes

    @property
    def content_type(self) -> str:
        """Its media type (IANA)."""
        return _TYPES[self.format]


@dataclass(frozen=True, slots=True)
class Crop:
    """A part of the picture, JPEG. `ratio` is 16x9, 4x3 or 1x1; size in pixels."""

    ratio: str
    width: int
    height: int
    body: bytes


@dataclass(frozen=True, slots=True)
class Rendered:
    """All that the site needs. `colour` is #rrggbb; `placeholder` a data URI; `focus` shares of width and height."""

    inspected: Inspected
    renditions: tuple[Rendition, ...]
    crops: tuple[Crop, ...]
    colour: str
    placeholder: str
    focus: tuple[float, float]
