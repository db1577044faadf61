"""Rain, flood, smoke."""

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
    RUST,
    SAND,
    SMOKE,
    WHITE,
    WINE,
    WOOD,
    mix,
)


def rising_water(c: Canvas) -> None:
    """Houses with water up to their floors."""
    c.gradient(0, 620, "#59697a", "#98a7ab", "#cfd0c4")
    for x, y in ((250, 120), (800, 190), (1350, 110)):
        nature.cloud(c, x, y, 150, "#4c5a69", 0.45)
    nature.forest(c, 612, 190, "#41605a", 17)
    for x, size, wall, roof in ((240, 330, SAND, WINE), (700, 400, MIST, RUST), (1260, 440, PEACH, DEEP)):
        things.house(c, x, 640, size, wall, roof, 0.09)
    c.mirror(620, "#a89878", "#5e4f3b", 0.8)
    things.canoe(c, 860, 830, 260, ORANGE)
    for x, shirt, veil in ((730, DEEP, None), (850, WINE, GOLD), (960, LEAF, None)):
        things.rower(c, x, 825, 140, shirt, veil=veil)
    nature.rain(c, 6, 150, 0.22)


def downpour(c: Canvas) -> None:
    """Heavy rain over a jetty, somebody with an umbrella."""
    c.gradient(0, 640, "#263848", "#53697a", "#8aa0a6")
    for x, y in ((200, 100), (650, 60), (1150, 130), (1500, 70)):
        nature.cloud(c, x, y, 190, "#1d2c3a", 0.5)
    nature.ridges(c, 640, "#7d9399", "#2c4a50", 44, 3, 220)
    things.house(c, 1290, 655, 330, "#a08b6d", WINE, 0.22)
    c.mirror(640, "#6d8288", "#22343f", 0.5)
    c.shape([(0, 900), (760, 800), (760, 830), (0, 990)], WOOD)
    for post in range(6):
        c.box(60 + post * 130, 890 - post * 14, 20, 180, BARK)
    things.person(c, 560, 842, 300, GOLD, legs=NIGHT)
    c.shape(
        [
            (560 + 170 * math.cos(math.radians(turn)), 570 + 130 * math.sin(math.radians(turn)))
            for turn in range(180, 361, 6)
        ],
        RUST,
    )
    c.line([(560, 450), (560, 660)], BARK, 7)
    nature.rain(c, 9, 330, 0.38)


def haze(c: Canvas) -> None:
    """Pupils on their way under a pale sun."""
    c.gradient(0, c.height, "#c9b79c", "#e3d3b5", "#b9a98e")
    c.glow(1120, 300, 380, "#f7cf8a", 0.8)
    c.disc(1120, 300, 74, "#f4a860")
    for layer, colour in enumerate(("#d3c2a4", "#bfae92", "#a3947d", "#85796a")):
        nature.ridge(c, 620 + layer * 75, 190 - layer * 25, colour, 60 + layer, 900)
    nature.palm(c, 210, 900, 430, "#62594f")
    c.shape([(-5, 870), (1605, 830), (1605, 1070), (-5, 1070)], "#6b6053")
    for number, x in enumerate((520, 640, 750, 900, 1010)):
        tall = 250 + 24 * (number % 3)
        c.box(
            x - tall * 0.27,
            930 - tall * 0.76,
            tall * 0.18,
            tall * 0.28,
            (RUST, DEEP, LEAF, WINE, GOLD)[number],
            corner=10,
        )
        things.person(c, x, 930, tall, CREAM, legs="#7d3434", veil=WHITE if number % 2 else None)


def smoked_fish(c: Canvas) -> None:
    """Fish on a rack over embers."""
    c.gradient(0, c.height, "#4a332c", "#7d5440", "#c37a48")
    c.glow(800, 1010, 760, GOLD, 0.75)
    for step in range(7):
        c.glow(180 + step * 210, 300 + (step * 97 % 160), 240, SMOKE, 0.4)
    for row, y in enumerate((250, 530, 810)):
        c.box(-10, y - 108, c.width + 20, 18, BARK, corner=8)
        for number in range(5):
            _fish(c, 180 + number * 305 + (row % 2) * 60, y, mix("#c98a3c", "#8c4f2a", (number * 3 % 5) / 5))
    for ember in range(46):
        c.disc(ember * 36, 1050 - (ember * 29 % 24), 20, (RUST, ORANGE, BARK)[ember % 3])


def _fish(c: Canvas, x: float, y: float, colour: str) -> None:
    c.line([(x, y - 100), (x, y - 40)], SAND, 5)
    c.shape([(x + 95, y), (x + 158, y - 58), (x + 142, y), (x + 158, y + 58)], mix(colour, BARK, 0.3))
    c.disc(x, y, 120, colour, tall=0.44)
    c.disc(x - 8, y + 16, 100, mix(colour, GOLD, 0.45), 0.7, 0.24)
    for rib in range(5):
        c.arc(x - 30 + rib * 28, y, 26, (300, 60), mix(colour, BARK, 0.5), 4)
    c.disc(x - 84, y - 12, 10, CREAM)
    c.disc(x - 84, y - 12, 5, INK)
