"""Charts, the newsroom's wordmark and a reporter's portrait."""

from collections.abc import Sequence

from kabar_cli.sample.drawing.canvas import Canvas
from kabar_cli.sample.drawing.palette import CREAM, DEEP, GOLD, INK, MIST, ORANGE, PEACH, RIVER, RUST, SMOKE, mix
from kabar_cli.sample.drawing.portraits import portrait

ACCENT = "#0b5568"

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov")
_RUBBER = (8.6, 8.9, 9.4, 9.2, 9.8, 10.1, 10.0, 10.7, 11.3, 12.1, 12.9)
_YEARS = tuple(str(year) for year in range(2015, 2025))
_ALERT = 6.0
_LEVELS = (5.1, 5.4, 6.3, 5.2, 5.6, 6.8, 7.4, 7.1, 6.2, 6.9)


def rubber_prices(c: Canvas) -> None:
    """A line chart: thousands of rupiah for a kilogram, month by month."""
    _sheet(c, "Harga karet di tingkat petani, 2024", "ribu rupiah per kilogram", _MONTHS)
    places = [(_column(step, len(_RUBBER)), _row(value, 8, 14)) for step, value in enumerate(_RUBBER)]
    _rules(c, [8, 10, 12, 14], 8, 14)
    c.shape([(places[0][0], 880), *places, (places[-1][0], 880)], RIVER, 0.22)
    c.line(places, ACCENT, 10)
    for x, y in places:
        c.disc(x, y, 13, ACCENT)
    c.disc(*places[-1], 20, RUST)
    c.text(places[-1][0], places[-1][1] - 52, "12,9", 46, RUST, "mm", 0.8)


def river_levels(c: Canvas) -> None:
    """A bar chart: the highest water of each year, in metres."""
    _sheet(c, "Muka air tertinggi Sungai Selantar", "meter, pos pantau Muara Selantar", _YEARS)
    _rules(c, [0, 2, 4, 6, 8], 0, 8)
    for step, value in enumerate(_LEVELS):
        x, top = _column(step, len(_LEVELS)), _row(value, 0, 8)
        c.box(x - 42, top, 84, 880 - top, RUST if value > _ALERT else RIVER, corner=6)
        c.text(x, 846, f"{value:.1f}".replace(".", ","), 34, CREAM, "mm", 0.5)
    c.line([(190, _row(_ALERT, 0, 8)), (1530, _row(_ALERT, 0, 8))], ORANGE, 5)
    c.text(200, _row(_ALERT, 0, 8) - 28, "batas siaga", 32, RUST, "lm", 0.4)


def _sheet(c: Canvas, title: str, unit: str, labels: Sequence[str]) -> None:
    c.gradient(0, c.height, CREAM, mix(CREAM, MIST, 0.4))
    c.text(90, 110, title, 62, INK, bold=1.4)
    c.text(90, 180, unit, 38, DEEP)
    for step, label in enumerate(labels):
        c.text(_column(step, len(labels)), 930, label, 36, INK, "mm")


def _rules(c: Canvas, values: Sequence[float], low: float, high: float) -> None:
    for value in values:
        c.line([(190, _row(value, low, high)), (1530, _row(value, low, high))], SMOKE, 2, 0.6)
        c.text(160, _row(value, low, high), f"{value:g}", 36, DEEP, "rm")


def _column(step: int, count: int) -> float:
    return 250 + step * 1220 / (count - 1)


def _row(value: float, low: float, high: float) -> float:
    return 880 - (value - low) / (high - low) * 590


def reporter(c: Canvas) -> None:
    """A square portrait."""
    c.gradient(0, c.height, "#7fb8b5", PEACH)
    c.disc(c.width / 2, 360, 330, GOLD, 0.55)
    portrait(c, c.width / 2, 330, 150, shirt=DEEP, veil=RUST)


def wordmark(c: Canvas) -> None:
    """The site's name beside a boat on two waves."""
    c.disc(75, 75, 66, ACCENT)
    c.shape([(30, 80), (120, 80), (104, 104), (46, 104)], CREAM)
    c.shape([(72, 28), (72, 74), (40, 74)], GOLD)
    c.shape([(79, 40), (79, 74), (104, 74)], ORANGE)
    c.line([(38, 116), (56, 110), (75, 116), (94, 110), (112, 116)], MIST, 5)
    c.text(162, 79, "Warta", 78, INK, bold=1.6)
    c.text(388, 79, "Selantar", 78, ACCENT, bold=1.6)
