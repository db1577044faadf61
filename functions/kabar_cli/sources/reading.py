"""An article's or a publication's file, as it is to be uploaded, with what reading it found."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from kabar.domain.problems import Problem, Rejected
from kabar.domain.publication import Publication
from kabar.domain.strict_json import MAX_BYTES, load, too_large
from kabar_cli.sources.positions import TOP, Place, Places, json_places

MARKDOWN: Final = frozenset({".md", ".markdown"})


@dataclass(frozen=True, slots=True)
class Note:
    """A finding of reading, at its place in the file."""

    problem: Problem
    place: Place = TOP


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read.

    `document` is the parsed JSON, None if there is none; `body` is what is uploaded. `errors` keep it from being
    uploaded. `pictures` are files that go up with it, by their keys. A `draft` isn't to be published.
    """

    path: Path
    text: str = ""
    document: Any = None
    body: bytes = b""
    places: Places = field(default_factory=Places)
    errors: tuple[Note, ...] = ()
    warnings: tuple[Note, ...] = ()
    pictures: Mapping[str, Path] = field(default_factory=dict)
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Desk:
    """What files are read for: the publication (None if unknown), its folder, and what Markdown may leave out."""

    publication: Publication | None = None
    root: Path | None = None
    section: str | None = None
    author: str | None = None


def read_source(path: Path, key: str, desk: Desk | None = None) -> Source:
    """The file under the key that it goes to. Never raises for what is in the file or that it can't be read."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            return Source(path, errors=(Note(too_large(size)),))
        raw = path.read_bytes()
    except OSError as error:
        return Source(path, errors=(Note(Problem("", "unreadable", {"why": error.strerror or str(error)})),))
    if path.suffix.lower() in MARKDOWN:
        from kabar_cli.markdown.reading import read_markdown  # noqa: PLC0415 - JSON needs no Markdown parser

        return read_markdown(path, raw, key, desk or Desk())
    return _read_json(path, raw)


def decoded(raw: bytes) -> str:
    """The text, as far as it is UTF-8; what isn't is shown by replacement characters."""
    return raw.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace").replace("\r\n", "\n")


def _read_json(path: Path, raw: bytes) -> Source:
    text = decoded(raw)
    try:
        document = load(raw)
    except Rejected as rejection:
        places = _places_despite(rejection, text)
        notes = tuple(Note(problem, _place(problem, places, raw)) for problem in rejection.problems)
        return Source(path, text, body=raw, errors=notes)
    return Source(path, text, document, raw, json_places(text))


def _places_despite(rejection: Rejected, text: str) -> Places:
    """The places in a document that is JSON by its syntax only."""
    syntax = {"not-json", "empty-file", "not-utf-8", "too-deep", "too-large"}
    return Places() if any(problem.code in syntax for problem in rejection.problems) else json_places(text)


def _place(problem: Problem, places: Places, raw: bytes) -> Place:
    match problem.code:
        case "not-json":
            return Place(int(problem.values["line"]), int(problem.values["column"]))
        case "not-utf-8":
            before = raw.removeprefix(b"\xef\xbb\xbf")[: int(problem.values["offset"])].decode("utf-8", "replace")
            return Place(before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)
        case _:
            return places.of(problem.pointer, name=True)
