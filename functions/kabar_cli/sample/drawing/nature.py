"""Sky, hills, trees, water and weather."""

# ruff: noqa: PLR0913, PLR0917, S311 -- a thing needs its place, size and colours; the dice are seeded

import math
from random import Random

from kabar_cli.sample.drawing.canvas import Canvas, Point
from kabar_cli.sample.drawing.palette import MOSS, PEACH, WHITE, mix


def sun(c: Canvas, x: float, y: float, radius: float, colour: str, halo: str) -> None:
    """The sun in its halo."""
    c.glow(x, y, radius * 6, halo, 0.75)
    c.disc(x, y, radius, colour)


def cloud(c: Canvas, x: float, y: float, size: float, colour: str, opacity: float = 0.7) -> None:
    """A flat cloud of overlapping pills."""
    for dx, dy, wide in ((0, 0, 3.0), (0.5, -0.35, 1.7), (-0.6, 0.3, 2.2)):
        c.box(x + (dx - wide / 2) * size, y + dy * size, wide * size, size * 0.36, colour, opacity, size * 0.18)


def _ridge_line(c: Canvas, base: float, height: float, seed: int) -> list[Point]:
    random = Random(seed)
    waves = [(random.uniform(0.4, 1), random.uniform(180, 620), random.uniform(0, 6.3)) for _ in range(4)]
    total = sum(size for size, _, _ in waves)
    return [
        (x, base - height * (0.5 + sum(size * math.sin(x / length + turn) for size, length, turn in waves) / total / 2))
        for x in range(-10, c.width + 20, 10)
    ]


def ridge(c: Canvas, base: float, height: float, colour: str, seed: int, floor: float | None = None) -> None:
    """Hills up to `height` above `base`, filled down to `floor` (without it, `base`)."""
    bottom = base if floor is None else floor
    c.shape([(-10, bottom), *_ridge_line(c, base, height, seed), (c.width + 10, bottom)], colour)


def ridges(c: Canvas, base: float, far: str, near: str, seed: int, layers: int = 4, height: float = 240) -> None:
    """Hills behind hills, the far ones paler."""
    for layer in range(layers):
        share = layer / max(1, layers - 1)
        ridge(c, base, height * (1 - 0.6 * share), mix(far, near, share), seed + layer)


def forest(c: Canvas, base: float, height: float, colour: str, seed: int) -> None:
    """A bank of round and pointed trees along the whole width."""
    random = Random(seed)
    c.box(-10, base - height * 0.35, c.width + 20, height * 0.35, colour)
    x = -20.0
    while x < c.width + 40:
        tall = height * random.uniform(0.45, 1)
        wide = height * random.uniform(0.18, 0.34)
        c.disc(x, base - tall + wide, wide, colour, tall=random.uniform(1, 1.5))
        c.box(x - wide, base - tall + wide, wide * 2, tall - wide, colour)
        x += wide * random.uniform(0.9, 1.7)


def palm(c: Canvas, x: float, base: float, height: float, colour: str) -> None:
    """A coconut palm that leans a little."""
    lean = height * 0.12
    trunk = [(x + lean * (step / 10) ** 2, base - height * step / 10) for step in range(11)]
    c.line(trunk, colour, height * 0.035)
    for turn in (-170, -140, -105, -75, -40, -10, 15, 165):
        _frond(c, x + lean, base - height, height * 0.36, math.radians(turn), colour)


def _frond(c: Canvas, x: float, y: float, length: float, angle: float, colour: str) -> None:
    upper, lower = [], []
    for step in range(9):
        along = step / 8
        px = x + math.cos(angle) * length * along
        py = y + math.sin(angle) * length * along + length * 0.5 * along**2
        thick = length * 0.09 * math.sin(math.pi * along)
        upper.append((px, py - thick))
        lower.append((px, py + thick))
    c.shape(upper + lower[::-1], colour)


def glitter(c: Canvas, x: float, top: float, bottom: float, colour: str, seed: int) -> None:
    """The sun's road on the water."""
    random = Random(seed)
    for step in range(26):
        y = top + (bottom - top) * (step / 26) ** 1.3
        wide = 30 + 190 * random.random() * (0.3 + step / 26)
        c.box(x - wide / 2 + random.uniform(-40, 40), y, wide, 5 + step * 0.25, colour, 0.45, 3)


def rain(c: Canvas, seed: int, drops: int = 260, opacity: float = 0.35) -> None:
    """Slanting rain over the whole picture."""
    random = Random(seed)
    for _ in range(drops):
        x, y, long = random.uniform(-80, c.width), random.uniform(-60, c.height), random.uniform(28, 70)
        c.line([(x, y), (x + long * 0.28, y + long)], WHITE, 2.2, opacity)


def birds(c: Canvas, x: float, y: float, colour: str, seed: int, count: int = 6) -> None:
    """A loose flock."""
    random = Random(seed)
    for _ in range(count):
        bx, by, size = x + random.uniform(-150, 150), y + random.uniform(-60, 60), random.uniform(10, 20)
        c.line([(bx - size, by - size * 0.4), (bx, by), (bx + size, by - size * 0.4)], colour, 3.5)


def reeds(c: Canvas, seed: int, colour: str = MOSS, height: float = 170) -> None:
    """Tall grass along the lower edge."""
    random = Random(seed)
    for _ in range(90):
        x, tall, lean = random.uniform(-20, c.width + 20), height * random.uniform(0.4, 1), random.uniform(-35, 45)
        c.shape([(x - 6, c.height + 5), (x + lean, c.height - tall), (x + 6, c.height + 5)], colour)


def dusk(c: Canvas, horizon: float, *colours: str) -> None:
    """A sky down to the horizon, with a few long clouds."""
    c.gradient(0, horizon, *colours)
    for x, y, size in ((260, 150, 90), (1180, 110, 120), (820, 240, 70)):
        cloud(c, x, y, size, mix(colours[-1], PEACH, 0.3), 0.35)
