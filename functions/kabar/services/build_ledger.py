"""Build the public ledger of corrections and withdrawals."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from kabar.domain.index import LedgerEntry, YearMark
from kabar.domain.site import Frame, LedgerPage, SiteObject
from kabar.ports import Table
from kabar.render.renderer import Renderer

_LISTED: Final = 100
_YEAR_LISTED: Final = 5_000


@dataclass
class BuildLedger:
    """Renders the ledger and its years."""

    table: Table
    renderer: Renderer

    def newest(self, _: str, frame: Frame) -> tuple[SiteObject, ...]:
        """Its newest lines, and which years there are."""
        return self.renderer.ledger(frame, self._page(self.table.ledger(_LISTED), self.table.years()))

    def year(self, year: str, frame: Frame) -> tuple[SiteObject, ...]:
        """The lines of a `yyyy`."""
        start, end = (datetime(int(year) + more, 1, 1, tzinfo=frame.publication.zone) for more in (0, 1))
        entries = self.table.ledger(_YEAR_LISTED, start, end)
        (self.table.mark if entries else self.table.unmark)(YearMark(year))
        return self.renderer.ledger(frame, self._page(entries, (), year)) if entries else ()

    def _page(self, entries: tuple[LedgerEntry, ...], years: tuple[str, ...], year: str | None = None) -> LedgerPage:
        named = dict.fromkeys(entry.article for entry in entries)
        named |= dict.fromkeys(entry.notice.article for entry in entries if entry.notice and entry.notice.article)
        records = self.table.records(named).values() if named else ()
        cards = {each.id: each.card for each in records if each.listed and each.card}
        return LedgerPage(entries, years, cards, year)
