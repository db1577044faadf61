"""How much there is to draw in an SVG: a kilobyte can refer to itself so often that drawing it takes for ever."""

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

_MOST: Final = 10_000
"""Most elements, each counted as often as it is drawn."""
_DEEPEST: Final = 64
"""Most references in a row."""
_LETTERS: Final = 2_000
"""Most characters: four hundred thousand in one line take half an hour to be set."""
_REFERENCE: Final = re.compile(r"#([^)\"'\s]+)")
_CHEAP: Final = frozenset({"linearGradient", "radialGradient"})
_NUMBER: Final = re.compile(r"[0-9.]+")


def is_drawable(root: etree._Element) -> bool:
    """Whether the drawing takes seconds at the most."""
    letters = sum(len(text.strip()) for element in root.iter("{*}text") for text in element.itertext())
    if letters > _LETTERS:
        return False
    return _Count({str(element.get("id")): element for element in root.iter() if element.get("id")}).of(root) <= _MOST


class _Count:
    """Counts elements as often as they are drawn. What refers to itself counts as too many."""

    def __init__(self, named: dict[str, etree._Element]) -> None:
        self._named = named
        self._known: dict[str, int] = {}

    def of(self, element: etree._Element, depth: int = 0) -> int:
        if depth > _DEEPEST:
            return _MOST + 1
        total = 0
        for each in element.iter():
            total += 1 + sum(times * self._target(name, depth) for name, times in _references(each))
            if total > _MOST:
                return total
        return total

    def _target(self, name: str, depth: int) -> int:
        if name not in self._named or etree.QName(self._named[name]).localname in _CHEAP:
            return 0
        if name not in self._known:
            self._known[name] = self.of(self._named[name], depth + 1)
        return self._known[name]


def _references(element: etree._Element) -> Iterator[tuple[str, int]]:
    """Names that the element refers to, and how often it draws each: a marker at every point."""
    for attribute, value in element.attrib.items():
        if "#" in str(value):
            points = str(element.get("d") or element.get("points") or "")
            times = 1 + len(_NUMBER.findall(points)) // 2 if "marker" in f"{attribute}{value}" else 1
            yield from ((name, times) for name in _REFERENCE.findall(str(value)))
