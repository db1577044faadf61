"""What feeds, sitemaps and metadata all say of an article: addresses, moments, names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from kabar.domain.article import Byline, Card
from kabar.domain.links import outside
from kabar.domain.publication import Publication
from kabar.render.addresses import absolute, author_path

_MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Person:
    """An author as readers see one; `url` is absolute."""

    name: str
    url: str | None = None
    job_title: str | None = None


def link(publication: Publication, target: str | None) -> str | None:
    """The absolute address of a path of the site or of an address elsewhere; None if it is neither."""
    if not target:
        return None
    return absolute(publication, target) if target.startswith("/") else outside(target)


def local(when: datetime, zone: ZoneInfo) -> datetime:
    """The moment in the zone, to the second; in UTC where the zone was not yet at whole minutes (RFC 3339, 5.6)."""
    there = when.astimezone(zone).replace(microsecond=0)
    return there.astimezone(UTC) if (there.utcoffset() or timedelta()) % _MINUTE else there


def moment(when: datetime, zone: ZoneInfo) -> str:
    """The moment as RFC 3339, which ISO 8601 and W3C-DTF include, with the offset of the zone."""
    return local(when, zone).isoformat()


def language_among(card: Card, publication: Publication, here: str | None) -> str | None:
    """The language of the card's headline on a page in a language (the publication's if None), unless all are one."""
    own = card.language or publication.language
    return own if {own, here or publication.language} != {publication.language} else None


def title(card: Card) -> str:
    """The headline, or what comes closest where nothing of it can be seen: formats demand a title."""
    return card.headline or card.description or card.path


def changed(card: Card) -> datetime:
    """When the article was last changed for readers."""
    return card.modified or card.published


def people(publication: Publication, bylines: Iterable[Byline]) -> tuple[Person, ...]:
    """The authors by name, ids resolved; who has left site.json keeps the id as a name."""
    return tuple(_person(publication, byline) for byline in bylines)


def _person(publication: Publication, byline: Byline) -> Person:
    author = publication.author(byline.id) if byline.id else None
    if author:
        return Person(author.name, absolute(publication, author_path(author.id)), author.job_title)
    return Person(byline.name or byline.id or publication.name, link(publication, byline.url))


def section_name(publication: Publication, slug: str) -> str:
    """The name of the section, or its slug if site.json doesn't have it (any more)."""
    section = publication.section(slug)
    return section.name if section else slug


def present(fields: Mapping[str, object]) -> dict[str, object]:
    """The fields that say something: None, empty texts and empty lists are left out."""
    return {name: value for name, value in fields.items() if value is not None and value not in ("", [], ())}
