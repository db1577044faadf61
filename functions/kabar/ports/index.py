"""The index of what is public and why."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Protocol

from kabar.domain.album import Album
from kabar.domain.article import Card, StoredPicture
from kabar.domain.index import (
    Address,
    CropWish,
    LedgerEntry,
    Mark,
    Media,
    MonthMark,
    Record,
    Relation,
    Rendition,
    Row,
    Site,
)
from kabar.domain.rows import Commit


class Conflict(Exception):
    """Somebody else changed since what was read: read again."""


class Table(Protocol):
    """The index. Every read is strongly consistent."""

    def record(self, id_: str) -> Record | None:
        """An article's record."""

    def records(self, ids: Iterable[str]) -> Mapping[str, Record]:
        """The records of those of the articles that have one."""

    def site(self) -> Site | None:
        """The standing publication."""

    def media(self, key: str) -> Media | None:
        """A picture's row."""

    def medias(self, keys: Iterable[str]) -> Mapping[str, Media]:
        """The rows of those of the pictures that have one."""

    def album(self, keys: Iterable[str]) -> Album:
        """Which of the pictures have arrived, and which stand on the site."""

    def pictures(self, keys: Iterable[str]) -> Mapping[str, StoredPicture]:
        """Those of the pictures that stand on the site."""

    def holders(self, hash_: str) -> list[str]:
        """The inbox keys under which these bytes stand, or once stood."""

    def rendition(self, hash_: str) -> Rendition | None:
        """What stands on the site of the picture that has these bytes."""

    def crop_wishes(self, key: str) -> list[CropWish]:
        """Who wants a picture cropped around a point of its own."""

    def address(self, path: str) -> Address | None:
        """Who owns a path."""

    def referrers(self, target: str) -> list[str]:
        """The inbox keys of all that refers to an inbox key."""

    def each_referrer(self, target: str) -> Iterator[str]:
        """As referrers, but read as far as they are asked for."""

    def newest(self, list_: str, limit: int) -> tuple[Card, ...]:
        """The newest cards of a list, newest first."""

    def between(self, list_: str, start: datetime, end: datetime, limit: int) -> tuple[Card, ...]:
        """The newest cards of a list published from `start` up to (not with) `end`, newest first."""

    def span(self, list_: str, start: datetime, end: datetime, *, newest_first: bool = False) -> Iterator[Card]:
        """Every card of a list published from `start` up to (not with) `end`, in its order, read as it is asked for."""

    def beside(self, list_: str, card: Card, limit: int, *, after: bool) -> tuple[Card, ...]:
        """The cards that come right before or right after a card's place in a list, the nearest first."""

    def days(self, scope: str, month: str) -> tuple[int, ...]:
        """The days of a `yyyy-mm` that have articles."""

    def days_from(self, scope: str, first: str, limit: int) -> tuple[str, ...]:
        """The first days (`yyyy-mm-dd`) with articles, at most `limit`, from `first` on, in their order."""

    def days_around(self, scope: str, first: str, last: str) -> tuple[str | None, str | None]:
        """The nearest days (`yyyy-mm-dd`) with articles before `first` and after `last`, each such a text too."""

    def months(self) -> tuple[MonthMark, ...]:
        """The months that have articles, newest first."""

    def commit(self, commit: Commit) -> None:
        """Do it whole. Raises Conflict, nothing done, if the revision or an address is no longer as it was."""

    def put_media(self, media: Media) -> None:
        """Write a picture's row, and before it that the key holds its bytes.

        Raises Conflict if its revision isn't the one before.
        """

    def put_rendition(self, rendition: Rendition) -> None:
        """Write what stands of a picture. Raises Conflict if its revision isn't the one before."""

    def drop_rendition(self, rendition: Rendition) -> None:
        """Remove the row, if it stands at that revision. Raises Conflict."""

    def relations(self, id_: str) -> tuple[Relation, ...]:
        """What other articles are to an article."""

    def ledger(self, limit: int, start: datetime | None = None, end: datetime | None = None) -> tuple[LedgerEntry, ...]:
        """The newest lines of the ledger, or of its part from `start` up to (not with) `end`, newest first."""

    def years(self) -> tuple[str, ...]:
        """The years that have lines in the ledger, newest first."""

    def standing(self, rows: Iterable[Row]) -> tuple[Row, ...]:
        """What stands under the keys of these rows, in no order."""

    def mark(self, mark: Mark) -> None:
        """Write a mark; without a change if it stands already."""

    def news_parts(self) -> int:
        """In how many parts the news sitemap is."""

    def unmark(self, mark: Mark) -> None:
        """Remove a mark, if it stands."""
