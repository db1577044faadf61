"""People, near."""

# ruff: noqa: PLR0913 -- a thing needs its place, size and colours

import math

from kabar_cli.sample.drawing import nature, things
from kabar_cli.sample.drawing.canvas import Canvas
from kabar_cli.sample.drawing.palette import (
    BARK,
    CREAM,
    DEEP,
    GOLD,
    INK,
    ORANGE,
    RUST,
    SKIN,
    WINE,
    mix,
)


def teacher(c: Canvas) -> None:
    """Portrait of a teacher with the river behind her."""
    nature.dusk(c, 640, "#5aa0a8", "#f1c793", "#ffe6bf")
    nature.ridges(c, 640, "#cfa984", "#47786a", 131, 3, 200)
    c.mirror(640, "#e8c194", DEEP)
    things.river_boat(c, 1210, 720, 220, RUST, DEEP)
    portrait(c, 560, 470, 175, shirt="#8a5a2b", veil=WINE)


def lute_player(c: Canvas) -> None:
    """A child with a long lute before a round curtain."""
    c.gradient(0, c.height, WINE, "#4a1f2e", "#2a1622")
    c.glow(800, 480, 720, ORANGE, 0.7)
    c.disc(800, 470, 390, GOLD)
    c.disc(800, 470, 350, "#f6c95c")
    for ray in range(24):
        turn = math.tau * ray / 24
        c.disc(800 + 430 * math.cos(turn), 470 + 430 * math.sin(turn), 15, CREAM, 0.8)
    portrait(c, 760, 400, 128, shirt=INK)
    for bead in range(13):
        turn = math.radians(25 + bead * 10.8)
        c.disc(760 + 205 * math.cos(turn), 520 + 190 * math.sin(turn), 15, (RUST, CREAM, GOLD)[bead % 3])
    c.line([(1260, 330), (760, 830)], "#8a5230", 50)
    c.shape([(860, 660), (930, 730), (760, 960), (600, 1010), (540, 930), (610, 790)], "#a8693a")
    c.shape([(1230, 300), (1330, 230), (1370, 290), (1290, 360)], RUST)
    c.line([(1250, 340), (640, 930)], CREAM, 4)
    c.line([(1262, 352), (652, 942)], CREAM, 4)
    c.disc(700, 690, 52, SKIN)
    c.disc(1050, 545, 48, SKIN)


def portrait(c: Canvas, x: float, y: float, size: float, *, shirt: str, veil: str | None = None) -> None:
    """Head and shoulders; `size` is half the head's width."""
    floor = c.height + 20
    shoulders = [(x - size * 2.4, floor), (x - size * 2.15, y + size * 2.45), (x - size * 1.2, y + size * 1.75)]
    c.shape(shoulders + [(2 * x - px, py) for px, py in shoulders[::-1]], shirt)
    c.box(x - size * 0.38, y + size * 0.7, size * 0.76, size * 1.25, mix(SKIN, BARK, 0.25), corner=size * 0.3)
    if veil:
        c.disc(x, y + size * 0.2, size * 1.36, veil, tall=1.22)
        c.shape(
            [
                (x - size * 1.25, y + size * 0.6),
                (x + size * 1.25, y + size * 0.6),
                (x + size * 1.5, y + size * 2.1),
                (x, y + size * 2.7),
                (x - size * 1.5, y + size * 2.1),
            ],
            veil,
        )
        c.line(
            [(x - size * 1.1, y + size * 1.3), (x, y + size * 1.75), (x + size * 1.2, y + size * 1.2)],
            mix(veil, INK, 0.35),
            size * 0.06,
        )
    else:
        c.disc(x, y - size * 0.25, size * 1.12, BARK, tall=1.12)
    c.disc(x, y + size * 0.08, size, SKIN, tall=1.18)
    _face(c, x, y + size * 0.05, size)


def _face(c: Canvas, x: float, y: float, size: float) -> None:
    for side in (-1, 1):
        c.disc(x + side * size * 0.4, y, size * 0.08, INK)
        c.arc(x + side * size * 0.4, y - size * 0.06, size * 0.22, (215, 325), BARK, size * 0.06)
        c.disc(x + side * size * 0.55, y + size * 0.42, size * 0.2, RUST, 0.22)
    c.arc(x, y + size * 0.32, size * 0.16, (40, 130), mix(SKIN, BARK, 0.5), size * 0.05)
    c.arc(x, y + size * 0.42, size * 0.34, (30, 150), WINE, size * 0.07)
