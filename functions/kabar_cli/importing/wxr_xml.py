"""The items of a WordPress export, one at a time, in little memory, whatever is in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.entities import html5
from pathlib import Path
from sys import intern
from typing import Final
from xml.parsers import expat

from kabar_cli.importing.story import UnreadableExport
from kabar_cli.importing.wxr_text import pieces

LONGEST_TEXT: Final = 10_000_000
"""Characters of one text that are kept: more than any article has, unless pictures are written into it."""
_MOST_TEXT: Final = 3 * LONGEST_TEXT
_MOST_NODES: Final = 100_000
_MOST_DEPTH: Final = 200
_LONGEST_TAG: Final = 16_000_000
_LONGEST_ATTRIBUTE: Final = 1000
_CHANNEL, _KEPT = 2, 5
"""How deep the channel stands; how deep what is kept may stand: an item's fields, and theirs."""
_PREFIXES: Final = {
    "purl.org/rss/1.0/modules/content/": "content:", "purl.org/dc/elements/1.1/": "dc:",
    "wordpress.org/export/1.0/": "wp:", "wordpress.org/export/1.1/": "wp:", "wordpress.org/export/1.2/": "wp:",
    "wordpress.org/export/1.0/excerpt/": "excerpt:", "wordpress.org/export/1.1/excerpt/": "excerpt:",
    "wordpress.org/export/1.2/excerpt/": "excerpt:",
}  # fmt: skip
_UNREAD: Final = frozenset({"wp:comment"})
"""Elements of which it counts that they are there."""
_NONE: Final[Mapping[str, str]] = {}


@dataclass(slots=True)
class Node:
    """An element: its name as WordPress writes it (`wp:post_id`), its attributes, its text, what stands in it.

    `large` names those of its children whose text was too long to be kept; an empty name stands for those that were
    too many.
    """

    name: str
    attributes: Mapping[str, str] = field(default_factory=lambda: _NONE)
    text: str = ""
    children: "list[Node]" = field(default_factory=list)
    large: list[str] = field(default_factory=list)

    def named(self, name: str) -> "list[Node]":
        """The children of a name."""
        return [child for child in self.children if child.name == name]

    def fields(self) -> dict[str, str]:
        """The texts of the children by their names, of each the first."""
        found: dict[str, str] = {}
        for child in self.children:
            found.setdefault(child.name, child.text)
        return found


def elements(path: Path) -> Iterator[Node]:
    """Each child of the channel (`item`, `wp:author`, `title`...).

    Nothing is loaded from elsewhere, and a file that declares a document type is refused. Raises UnreadableExport.
    """
    reading = _Reading(path)
    try:
        for piece in pieces(path):
            reading.feed(piece)
            yield from reading.taken()
        reading.feed("", final=True)
        yield from reading.taken()
    except expat.ExpatError as error:
        raise UnreadableExport(
            f"{path.name} isn't whole or isn't XML: line {error.lineno}, column {error.offset + 1} "
            f"({expat.ErrorString(error.code)}). Export it again, or have the damaged place mended"
        ) from None
    except UnicodeError as error:
        raise UnreadableExport(f"{path.name} isn't written in the encoding that it names ({error})") from None
    except OSError as error:
        raise UnreadableExport(f"{path}: {error.strerror or error}") from None


class _Reading:
    """Makes nodes of what the parser tells, for as long as they are few and small."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._open: list[Node | None] = []
        self._done: list[Node] = []
        self._prefixes: dict[str, str] = {}
        self._texts: list[str] = []
        self._length = self._total = self._nodes = self._fed = 0
        parser = self._parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.UseForeignDTD()  # so that names such as &nbsp; are told of, and are no errors
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.SkippedEntityHandler = self._entity

    def feed(self, piece: str, *, final: bool = False) -> None:
        body = piece.encode("utf-8", "surrogatepass")
        self._fed += len(body)
        self._parser.Parse(body, final)
        if self._fed - self._parser.CurrentByteIndex > _LONGEST_TAG:
            raise UnreadableExport(
                f"{self._path.name} has a tag or a comment of more than 16 MB, in line {self._parser.CurrentLineNumber}"
            )

    def taken(self) -> list[Node]:
        """What is complete by now."""
        done, self._done = self._done, []
        return done

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        depth = len(self._open) + 1
        if depth == 1 and tag != "rss":
            raise UnreadableExport(f"{self._path.name} is no WordPress export: it begins with <{tag[:80]}>, not <rss>")
        if depth > _MOST_DEPTH:
            raise UnreadableExport(f"{self._path.name} is nested too deep, which no WordPress export is")
        if depth <= _CHANNEL:
            self._declare(attributes)
        self._texts, self._length = [], 0
        self._open.append(self._kept(depth, tag, attributes))

    def _kept(self, depth: int, tag: str, attributes: dict[str, str]) -> Node | None:
        """The node; None for what isn't looked at."""
        if depth == _CHANNEL + 1:
            self._nodes = self._total = 0
            return Node(self._name(tag))
        parent = self._open[-1] if self._open else None
        if parent is None or parent.name in _UNREAD or depth > _KEPT:
            return None
        self._nodes += 1
        if self._nodes > _MOST_NODES:
            item = self._open[_CHANNEL]
            if item and "" not in item.large:
                item.large.append("")
            return None
        node = Node(self._name(tag), _shortened(attributes))
        parent.children.append(node)
        return node

    def _text(self, text: str) -> None:
        self._length += len(text)
        if self._length <= LONGEST_TEXT and self._total + self._length <= _MOST_TEXT:
            self._texts.append(text)

    def _end(self, _: str) -> None:
        node = self._open.pop()
        if node and not node.children:
            self._close(node)
        self._texts, self._length = [], 0
        if node and len(self._open) == _CHANNEL:
            self._done.append(node)

    def _close(self, node: Node) -> None:
        node.text = "".join(self._texts).strip()
        parent = self._open[-1]
        if self._length > LONGEST_TEXT or self._total + self._length > _MOST_TEXT:
            node.text = ""
            if parent:
                parent.large.append(node.name)
        self._total += len(node.text)

    def _entity(self, name: str, is_parameter: bool) -> None:  # noqa: FBT001 - expat's signature
        if not is_parameter:
            self._text(html5.get(f"{name};", f"&{name};"))

    def _doctype(self, name: str | None, *_: object) -> None:
        if name is not None:
            raise UnreadableExport(
                f"{self._path.name} declares a document type or entities, which no WordPress export does"
            )

    def _declare(self, attributes: dict[str, str]) -> None:
        for name, value in attributes.items():
            if name.startswith("xmlns:"):
                wanted = _PREFIXES.get(value.partition("://")[2].rstrip("/") + "/")
                self._prefixes[f"{name.removeprefix('xmlns:')}:"] = wanted or f"{name.removeprefix('xmlns:')}:"

    def _name(self, tag: str) -> str:
        prefix, colon, local = tag.rpartition(":")
        return intern((self._prefixes.get(prefix + colon, prefix + colon) + local)[:_LONGEST_ATTRIBUTE])


def _shortened(attributes: dict[str, str]) -> Mapping[str, str]:
    return {name: value[:_LONGEST_ATTRIBUTE] for name, value in attributes.items()} if attributes else _NONE
