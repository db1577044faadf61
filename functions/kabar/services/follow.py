"""Follow a new edition of the publication through the articles, and say in its receipt how far it is."""

from dataclasses import dataclass, replace
from typing import Final

from kabar.domain.identity import ARTICLES, SITE_KEY, WIRE, article_id
from kabar.domain.index import Record, Site, State
from kabar.domain.moments import utc_text
from kabar.domain.takeover import NAMED, PATIENCE, REMINDERS, Takeover
from kabar.ports import Arrivals, Clock, Inbox, Table
from kabar.services.answers import Answers

_SLICE: Final = 1_000
_SLICES: Final = 20
"""How many slices of keys one message goes through: some seconds' work."""


@dataclass
class Follow:
    """Reads the index and waits; it changes nothing but the receipt, so however often it runs, no harm is done.

    The messages that have the articles looked at are many and in no order. This goes after them in the order of the
    keys, and passes a key when its record shows the edition.
    """

    inbox: Inbox
    table: Table
    arrivals: Arrivals
    answers: Answers
    clock: Clock

    def go_on(self, takeover: Takeover) -> None:
        """From where it stands as far as it goes, or to the end. Raises Retryable."""
        site = self.table.site()
        if site is None or site.edition != takeover.edition:
            return  # A later one has its own.
        before = replace(takeover, began=takeover.began or utc_text(self.clock.now()))
        for _ in range(_SLICES):
            keys = self._keys(before.after)
            if not keys and before.counted:
                self._end(before, site)
                return
            after = self._through(before, keys) if before.counted else _count(before, keys)
            if after.tries:
                self._wait(after, keys, site.version)
                return
            before = after
        if before.counted:
            self._tell(before, site.version)
        self.arrivals.follow(before, 0)

    def _end(self, takeover: Takeover, site: Site) -> None:
        """Whoever writes the receipt may be slower than this; after a rejection there is none to write into."""
        told = self._tell(takeover, site.version, utc_text(self.clock.now()))
        if not told and site.answered == site.version and takeover.tries < PATIENCE:
            later = replace(takeover, tries=takeover.tries + 1)
            self.arrivals.follow(later, later.wait)

    def _wait(self, takeover: Takeover, keys: list[str], version: str | None) -> None:
        if takeover.tries in REMINDERS:
            self.arrivals.look_at(self._late(takeover.edition, keys))
        if takeover.tries == 1:
            there = replace(takeover, done=takeover.done + _articles(keys) - takeover.waiting)
            self._tell(there, version)
        self.arrivals.follow(takeover, takeover.wait)

    def _tell(self, takeover: Takeover, version: str | None, ended: str | None = None) -> bool:
        def holds() -> bool:
            site = self.table.site()
            return site is not None and site.edition == takeover.edition

        return self.answers.progress(SITE_KEY, version, takeover, ended, holds)

    def _keys(self, after: str) -> list[str]:
        """The next uploads: those under articles/ first, then those under wire/."""
        keys = [] if after.startswith(WIRE) else self.inbox.keys(ARTICLES, after, _SLICE)
        return keys or self.inbox.keys(WIRE, after if after.startswith(WIRE) else "", _SLICE)

    def _through(self, takeover: Takeover, keys: list[str]) -> Takeover:
        late = self._late(takeover.edition, keys)
        if late and takeover.tries < PATIENCE:
            moved = len(late) != takeover.waiting
            return replace(takeover, waiting=len(late), tries=1 if moved else takeover.tries + 1)
        return replace(
            takeover,
            after=keys[-1],
            done=takeover.done + _articles(keys) - len(late),
            behind=takeover.behind + len(late),
            left=(*takeover.left, *late)[:NAMED],
            waiting=0,
            tries=0,
        )

    def _late(self, edition: str, keys: list[str]) -> list[str]:
        """Those whose records don't show the edition yet; what was never accepted needn't."""
        ids = {id_: key for key in keys if (id_ := article_id(key))}
        records = self.table.records(ids) if ids else {}
        return [key for id_, key in ids.items() if not _shows(records.get(id_), edition)]


def _shows(record: Record | None, edition: str) -> bool:
    return record is not None and (record.edition == edition or record.state is State.NONE)


def _count(takeover: Takeover, keys: list[str]) -> Takeover:
    if not keys:
        return replace(takeover, counted=True, after="")
    return replace(takeover, articles=takeover.articles + _articles(keys), after=keys[-1])


def _articles(keys: list[str]) -> int:
    return sum(article_id(key) is not None for key in keys)
