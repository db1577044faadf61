"""Build one page from what the index says now, and make its objects stand."""

from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final, cast

from kabar.domain.index import DayMark, LedgerEntry, State, YearMark
from kabar.domain.lists import BREAKING, HOME, PINNED, promotion_list, section_list
from kabar.domain.manifest import Built
from kabar.domain.moments import day_span, month_span
from kabar.domain.objects import keys_of, prefix_of
from kabar.domain.pages import KEY_FILE, STRAY, Page, split_scope
from kabar.domain.problems import Retryable
from kabar.domain.site import (
    ArchivePage,
    DayPage,
    Frame,
    LedgerPage,
    ListPage,
    MonthPage,
    SiteObject,
)
from kabar.ports import Clock, Manifest, Purges, SiteBucket, Table, Written
from kabar.render.front import SECTION_NEEDS
from kabar.render.renderer import Renderer
from kabar.services.build_address import BuildAddress
from kabar.services.build_sitemaps import BuildSitemaps
from kabar.services.notes import Blank, Enough, Notes, noted_inbox, noted_table
from kabar.services.outcome import Outcome
from kabar.services.publications import Publications

_LISTED: Final = 30
_FRONTS: Final = (HOME, "section")
_PROMOTED: Final = 12
_SECTIONS: Final = 12
_MONTH_LISTED: Final = 100
_LEDGER_LISTED: Final = 100
_YEAR_LISTED: Final = 5_000
_DAY_LISTED: Final = 5_000
_PARTS: Final = 1_000
_Objects = Iterable[SiteObject]
_Builder = Callable[[str, Frame], _Objects]


@dataclass
class Build:
    """The `build` function's work. Each page has one writer at a time: its message group."""

    table: Table
    bucket: SiteBucket
    manifest: Manifest
    purges: Purges
    clock: Clock
    publications: Publications
    renderer: Renderer
    address: BuildAddress
    sitemaps: BuildSitemaps

    def frame(self) -> Frame | None:
        """What stands of the publication now; None before the first site.json."""
        site = self.table.site()
        publication = self.publications.of(site)
        if site is None or publication is None:
            return None
        return Frame(publication, {picture.key: picture for picture in site.pictures}, site.edition)

    def build(self, page: Page, frame: Frame) -> Outcome:
        """Write what differs of the page's objects; remove those that it no longer has. Raises Retryable."""
        if page.kind == STRAY and self.manifest.has(page.name):
            return Outcome()
        notes = Notes(page)
        objects = self._noting(notes, frame).rendered(page, frame)
        if page.kind == "address":
            objects = tuple(objects)
            self._purge(page, objects)
        placed, written = self._put(objects)
        gone = sorted(self._may_stand(page, frame) - placed.keys())
        for key in gone:
            self.bucket.delete(key)
        # Last: if this function dies before, the page is built again, or else the audit sees that the two disagree.
        if page.kind != STRAY:
            self.manifest.note(Built(page, notes.digest), placed, gone)
        return Outcome(len(written), notes.version, notes.first_shown(written))

    def knows(self, page: Page) -> bool:
        """Whether this builds such a kind of page."""
        return page.kind in self._builders()

    def would_read(self, page: Page, frame: Frame) -> Notes:
        """What the page would be built of now; nothing is built. Raises Retryable if there is no such kind of page."""
        notes = Notes(page, dry=True)
        with suppress(Enough):
            deque(self._noting(notes, frame).rendered(page, frame), maxlen=0)
        return notes

    def _noting(self, notes: Notes, frame: Frame) -> "Build":
        notes.add("edition", frame.edition)
        table = noted_table(self.table, notes)
        renderer = cast("Renderer", Blank(self.renderer)) if notes.dry else self.renderer
        inbox = noted_inbox(self.address.inbox, notes)
        address = replace(self.address, table=table, inbox=inbox, renderer=renderer)
        sitemaps = replace(self.sitemaps, table=table, renderer=renderer)
        return replace(self, table=table, renderer=renderer, address=address, sitemaps=sitemaps)

    def _put(self, objects: _Objects) -> tuple[dict[str, str], list[Written]]:
        """All keys with their ETags, and what had to be written."""
        placed, written = {}, []
        for item in objects:
            if put := self.bucket.put(item):
                written.append(put)
            placed[item.key] = item.etag
        return placed, written

    def _may_stand(self, page: Page, frame: Frame) -> frozenset[str]:
        prefix = prefix_of(page)
        if not prefix:
            return keys_of(page, frame.publication)
        noted = (placed.key for placed in self.manifest.objects(prefix, _PARTS) if placed.key.startswith(prefix))
        return frozenset((*self.bucket.keys(prefix), *noted))

    def _purge(self, page: Page, objects: tuple[SiteObject, ...]) -> None:
        """Ask for the purge of what can't wait, if it is about to change.

        Before it is written: if this function dies in between, the page is built again and asks again, whereas the
        other way round nothing would differ any more. The queue's delay (template.yaml) lets the page be written first.
        """
        tags = self.address.urgent(page.name)
        if tags and any(self.bucket.differs(item) for item in objects):
            self.purges.purge(tags)

    def rendered(self, page: Page, frame: Frame) -> _Objects:
        """The page's objects now. Raises Retryable if there is no such kind of page."""
        builders = self._builders()
        if page.kind not in builders:
            raise Retryable(f"no such kind of page: {page}")
        return builders[page.kind](page.name, frame)

    def _builders(self) -> dict[str, _Builder]:
        return {
            "address": self.address.render,
            "list": self._list,
            "day": self._day,
            "month": self._month,
            "sitemap": self.sitemaps.month,
            "fixed": self._fixed,
            "ledger": lambda _, frame: self.renderer.ledger(frame, self._ledger()),
            "ledger-year": self._ledger_year,
            "archive": lambda _, frame: self.renderer.archive(frame, ArchivePage(self._months())),
            "sitemap-index": self.sitemaps.index,
            "sitemap-news": self.sitemaps.news,
            "furniture": lambda _, frame: self.renderer.furniture(frame),
            KEY_FILE: self._key_file,
            STRAY: lambda *_: (),
        }

    def _list(self, name: str, frame: Frame) -> _Objects:
        kind, _, slug = name.partition("/")
        known = {"section": frame.publication.section, "author": frame.publication.author}.get(kind)
        if known and not known(slug):
            return ()
        page = ListPage(kind, slug, self.table.newest(name, _LISTED))
        return self.renderer.list_page(frame, self._front(page, frame) if kind in _FRONTS else page)

    def _front(self, page: ListPage, frame: Frame) -> ListPage:
        """The page with what editors promote on it; home with its sections, each as long as it may take to fill it."""
        newest = self.table.newest
        sections = frame.publication.menu[:_SECTIONS] if page.kind == HOME else ()
        return replace(
            page,
            pinned=newest(promotion_list(PINNED, page.name), _PROMOTED),
            breaking=newest(promotion_list(BREAKING, page.name), _PROMOTED),
            sections=tuple((each.slug, newest(section_list(each.slug), SECTION_NEEDS)) for each in sections),
        )

    def _day(self, name: str, frame: Frame) -> _Objects:
        day, section = split_scope(name)
        when = date.fromisoformat(day)
        span = day_span(when, frame.publication.zone)
        cards = self.table.between(_list_of(section), *span, _DAY_LISTED)
        mark = DayMark(section or "", day)
        (self.table.mark if cards else self.table.unmark)(mark)
        # A day without articles has no page, and no neighbour knows of it.
        around = self.table.days_around(section or "", day, day) if cards else (None, None)
        return self.renderer.day(frame, DayPage(when, cards, section, around))

    def _month(self, name: str, frame: Frame) -> _Objects:
        month, section = split_scope(name)
        cards = self.table.between(_list_of(section), *month_span(month, frame.publication.zone), _MONTH_LISTED)
        days = self.table.days(section or "", month)
        span = (f"{month}-00", f"{month}-99")
        before, after = self.table.days_around(section or "", *span) if cards else (None, None)
        around = (before and before[:7], after and after[:7])
        return self.renderer.month(frame, MonthPage(month, days, cards, section, around))

    def _ledger(self) -> LedgerPage:
        return self._ledger_page(self.table.ledger(_LEDGER_LISTED), self.table.years())

    def _ledger_year(self, year: str, frame: Frame) -> _Objects:
        start, end = (datetime(int(year) + more, 1, 1, tzinfo=frame.publication.zone) for more in (0, 1))
        entries = self.table.ledger(_YEAR_LISTED, start, end)
        (self.table.mark if entries else self.table.unmark)(YearMark(year))
        return self.renderer.ledger(frame, self._ledger_page(entries, (), year)) if entries else ()

    def _ledger_page(
        self, entries: tuple[LedgerEntry, ...], years: tuple[str, ...], year: str | None = None
    ) -> LedgerPage:
        named = dict.fromkeys(entry.article for entry in entries)
        named |= dict.fromkeys(entry.notice.article for entry in entries if entry.notice and entry.notice.article)
        records = self.table.records(named).values() if named else ()
        cards = {each.id: each.card for each in records if each.state is State.PUBLISHED and each.card}
        return LedgerPage(entries, years, cards, year)

    def _fixed(self, slug: str, frame: Frame) -> _Objects:
        page = next((page for page in frame.publication.pages if page.slug == slug), None)
        return self.renderer.fixed(frame, page) if page else ()

    def _key_file(self, key: str, frame: Frame) -> _Objects:
        return self.renderer.key_file(key, frame)

    def _months(self) -> tuple[str, ...]:
        return tuple(mark.month for mark in self.table.months())


def _list_of(section: str | None) -> str:
    return section_list(section) if section else HOME
