"""The index in Amazon DynamoDB."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from kabar.adapters.item_rows import ItemRows
from kabar.domain.album import Album, album_of
from kabar.domain.article import Card, StoredPicture
from kabar.domain.index import (
    Address,
    Claim,
    CropWish,
    DayMark,
    Holder,
    LedgerEntry,
    ListEntry,
    Mark,
    Media,
    MonthMark,
    NewsMark,
    Record,
    Reference,
    Relation,
    Rendition,
    Row,
    Site,
    State,
    YearMark,
)
from kabar.domain.moments import utc_text
from kabar.domain.rows import Commit, key_of

_TRANSACTION: Final = 100
"""Amazon DynamoDB, TransactWriteItems: at most 100 actions."""
_PART: Final = 25
"""How many rows are read at once of a list of which the first few mostly are enough."""
_Pointer = Reference | CropWish
_FIRST, _LAST = "0", "3"
"""Before and after every moment that a sort key can begin with."""


@dataclass
class DynamoTable:
    """kabar.ports.Table over one DynamoDB table. Every read is strongly consistent."""

    rows: ItemRows

    def record(self, id_: str) -> Record | None:
        """An article's record."""
        row = self.rows.get(Record(id_, 0, State.NONE, None, ""))
        return row if isinstance(row, Record) else None

    def records(self, ids: Iterable[str]) -> Mapping[str, Record]:
        """The records of those of the articles that have one."""
        rows = self.rows.get_many([Record(id_, 0, State.NONE, None, "") for id_ in ids])
        return {row.id: row for row in rows if isinstance(row, Record)}

    def site(self) -> Site | None:
        """The standing publication."""
        row = self.rows.get(Site(0, None))
        return row if isinstance(row, Site) else None

    def media(self, key: str) -> Media | None:
        """A picture's row."""
        row = self.rows.get(Media(key, 0, None))
        return row if isinstance(row, Media) else None

    def medias(self, keys: Iterable[str]) -> Mapping[str, Media]:
        """The rows of those of the pictures that have one."""
        rows = self.rows.get_many([Media(key, 0, None) for key in keys])
        return {row.key: row for row in rows if isinstance(row, Media)}

    def album(self, keys: Iterable[str]) -> Album:
        """Which of the pictures have arrived, and which stand on the site."""
        asked = tuple(keys)
        medias = self.medias(asked)
        hashes = {hash_ for media in medias.values() for hash_ in media.hashes}
        rows = self.rows.get_many([Rendition(hash_, 0, "", ()) for hash_ in hashes])
        return album_of(asked, medias, {row.hash: row for row in rows if isinstance(row, Rendition)})

    def pictures(self, keys: Iterable[str]) -> Mapping[str, StoredPicture]:
        """Those of the pictures that stand on the site."""
        return self.album(keys).standing

    def holders(self, hash_: str) -> list[str]:
        """The inbox keys under which these bytes stand, or once stood."""
        return [row.key for row in self.rows.query(f"HOLDS#{hash_}") if isinstance(row, Holder)]

    def rendition(self, hash_: str) -> Rendition | None:
        """What stands on the site of the picture that has these bytes."""
        row = self.rows.get(Rendition(hash_, 0, "", ()))
        return row if isinstance(row, Rendition) else None

    def crop_wishes(self, key: str) -> list[CropWish]:
        """Who wants a picture cropped around a point of its own."""
        return [row for row in self.rows.query(f"CROP#{key}") if isinstance(row, CropWish)]

    def address(self, path: str) -> Address | None:
        """Who owns a path."""
        row = self.rows.get(Address(path, "", Claim.LIVE))
        return row if isinstance(row, Address) else None

    def referrers(self, target: str) -> list[str]:
        """The inbox keys of all that refers to an inbox key."""
        rows = self.rows.query(f"REF#{target}")
        return [row.by for row in rows if isinstance(row, Reference)]

    def each_referrer(self, target: str) -> Iterator[str]:
        """As referrers, but read as far as they are asked for."""
        rows = self.rows.query(f"REF#{target}", part=_PART)
        return (row.by for row in rows if isinstance(row, Reference))

    def newest(self, list_: str, limit: int) -> tuple[Card, ...]:
        """The newest cards of a list, newest first."""
        return _cards(self.rows.query(f"LIST#{list_}", limit=limit))

    def between(self, list_: str, start: datetime, end: datetime, limit: int) -> tuple[Card, ...]:
        """The newest cards of a list published from `start` up to (not with) `end`, newest first."""
        # A sort key at the very end of the span is its text and "#<id>", so it sorts after the bare text.
        return _cards(self.rows.query(f"LIST#{list_}", (utc_text(start), utc_text(end)), limit))

    def span(self, list_: str, start: datetime, end: datetime, *, newest_first: bool = False) -> Iterator[Card]:
        """Every card of a list published from `start` up to (not with) `end`, in its order, read as it is asked for."""
        span = (utc_text(start), utc_text(end))
        rows = self.rows.query(f"LIST#{list_}", span, newest_first=newest_first)
        return (row.card for row in rows if isinstance(row, ListEntry))

    def beside(self, list_: str, card: Card, limit: int, *, after: bool) -> tuple[Card, ...]:
        """The cards that come right before or right after a card's place in a list, the nearest first."""
        pk, place = key_of(ListEntry(list_, card, ""))
        span = (place, _LAST) if after else (_FIRST, place)
        cards = _cards(self.rows.query(pk, span, limit + 1, newest_first=not after))
        return tuple(each for each in cards if each.id != card.id)[:limit]

    def days(self, scope: str, month: str) -> tuple[int, ...]:
        """The days of a `yyyy-mm` that have articles."""
        rows = self.rows.query(f"DAYS#{scope}", (f"{month}-00", f"{month}-99"))
        return tuple(sorted(int(row.day[8:]) for row in rows if isinstance(row, DayMark)))

    def days_from(self, scope: str, first: str, limit: int) -> tuple[str, ...]:
        """The first days (`yyyy-mm-dd`) with articles, at most `limit`, from `first` on, in their order."""
        rows = self.rows.query(f"DAYS#{scope}", (first, _LAST), limit, newest_first=False)
        return tuple(row.day for row in rows if isinstance(row, DayMark))

    def days_around(self, scope: str, first: str, last: str) -> tuple[str | None, str | None]:
        """The nearest days (`yyyy-mm-dd`) with articles before `first` and after `last`, each such a text too."""
        pk = f"DAYS#{scope}"
        before = self.rows.query(pk, (_FIRST, first), 2)
        after = self.rows.query(pk, (last, _LAST), 2, newest_first=False)
        found = [[row.day for row in rows if isinstance(row, DayMark)] for rows in (before, after)]
        return (
            next((day for day in found[0] if day < first), None),
            next((day for day in found[1] if day > last), None),
        )

    def months(self) -> tuple[MonthMark, ...]:
        """The months that have articles, newest first."""
        return tuple(row for row in self.rows.query("MONTHS") if isinstance(row, MonthMark))

    def commit(self, commit: Commit) -> None:
        """Write the head and its rows in one transaction.

        More rows than one transaction takes are possible only with references: those that are new go before it and
        those that end go after it, so that at every moment there is a reference for everything that is shown.
        Raises Conflict, the head and what readers see of it unchanged.
        """
        puts, deletes = list(commit.puts), list(commit.deletes)
        if 1 + len(puts) + len(deletes) > _TRANSACTION:
            self.rows.put_each([row for row in puts if isinstance(row, _Pointer)])
            ended = [row for row in deletes if isinstance(row, _Pointer)]
            puts = [row for row in puts if not isinstance(row, _Pointer)]
            self.rows.transact(commit.head, puts, [row for row in deletes if not isinstance(row, _Pointer)])
            self.rows.delete_each(ended)
        else:
            self.rows.transact(commit.head, puts, deletes)

    def put_media(self, media: Media) -> None:
        """Write a picture's row, and before it that the key holds its bytes. Raises Conflict."""
        if media.facts:
            self.rows.put_each([Holder(media.facts.hash, media.key)])
        self.rows.put_guarded(media)

    def put_rendition(self, rendition: Rendition) -> None:
        """Write what stands of a picture. Raises Conflict if its revision isn't the one before."""
        self.rows.put_guarded(rendition)

    def drop_rendition(self, rendition: Rendition) -> None:
        """Remove the row, if it stands at that revision. Raises Conflict."""
        self.rows.delete_guarded(rendition, rendition.revision)

    def relations(self, id_: str) -> tuple[Relation, ...]:
        """What other articles are to an article."""
        return tuple(row for row in self.rows.query(f"BACK#{id_}") if isinstance(row, Relation))

    def ledger(self, limit: int, start: datetime | None = None, end: datetime | None = None) -> tuple[LedgerEntry, ...]:
        """The newest lines of the ledger, or of its part from `start` up to (not with) `end`, newest first."""
        span = (utc_text(start), utc_text(end)) if start and end else None
        return tuple(row for row in self.rows.query("LEDGER", span, limit) if isinstance(row, LedgerEntry))

    def years(self) -> tuple[str, ...]:
        """The years that have lines in the ledger, newest first."""
        return tuple(row.year for row in self.rows.query("YEARS") if isinstance(row, YearMark))

    def standing(self, rows: Iterable[Row]) -> tuple[Row, ...]:
        """What stands under the keys of these rows, in no order."""
        return tuple(self.rows.get_many(list(rows)))

    def mark(self, mark: Mark) -> None:
        """Write a mark; without a change if it stands already."""
        self.rows.put_each([mark])

    def news_parts(self) -> int:
        """In how many parts the news sitemap is."""
        mark = self.rows.get(NewsMark(1))
        return mark.parts if isinstance(mark, NewsMark) else 1

    def unmark(self, mark: Mark) -> None:
        """Remove a mark, if it stands."""
        self.rows.delete_each([mark])


def _cards(rows: Iterable[Row]) -> tuple[Card, ...]:
    return tuple([row.card for row in rows if isinstance(row, ListEntry)])
