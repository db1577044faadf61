"""What a reader of an export finds, before it becomes an article."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kabar.hypertext.tree import Element


class UnreadableExport(Exception):
    """A file that isn't the export that it was said to be, or can't be read. The text says what to do."""


@dataclass(frozen=True, slots=True)
class Person:
    """An author: `id` as the other system has it, empty for somebody of whom only the name is known."""

    name: str
    id: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A category or a tag."""

    name: str
    slug: str = ""


@dataclass(frozen=True, slots=True)
class MainPicture:
    """The picture at the head of a story; the caption is HTML."""

    url: str
    alt: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """One article of an export. `source` names it there; texts are plain but for `html` and the picture's caption.

    `by_lines` tells that blank lines part the paragraphs of `html`; a date without an offset is the publication's;
    `hosts` are those of the site itself, whose links become paths. A `page` stands outside the news. `nodes` are the
    text as a tree, where the reader has made it already; `document` are the article's fields, where it has made those.
    """

    source: str
    title: str
    html: str = ""
    by_lines: bool = False
    url: str = ""
    former: tuple[str, ...] = ()
    slug: str = ""
    published: datetime | None = None
    modified: datetime | None = None
    authors: tuple[Person, ...] = ()
    categories: tuple[Term, ...] = ()
    tags: tuple[str, ...] = ()
    description: str = ""
    subtitle: str = ""
    language: str = ""
    organization: str = ""
    image: MainPicture | None = None
    hosts: frozenset[str] = frozenset()
    page: bool = False
    remarks: tuple[tuple[str, dict[str, str]], ...] = ()
    nodes: tuple[Element | str, ...] = ()
    document: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that no article becomes of, and why."""

    source: str
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """What an export says of the publication."""

    name: str = ""
    url: str = ""
    language: str = ""
    description: str = ""


Found = Story | Skipped | SiteFacts | Person
