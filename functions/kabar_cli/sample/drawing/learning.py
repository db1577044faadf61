"""Scenes of learning: books, a class, a training."""

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
    MOSS,
    NIGHT,
    ORANGE,
    RIVER,
    RUST,
    SAND,
    SKIN,
    WHITE,
    WINE,
    WOOD,
    mix,
)


def floating_library(c: Canvas) -> None:
    """A raft house full of books, pupils before it."""
    c.gradient(0, 620, "#8fcad0", "#f3ecd0")
    nature.forest(c, 622, 230, "#6aa384", 14)
    c.shape([(330, 250), (800, 90), (1270, 250)], RUST)
    c.box(380, 250, 840, 340, SAND)
    for shelf in range(3):
        _books(c, 430, 350 + shelf * 92, 740, shelf)
    c.box(280, 585, 1040, 40, WOOD)
    for number, (x, shirt) in enumerate(((470, CREAM), (620, WHITE), (960, CREAM), (1110, WHITE))):
        things.person(c, x, 590, 200, shirt, legs="#8c2f2f", veil=WHITE if number % 2 else None)
    c.mirror(620, "#9fcfc4", "#1c5d66")
    things.canoe(c, 500, 850, 250, BARK)
    for x, shirt, veil in ((400, CREAM, None), (520, WHITE, WHITE), (630, CREAM, None)):
        things.rower(c, x, 845, 135, shirt, veil=veil)
    nature.reeds(c, 15, MOSS, 120)


def bookshelf(c: Canvas) -> None:
    """Three boards of books, close by, and a globe."""
    c.gradient(0, c.height, "#8a5f42", BARK)
    for shelf in range(3):
        c.box(0, 40 + shelf * 350, c.width, 300, "#5a3b2c")
        _row_of_books(c, 40 + shelf * 350 + 300, shelf)
    c.box(1180, 616, 380, 74, "#5a3b2c")
    c.box(1330, 640, 60, 50, WOOD)
    c.disc(1360, 540, 112, RIVER)
    for x, y, size in ((1320, 500, 44), (1400, 560, 52), (1340, 610, 26)):
        c.disc(x, y, size, LEAF, tall=0.7)
    c.arc(1360, 540, 124, (290, 120), GOLD, 12)


def _row_of_books(c: Canvas, floor: float, seed: int) -> None:
    tints = (RUST, DEEP, GOLD, LEAF, WINE, RIVER, ORANGE, CREAM)
    x, number = 40.0, seed * 5
    while x < (1150 if seed == 1 else 1500):
        thick, tall = 50 + number * 17 % 44, 190 + number * 23 % 80
        tint = tints[number * 5 % 8]
        c.box(x, floor - tall, thick, tall, tint, corner=6)
        c.box(x, floor - tall + 30, thick, 14, mix(tint, CREAM, 0.5))
        x, number = x + thick + 5, number + 1
    c.box(0, floor, c.width, 30, WOOD)


def _books(c: Canvas, x: float, y: float, wide: float, seed: int) -> None:
    tints = (RUST, DEEP, GOLD, LEAF, WINE, RIVER, ORANGE, CREAM)
    place, number = x, seed * 3
    while place < x + wide - 30:
        thick, tall = 16 + number * 7 % 14, 52 + number * 11 % 22
        c.box(place, y - tall, thick, tall, tints[number * 5 % 8])
        place, number = place + thick + 2, number + 1
    c.box(x - 10, y, wide + 20, 12, WOOD)


def classroom(c: Canvas) -> None:
    """Pupils around a table, seen over an open book."""
    c.gradient(0, c.height, "#f7e6c4", "#eccf9c")
    for window in range(3):
        x = 160 + window * 480
        c.box(x - 14, 106, 348, 328, WOOD, corner=10)
        c.gradient_box(x, 120, 320, 300, "#8fd0d6", "#dff0e0")
        c.disc(x + 90 + window * 50, 400, 110, LEAF, 0.5, 0.3)
        c.box(x + 154, 120, 12, 300, WOOD)
    for number, x in enumerate((260, 560, 860, 1160, 1400)):
        c.box(x - 115, 610, 230, 300, (CREAM, WHITE)[number % 2], corner=70)
        things.bust(c, x, 520, 84, veil=(None, WHITE, None, WINE, None)[number])
        c.disc(x - 28, 520, 8, INK)
        c.disc(x + 28, 520, 8, INK)
        c.arc(x, 540, 30, (25, 155), INK, 5)
    c.shape([(-5, 800), (1605, 800), (1605, 1070), (-5, 1070)], WOOD)
    for x, tint in ((330, RUST), (800, DEEP), (1270, LEAF)):
        c.shape([(x - 180, 880), (x, 915), (x + 180, 880), (x + 210, 985), (x, 1015), (x - 210, 985)], tint)
        c.shape([(x - 165, 872), (x, 905), (x, 995), (x - 192, 965)], WHITE)
        c.shape([(x + 165, 872), (x, 905), (x, 995), (x + 192, 965)], CREAM)


def training_hall(c: Canvas) -> None:
    """A hall seen from the last row."""
    c.gradient(0, c.height, "#e9dcc0", "#cdb994")
    c.box(420, 110, 760, 430, DEEP, corner=8)
    c.box(436, 126, 728, 398, "#eef5ee")
    things.river_boat(c, 800, 400, 250, RIVER, ORANGE)
    c.box(500, 446, 600, 10, MIST, corner=5)
    for banner, tint in ((120, RUST), (250, GOLD), (1290, GOLD), (1420, RUST)):
        c.shape([(banner, 90), (banner + 70, 90), (banner + 70, 420), (banner + 35, 380), (banner, 420)], tint)
    things.person(c, 300, 760, 370, WHITE, legs=NIGHT)
    for row in range(3):
        y, size = 720 + row * 130, 44 + row * 12
        for seat in range(9 - row):
            x = 70 + (row % 2) * 60 + seat * (188 + row * 26)
            tint = (NIGHT, DEEP, WINE, MOSS, RIVER)[(seat * 3 + row) % 5]
            c.box(x - size * 1.5, y + size * 0.8, size * 3, 300, tint, corner=size)
            c.disc(x, y, size, BARK if (seat + row) % 4 else RUST, tall=1.12)


def helm(c: Canvas) -> None:
    """The wheel of a river boat and the view ahead."""
    nature.dusk(c, 520, "#6db3bf", "#cfe5d8", CREAM)
    nature.ridges(c, 520, "#a5cbb5", "#3f7a60", 141, 3, 190)
    c.mirror(520, "#a3d0c8", "#1d5f6b")
    c.box(0, 0, c.width, 90, WOOD)
    c.shape([(0, 860), (1600, 860), (1600, 1070), (0, 1070)], BARK)
    for x in (0, 520, 1040, 1560):
        c.box(x, 0, 44, 870, WOOD)
    for spoke in range(8):
        turn = math.tau * spoke / 8 + 0.2
        c.line([(800, 760), (800 + 330 * math.cos(turn), 760 + 330 * math.sin(turn))], "#a8693a", 30)
        c.disc(800 + 340 * math.cos(turn), 760 + 340 * math.sin(turn), 28, "#c98850")
    c.arc(800, 760, 262, (0, 360), "#8a5230", 40)
    c.disc(800, 760, 66, GOLD)
    c.disc(800, 760, 30, BARK)
    for side, shirt in ((-1, ORANGE), (1, ORANGE)):
        c.line([(800 + side * 620, 1080), (800 + side * 400, 900), (800 + side * 215, 720)], shirt, 110)
        c.disc(800 + side * 218, 716, 62, SKIN)


def group_photo(c: Canvas) -> None:
    """People in life vests before a boat."""
    nature.dusk(c, 520, "#7fbecb", "#f4e4c0")
    nature.forest(c, 522, 130, "#5d9478", 24)
    c.mirror(520, "#a9cfc3", RIVER)
    things.river_boat(c, 800, 660, 560, DEEP, RUST)
    c.box(-5, 850, c.width + 10, 230, WOOD)
    for plank in range(9):
        c.line([(plank * 200, 850), (plank * 260 - 240, 1070)], BARK, 5)
    for row, (count, y, tall) in enumerate(((10, 880, 330), (9, 985, 380))):
        for number in range(count):
            x = 130 + row * 60 + number * (1340 / count + 16)
            things.person(
                c,
                x,
                y,
                tall,
                (ORANGE, "#f08c2e")[number % 2],
                legs=NIGHT,
                veil=CREAM if number % 4 == row + 1 else None,
            )
            c.box(x - tall * 0.12, y - tall * 0.6, tall * 0.24, tall * 0.035, GOLD)
