"""Where in a JSON text each value stands, by its JSON Pointer."""

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from kabar.domain.problems import pointer

_TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}:,]|[^\s\[\]{}:,"]+', re.DOTALL)
_Tokens = Iterator[re.Match[str]]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Line and column, both from 1."""

    line: int = 1
    column: int = 1


TOP: Final = Place()


@dataclass(frozen=True, slots=True)
class Places:
    """Values and field names of a document, by their pointers."""

    values: Mapping[str, Place] = field(default_factory=dict)
    names: Mapping[str, Place] = field(default_factory=dict)

    def of(self, place: str, *, name: bool = False) -> Place:
        """Where the value stands (or the field's name); of what isn't there, where its nearest parent does."""
        while place and place not in self.values:
            place = place.rpartition("/")[0]
            name = False
        return (self.names if name else self.values).get(place, self.values.get(place, TOP))


def json_places(text: str) -> Places:
    """The places in a text that `strict_json.load` can parse; of a field that occurs twice, the last."""
    values: dict[str, int] = {}
    names: dict[str, int] = {}
    tokens = _TOKEN.finditer(text)
    _value(next(tokens), tokens, "", values, names)
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    return Places(_placed(values, starts), _placed(names, starts))


def _placed(offsets: Mapping[str, int], starts: list[int]) -> dict[str, Place]:
    lines = {place: bisect_right(starts, offset) for place, offset in offsets.items()}
    return {place: Place(line, offsets[place] - starts[line - 1] + 1) for place, line in lines.items()}


def _value(token: re.Match[str], tokens: _Tokens, place: str, values: dict[str, int], names: dict[str, int]) -> None:
    values[place] = token.start()
    if token[0] == "{":
        for key in _members(tokens, "}"):
            inner = place + pointer(json.loads(key[0], strict=False))
            names[inner] = key.start()
            next(tokens)  # the colon
            _value(next(tokens), tokens, inner, values, names)
    elif token[0] == "[":
        for index, item in enumerate(_members(tokens, "]")):
            _value(item, tokens, place + pointer(index), values, names)


def _members(tokens: _Tokens, end: str) -> _Tokens:
    for token in tokens:
        if token[0] == end:
            return
        if token[0] != ",":
            yield token
