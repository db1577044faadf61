"""What the templates of lists and of the calendar are given: one frozen class for each."""

from dataclasses import dataclass

from kabar.render.block_views import FigureView
from kabar.render.contexts import Feed, Head, LanguageLink, Link, Shell, Teaser
from kabar.render.words import Words


@dataclass(frozen=True, slots=True)
class SectionBlock:
    """The newest of a section on the front page; `anchor` is the id of its heading."""

    section: Link
    anchor: str
    teasers: tuple[Teaser, ...]


@dataclass(frozen=True, slots=True)
class ListContext:
    """list.html: home, section, tag, author and language. `label` says what kind of list it is."""

    shell: Shell
    head: Head
    words: Words
    crumbs: tuple[Link, ...]
    heading: str
    label: str | None
    intro: str | None
    portrait: FigureView | None
    elsewhere: tuple[Link, ...]
    breaking: tuple[Teaser, ...]
    lead: Teaser | None
    seconds: tuple[Teaser, ...]
    latest: tuple[Teaser, ...]
    sections: tuple[SectionBlock, ...]
    feeds: tuple[Feed, ...]
    older: Link
    languages: tuple[LanguageLink, ...]


@dataclass(frozen=True, slots=True)
class DayContext:
    """day.html: `around` leads to the day before and the day after that have articles."""

    shell: Shell
    head: Head
    words: Words
    crumbs: tuple[Link, ...]
    heading: str
    teasers: tuple[Teaser, ...]
    month: Link
    around: tuple[Link | None, Link | None]


@dataclass(frozen=True, slots=True)
class MonthContext:
    """month.html: `weeks` are of seven days, Monday first; a day outside the month is None."""

    shell: Shell
    head: Head
    words: Words
    crumbs: tuple[Link, ...]
    heading: str
    weekdays: tuple[tuple[str, str], ...]
    weeks: tuple[tuple[Link | None, ...], ...]
    teasers: tuple[Teaser, ...]
    around: tuple[Link | None, Link | None]


@dataclass(frozen=True, slots=True)
class ArchiveContext:
    """archive.html: the months of each year, newest year first."""

    shell: Shell
    head: Head
    words: Words
    years: tuple[tuple[str, tuple[Link, ...]], ...]
