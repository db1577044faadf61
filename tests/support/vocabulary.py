"""The vocabulary of schema.org: which properties a type has, and what may stand in them."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_PREFIX = "schema:"
_LITERALS = {
    bool: {"Boolean"},
    int: {"Number", "Integer", "Float", "QuantitativeValue"},  # Google counts a picture's pixels so
    float: {"Number", "Float"},
    str: {"Text", "URL", "Date", "DateTime", "Time"},
}
_DATA = set[str]().union(*_LITERALS.values())

Node = dict[str, Any]


class Vocabulary:
    """A release of the vocabulary, from its JSON-LD."""

    def __init__(self, path: Path) -> None:
        """Read `schemaorg-all-https.jsonld.gz`."""
        graph = json.loads(gzip.decompress(path.read_bytes()))["@graph"]
        self._terms: dict[str, Node] = {one["@id"].removeprefix(_PREFIX): one for one in graph}

    def complaints(self, node: Node) -> Iterator[str]:
        """What is wrong with a node and those within it; of a node without a type only its id is known."""
        for one in node.get("@graph", []):
            yield from self.complaints(one)
        type_ = node.get("@type")
        if type_ is None:
            return
        if type_ not in self._terms:
            yield f"{type_} is no type"
        for name, value in node.items():
            if not name.startswith("@"):
                for one in value if isinstance(value, list) else [value]:
                    yield from self._property(type_, name, one)

    def _property(self, type_: str, name: str, value: object) -> Iterator[str]:
        term = self._terms.get(name, {})
        ranges = set(_named(term, "schema:rangeIncludes"))
        if not set(_named(term, "schema:domainIncludes")) & self._lineage(type_):
            yield f"{type_} has no {name}"
        elif not isinstance(value, dict):
            if not _fits(value, ranges):
                yield f"{name} of {type_} is no {value!r}"
        elif "@type" in value and not self._lineage(value["@type"]) & ranges:
            yield f"{name} of {type_} is no {value['@type']}"
        else:
            yield from self.complaints(value)

    def _lineage(self, type_: str) -> set[str]:
        found, waiting = set(), [type_]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += _named(self._terms.get(name, {}), "rdfs:subClassOf")
        return found


def _named(term: Node, name: str) -> list[str]:
    value = term.get(name, [])
    return [one["@id"].removeprefix(_PREFIX) for one in (value if isinstance(value, list) else [value])]


def _fits(value: object, ranges: set[str]) -> bool:
    """Whether a literal may stand there. An address may stand for the thing that it is the address of."""
    address = isinstance(value, str) and value.startswith("https://")
    return bool(_LITERALS[type(value)] & ranges) or (address and bool(ranges - _DATA))
