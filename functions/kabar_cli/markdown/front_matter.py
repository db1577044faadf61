"""The head of a Markdown file: YAML between lines of three hyphens, or TOML between lines of three plus signs.

Every scalar is read as the text that was written: no date, number or `no` changes on its way. Tags and aliases are
refused, so nothing is executed and nothing grows.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from kabar.domain.problems import Problem, pointer
from kabar_cli.sources.positions import Place
from kabar_cli.sources.reading import Note

_FENCED: Final = re.compile(
    r"\s*?(?P<fence>---|\+\+\+)[ \t]*\n(?P<head>.*?)^(?P=fence)[ \t]*$\n?", re.DOTALL | re.MULTILINE
)
_PLAIN_TAGS: Final = frozenset({f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map")})
_LARGEST: Final = 64 * 1024
_DEEPEST: Final = 16
_NOTHING: Final = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(slots=True)
class Front:
    """The values by key, as texts, lists and mappings; where each stands by its pointer; what was wrong."""

    values: dict[str, Any] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    names: dict[str, Place] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    body: str = ""
    line: int = 1
    """The line at which the body begins."""


def read_front(text: str) -> Front:
    """The head of the file and what follows it. What can't be read is among the notes."""
    fenced = _FENCED.match(text)
    if fenced is None:
        return Front(notes=[Note(Problem("", "front-matter-missing"))], body=text)
    front = Front(body=text[fenced.end() :], line=text.count("\n", 0, fenced.end()) + 1)
    first = text.count("\n", 0, fenced.start("head")) + 1
    if len(fenced["head"]) > _LARGEST:
        front.notes.append(Note(_broken(f"it has more than {_LARGEST} characters"), Place(first)))
    else:
        (_read_yaml if fenced["fence"] == "---" else _read_toml)(fenced["head"], first, front)
    return front


def _broken(detail: str) -> Problem:
    return Problem("", "front-matter-broken", {"detail": detail})


def _read_yaml(head: str, first: int, front: Front) -> None:
    try:
        if refused := _refused(head, first):
            front.notes.append(refused)
            return
        node = yaml.compose(head, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        front.notes.append(Note(_broken(error.problem or "?"), _place(mark, first)))
        return
    except yaml.YAMLError as error:
        front.notes.append(Note(_broken(" ".join(str(error).split())), Place(first)))
        return
    if isinstance(node, yaml.MappingNode):
        front.values = _value(node, "", first, front)
    elif node is not None:
        front.notes.append(Note(_broken("it has no keys"), Place(first)))


def _refused(head: str, first: int) -> Note | None:
    """The first alias, or what is nested so deep that reading it would take very long."""
    depth = 0
    for event in yaml.parse(head, Loader=yaml.BaseLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent):
            problem = Problem("", "front-matter-alias", {"name": str(event.anchor)})
            return Note(problem, _place(event.start_mark, first))
        if depth > _DEEPEST:
            return Note(_broken("it is nested too deep"), _place(event.start_mark, first))
    return None


def _value(node: yaml.Node, place: str, first: int, front: Front) -> Any:
    front.places[place] = _place(node.start_mark, first)
    if node.tag not in _PLAIN_TAGS:
        front.notes.append(Note(Problem("", "front-matter-tag", {"tag": node.tag[:80]}), front.places[place]))
        return None
    match node:
        case yaml.MappingNode():
            return dict(_members(node, place, first, front))
        case yaml.SequenceNode():
            return [_value(item, place + pointer(index), first, front) for index, item in enumerate(node.value)]
        case _:
            text = str(node.value)
            return None if getattr(node, "style", None) is None and text in _NOTHING else text


def _members(node: yaml.MappingNode, place: str, first: int, front: Front) -> Iterator[tuple[str, Any]]:
    seen: set[str] = set()
    for key, value in node.value:
        name = str(key.value) if isinstance(key, yaml.ScalarNode) else "?"
        inner = place + pointer(name)
        front.names[inner] = _place(key.start_mark, first)
        if name in seen:
            problem = Problem(inner, "duplicate-key", {"what": name[:80]})
            front.notes.append(Note(problem, front.names[inner]))
        seen.add(name)
        yield name, _value(value, inner, first, front)


def _place(mark: Any, first: int) -> Place:
    return Place(mark.line + first, mark.column + 1) if mark else Place(first)


def _read_toml(head: str, first: int, front: Front) -> None:
    try:
        front.values = _texts(tomllib.loads(head))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = re.search(r"line (\d+), column (\d+)", str(error))
        line, column = (int(found[1]), int(found[2])) if found else (1, 1)
        front.notes.append(Note(_broken(str(error).partition(" (at")[0]), Place(first + line - 1, column)))
        return
    for number, line_text in enumerate(head.split("\n")):
        if key := re.match(r"\s*\[*\"?([\w-]+)\"?\s*[=\]]", line_text):
            front.names.setdefault(pointer(key[1]), Place(first + number, key.start(1) + 1))
    front.places = dict(front.names)


def _texts(value: Any) -> Any:
    """TOML's own types as the texts that YAML gives."""
    match value:
        case dict():
            return {str(key): _texts(inner) for key, inner in value.items()}
        case list():
            return [_texts(inner) for inner in value]
        case bool():
            return "true" if value else "false"
        case _ if hasattr(value, "isoformat"):
            return value.isoformat()
        case _:
            return str(value)
