"""What is wrong with a file, and what deserves a second look, each at its line and column."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from kabar.domain.draft import Draft
from kabar.domain.elsewhere import not_shown
from kabar.domain.identity import MEDIA, SITE_KEY, article_id
from kabar.domain.lints import lint, wanted
from kabar.domain.parsing import article_problems
from kabar.domain.places import places_of
from kabar.domain.problems import Problem, Rejected
from kabar.domain.publication import Author, Publication, Publisher, Section
from kabar.domain.schema import closest
from kabar.domain.site_parsing import parse_publication
from kabar.services.render_picture import MAX_PICTURE
from kabar.services.uploads import parse_upload
from kabar_cli.sources.collecting import Item, shown
from kabar_cli.sources.folder import Folder
from kabar_cli.sources.positions import TOP, Place
from kabar_cli.sources.reading import Source, read_source

_ALIKE: Final = 0.8
"""How alike two ids must be before one is taken for a slip of the other: all of a day's begin in the same way."""
_COMPARED: Final = 2_000
_BY_NAME: Final = frozenset({"unknown-field", "duplicate-key"})
"""What is wrong with a field's name, not with its value."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding in a file; an error keeps it from being published."""

    problem: Problem
    place: Place = TOP
    error: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """A file, and what was found in it, from top to bottom."""

    item: Item
    source: Source
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> int:
        """How many of the findings are errors."""
        return sum(finding.error for finding in self.findings)


def check(item: Item, folder: Folder, *, lints: bool = True) -> Report:
    """Check one article, site.json or picture; without lints only for what would reject it."""
    if item.fault:
        return Report(item, Source(item.path), (Finding(item.fault, error=True),))
    if item.key == SITE_KEY:
        source = read_source(item.path, item.key)
        found = _errors(source, _of_publication(source)) if not source.errors else ()
    elif item.is_article:
        source = folder.read(item)
        found = tuple(_of_article(item, source, folder, lints=lints)) if not source.errors else ()
    else:
        source = Source(item.path)
        pictures = item.key.startswith(MEDIA)
        found = _errors(source, _of_picture(item)) if pictures else tuple(_of_copy(item, folder))
    read = [Finding(note.problem, note.place, error=True) for note in source.errors]
    warned = [Finding(note.problem, note.place) for note in source.warnings]
    everything = [*read, *warned, *found]
    return Report(item, source, tuple(sorted(everything, key=lambda each: each.place)))


def _of_copy(item: Item, folder: Folder) -> Iterator[Finding]:
    """What is wrong with an agency's copy; of a picture nothing."""
    id_ = article_id(item.key)
    if id_ is None or folder.publication is None:
        return
    try:
        article = parse_upload(id_, item.path.read_bytes(), folder.publication)
    except Rejected as rejection:
        yield from (Finding(problem, error=True) for problem in rejection.problems)
    else:
        yield from map(Finding, article.remarks)


def _of_publication(source: Source) -> tuple[Problem, ...]:
    try:
        parse_publication(source.body)
    except Rejected as rejection:
        return rejection.problems
    return ()


def _of_picture(item: Item) -> tuple[Problem, ...]:
    from kabar.imaging import examine  # noqa: PLC0415 - loads libvips

    try:
        if (size := item.path.stat().st_size) > MAX_PICTURE:
            return (Problem("", "too-large", {"size": str(size), "limit": str(MAX_PICTURE)}),)
        examine(item.path.read_bytes())
    except OSError as error:
        return (Problem("", "unreadable", {"why": error.strerror or str(error)}),)
    except Rejected as rejection:
        return rejection.problems
    return ()


def _of_article(item: Item, source: Source, folder: Folder, *, lints: bool) -> Iterator[Finding]:
    publication = folder.publication or stand_in(source.document)
    problems = article_problems(article_id(item.key) or "", source.document, publication)
    yield from _errors(source, problems)
    if lints and not problems:
        spellings = {} if "tag-variant" in publication.lints_off else folder.spellings(item)
        yield from _warnings(source, lint(Draft(source.document, publication, spellings)))
        if folder.root:
            yield from _warnings(source, wanted(_missing(item, source, folder), publication))


def _errors(source: Source, problems: Iterable[Problem]) -> tuple[Finding, ...]:
    return tuple(replace(each, error=True) for each in _warnings(source, problems))


def _warnings(source: Source, problems: Iterable[Problem]) -> Iterator[Finding]:
    for problem in problems:
        yield Finding(problem, source.places.of(problem.pointer, name=problem.code in _BY_NAME))


def _missing(item: Item, source: Source, folder: Folder) -> Iterator[Problem]:
    """References to pictures and articles that the folder doesn't have."""
    pictures, others = folder.pictures | source.pictures.keys(), folder.articles - {article_id(item.key)}
    for name, place in places_of(source.document):
        if place.endswith("/contentUrl"):
            if name.startswith("media/") and name not in pictures:
                yield Problem(place, "picture-missing", {"key": name, **_near(name, pictures)})
            elif folder.publication:
                yield from not_shown([(name, place)], folder.publication.picture_hosts)
        elif name not in others:
            yield Problem(place, "related-missing", {"id": name, **_near(name, others)})


def _near(name: str, known: AbstractSet[str]) -> dict[str, str]:
    """The one that may be meant; among very many none is looked for, as that would take long."""
    return closest(name, known, _ALIKE) if len(known) <= _COMPARED else {}


def stand_in(document: Any) -> Publication:
    """Where there is no site.json: a publication in which the article's section and authors are right."""
    fields = document if isinstance(document, dict) else {}
    section, authors = fields.get("articleSection"), fields.get("author")
    sections = (Section(section, section),) if isinstance(section, str) else ()
    ids = [author for author in authors if isinstance(author, str)] if isinstance(authors, list) else []
    off = frozenset({"initials-unknown"})
    known = tuple(Author(id_, id_) for id_ in ids)
    return Publication("", "", "en", ZoneInfo("UTC"), sections, known, Publisher(""), lints_off=off)


def clash(item: Item, path: Path) -> Report:
    """That the file at `path` is the same article as the item."""
    problem = Problem("", "same-article", {"other": shown(item.path), "key": item.key})
    return Report(Item(path, item.key), Source(path), (Finding(problem, error=True),))
