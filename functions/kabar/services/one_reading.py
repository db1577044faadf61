"""The index, read once for pages that are built together."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final, cast

from kabar.domain.article import Card
from kabar.domain.index import Address, Claim, DayMark, Mark, MonthMark, NewsMark, Record, Row, Site
from kabar.domain.lists import HOME, section_list
from kabar.domain.moments import EPOCH
from kabar.domain.pages import SITEMAP_INDEX, SITEMAP_NEWS, Page, split_scope
from kabar.domain.rows import key_of
from kabar.ports import Clock, Table

AHEAD: Final = 120
"""How many cards are read at once of a list that fills a front and a calendar."""
_LIST: Final = 30
_TWO_MONTHS: Final = 64
"""More days than two months have together."""
_TIE: Final = timedelta(seconds=1)
"""The index keeps whole seconds: the last card that was read may not be the last one of its second."""


@dataclass(frozen=True, slots=True)
class _Top:
    """The newest cards of a list, newest first: all that are published at `floor` or after it."""

    cards: tuple[Card, ...]
    floor: datetime


class _OneReading:
    """A Table for one batch of pages.

    Every answer is at least as new as what had the pages asked for, for it is read after their messages were received;
    that it isn't read again for the next page of the batch loses nothing, since whatever changes in between has its
    pages asked for again. What isn't of a kind that pages share is asked of the table each time.
    """

    def __init__(self, table: Table, clock: Clock, pages: Iterable[Page], standing: Iterable[Row]) -> None:
        """What stands of the rows that the pages will ask for row by row was read; the rest is as they ask for it."""
        self._table, self._clock = table, clock
        every = tuple(pages)
        self._reach = _reach(every)
        self._asked = {key_of(row): row for row in rows_asked(every)}
        self._rows: dict[tuple[str, str], Row] = {key_of(row): row for row in standing}
        self._records: dict[str, Record | None] = {}
        self._tops: dict[str, _Top] = {}
        self._calendars: dict[tuple[str, str], tuple[str, ...]] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._table, name)

    def site(self) -> Site | None:
        row = self._rows.get(("SITE", "SITE"))
        return row if isinstance(row, Site) else None

    def address(self, path: str) -> Address | None:
        key = key_of(Address(path, "", Claim.LIVE))
        row = self._rows.get(key) if key in self._asked else self._table.address(path)
        return row if isinstance(row, Address) else None

    def record(self, id_: str) -> Record | None:
        if id_ not in self._records:
            self._records[id_] = self._table.record(id_)
        return self._records[id_]

    def news_parts(self) -> int:
        key = key_of(NewsMark(1))
        row = self._rows.get(key)
        return (row.parts if isinstance(row, NewsMark) else 1) if key in self._asked else self._table.news_parts()

    def newest(self, list_: str, limit: int) -> tuple[Card, ...]:
        top = self._tops.get(list_)
        if top is None or (len(top.cards) < limit and top.floor != EPOCH):
            top = self._read(list_, limit)
        return top.cards[:limit]

    def between(self, list_: str, start: datetime, end: datetime, limit: int) -> tuple[Card, ...]:
        if list_ not in self._reach or end <= self._clock.now():
            return self._table.between(list_, start, end, limit)
        top = self._tops.get(list_) or self._read(list_)
        within = tuple(card for card in top.cards if start <= card.published < end)
        if top.floor <= start or len(within) >= limit:
            return within[:limit]
        return self._table.between(list_, start, end, limit)

    def span(self, list_: str, start: datetime, end: datetime, *, newest_first: bool = False) -> Iterator[Card]:
        top = self._tops.get(list_)
        if top is None or top.floor > start or end <= self._clock.now():
            return self._table.span(list_, start, end, newest_first=newest_first)
        within = [card for card in top.cards if start <= card.published < end]
        return iter(within if newest_first else within[::-1])

    def beside(self, list_: str, card: Card, limit: int, *, after: bool) -> tuple[Card, ...]:
        if not after and list_ in self._reach:
            top = self._tops.get(list_) or self._read(list_)
            place = next((number for number, each in enumerate(top.cards) if each.id == card.id), None)
            if place is not None and (len(top.cards) > place + limit or top.floor == EPOCH):
                return top.cards[place + 1 : place + 1 + limit]
        return self._table.beside(list_, card, limit, after=after)

    def days(self, scope: str, month: str) -> tuple[int, ...]:
        return tuple(int(day[8:]) for day in self._calendar(scope, month) if day.startswith(month))

    def days_around(self, scope: str, first: str, last: str) -> tuple[str | None, str | None]:
        days = self._calendar(scope, first[:7])
        before = max((day for day in days if day < first), default=None)
        after = min((day for day in days if day > last), default=None)
        if before is None or (after is None and len(days) == _TWO_MONTHS):
            return self._table.days_around(scope, first, last)
        return before, after

    def mark(self, mark: Mark) -> None:
        if self._known(mark) != mark:
            self._table.mark(mark)
            self._changed(mark, mark)

    def unmark(self, mark: Mark) -> None:
        if key_of(mark) not in self._asked or self._known(mark):
            self._table.unmark(mark)
            self._changed(mark, None)

    def _known(self, mark: Mark) -> Row | None:
        return self._rows.get(key_of(mark))

    def _changed(self, mark: Mark, now: Mark | None) -> None:
        self._calendars.clear()
        self._asked[key_of(mark)] = mark
        self._rows.pop(key_of(mark), None)
        if now:
            self._rows[key_of(mark)] = now

    def _read(self, list_: str, limit: int = 0) -> _Top:
        wanted = max(limit, self._reach.get(list_, 0))
        cards = self._table.newest(list_, wanted)
        floor = cards[-1].published + _TIE if len(cards) >= wanted else EPOCH
        self._tops[list_] = _Top(cards, floor)
        return self._tops[list_]

    def _calendar(self, scope: str, month: str) -> tuple[str, ...]:
        """The first days with articles from the month before on, in their order."""
        key = (scope, month)
        if key not in self._calendars:
            start = (datetime.fromisoformat(f"{month}-01").replace(tzinfo=UTC) - timedelta(days=1)).strftime("%Y-%m-00")
            self._calendars[key] = self._table.days_from(scope, start, _TWO_MONTHS)
        return self._calendars[key]


def one_reading(table: Table, clock: Clock, pages: Iterable[Page], standing: Iterable[Row]) -> Table:
    """The table, for these pages, given what stands of `rows_asked`."""
    return cast("Table", _OneReading(table, clock, pages, standing))


def rows_asked(pages: Iterable[Page]) -> tuple[Row, ...]:
    """The rows, by their keys, that the pages ask for one by one."""
    return (Site(0, None), *_rows(pages))


def _reach(pages: Iterable[Page]) -> Mapping[str, int]:
    """How many cards are read at once of the lists that more than one of the pages may ask for."""
    reach: dict[str, int] = {}
    for page in pages:
        if page.kind == "list":
            list_, cards = page.name, AHEAD if page.name == HOME else _LIST
        elif page.kind in ("day", "month"):
            scope = split_scope(page.name)[1]
            list_, cards = section_list(scope) if scope else HOME, AHEAD
        else:
            continue
        reach[list_] = max(cards, reach.get(list_, 0))
    return reach


def _rows(pages: Iterable[Page]) -> Iterable[Row]:
    for page in pages:
        if page.kind == "address":
            yield Address(page.name, "", Claim.LIVE)
        elif page.kind == "day":
            day, scope = split_scope(page.name)
            yield DayMark(scope or "", day)
        elif page.kind == "sitemap":
            yield MonthMark(page.name, EPOCH)
        elif page.kind in (SITEMAP_NEWS, SITEMAP_INDEX):
            yield NewsMark(1)
