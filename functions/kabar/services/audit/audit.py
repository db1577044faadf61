"""The audit: four comparisons one after the other, in steps, over as many invocations as it takes."""

import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Protocol

from kabar.domain.audit import Checked, Finding, Report
from kabar.domain.identity import MEDIA, RECEIPTS, SITE_KEY, article_id
from kabar.domain.index import Row
from kabar.domain.moments import EPOCH, utc_text
from kabar.domain.pages import CARD, PICTURE
from kabar.domain.rows import key_of, owner_of, rows_of
from kabar.domain.strict_json import MAX_BYTES
from kabar.ports import Arrivals, Clock, Conflict, Inbox, Pages, Pause, Table
from kabar.ports.audit import Audits, IndexScan

STAGES: Final = ("uploads", "rows", "pages", "objects")
GRACE: Final = 6.0
"""Seconds after which a fault must still be there: what has just been uploaded is on its way meanwhile."""
_PLAIN: Final = 100
"""More faults than this in one step are no coincidence, and aren't looked at twice."""


_OFTEN: Final = timedelta(seconds=2)


class Stage(Protocol):
    """One comparison."""

    def check(self, after: str) -> Checked:
        """The next step, after the one that ended at `after` (empty: from the beginning)."""


def report_key(id_: str) -> str:
    """Where an audit's report stands. No upload's receipt can stand there: those end in .json."""
    return f"{RECEIPTS}audit/{id_}"


@dataclass
class Audit:
    """Compares, and asks for repairs. It repairs nothing itself but rows that nobody asks for."""

    stages: Mapping[str, Stage]
    inbox: Inbox
    table: Table
    index: IndexScan
    arrivals: Arrivals
    pictures: Arrivals
    pages: Pages
    renditions: Pages
    audits: Audits
    clock: Clock
    pause: Pause
    _told: datetime = EPOCH

    def go_on(self, id_: str, stage: str, after: str, out_of_time: Callable[[], bool]) -> Report:
        """Audit from where a message says (empty: from the beginning) to the end, or until time runs out.

        Then it asks to be called again. What was done twice because a message came twice does no harm.
        """
        names = list(self.stages)
        stage, id_ = stage or names[0], id_ or utc_text(self.clock.now())
        report = self._report(id_, stage, begins=(stage, after) == (names[0], ""))
        for report.stage in names[names.index(stage) :]:
            while True:
                checked = self._checked(self.stages[report.stage], after)
                self._repair(checked.findings)
                report.add(checked)
                after = checked.after
                self._now_and_then(report)
                if after and out_of_time():
                    self._write(report)
                    self.audits.go_on(id_, report.stage, after)
                    return report
                if not after:
                    break
            self._write(report)
        report.ended = utc_text(self.clock.now())
        self._write(report)
        return report

    def _now_and_then(self, report: Report) -> None:
        """For whoever follows the report."""
        if self.clock.now() >= self._told + _OFTEN:
            self._write(report)

    def _checked(self, stage: Stage, after: str) -> Checked:
        """A step; of few faults only those that are still there a while later."""
        checked = stage.check(after)
        if not 0 < len(checked.findings) <= _PLAIN:
            return checked
        self.pause(GRACE)
        again = set(stage.check(after).findings)
        lasting = tuple(finding for finding in checked.findings if finding in again)
        return Checked(checked.seen, lasting, checked.after)

    def _repair(self, findings: Iterable[Finding]) -> None:
        looks = sorted({finding.look for finding in findings if finding.look})
        self.arrivals.look_at([key for key in looks if not key.startswith(MEDIA)])
        self.pictures.look_at([key for key in looks if key.startswith(MEDIA)])
        pages = sorted({finding.page for finding in findings if finding.page}, key=str)
        self.pages.build([page for page in pages if page.kind not in (PICTURE, CARD)])
        self.renditions.build([page for page in pages if page.kind in (PICTURE, CARD)])
        for finding in findings:
            if finding.row:
                self._drop(finding.row)

    def _drop(self, row: Row) -> None:
        owner = str(owner_of(row))
        head = self.table.site() if owner == SITE_KEY else self.table.record(str(article_id(owner)))
        if key_of(row) not in {key_of(asked) for asked in rows_of(head)}:
            with suppress(Conflict):  # somebody has just looked at it
                self.index.drop(row, head, owner)

    def _report(self, id_: str, stage: str, *, begins: bool) -> Report:
        """The one that stands, unless the audit begins."""
        body = None if begins else self.inbox.read(report_key(id_), MAX_BYTES).body
        document: dict[str, Any] = json.loads(body) if body else {}
        return Report(**document) if document else Report(id_, utc_text(self.clock.now()), stage)

    def _write(self, report: Report) -> None:
        standing = self.inbox.read(report_key(report.id), 0)
        self.inbox.write(report_key(report.id), json.dumps(asdict(report), indent=1).encode(), standing)
        self._told = self.clock.now()
