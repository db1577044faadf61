"""From changes of the index to the pages that show them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from kabar.domain.announcements import Announcement, announced
from kabar.domain.article import Card
from kabar.domain.changes import Touched, ledger_pages, needs_card, touched_by
from kabar.domain.identity import ARTICLES, SITE_KEY, WIRE, article_id
from kabar.domain.index import DayMark, Record, Row
from kabar.domain.lists import HOME, lists_of
from kabar.domain.pages import CARD, PICTURE, Page, calendar_pages
from kabar.domain.related import WINDOW
from kabar.domain.takeover import FIRST_WAIT, Takeover
from kabar.ports import Announcements, Arrivals, Pages, Table

_RECENT: Final = 8
"""How many later articles are looked at in the list of all, before each list of the article is."""
_Referrers = Callable[[str], list[str]]


@dataclass
class Plan:
    """The `plan` function's work."""

    table: Table
    arrivals: Arrivals
    pages: Pages
    renditions: Pages
    uploads: Arrivals
    announcements: Announcements

    def spread(self, changes: Iterable[tuple[Row | None, Row | None]]) -> None:
        """Ask for every page that the changes (old and new row) touch and every look that they call for; tell others.

        Doing it twice does no harm, so a failure anywhere may repeat the whole.
        """
        changes = list(changes)
        touched = [touched_by(old, new) for old, new in changes]
        referrers = cache(self.table.referrers)
        keys = sorted({key for each in touched for key in each.referred})
        made = sorted({key for each in touched for hash_ in each.made for key in self.table.holders(hash_)})
        pictures = {key for key in (*keys, *made) if not article_id(key)}
        # Of a picture that came and went before anybody looked, no record tells: pages may have shown it.
        articles = [key for key in (*keys, *pictures) if key != SITE_KEY]
        pages = {page for each in touched for page in each.pages}
        pages |= self._beside({mark for each in touched for mark in each.marks})
        pages |= self._after({place for each in touched for place in each.places})
        ids = _articles(referrers, articles) | {id_ for each in touched for id_ in each.articles}
        pages |= set(self._pages_of(ids))
        if any(each.sweep for each in touched):
            pages |= {Page("ledger-year", year) for year in self.table.years()}
        self.pages.build(sorted(pages, key=str))
        others = {*pictures, *(key for each in touched for key in each.appeared)}
        self.arrivals.look_at(sorted({by for key in others for by in referrers(key)}))
        if any(each.sweep for each in touched):
            self.arrivals.sweep(ARTICLES)
            self.arrivals.sweep(WIRE)
            self._follow()
        self._pictures(touched, made, referrers)
        self.announcements.announce(filter(None, (_announced(old, new) for old, new in changes)))

    def _follow(self) -> None:
        site = self.table.site()
        if site:
            self.arrivals.follow(Takeover(site.edition), FIRST_WAIT)

    def _pictures(self, touched: list[Touched], shown: list[str], referrers: _Referrers) -> None:
        """Have pictures and cards made or removed; `shown` are the keys of those that were."""
        media = {key for each in touched for key in each.media}
        hashes = {hash_ for each in touched for hash_ in each.bytes}
        for key, row in self.table.medias(sorted({*shown, *media})).items():
            # Once what replaced a picture is made, what was shown until then has to go.
            before = [row.before.hash] if row.before else []
            hashes |= {*row.hashes} if key in media else {*before}
        pages = {page for each in touched for page in each.cards} | {Page(PICTURE, hash_) for hash_ in hashes}
        pages |= set(self._cards(_articles(referrers, sorted({key for each in touched for key in each.photographs}))))
        self.renditions.build(sorted(pages, key=str))
        self.uploads.look_at(sorted({key for each in touched for key in each.uploads}))

    def _cards(self, ids: set[str]) -> Iterator[Page]:
        """A picture that has arrived keeps an article from having a card, even before it stands."""
        for record in self.table.records(sorted(ids)).values() if ids else ():
            if record.path and needs_card(record):
                yield Page(CARD, record.path)

    def _after(self, places: set[tuple[str, Card]]) -> set[Page]:
        """The later articles that may have chosen what stands, or stood, at these places of lists.

        The table is read after the change: whoever comes in between later is a change of its own, which asks for the
        pages after it in turn.
        """
        lists: dict[tuple[object, str], tuple[Card, set[str]]] = {}
        for list_, card in places:
            lists.setdefault((card.published, card.id), (card, set()))[1].add(list_)
        found = (card for place, names in lists.values() for card in self._later(place, names))
        return {Page("address", card.path) for card in found}

    def _later(self, card: Card, lists: set[str]) -> Iterator[Card]:
        """Those in each of the lists; of an article that is among the newest of all, one look tells for every list."""
        later = self.table.beside(HOME, card, _RECENT, after=True)
        for list_ in sorted(lists):
            mine = [each for each in later if list_ in lists_of(each)]
            if len(mine) < WINDOW and len(later) == _RECENT:
                mine = [*self.table.beside(list_, card, WINDOW, after=True)]
            yield from mine[:WINDOW]

    def _beside(self, marks: set[DayMark]) -> set[Page]:
        """The days before and after those that came or went, and their months: they lead to one another."""
        days = {(mark.scope, day) for mark in marks for day in self.table.days_around(mark.scope, mark.day, mark.day)}
        return {page for scope, day in days if day for page in calendar_pages(day, scope)}

    def _pages_of(self, ids: set[str]) -> Iterator[Page]:
        for record in self.table.records(sorted(ids)).values() if ids else ():
            if record.path:
                yield Page("address", record.path)
            yield from ledger_pages(notice.published for notice in record.notices if notice.article)


def _articles(referrers: _Referrers, keys: Iterable[str]) -> set[str]:
    """The ids of the articles that refer to the keys."""
    return set(filter(None, (article_id(by) for key in keys for by in referrers(key))))


def _announced(old: Row | None, new: Row | None) -> Announcement | None:
    before = old if isinstance(old, Record) else None
    return announced(before, new) if isinstance(new, Record) else None
