"""The world in memory: the same ports as the real adapters, over plain dictionaries."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import MappingProxyType

from kabar.adapters.stream import Change
from kabar.domain.album import Album, album_of
from kabar.domain.announcements import Announcement
from kabar.domain.article import Card, StoredPicture
from kabar.domain.identity import RECEIPTS, SITE_KEY, article_id
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
from kabar.domain.manifest import Built, Noted, Placed
from kabar.domain.moments import utc_text
from kabar.domain.pages import Page
from kabar.domain.rows import Commit, key_of
from kabar.domain.site import SiteObject
from kabar.domain.takeover import Takeover
from kabar.ports import Conflict, Upload, Written
from kabar.ports.audit import Newest


@dataclass
class MemoryInbox:
    """A versioned bucket. Versions are numbered; a deletion is a version without a body."""

    versions: dict[str, list[bytes | None]] = field(default_factory=dict)

    def put(self, key: str, body: bytes) -> str:
        """Upload; the new version's id."""
        self.versions.setdefault(key, []).append(body)
        return f"v{len(self.versions[key])}"

    def delete(self, key: str) -> str:
        """Leave a delete marker; its id."""
        self.versions.setdefault(key, []).append(None)
        return f"v{len(self.versions[key])}"

    def read(self, key: str, limit: int, version: str | None = None) -> Upload:
        """As the port says."""
        bodies = self.versions.get(key, [])
        number = int(version[1:]) if version else len(bodies)
        if not 0 < number <= len(bodies):
            return Upload(None)
        body = bodies[number - 1]
        if body is None:
            return Upload(f"v{number}")
        etag = f'"{hashlib.md5(body, usedforsecurity=False).hexdigest()}"'
        return Upload(f"v{number}", len(body), body if len(body) <= limit else None, etag)

    def keys(self, prefix: str, after: str, limit: int) -> list[str]:
        """As the port says."""
        live = (key for key, bodies in self.versions.items() if bodies[-1] is not None)
        return sorted(key for key in live if key.startswith(prefix) and key > after)[:limit]

    def newest(self, after: str, limit: int) -> list[Newest]:
        """As the port says."""
        keys = sorted(key for key in self.versions if key > after and not key.startswith(RECEIPTS))
        return [Newest(key, f"v{len(self.versions[key])}") for key in keys[:limit]]

    def write(self, key: str, body: bytes, over: Upload) -> None:
        """As the port says."""
        if self.read(key, 0).etag != over.etag:
            raise Conflict(key)
        self.put(key, body)


class Rows(dict[tuple[str, str], Row]):
    """Rows by their keys, and the sort keys of each partition."""

    def __init__(self, rows: Mapping[tuple[str, str], Row] = MappingProxyType({})) -> None:
        """A copy of them."""
        super().__init__()
        self.partitions: dict[str, set[str]] = {}
        for key, row in rows.items():
            self[key] = row

    def __setitem__(self, key: tuple[str, str], row: Row) -> None:
        super().__setitem__(key, row)
        self.partitions.setdefault(key[0], set()).add(key[1])

    def __delitem__(self, key: tuple[str, str]) -> None:
        super().__delitem__(key)
        self.partitions[key[0]].discard(key[1])

    def clear(self) -> None:
        super().clear()
        self.partitions.clear()


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


@dataclass
class MemoryArrivals:
    """A queue of looks and sweeps."""

    looks: list[str] = field(default_factory=list)
    sweeps: list[tuple[str, str]] = field(default_factory=list)
    follows: list[Takeover] = field(default_factory=list)

    def look_at(self, keys: Iterable[str]) -> None:
        """As the port says."""
        self.looks.extend(keys)

    def sweep(self, prefix: str, after: str = "") -> None:
        """As the port says."""
        self.sweeps.append((prefix, after))

    def follow(self, takeover: Takeover, seconds: int) -> None:  # noqa: ARG002 - time is the world's
        """As the port says."""
        self.follows.append(takeover)


@dataclass
class MemoryPages:
    """A queue of pages, each waiting once."""

    waiting: dict[Page, None] = field(default_factory=dict)

    def build(self, pages: Iterable[Page]) -> None:
        """As the port says."""
        self.waiting.update(dict.fromkeys(pages))


@dataclass
class MemoryPurges:
    """The tags that were asked to be purged, call by call."""

    asked: list[tuple[str, ...]] = field(default_factory=list)

    def purge(self, tags: Iterable[str]) -> None:
        """As the port says."""
        self.asked.append(tuple(tags))


@dataclass
class MemoryAnnouncements:
    """What others were told."""

    made: list[Announcement] = field(default_factory=list)

    def announce(self, announcements: Iterable[Announcement]) -> None:
        """As the port says."""
        self.made.extend(announcements)


@dataclass
class MemoryScheduler:
    """What is set, by key."""

    alarms: dict[str, datetime] = field(default_factory=dict)

    def look_at(self, key: str, moment: datetime) -> None:
        """As the port says."""
        self.alarms[key] = moment

    def build_at(self, page: Page, moment: datetime) -> None:
        """As the port says."""
        self.alarms[str(page)] = moment


@dataclass
class MemorySite:
    """The site bucket; `written` and `deleted` list the keys whose objects changed, in their order."""

    objects: dict[str, SiteObject] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)

    def differs(self, item: SiteObject) -> bool:
        """As the port says."""
        return self.objects.get(item.key) != item

    def put(self, item: SiteObject) -> Written | None:
        """As the port says."""
        if self.objects.get(item.key) == item:
            return None
        self.write(item)
        return Written()

    def write(self, item: SiteObject) -> None:
        """As the port says."""
        self.objects[item.key] = item
        self.written.append(item.key)

    def delete(self, key: str) -> None:
        """As the port says."""
        if self.objects.pop(key, None):
            self.deleted.append(key)

    def keys(self, prefix: str) -> Iterator[str]:
        """As the port says."""
        return iter(sorted(key for key in self.objects if key.startswith(prefix)))

    def listing(self, after: str, limit: int) -> Mapping[str, str]:
        """As the port says."""
        keys = sorted(key for key in self.objects if key > after)[:limit]
        return {key: self.objects[key].etag for key in keys}

    def names(self, prefix: str) -> Mapping[str, str]:
        """As the port says."""
        return {key: item.etag for key, item in self.objects.items() if key.startswith(prefix)}

    def put_picture(self, key: str, body: bytes, content_type: str) -> str:
        """As the port says."""
        item = SiteObject(key, body, content_type, "", ())
        self.put(item)
        return item.etag

    def delete_all(self, keys: Iterable[str]) -> None:
        """As the port says."""
        for key in keys:
            self.delete(key)


@dataclass
class MemoryManifest:
    """What was built and placed."""

    placed: dict[str, Placed] = field(default_factory=dict)
    inputs: dict[str, Built] = field(default_factory=dict)

    def note(self, built: Built, objects: Mapping[str, str], gone: Iterable[str]) -> None:
        """As the port says."""
        self.inputs[str(built.page)] = built
        self.placed.update({key: Placed(key, etag, built.page) for key, etag in objects.items()})
        for key in gone:
            self.placed.pop(key, None)

    def note_each(self, entries: Iterable[Noted]) -> None:
        """As the port says."""
        for entry in entries:
            self.note(entry.built, entry.objects, entry.gone)

    def etags(self, keys: Iterable[str]) -> Mapping[str, str]:
        """As the port says."""
        return {key: self.placed[key].etag for key in keys if key in self.placed}

    def objects(self, after: str, limit: int) -> list[Placed]:
        """As the port says."""
        return [self.placed[key] for key in sorted(self.placed) if key > after][:limit]

    def pages(self, after: str, limit: int) -> list[Built]:
        """As the port says."""
        return [self.inputs[id_] for id_ in sorted(self.inputs) if id_ > after][:limit]

    def built(self, pages: Iterable[Page]) -> frozenset[Page]:
        """As the port says."""
        return frozenset(page for page in pages if str(page) in self.inputs)

    def has(self, key: str) -> bool:
        """As the port says."""
        return key in self.placed


@dataclass
class MemoryGlance:
    """Table and manifest, one after the other."""

    table: MemoryTable
    manifest: MemoryManifest

    def at(self, rows: Iterable[Row], keys: Iterable[str]) -> tuple[tuple[Row, ...], Mapping[str, str]]:
        """As the port says."""
        return self.table.standing(rows), self.manifest.etags(keys)


@dataclass
class MemoryAudits:
    """Where audits are to go on."""

    waiting: list[tuple[str, str, str]] = field(default_factory=list)

    def go_on(self, id_: str, stage: str, after: str) -> None:
        """As the port says."""
        self.waiting.append((id_, stage, after))


@dataclass
class SetClock:
    """A clock that stands where it is put."""

    time: datetime = datetime(2025, 1, 1, tzinfo=UTC)

    def now(self) -> datetime:
        """As the port says."""
        return self.time
