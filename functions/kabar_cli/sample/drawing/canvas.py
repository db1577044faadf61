"""A sheet to draw on in logical pixels; it is drawn larger and shrunk at the end, so that edges are smooth."""

# ruff: noqa: PLR0913, PLR0917 -- a thing needs its place, size and colours

import math
from collections.abc import Sequence
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from kabar_cli.sample.drawing.palette import Colour, mix, rgb

WIDTH: Final = 1600
HEIGHT: Final = 1067
_FACTOR: Final = 2
_RIPPLE_ROWS: Final = 6

Point = tuple[float, float]


def _blend(colours: Sequence[str], share: float) -> Colour:
    place = share * (len(colours) - 1)
    index = min(int(place), len(colours) - 2)
    return rgb(mix(colours[index], colours[index + 1], place - index))


class Canvas:
    """Coordinates are logical pixels from the top left; opacities and shares are 0 to 1."""

    def __init__(self, width: int = WIDTH, height: int = HEIGHT, background: str = "#ffffff") -> None:
        """Begin with an even background."""
        self.width = width
        self.height = height
        self._image = Image.new("RGB", (width * _FACTOR, height * _FACTOR), background)
        self._draw = ImageDraw.Draw(self._image, "RGBA")

    def gradient(self, top: float, bottom: float, *colours: str) -> None:
        """Fill the rows from `top` to `bottom` with colours that run into each other."""
        rows = max(2, round(bottom - top))
        column = Image.new("RGB", (1, rows))
        column.putdata([_blend(colours, row / (rows - 1)) for row in range(rows)])
        size = (self._image.width, round((bottom - top) * _FACTOR))
        self._image.paste(column.resize(size, Image.Resampling.BILINEAR), (0, round(top * _FACTOR)))

    def gradient_box(self, x: float, y: float, wide: float, high: float, *colours: str) -> None:
        """Fill a rectangle from top to bottom with colours that run into each other."""
        sheet = Canvas(round(wide), round(high))
        sheet.gradient(0, high, *colours)
        self._image.paste(sheet._image, (round(x * _FACTOR), round(y * _FACTOR)))

    def shape(self, points: Sequence[Point], colour: str, opacity: float = 1) -> None:
        """Fill the polygon."""
        self._draw.polygon([_scaled(point) for point in points], fill=_ink(colour, opacity))

    def disc(self, x: float, y: float, radius: float, colour: str, opacity: float = 1, tall: float = 1) -> None:
        """Fill a circle, or an ellipse that is `tall` times as high as wide."""
        high = radius * tall
        box = (*_scaled((x - radius, y - high)), *_scaled((x + radius, y + high)))
        self._draw.ellipse(box, fill=_ink(colour, opacity))

    def box(
        self, x: float, y: float, wide: float, high: float, colour: str, opacity: float = 1, corner: float = 0
    ) -> None:
        """Fill a rectangle whose top left is (x, y)."""
        edges = (*_scaled((x, y)), *_scaled((x + wide, y + high)))
        self._draw.rounded_rectangle(edges, corner * _FACTOR, fill=_ink(colour, opacity))

    def line(self, points: Sequence[Point], colour: str, thick: float, opacity: float = 1) -> None:
        """Draw a line through the points."""
        path = [_scaled(point) for point in points]
        self._draw.line(path, fill=_ink(colour, opacity), width=round(thick * _FACTOR), joint="curve")

    def arc(self, x: float, y: float, radius: float, span: tuple[float, float], colour: str, thick: float) -> None:
        """Draw part of a circle; `span` in degrees, clockwise from three o'clock."""
        box = (*_scaled((x - radius, y - radius)), *_scaled((x + radius, y + radius)))
        self._draw.arc(box, *span, fill=colour, width=round(thick * _FACTOR))

    def glow(self, x: float, y: float, radius: float, colour: str, opacity: float = 1) -> None:
        """Light that fades with the distance from (x, y)."""
        side = round(radius * 2 * _FACTOR)
        fade = Image.radial_gradient("L").resize((side, side), Image.Resampling.BILINEAR)
        mask = fade.point([round(max(0, 1 - level / 181) ** 2 * 255 * opacity) for level in range(256)])
        self._image.paste(rgb(colour), (round((x - radius) * _FACTOR), round((y - radius) * _FACTOR)), mask)

    def text(
        self, x: float, y: float, words: str, size: float, colour: str, anchor: str = "lm", bold: float = 0
    ) -> None:
        """Write words; `anchor` as Pillow names it, `bold` the extra stroke in pixels."""
        font = ImageFont.load_default(size * _FACTOR)
        stroke = bold * _FACTOR
        self._draw.text(_scaled((x, y)), words, fill=colour, font=font, anchor=anchor, stroke_width=stroke)

    def mirror(self, horizon: float, tint: str, near: str, calm: float = 1) -> None:
        """Cover everything below the horizon with water that reflects what is above it."""
        edge, deep = round(horizon * _FACTOR), self._image.height - round(horizon * _FACTOR)
        above = self._image.crop((0, 0, self._image.width, edge)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        water = _ripple(above.resize((self._image.width, deep)), calm)
        cover = Canvas(self.width, math.ceil(deep / _FACTOR))
        cover.gradient(0, cover.height, tint, near)
        self._image.paste(Image.blend(water, cover._image.crop((0, 0, *water.size)), 0.58), (0, edge))

    def finished(self, wide: int) -> Image.Image:
        """The picture, shrunk to `wide` pixels."""
        size = (wide, round(wide * self.height / self.width))
        return self._image.resize(size, Image.Resampling.LANCZOS)


def _ripple(image: Image.Image, calm: float) -> Image.Image:
    """Bands of rows shifted to and fro, more so towards the viewer."""
    waved = image.copy()
    for row in range(0, image.height, _RIPPLE_ROWS):
        reach = (4 + row / 60) / calm
        band = image.crop((0, row, image.width, min(row + _RIPPLE_ROWS, image.height)))
        waved.paste(band, (round(reach * math.sin(row / (11 + row / 90))), row))
    return waved


def _scaled(point: Point) -> tuple[float, float]:
    return point[0] * _FACTOR, point[1] * _FACTOR


def _ink(colour: str, opacity: float) -> tuple[int, int, int, int]:
    return (*rgb(colour), round(255 * opacity))
