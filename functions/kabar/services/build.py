"""Build one page from what the index says now, and make its objects stand."""

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, TypeVar, cast

from kabar.domain.article import Card
from kabar.domain.index import DayMark
from kabar.domain.lists import BREAKING, HOME, PINNED, promotion_list, section_list
from kabar.domain.manifest import Built
from kabar.domain.moments import day_span, month_span
from kabar.domain.objects import first_parts, keys_of, known_keys, prefix_of
from kabar.domain.pages import KEY_FILE, STRAY, Page, split_scope
from kabar.domain.problems import Retryable
from kabar.domain.site import (
    ArchivePage,
    DayPage,
    Frame,
    ListPage,
    MonthPage,
    SiteObject,
)
from kabar.ports import AtOnce, Clock, Glance, Manifest, Purges, SiteBucket, Table
from kabar.render.front import IN_SECTION, SECTION_NEEDS, above_sections, left_for
from kabar.render.renderer import Renderer
from kabar.services.build_address import BuildAddress
from kabar.services.build_ledger import BuildLedger
from kabar.services.build_sitemaps import BuildSitemaps
from kabar.services.known_site import known_site, late_manifest
from kabar.services.notes import Blank, Enough, Notes, noted_inbox, noted_table
from kabar.services.one_reading import AHEAD, one_reading, rows_asked
from kabar.services.outcome import Outcome
from kabar.services.placing import one_by_one, place
from kabar.services.publications import Publications

_LISTED: Final = 30
_FRONTS: Final = (HOME, "section")
_PROMOTED: Final = 12
_SECTIONS: Final = 12
_MONTH_LISTED: Final = 100
_DAY_LISTED: Final = 5_000
_PARTS: Final = 1_000
_Objects = Iterable[SiteObject]
_Work = TypeVar("_Work")
_Builder = Callable[[str, Frame], _Objects]


@dataclass
class Build:
    """The `build` function's work. Each page has one writer at a time: its message group."""

    table: Table
    bucket: SiteBucket
    manifest: Manifest
    glance: Glance
    purges: Purges
    clock: Clock
    publications: Publications
    renderer: Renderer
    address: BuildAddress
    sitemaps: BuildSitemaps
    ledger: BuildLedger
    at_once: AtOnce = one_by_one
    noted: Mapping[str, str] = field(default_factory=dict)
    """The ETags that the manifest has of what these pages may write, as far as it was asked."""

    def together(self, pages: Iterable[Page]) -> tuple["Build", Frame | None, Callable[[], None]]:
        """The work on pages that were asked for together, what they show of the publication, and what ends the work.

        It reads and writes for all of them at once what it would for each. If it isn't ended, the pages have to be
        built again.
        """
        pages = tuple(pages)
        asked = frozenset(key for page in pages for key in known_keys(page, None))
        standing, noted = self.glance.at(rows_asked(pages), asked)
        table = one_reading(self.table, self.clock, pages, standing)
        frame = replace(self, table=table).frame()
        # Of an address S3 is asked when it changed last: whether readers see an upload for the first time.
        changing = {key for page in pages if page.kind == "address" for key in known_keys(page, None) & noted.keys()}
        bucket, address = known_site(self.bucket, asked - changing, noted), replace(self.address, table=table)
        manifest, end = late_manifest(self.manifest)
        work = replace(self, table=table, bucket=bucket, manifest=manifest, address=address, noted=noted)
        return work, frame, end

    def frame(self) -> Frame | None:
        """What stands of the publication now; None before the first site.json."""
        return self.publications.frame(self.table.site())

    def build(self, page: Page, frame: Frame) -> Outcome:
        """Write what differs of the page's objects; remove those that it no longer has. Raises Retryable."""
        if page.kind == STRAY and self.manifest.has(page.name):
            return Outcome()
        notes = Notes(page)
        objects = self._noting(notes, frame).rendered(page, frame)
        if page.kind == "address":
            objects = tuple(objects)
            self._purge(page, objects)
        placed, written = place(objects, self.bucket.put, self.at_once)
        may_stand = frozenset(placed) if written and self._is_whole(page, placed) else self._may_stand(page, frame)
        gone = sorted(may_stand - placed.keys())
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
        address = _but(self.address, table=table, inbox=inbox, renderer=renderer)
        sitemaps = _but(self.sitemaps, table=table, renderer=renderer)
        ledger = _but(self.ledger, table=table, renderer=renderer)
        return _but(self, table=table, renderer=renderer, address=address, sitemaps=sitemaps, ledger=ledger)

    def _is_whole(self, page: Page, placed: Mapping[str, str]) -> bool:
        """Whether a page that is in parts was and is in one: then no other need be looked for.

        Where nothing changed they are, for then somebody asks who has seen what shouldn't stand.
        """
        first, *others = first_parts(page) or ("",)
        return placed.keys() == {first} and first in self.noted and self.noted.keys().isdisjoint(others)

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
            "ledger": self.ledger.newest,
            "ledger-year": self.ledger.year,
            "archive": lambda _, frame: self.renderer.archive(frame, ArchivePage(self._months())),
            "sitemap-index": self.sitemaps.index,
            "sitemap-news": self.sitemaps.news,
            "furniture": lambda _, frame: self.renderer.furniture(frame),
            KEY_FILE: self.renderer.key_file,
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
        promoted = replace(
            page,
            pinned=newest(promotion_list(PINNED, page.name), _PROMOTED),
            breaking=newest(promotion_list(BREAKING, page.name), _PROMOTED),
        )
        menu = frame.publication.menu[:_SECTIONS] if page.kind == HOME else ()
        of_all = newest(HOME, AHEAD) if menu else ()
        above = above_sections(promoted)
        return replace(promoted, sections=tuple((each.slug, self._left(above, each.slug, of_all)) for each in menu))

    def _left(self, above: tuple[Card, ...], section: str, of_all: tuple[Card, ...]) -> tuple[Card, ...]:
        """What the front page shows of a section; its own list is asked only where the newest `of_all` don't tell."""
        left = left_for(above, [card for card in of_all if card.section == section])
        if len(left) < IN_SECTION:
            return left_for(above, self.table.newest(section_list(section), SECTION_NEEDS))
        return left

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

    def _fixed(self, slug: str, frame: Frame) -> _Objects:
        page = next((page for page in frame.publication.pages if page.slug == slug), None)
        return self.renderer.fixed(frame, page) if page else ()

    def _months(self) -> tuple[str, ...]:
        return tuple(mark.month for mark in self.table.months())


def _but(work: _Work, **others: object) -> _Work:
    """As dataclasses.replace, for each page anew: without asking the class for its fields."""
    made = object.__new__(type(work))
    made.__dict__.update(work.__dict__, **others)
    return made


def _list_of(section: str | None) -> str:
    return section_list(section) if section else HOME
