"""The index in memory: the same port as the real adapter, over plain dictionaries."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from kabar.adapters.stream import Change
from kabar.domain.album import Album, album_of
from kabar.domain.article import Card, StoredPicture
from kabar.domain.identity import SITE_KEY, article_id
from kabar.domain.index import (
    Address,
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
    YearMark,
)
from kabar.domain.moments import utc_text
from kabar.domain.rows import Commit, key_of
from kabar.ports import Conflict
from support.memory_rows import Rows


@dataclass
class MemoryTable:
    """The index; `changes` is its stream."""

    rows: Rows = field(default_factory=Rows)
    changes: list[Change] = field(default_factory=list)

    def record(self, id_: str) -> Record | None:
        """As the port says."""
        row = self.rows.get((f"ARTICLE#{id_}", "ARTICLE"))
        return row if isinstance(row, Record) else None

    def records(self, ids: Iterable[str]) -> Mapping[str, Record]:
        """As the port says."""
        return {id_: record for id_ in ids if (record := self.record(id_))}

    def site(self) -> Site | None:
        """As the port says."""
        row = self.rows.get(("SITE", "SITE"))
        return row if isinstance(row, Site) else None

    def media(self, key: str) -> Media | None:
        """As the port says."""
        row = self.rows.get((f"MEDIA#{key}", "MEDIA"))
        return row if isinstance(row, Media) else None

    def medias(self, keys: Iterable[str]) -> Mapping[str, Media]:
        """As the port says."""
        return {key: media for key in keys if (media := self.media(key))}

    def album(self, keys: Iterable[str]) -> Album:
        """As the port says."""
        asked = tuple(keys)
        renditions = (row for row in self.rows.values() if isinstance(row, Rendition))
        return album_of(asked, self.medias(asked), {row.hash: row for row in renditions})

    def pictures(self, keys: Iterable[str]) -> Mapping[str, StoredPicture]:
        """As the port says."""
        return self.album(keys).standing

    def holders(self, hash_: str) -> list[str]:
        """As the port says."""
        return [row.key for row in self._partition(f"HOLDS#{hash_}") if isinstance(row, Holder)]

    def rendition(self, hash_: str) -> Rendition | None:
        """As the port says."""
        row = self.rows.get((f"RENDITION#{hash_}", "RENDITION"))
        return row if isinstance(row, Rendition) else None

    def crop_wishes(self, key: str) -> list[CropWish]:
        """As the port says."""
        return [row for row in self._partition(f"CROP#{key}") if isinstance(row, CropWish)]

    def each_referrer(self, target: str) -> Iterator[str]:
        """As the port says."""
        return iter(self.referrers(target))

    def address(self, path: str) -> Address | None:
        """As the port says."""
        row = self.rows.get((f"URL#{path}", "URL"))
        return row if isinstance(row, Address) else None

    def referrers(self, target: str) -> list[str]:
        """As the port says."""
        return [row.by for row in self._partition(f"REF#{target}") if isinstance(row, Reference)]

    def newest(self, list_: str, limit: int) -> tuple[Card, ...]:
        """As the port says."""
        rows = self._partition(f"LIST#{list_}")
        return tuple(row.card for row in rows if isinstance(row, ListEntry))[:limit]

    def between(self, list_: str, start: datetime, end: datetime, limit: int) -> tuple[Card, ...]:
        """As the port says."""
        first, last = start.replace(microsecond=0), end.replace(microsecond=0)
        cards = self.newest(list_, len(self.rows))
        return tuple(card for card in cards if first <= card.published < last)[:limit]

    def span(self, list_: str, start: datetime, end: datetime, *, newest_first: bool = False) -> Iterator[Card]:
        """As the port says."""
        cards = self.between(list_, start, end, len(self.rows))
        return iter(cards if newest_first else cards[::-1])

    def beside(self, list_: str, card: Card, limit: int, *, after: bool) -> tuple[Card, ...]:
        """As the port says."""
        place, cards = (utc_text(card.published), card.id), self.newest(list_, len(self.rows))
        if after:
            return tuple(each for each in cards[::-1] if (utc_text(each.published), each.id) > place)[:limit]
        return tuple(each for each in cards if (utc_text(each.published), each.id) < place)[:limit]

    def days(self, scope: str, month: str) -> tuple[int, ...]:
        """As the port says."""
        rows = self._partition(f"DAYS#{scope}")
        return tuple(sorted(int(row.day[8:]) for row in rows if isinstance(row, DayMark) and row.day[:7] == month))

    def days_from(self, scope: str, first: str, limit: int) -> tuple[str, ...]:
        """As the port says."""
        days = [row.day for row in self._partition(f"DAYS#{scope}") if isinstance(row, DayMark)]
        return tuple(sorted(day for day in days if day >= first)[:limit])

    def days_around(self, scope: str, first: str, last: str) -> tuple[str | None, str | None]:
        """As the port says."""
        days = [row.day for row in self._partition(f"DAYS#{scope}") if isinstance(row, DayMark)]
        return max((day for day in days if day < first), default=None), min((d for d in days if d > last), default=None)

    def months(self) -> tuple[MonthMark, ...]:
        """As the port says."""
        return tuple(row for row in self._partition("MONTHS") if isinstance(row, MonthMark))

    def commit(self, commit: Commit) -> None:
        """As the port says."""
        self._guard(commit.head)
        for row in commit.puts:
            if isinstance(row, Address):
                owner = self.address(row.path)
                if owner and owner.owner != row.owner:
                    raise Conflict(row.path)
        for row in commit.deletes:
            self._write(key_of(row), None)
        for row in (commit.head, *commit.puts):
            self._write(key_of(row), row)

    def put_media(self, media: Media) -> None:
        """As the port says."""
        if media.facts:
            holder = Holder(media.facts.hash, media.key)
            self._write(key_of(holder), holder)
        self._guard(media)
        self._write(key_of(media), media)

    def put_rendition(self, rendition: Rendition) -> None:
        """As the port says."""
        self._guard(rendition)
        self._write(key_of(rendition), rendition)

    def drop_rendition(self, rendition: Rendition) -> None:
        """As the port says."""
        if self.rendition(rendition.hash) != rendition:
            raise Conflict(rendition.hash)
        self._write(key_of(rendition), None)

    def relations(self, id_: str) -> tuple[Relation, ...]:
        """As the port says."""
        return tuple(row for row in self._partition(f"BACK#{id_}") if isinstance(row, Relation))

    def ledger(self, limit: int, start: datetime | None = None, end: datetime | None = None) -> tuple[LedgerEntry, ...]:
        """As the port says."""
        rows = [row for row in self._partition("LEDGER") if isinstance(row, LedgerEntry)]
        span = [row for row in rows if not (start and end) or start <= row.date < end]
        return tuple(span[:limit])

    def years(self) -> tuple[str, ...]:
        """As the port says."""
        return tuple(row.year for row in self._partition("YEARS") if isinstance(row, YearMark))

    def standing(self, rows: Iterable[Row]) -> tuple[Row, ...]:
        """As the port says."""
        return tuple(self.rows[key] for key in set(map(key_of, rows)) if key in self.rows)

    def scan(self, after: str) -> tuple[tuple[Row, ...], str]:
        """As the port says."""
        start: tuple[str, ...] = tuple(after.split("\0")) if after else ()
        keys = sorted(key for key in self.rows if key > start)[:100]
        return tuple(self.rows[key] for key in keys), "\0".join(keys[-1]) if len(keys) == 100 else ""

    def drop(self, row: Row, head: Record | Site | None, owner: str) -> None:
        """As the port says."""
        standing = self.site() if owner == SITE_KEY else self.record(str(article_id(owner)))
        if (standing and standing.revision) != (head and head.revision):
            raise Conflict(owner)
        self._write(key_of(row), None)

    def mark(self, mark: Mark) -> None:
        """As the port says."""
        self._write(key_of(mark), mark)

    def news_parts(self) -> int:
        """As the port says."""
        mark = self.rows.get(("NEWS", "SITEMAP"))
        return mark.parts if isinstance(mark, NewsMark) else 1

    def unmark(self, mark: Mark) -> None:
        """As the port says."""
        self._write(key_of(mark), None)

    def _guard(self, row: Record | Site | Media | Rendition) -> None:
        standing = self.rows.get(key_of(row))
        revision = standing.revision if isinstance(standing, Record | Site | Media | Rendition) else 0
        if revision != row.revision - 1:
            raise Conflict(str(key_of(row)))

    def _write(self, key: tuple[str, str], row: Row | None) -> None:
        old = self.rows.get(key)
        if row is not None:
            self.rows[key] = row
        elif old is not None:
            del self.rows[key]
        if old != row:
            self.changes.append((old, row))

    def _partition(self, pk: str) -> Iterator[Row]:
        return (self.rows[pk, sk] for sk in sorted(self.rows.partitions.get(pk, ()), reverse=True))
