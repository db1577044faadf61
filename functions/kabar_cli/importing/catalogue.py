"""The sections and authors of the publication that an archive moves into."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import yaml

from kabar.domain.identity import is_reserved, slug_of
from kabar.domain.problems import Rejected
from kabar.domain.publication import Author, Publication, Publisher, Section
from kabar.domain.site_parsing import parse_publication
from kabar.domain.text import is_blank, one_line, shorten
from kabar_cli.importing.story import Person, SiteFacts, Term, UnreadableExport

_MOST_SECTIONS: Final = 40
_MOST_AUTHORS: Final = 500
_MOST_PAGES: Final = 40
_LONGEST_SLUG: Final = 60
_LONGEST_SECTION: Final = 60
_LONGEST_NAME: Final = 120
"""schemas/publication.json."""
_STAFF: Final = Person("Redaksi", "redaksi")


@dataclass
class Catalogue:
    """Chooses sections and authors; adds those that it doesn't know, unless the publication is `fixed`.

    `mapping` leads from a category's slug or name to a section's slug, or to None if it is no section.
    """

    zone: ZoneInfo
    fallback: str
    mapping: Mapping[str, str | None] = field(default_factory=dict)
    sections: dict[str, str] = field(default_factory=dict)
    authors: dict[str, Person] = field(default_factory=dict)
    pages: list[dict[str, Any]] = field(default_factory=list)
    fixed: Publication | None = None
    _publication: Publication | None = None

    def section(self, categories: tuple[Term, ...]) -> tuple[str, bool, list[str]]:
        """Slug of the section, whether a category named it, and the names of the categories that it isn't."""
        others: list[str] = []
        chosen = None
        for term in categories:
            slug = None if chosen else self._known(term)
            if slug:
                chosen = slug
            elif not self._means_nothing(term):
                others.append(term.name)
        return chosen or self._add_section(self.fallback, self.fallback.title()) or self.fallback, bool(chosen), others

    def mapped(self, tags: tuple[str, ...]) -> tuple[Term, ...]:
        """Those of the tags that the mapping makes sections of, for systems without categories."""
        terms = (Term(tag, slug_of(tag, "x")) for tag in tags)
        return tuple(term for term in terms if isinstance(self._mapped(term), str))

    def author(self, person: Person) -> str | dict[str, str]:
        """The author's id, or a guest."""
        name = shorten(one_line(person.name), _LONGEST_NAME)
        id_ = _slug(person.id or person.name, "penulis")
        if self.fixed:
            known = {author.id: author.id for author in self.fixed.authors}
            known |= {author.name.casefold(): author.id for author in self.fixed.authors}
            return known.get(id_) or known.get(name.casefold()) or {"name": name}
        if id_ not in self.authors:
            if len(self.authors) >= _MOST_AUTHORS:
                return {"name": name}
            self.authors[id_] = Person(name, id_, person.description)
            self._publication = None
        return id_

    def staff(self) -> str | dict[str, str]:
        """Who signs what nobody signed."""
        return self.fixed.authors[0].id if self.fixed else self.author(_STAFF)

    def add_page(self, page: dict[str, Any]) -> str:
        """Add a page outside the news; why it can't be, empty if it can."""
        slug = page["slug"]
        if self.fixed:
            return "a page outside the news: add it to site.json by hand"
        if is_reserved(slug) or slug in self.sections or any(slug == other["slug"] for other in self.pages):
            return f"its address /{slug}/ is taken"
        if len(self.pages) >= _MOST_PAGES:
            return f"a publication has at most {_MOST_PAGES} pages outside the news"
        self.pages.append(page)
        self._publication = None
        return ""

    @property
    def publication(self) -> Publication:
        """What articles are checked against."""
        if self.fixed:
            return self.fixed
        if self._publication is None:
            sections = tuple(Section(slug, name) for slug, name in self.sections.items())
            authors = tuple(Author(id_, person.name) for id_, person in self.authors.items())
            url = "https://example.org"
            self._publication = Publication("Kabar", url, "id", self.zone, sections, authors, Publisher("Kabar"))
        return self._publication

    def site(self, facts: SiteFacts) -> dict[str, Any]:
        """A site.json to begin with."""
        if not self.authors:
            self.author(_STAFF)
        document: dict[str, Any] = {
            "name": shorten(one_line(facts.name), 120) or "Kabar",
            "url": facts.url,
            "inLanguage": facts.language,
            "timeZone": self.zone.key,
            "sections": [{"slug": slug, "name": name} for slug, name in self.sections.items()]
            or [{"slug": self.fallback, "name": self.fallback.title()}],
            "authors": [_author(id_, person) for id_, person in self.authors.items()],
        }
        if not is_blank(facts.description):
            document["description"] = shorten(one_line(facts.description), 300)
        return document | ({"pages": self.pages} if self.pages else {})

    def _known(self, term: Term) -> str | None:
        mapped = self._mapped(term)
        if mapped is not _UNMAPPED:
            return self._add_section(mapped, mapped.replace("-", " ").title()) if mapped else None
        return self._add_section(_slug(term.slug or term.name, "rubrik"), term.name)

    def _mapped(self, term: Term) -> Any:
        for word in (term.slug, term.name):
            if word in self.mapping:
                return self.mapping[word]
        return _UNMAPPED

    def _means_nothing(self, term: Term) -> bool:
        return self._mapped(term) is None or is_blank(term.name)

    def _add_section(self, slug: str, name: str) -> str | None:
        """The slug, known from now on; None if the publication can't have it."""
        if self.fixed:
            return slug if self.fixed.section(slug) else None
        if slug not in self.sections:
            full = len(self.sections) >= _MOST_SECTIONS - 1 and slug != self.fallback
            if full or is_reserved(slug) or any(slug == page["slug"] for page in self.pages):
                return None
            self.sections[slug] = shorten(one_line(name), _LONGEST_SECTION) or slug
            self._publication = None
        return slug


_UNMAPPED: Final = object()


def _author(id_: str, person: Person) -> dict[str, str]:
    described = shorten(one_line(person.description), 1000)
    return {"id": id_, "name": person.name} | ({"description": described} if described else {})


def _slug(text: str, fallback: str) -> str:
    return slug_of(text, fallback)[:_LONGEST_SLUG].strip("-")


def read_mapping(path: Path | None) -> dict[str, str | None]:
    """A mapping file, YAML or JSON: `category: section`, or nothing after the colon. Raises UnreadableExport."""
    if path is None:
        return {}
    try:
        document = yaml.safe_load(path.read_text("utf-8"))
    except OSError as error:
        raise UnreadableExport(f"{path}: {error.strerror}") from None
    except (ValueError, RecursionError, yaml.YAMLError) as error:
        raise UnreadableExport(f"{path}: can't be read as YAML or JSON ({str(error).splitlines()[0]})") from None
    good = isinstance(document, dict) and all(
        value is None or (isinstance(value, str) and slug_of(value, "x") == value) for value in document.values()
    )
    if not good:
        raise UnreadableExport(f"{path}: write `category: section` in each line, the section as a slug (a-z, 0-9, -)")
    return {str(key): value for key, value in document.items()}


def read_site(path: Path | None) -> Publication | None:
    """An existing site.json. Raises UnreadableExport."""
    if path is None:
        return None
    try:
        return parse_publication(path.read_bytes())
    except OSError as error:
        raise UnreadableExport(f"{path}: {error.strerror}") from None
    except Rejected as rejection:
        raise UnreadableExport(f"{path}: not a valid site.json ({rejection})") from None


def plain_json(document: object) -> bytes:
    """A document as it is written into files."""
    return json.dumps(document, ensure_ascii=False, indent=2).encode("utf-8", "replace") + b"\n"
