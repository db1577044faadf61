"""Boats, houses, people, stalls: what stands in the landscape. `y` is where a thing stands or floats."""

# ruff: noqa: PLR0913, PLR0917 -- a thing needs its place, size and colours

import math
from collections.abc import Sequence

from kabar_cli.sample.drawing.canvas import Canvas, Point
from kabar_cli.sample.drawing.palette import BARK, CREAM, DEEP, GOLD, INK, ORANGE, SKIN, WHITE, WOOD, mix


def _hull(x: float, y: float, size: float, rise: float) -> list[Point]:
    ticks = [step / 12 - 1 for step in range(25)]
    upper = [(x + t * size, y - size * 0.06 - size * rise * t * t) for t in ticks]
    lower = [(x + t * size * 0.94, y + size * 0.13 * (1 - t**4) - size * rise * t * t * 0.95) for t in ticks]
    return upper + lower[::-1]


def canoe(c: Canvas, x: float, y: float, size: float, colour: str, rise: float = 0.16) -> None:
    """A dugout; `size` is half its length."""
    c.disc(x, y + size * 0.14, size * 0.95, INK, 0.28, 0.07)
    c.shape(_hull(x, y, size, rise), colour)
    c.shape(
        _hull(x, y - size * 0.01, size * 0.96, rise * 0.97)[:25] + _hull(x, y + size * 0.02, size * 0.9, rise)[24::-1],
        mix(colour, CREAM, 0.35),
    )


def river_boat(c: Canvas, x: float, y: float, size: float, hull: str, roof: str) -> None:
    """A wooden passenger boat with a long roof; `size` is half its length."""
    c.disc(x, y + size * 0.14, size, INK, 0.3, 0.08)
    c.box(x - size * 0.68, y - size * 0.36, size * 1.2, size * 0.36, CREAM)
    for window in range(6):
        c.box(x + size * (-0.62 + window * 0.19), y - size * 0.29, size * 0.13, size * 0.13, DEEP, corner=size * 0.02)
    c.box(x - size * 0.76, y - size * 0.44, size * 1.36, size * 0.09, roof, corner=size * 0.03)
    c.box(x - size * 0.5, y - size * 0.5, size * 0.36, size * 0.07, mix(roof, BARK, 0.4))
    c.shape(_hull(x, y, size, 0.1), hull)
    c.line(
        [(x + t / 10 * size, y + size * 0.02 - size * 0.1 * (t / 10) ** 2) for t in range(-9, 10)], CREAM, size * 0.025
    )


def house(c: Canvas, x: float, y: float, size: float, wall: str, roof: str, legs: float = 0.35) -> None:
    """A wooden house on stilts; `size` is its width, `legs` the stilts' share of it."""
    floor = y - size * legs
    for leg in range(5):
        c.box(x - size * 0.45 + leg * size * 0.215, floor, size * 0.04, size * legs, BARK)
    c.box(x - size * 0.5, floor - size * 0.42, size, size * 0.42, wall)
    for plank in range(1, 5):
        c.line(
            [(x - size * 0.5, floor - plank * size * 0.084), (x + size * 0.5, floor - plank * size * 0.084)],
            mix(wall, BARK, 0.3),
            2,
        )
    c.box(x - size * 0.09, floor - size * 0.31, size * 0.18, size * 0.31, mix(wall, BARK, 0.7))
    for side in (-0.38, 0.2):
        c.box(x + size * side, floor - size * 0.3, size * 0.18, size * 0.16, mix(GOLD, CREAM, 0.4))
    c.box(x - size * 0.58, floor - size * 0.03, size * 1.16, size * 0.05, BARK)
    peak = floor - size * 0.78
    c.shape(
        [
            (x - size * 0.62, floor - size * 0.38),
            (x - size * 0.3, peak),
            (x + size * 0.3, peak),
            (x + size * 0.62, floor - size * 0.38),
        ],
        roof,
    )


def person(
    c: Canvas,
    x: float,
    y: float,
    tall: float,
    shirt: str,
    *,
    legs: str = INK,
    veil: str | None = None,
    hat: str | None = None,
) -> None:
    """A standing figure of the given height."""
    for side in (-0.085, 0.015):
        c.box(x + side * tall, y - tall * 0.46, tall * 0.075, tall * 0.46, legs, corner=tall * 0.02)
    c.box(x - tall * 0.17, y - tall * 0.77, tall * 0.34, tall * 0.3, mix(shirt, INK, 0.18), corner=tall * 0.06)
    c.box(x - tall * 0.12, y - tall * 0.78, tall * 0.24, tall * 0.37, shirt, corner=tall * 0.06)
    bust(c, x, y - tall * 0.88, tall * 0.095, veil=veil, hat=hat)


def bust(c: Canvas, x: float, y: float, radius: float, *, veil: str | None = None, hat: str | None = None) -> None:
    """A head: with hair, a veil or a wide hat."""
    if veil:
        c.disc(x, y + radius * 0.25, radius * 1.3, veil, tall=1.25)
    c.disc(x, y, radius, SKIN, tall=1.1)
    if not veil:
        c.shape(_cap(x, y, radius * 1.06), BARK)
    if hat:
        c.shape(
            [(x - radius * 2.1, y - radius * 0.25), (x, y - radius * 1.75), (x + radius * 2.1, y - radius * 0.25)], hat
        )


def _cap(x: float, y: float, radius: float) -> list[Point]:
    turns = [math.radians(180 + step * 9) for step in range(21)]
    return [(x + radius * math.cos(turn), y - radius * 0.1 + radius * 1.1 * math.sin(turn)) for turn in turns]


def rower(
    c: Canvas, x: float, y: float, tall: float, shirt: str, *, hat: str | None = None, veil: str | None = None
) -> None:
    """A seated figure, seen from the hips up."""
    c.box(x - tall * 0.22, y - tall * 0.62, tall * 0.44, tall * 0.66, shirt, corner=tall * 0.14)
    bust(c, x, y - tall * 0.82, tall * 0.2, hat=hat, veil=veil)


def stall(c: Canvas, x: float, y: float, size: float, first: str, second: str, goods: Sequence[str]) -> None:
    """A market stall with a striped awning and heaps of goods; `size` is its width."""
    for side in (-0.48, 0.45):
        c.box(x + size * side, y - size * 0.95, size * 0.03, size * 0.95, BARK)
    c.box(x - size * 0.5, y - size * 0.34, size, size * 0.34, WOOD)
    for heap, colour in enumerate(goods):
        _heap(c, x + size * (-0.5 + (heap + 0.5) / len(goods)), y - size * 0.34, size / len(goods) * 0.42, colour)
    for stripe in range(8):
        left = x - size * 0.58 + stripe * size * 0.145
        colour = first if stripe % 2 else second
        c.box(left, y - size * 1.05, size * 0.146, size * 0.2, colour)
        c.disc(left + size * 0.0725, y - size * 0.85, size * 0.0725, colour)


def _heap(c: Canvas, x: float, y: float, reach: float, colour: str) -> None:
    for row, count in enumerate((4, 3, 2)):
        for item in range(count):
            shade = mix(colour, WHITE if (item + row) % 2 else INK, 0.1)
            c.disc(x + (item - (count - 1) / 2) * reach * 0.5, y - reach * (0.22 + row * 0.4), reach * 0.29, shade)


def lantern(c: Canvas, x: float, y: float, size: float, colour: str) -> None:
    """A paper lantern that shines."""
    c.glow(x, y, size * 3.4, colour, 0.55)
    c.disc(x, y, size, colour, tall=1.15)
    c.disc(x, y, size * 0.55, mix(colour, CREAM, 0.7), tall=1.3)
    for edge in (-1.2, 1.02):
        c.box(x - size * 0.4, y + size * edge, size * 0.8, size * 0.2, mix(colour, BARK, 0.5))


def bridge(c: Canvas, y: float, left: float, right: float, *, broken: bool = False) -> None:
    """A suspension bridge for people, its deck at `y`; broken, its middle is gone."""
    middle, top = (left + right) / 2, y - 300
    gap = (0.42, 0.63) if broken else (2.0, 2.0)
    for share in (step / 40 for step in range(41)):
        x, sag = left + (right - left) * share, top + 245 * (1 - ((share - 0.5) * 2) ** 2)
        drop = 90 * max(0.0, 1 - min(abs(share - gap[0]), abs(share - gap[1])) * 9) if broken else 0
        if not gap[0] < share < gap[1]:
            c.line([(x, sag), (x, y + drop)], INK, 3)
            c.box(x - (right - left) / 78, y + drop, (right - left) / 38, 15, WOOD)
    cable = [(left + (right - left) * step / 60, top + 245 * (1 - ((step / 60 - 0.5) * 2) ** 2)) for step in range(61)]
    c.line(cable, INK, 8)
    for tower, outside in ((left, -10), (right, c.width + 10)):
        c.line([(tower, top), (outside, y)], INK, 7)
        c.box(tower - 20, top - 30, 40, y - top + 150, ORANGE if tower < middle else mix(ORANGE, BARK, 0.15))
