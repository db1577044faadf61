"""Scenes on the river by day."""

# ruff: noqa: PLR0913, PLR0917 -- a thing needs its place, size and colours

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
    ORANGE,
    PEACH,
    PINE,
    RIVER,
    RUST,
    SAND,
    WHITE,
    WINE,
    WOOD,
    mix,
)

_SHIRTS = (RUST, GOLD, RIVER, LEAF, CREAM, WINE, ORANGE)


def passenger_boat(c: Canvas) -> None:
    """A passenger boat at sunrise."""
    nature.dusk(c, 560, "#3f7f93", "#f3b98a", "#ffe2b8")
    nature.sun(c, 1130, 470, 62, CREAM, GOLD)
    nature.ridges(c, 560, "#c9a58c", "#3c6a68", 11)
    nature.forest(c, 562, 78, "#20514f", 4)
    c.mirror(560, "#f0b98c", DEEP)
    nature.glitter(c, 1130, 575, 1000, CREAM, 5)
    things.river_boat(c, 640, 800, 400, RUST, GOLD)
    nature.birds(c, 500, 240, INK, 8)


def floating_market(c: Canvas) -> None:
    """Traders in canoes full of fruit."""
    nature.dusk(c, 400, "#8ec6cf", "#d8ebe0", CREAM)
    nature.forest(c, 402, 120, "#4f8a6b", 9)
    for x, wall, roof in ((220, SAND, RUST), (640, MIST, WOOD), (1090, PEACH, WINE), (1450, SAND, MOSS)):
        things.house(c, x, 410, 250, wall, roof, 0.18)
    c.mirror(400, "#9fcfc9", DEEP)
    places = (
        (330, 520, 210, 0),
        (960, 500, 190, 3),
        (1330, 610, 250, 1),
        (600, 720, 310, 2),
        (1180, 900, 380, 4),
        (230, 930, 330, 5),
    )
    for x, y, size, number in places:
        _trader(c, x, y, size, number)


def _trader(c: Canvas, x: float, y: float, size: float, number: int) -> None:
    fruit = (ORANGE, LEAF, GOLD, RUST, "#c7d36f", WINE)[number]
    things.rower(c, x - size * 0.42, y - size * 0.02, size * 0.55, _SHIRTS[number], hat=SAND)
    for step in range(14):
        row, place = divmod(step, 5)
        c.disc(
            x + size * (0.02 + place * 0.12 + row * 0.06),
            y - size * (0.07 + row * 0.09),
            size * 0.072,
            mix(fruit, CREAM, 0.12 * (step % 3)),
        )
    things.canoe(c, x, y + size * 0.06, size, (WOOD, BARK, DEEP)[number % 3])


def hanging_bridge(c: Canvas) -> None:
    """The mended bridge on a clear day, with people on it."""
    _valley(c)
    things.bridge(c, 520, 260, 1340)
    for x, shirt in ((520, RUST), (600, GOLD), (840, WHITE), (905, LEAF), (1120, ORANGE)):
        things.person(c, x, 524, 78, shirt)
    c.mirror(690, "#8fc3bd", "#12505a")
    things.canoe(c, 1050, 860, 170, BARK)
    things.rower(c, 1010, 855, 90, GOLD, hat=SAND)
    nature.reeds(c, 3, PINE, 150)


def broken_bridge(c: Canvas) -> None:
    """The same bridge without its middle, under a heavy sky."""
    _valley(c, ("#5d6b78", "#98a3a6", "#c9cbbf"), ("#87958f", "#2f4a45"))
    things.bridge(c, 520, 260, 1340, broken=True)
    c.mirror(690, "#8a8a76", "#4d4a3c", 0.6)
    nature.reeds(c, 3, "#24392f", 150)


def _valley(
    c: Canvas, sky: tuple[str, ...] = ("#5fa8bd", "#bfe0dc", CREAM), hills: tuple[str, str] = ("#a8cdb8", "#3d7556")
) -> None:
    c.gradient(0, 690, *sky)
    nature.cloud(c, 420, 130, 110, WHITE, 0.55)
    nature.cloud(c, 1220, 190, 90, WHITE, 0.45)
    nature.ridges(c, 690, *hills, 31, 4, 420)
    nature.forest(c, 692, 120, mix(hills[1], INK, 0.35), 12)


def electric_boat(c: Canvas) -> None:
    """A boat with panels on its roof in a straight canal."""
    c.gradient(0, 430, "#6fb6c6", "#cfe8e0", CREAM)
    nature.sun(c, 800, 330, 46, WHITE, "#ffe9b0")
    nature.forest(c, 432, 70, "#78a98c", 21)
    c.mirror(430, "#a9d3cc", "#1d5a63")
    for side in (-1, 1):
        edge = 800 + side * 800
        c.shape([(800 + side * 90, 428), (edge + side * 300, 330), (edge + side * 300, 1000)], MOSS)
        c.shape([(800 + side * 90, 430), (edge + side * 300, 850), (edge + side * 300, 1040)], PINE)
    for x, base, tall in ((90, 700, 520), (330, 560, 300), (1390, 560, 330), (1560, 700, 560)):
        nature.palm(c, x, base, tall, "#143a2e")
    things.river_boat(c, 800, 790, 330, "#e9efe6", "#27506b")
    for panel in range(5):
        c.box(570 + panel * 88, 622, 80, 24, "#173b57")
        c.box(570 + panel * 88, 622, 80, 5, "#6fa7c7")


def rowing_race(c: Canvas) -> None:
    """Three racing canoes before a crowd."""
    c.gradient(0, 380, "#f6c68d", "#fde6bd")
    nature.ridges(c, 380, "#d8b48a", "#5a8a72", 81, 3, 150)
    for number in range(64):
        x, y = 12 + number * 25.4, 372 - (number * 7 % 3) * 9
        c.box(x - 10, y - 20, 20, 34, _SHIRTS[number % 7], corner=6)
        c.disc(x, y - 28, 9, "#8a5a3f")
    c.mirror(380, "#e0c193", "#17606a")
    for lane, (x, y, size, shirt) in enumerate(((1000, 520, 400, GOLD), (640, 690, 520, RUST), (930, 920, 640, LEAF))):
        _crew(c, x, y, size, shirt, 9 - lane // 2)


def _crew(c: Canvas, x: float, y: float, size: float, shirt: str, count: int) -> None:
    for seat in range(count):
        sx = x + size * (seat / (count - 1) - 0.5) * 1.45
        things.rower(c, sx, y, size * 0.21, shirt)
        c.line([(sx - size * 0.02, y - size * 0.1), (sx + size * 0.09, y + size * 0.09)], CREAM, size * 0.014)
    things.canoe(c, x, y + size * 0.03, size, WINE if shirt == GOLD else DEEP, 0.11)


def water_samples(c: Canvas) -> None:
    """Two people in a canoe who take water from the river, a factory on the bank behind them."""
    nature.dusk(c, 470, "#6fa9b8", "#cfe0d2", "#fbe3b4")
    nature.sun(c, 1240, 330, 54, CREAM, "#ffe2a0")
    nature.ridges(c, 470, "#b7c8ae", "#4b7f68", 53, 4, 210)
    _factory(c, 330, 472)
    nature.forest(c, 474, 82, "#2c5f4c", 19)
    c.mirror(470, "#d5cfa6", "#17525c")
    nature.glitter(c, 1240, 485, 900, CREAM, 8)
    things.rower(c, 610, 802, 250, ORANGE, hat=SAND)
    things.rower(c, 930, 806, 262, RIVER, veil=CREAM)
    c.line([(985, 690), (1100, 668), (1205, 690)], "#b97b56", 24)
    c.line([(1203, 692), (1205, 790)], CREAM, 4)
    _bottle(c, 1205, 790, 86)
    for place in range(4):
        _bottle(c, 715 + place * 38, 742, 62)
    things.canoe(c, 775, 845, 385, WOOD, 0.12)
    nature.reeds(c, 9, PINE, 150)


def _factory(c: Canvas, x: float, y: float) -> None:
    c.box(x + 250, y - 250, 34, 250, mix(RUST, BARK, 0.35))
    c.box(x - 190, y - 110, 420, 110, mix(SAND, MIST, 0.5))
    for tooth in range(4):
        left = x - 190 + tooth * 105
        c.shape([(left, y - 110), (left, y - 165), (left + 105, y - 110)], mix(RIVER, INK, 0.25))


def _bottle(c: Canvas, x: float, y: float, tall: float) -> None:
    c.box(x - tall * 0.09, y, tall * 0.18, tall * 0.16, RUST)
    c.box(x - tall * 0.2, y + tall * 0.14, tall * 0.4, tall * 0.86, WHITE, 0.9, tall * 0.1)
    c.box(x - tall * 0.2, y + tall * 0.48, tall * 0.4, tall * 0.52, "#8fc6d4", 0.95, tall * 0.1)
