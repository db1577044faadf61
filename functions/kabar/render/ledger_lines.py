"""The lines of the public ledger, as readers may see them."""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from kabar.domain.article import Card
from kabar.domain.identity import short_hash
from kabar.domain.index import LedgerEntry
from kabar.domain.life import Notice, Withdrawal
from kabar.domain.markup import inline
from kabar.domain.moments import utc_text
from kabar.domain.site import Frame, LedgerPage
from kabar.render.contexts import Time
from kabar.render.dates import Calendar
from kabar.render.facts import language_among, title
from kabar.render.life import kind_name, may_be_named, notice_anchor, reason_text, reply_link
from kabar.render.life_contexts import LedgerLine
from kabar.render.teasers import calendar_of
from kabar.render.words import Words

_DAY: Final = re.compile(r"/(\d{4})/(\d{2})/(\d{2})/")


@dataclass
class LedgerLines:
    """Writes the lines of a page of the ledger.

    An article that isn't public is named only where its withdrawal is known and the reason lets it be named; else
    neither its headline nor its address nor what was corrected in it is shown, for each may identify a person.
    """

    frame: Frame
    page: LedgerPage
    _words: Words = field(init=False)
    _calendar: Calendar = field(init=False)
    _withdrawals: dict[str, Withdrawal] = field(init=False)

    def __post_init__(self) -> None:
        """Look up what the lines need."""
        self._words = Words(self.frame.publication.language)
        self._calendar = calendar_of(self.frame.publication)
        self._withdrawals = {each.article: each.withdrawal for each in self.page.entries if each.withdrawal}

    def lines(self) -> tuple[LedgerLine, ...]:
        """Every line, in the page's order."""
        names = _names(self.page.entries)
        return tuple(self._line(entry, names[entry]) for entry in self.page.entries)

    def _line(self, entry: LedgerEntry, name: str) -> LedgerLine:
        card, notice = self.page.cards.get(entry.article), entry.notice
        shown = card is not None or may_be_named(self._withdrawals.get(entry.article))
        said = entry.withdrawal if not notice else None
        return LedgerLine(
            name=name,
            anchor=f"line-{short_hash(name)}",
            time=Time(self._calendar.stamp(entry.date), self._calendar.moment(entry.date)),
            kind=kind_name(notice.kind, self._words) if notice else self._words.say("Withdrawal"),
            headline=self._headline(entry, card) if shown else self._unnamed(entry),
            path=card.path if card else None,
            place=f"{card.path}#{notice_anchor(entry.number)}" if card and notice else None,
            text=inline(notice.text) if notice and shown else None,
            remark=self._remark(notice, said, shown=shown),
            statement=said.statement if said else None,
            reply=reply_link(notice, self.page.cards, self.frame.publication) if notice and shown else None,
            language=language_among(card, self.frame.publication, None) if card else None,
        )

    def _headline(self, entry: LedgerEntry, card: Card | None) -> str:
        return title(card) if card else entry.headline or self._unnamed(entry)

    def _unnamed(self, entry: LedgerEntry) -> str:
        found = _DAY.match(entry.path)
        if not found:
            return self._words.say("An article")
        day = date(*map(int, found.groups()))
        return self._words.say("An article of {date}", date=self._calendar.day(day))

    def _remark(self, notice: Notice | None, withdrawal: Withdrawal | None, *, shown: bool) -> str | None:
        if withdrawal:
            return reason_text(withdrawal.reason, self._words)
        hidden = self._words.say(
            "What the note said is not shown, because the article is no longer public, or no longer listed."
        )
        return None if notice is None or shown else hidden


def _names(entries: tuple[LedgerEntry, ...]) -> dict[LedgerEntry, str]:
    """What each line is known by, whatever is added or reworded later: article, kind and moment.

    Of several that share them, the later ones in the article are numbered.
    """
    names, seen = {}, Counter[str]()
    for entry in sorted(entries, key=lambda each: each.number):
        kind = entry.notice.kind.value if entry.notice else "withdrawn"
        name = f"{entry.article}#{kind}#{utc_text(entry.date)}"
        seen[name] += 1
        names[entry] = f"{name}#{seen[name]}"
    return names
