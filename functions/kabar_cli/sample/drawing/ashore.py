"""Scenes on land: market, field, pitch, village, craft."""

# ruff: noqa: PLR0913, PLR0917 -- a thing needs its place, size and colours

import math

from kabar_cli.sample.drawing import nature, things
from kabar_cli.sample.drawing.canvas import Canvas
from kabar_cli.sample.drawing.palette import (
    BARK,
    CREAM,
    DEEP,
    GOLD,
    INK,
    LEAF,
    MIST,
    NIGHT,
    ORANGE,
    PEACH,
    PINE,
    RIVER,
    RUST,
    SAND,
    SMOKE,
    WHITE,
    WINE,
    mix,
)


def market(c: Canvas) -> None:
    """Stalls with striped awnings."""
    c.gradient(0, c.height, "#f4dcb3", "#f9ecd0", "#e2c79c")
    for pole in range(9):
        c.box(pole * 200 - 10, 0, 16, 560, "#c9a878")
    c.shape([(-5, 0), (1605, 0), (1605, 150), (-5, 210)], "#b98a5e")
    c.shape([(-5, 780), (1605, 760), (1605, 1070), (-5, 1070)], "#b79a78")
    things.stall(c, 260, 690, 430, RIVER, CREAM, (LEAF, "#c7d36f", GOLD))
    things.stall(c, 1370, 690, 430, GOLD, CREAM, (WINE, ORANGE, SAND))
    things.person(c, 800, 775, 390, DEEP, veil=PEACH)
    things.stall(c, 800, 860, 640, RUST, CREAM, (RUST, "#d8352a", LEAF, ORANGE))
    for x, shirt, veil in ((300, WINE, GOLD), (1240, LEAF, None), (1420, CREAM, MIST)):
        things.person(c, x, 1010, 440, shirt, veil=veil)


def football(c: Canvas) -> None:
    """An evening match under floodlights."""
    c.gradient(0, 470, NIGHT, "#3b4a78", "#d48a6a")
    c.box(0, 330, c.width, 140, "#232b4a")
    for number in range(320):
        row, seat = divmod(number, 80)
        c.disc(
            seat * 20.3 + (row % 2) * 10,
            350 + row * 30,
            7,
            (RUST, GOLD, CREAM, "#4a5680", "#4a5680")[(number * 7 + row) % 5],
        )
    for x in (190, 1410):
        c.box(x - 7, 90, 14, 380, "#1a2038")
        c.glow(x, 90, 300, CREAM, 0.8)
        c.box(x - 60, 60, 120, 50, CREAM, corner=8)
    _pitch(c)
    players = (
        (330, 700, GOLD),
        (560, 860, GOLD),
        (760, 640, RUST),
        (1010, 760, RUST),
        (1260, 910, GOLD),
        (1330, 610, RUST),
        (470, 570, RUST),
    )
    for x, y, shirt in sorted(players, key=lambda player: player[1]):
        c.disc(x, y, y * 0.07, INK, 0.3, 0.25)
        things.person(c, x, y, y * 0.25, shirt, legs=WHITE if shirt == RUST else NIGHT)
    c.disc(860, 850, 17, WHITE)


def _pitch(c: Canvas) -> None:
    c.box(0, 470, c.width, 600, "#3f7d47")
    for stripe in range(0, 16, 2):
        edges = [
            (stripe * 130 - 240, 470),
            (stripe * 130 - 110, 470),
            (stripe * 260 - 1130, 1070),
            (stripe * 260 - 1390, 1070),
        ]
        c.shape(edges, "#4c9053")
    c.line([(0, 492), (1600, 492)], WHITE, 5, 0.8)
    c.line([(800, 492), (800, 1067)], WHITE, 6, 0.8)
    rim = [
        (800 + 300 * math.cos(math.radians(turn)), 760 + 120 * math.sin(math.radians(turn)))
        for turn in range(0, 361, 5)
    ]
    c.line(rim, WHITE, 6, 0.8)


def terraces(c: Canvas) -> None:
    """Harvest in hill fields."""
    c.gradient(0, 520, "#74b9c9", "#e9efd2", "#ffe3a8")
    nature.sun(c, 330, 250, 58, WHITE, GOLD)
    nature.ridges(c, 640, "#9cc6a8", "#4f8a5c", 101, 3, 380)
    for layer in range(8):
        colour = mix("#dcb84a", "#8a9a3c", (layer % 3) * 0.35 + layer * 0.03)
        nature.ridge(c, 620 + layer * 66, 90, colour, 110 + layer, c.height + 10)
    for x, y, tall, shirt in (
        (420, 760, 170, RUST),
        (560, 770, 165, DEEP),
        (980, 860, 240, WINE),
        (1190, 880, 250, RIVER),
        (700, 990, 320, CREAM),
    ):
        things.person(c, x, y, tall, shirt, hat=SAND)
        for ear in range(7):
            c.line(
                [(x + tall * 0.2 + ear * 3, y - tall * 0.3), (x + tall * (0.13 + ear * 0.05), y - tall * 0.52)], GOLD, 6
            )
    nature.reeds(c, 5, "#c99a2e", 130)


def clean_water(c: Canvas) -> None:
    """A water tower, a tap and buckets."""
    c.gradient(0, 700, "#86c5d2", "#f0efd6")
    nature.ridges(c, 700, "#a9d0b4", "#5d9a6b", 121, 3, 220)
    c.box(-5, 690, c.width + 10, 400, "#c8b07a")
    for x in (1080, 1180, 1290, 1390):
        c.box(x, 400, 20, 420, DEEP)
    c.line([(1090, 780), (1400, 480)], DEEP, 10)
    c.line([(1400, 780), (1090, 480)], DEEP, 10)
    c.box(1030, 170, 430, 250, ORANGE, corner=36)
    c.box(1030, 230, 430, 16, mix(ORANGE, BARK, 0.35))
    c.box(1030, 320, 430, 16, mix(ORANGE, BARK, 0.35))
    c.line([(1060, 400), (1000, 400), (1000, 870), (760, 870), (760, 800), (700, 800), (700, 840)], SMOKE, 22)
    c.box(690, 842, 20, 100, "#bfe6f0")
    for x, colour in ((700, RIVER), (560, RUST), (850, GOLD)):
        c.shape([(x - 66, 930), (x + 66, 930), (x + 50, 1030), (x - 50, 1030)], colour)
        c.disc(x, 930, 66, mix(colour, WHITE, 0.55), tall=0.2)
    things.person(c, 440, 1010, 460, WINE, veil=PEACH)
    things.person(c, 230, 1000, 400, LEAF)
    nature.palm(c, 90, 800, 470, PINE)


def weaving(c: Canvas) -> None:
    """A rattan weave, close by."""
    c.gradient(0, c.height, BARK, "#573628")
    step = 230
    for row in range(6):
        for column in range(8):
            x, y = column * step - 30, row * step - 40
            tint = mix("#d9a55b", ("#a86b35", "#f0cf94", RUST)[(row * column + row) % 3], 0.45)
            if (row + column) % 2:
                _strand(c, x, y + 34, step + 30, 160, tint, across=True)
            else:
                _strand(c, x + 34, y - 8, 160, step + 30, tint, across=False)


def _strand(c: Canvas, x: float, y: float, wide: float, high: float, tint: str, *, across: bool) -> None:
    c.box(x, y, wide, high, tint, corner=44)
    for part in (0.3, 0.62):
        if across:
            c.box(x + 8, y + high * part, wide - 16, 11, mix(tint, BARK, 0.28), corner=3)
        else:
            c.box(x + wide * part, y + 8, 11, high - 16, mix(tint, BARK, 0.28), corner=3)
