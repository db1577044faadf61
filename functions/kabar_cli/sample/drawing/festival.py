"""The festival on the lake, at night."""

import math

from kabar_cli.sample.drawing import nature, things
from kabar_cli.sample.drawing.canvas import Canvas
from kabar_cli.sample.drawing.palette import (
    BARK,
    CREAM,
    GOLD,
    ORANGE,
    RUST,
    WHITE,
    WINE,
    mix,
)


def night_parade(c: Canvas) -> None:
    """Decorated boats on a lake at night."""
    c.gradient(0, 500, "#0d1733", "#26345f", "#7b4f77", "#e09a6f")
    c.glow(360, 170, 150, CREAM, 0.5)
    c.disc(360, 170, 46, CREAM)
    nature.ridges(c, 500, "#5b4a72", "#1c2447", 91, 3, 170)
    for x in range(20, 1600, 62):
        c.glow(x, 490, 26, GOLD, 0.9)
    c.mirror(500, "#7a5672", "#0e1836", 3)
    for x, y, size, colours in (
        (420, 620, 190, (GOLD, RUST)),
        (1180, 650, 230, (ORANGE, "#58b3a8")),
        (740, 860, 360, ("#f2d16b", RUST)),
    ):
        _lit_boat(c, x, y, size, colours)


def _lit_boat(c: Canvas, x: float, y: float, size: float, colours: tuple[str, str]) -> None:
    c.glow(x, y + size * 0.2, size * 1.2, colours[0], 0.5)
    peak = y - size * 0.95
    c.line([(x, y), (x, peak)], BARK, 8)
    things.canoe(c, x, y, size, WINE, 0.22)
    for side in (-1, 1):
        for step in range(1, 6):
            share = step / 6
            tint = colours[step % 2]
            things.lantern(
                c, x + side * size * 0.95 * share, peak + (y - size * 0.3 - peak) * share**0.8, size * 0.06, tint
            )
    things.lantern(c, x, peak, size * 0.12, colours[1])


def lanterns(c: Canvas) -> None:
    """Paper lanterns against the night."""
    c.gradient(0, c.height, "#0d1733", "#2b3566", "#7b4f77")
    tints = (ORANGE, GOLD, "#58b3a8", RUST, "#f2d16b")
    for row, (y, size, count) in enumerate(((170, 52, 8), (440, 78, 6), (780, 124, 4))):
        wire = [(x, y - size * 1.5 - 60 * math.sin(math.pi * x / c.width)) for x in range(0, c.width + 1, 40)]
        c.line(wire, BARK, 5)
        for number in range(count):
            x = c.width * (number + 0.5) / count
            drop = 60 * math.sin(math.pi * x / c.width)
            things.lantern(c, x, y - drop, size, tints[(number + row * 2) % 5])


def fireworks(c: Canvas) -> None:
    """Fireworks over the lake."""
    c.gradient(0, 680, "#0b1430", "#1d2a55", "#584a7c")
    for x, y, size, colour in (
        (440, 260, 220, GOLD),
        (900, 190, 260, "#ef7d5a"),
        (1260, 320, 200, "#6cc7b8"),
        (690, 430, 130, CREAM),
    ):
        _burst(c, x, y, size, colour)
    nature.ridge(c, 680, 110, "#12193a", 95)
    things.house(c, 1330, 690, 300, "#3a2f45", "#20203c", 0.15)
    things.house(c, 240, 690, 250, "#3a2f45", "#2a2340", 0.15)
    c.mirror(680, "#43406d", "#0a1230", 2)
    for number in range(24):
        x, tall = 30 + number * 68, 150 + (number * 37 % 60)
        c.box(x - 32, c.height - tall + 44, 64, tall, "#070c20", corner=24)
        c.disc(x, c.height - tall + 20, 25, "#070c20")


def _burst(c: Canvas, x: float, y: float, size: float, colour: str) -> None:
    c.glow(x, y, size * 1.3, colour, 0.55)
    for ray in range(20):
        turn, reach = math.tau * ray / 20, size * (0.8 + 0.2 * (ray % 3) / 2)
        for dot in range(3, 9):
            share = dot / 8
            c.disc(
                x + math.cos(turn) * reach * share,
                y + math.sin(turn) * reach * share + 26 * share**2,
                2 + 6 * share,
                mix(WHITE, colour, share),
            )
