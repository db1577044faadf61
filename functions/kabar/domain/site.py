"""What stands in the site bucket, and what each kind of page is rendered from."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kabar.domain.article import Article, Card, StoredPicture
from kabar.domain.index import LedgerEntry, MonthMark
from kabar.domain.life import Withdrawal
from kabar.domain.publication import Publication


def etag_of(body: bytes) -> str:
    """What S3 calls some bytes: their MD5, in quotes (Amazon S3, "Object", ETag, of a bucket with SSE-S3)."""
    return f'"{hashlib.md5(body, usedforsecurity=False).hexdigest()}"'


@dataclass(frozen=True)
class SiteObject:
    """One object of the site bucket: its bytes and every header that readers or the edge need.

    `key` has no slash at its start. `tags` are cache tags (at most 50). `status` and `location` are set where the
    address answers 301 or 410.
    """

    key: str
    body: bytes
    content_type: str
    cache_control: str
    tags: tuple[str, ...]
    status: int | None = None
    location: str | None = None

    @cached_property
    def etag(self) -> str:
        """What S3 calls its bytes."""
        return etag_of(self.body)


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page shows around its own content: the publication and the pictures that site.json names.

    `edition` names both: it differs whenever they do.
    """

    publication: Publication
    pictures: Mapping[str, StoredPicture]
    edition: str = ""


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """An article and what it refers to; what isn't published (yet) is missing from the mappings."""

    article: Article
    card: Card
    related: Mapping[str, Card]
    pictures: Mapping[str, StoredPicture]
    translations: tuple[Card, ...] = ()
    replies_to: tuple[Card, ...] = ()
    """The articles to which this one is the right of reply."""
    follow_ups: tuple[Card, ...] = ()
    """The later articles that follow this one up."""
    more: tuple[Card, ...] = ()
    """Earlier articles that it has something to do with, the best first."""


@dataclass(frozen=True, slots=True)
class GonePage:
    """What an address answers whose article is no longer public. Without a card nothing is known of it any more."""

    path: str
    card: Card | None
    withdrawal: Withdrawal | None


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """Lines of the public ledger, newest first: those of a year (`yyyy`), or without one the newest of all.

    `years` are those that have lines, newest first; `cards` the published articles among those that lines name.
    """

    entries: tuple[LedgerEntry, ...]
    years: tuple[str, ...]
    cards: Mapping[str, Card]
    year: str | None = None


@dataclass(frozen=True, slots=True)
class ListPage:
    """The newest articles of a list, newest first: home, or that of a section, a tag, an author or a language.

    `kind` says which of these, `name` is its slug, id or code.
    Fronts (home, section) have `pinned` and `breaking` articles besides, newest first; home has the newest of each
    section of the menu, by its slug.
    """

    kind: str
    name: str
    cards: tuple[Card, ...]
    pinned: tuple[Card, ...] = ()
    breaking: tuple[Card, ...] = ()
    sections: tuple[tuple[str, tuple[Card, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class DayPage:
    """All articles of one day of the publication's zone, newest first."""

    day: date
    cards: tuple[Card, ...]
    section: str | None = None
    around: tuple[str | None, str | None] = (None, None)
    """The days (`yyyy-mm-dd`) with articles right before and after it."""


@dataclass(frozen=True, slots=True)
class MonthPage:
    """The days of a month (`yyyy-mm`) that have articles, and its newest articles."""

    month: str
    days: tuple[int, ...]
    cards: tuple[Card, ...]
    section: str | None = None
    around: tuple[str | None, str | None] = (None, None)
    """The months (`yyyy-mm`) with articles right before and after it."""


@dataclass(frozen=True, slots=True)
class ArchivePage:
    """The months (`yyyy-mm`) that have articles, newest first."""

    months: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SitemapMonth:
    """All articles of a month, oldest first: so what was full stays as it is when newer ones come."""

    month: str
    cards: Iterable[Card]


@dataclass(frozen=True, slots=True)
class SitemapIndex:
    """The months that have articles, newest first, and in how many parts the news sitemap is."""

    months: tuple[MonthMark, ...]
    news: int = 1


@dataclass(frozen=True, slots=True)
class SitemapNews:
    """The articles of the last two days, newest first."""

    cards: Iterable[Card]
