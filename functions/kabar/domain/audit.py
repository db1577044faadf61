"""What an audit finds, and what it reports."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kabar.domain.index import Row
from kabar.domain.pages import Page


class Fault(StrEnum):
    """How inbox, index and site can disagree."""

    NOT_INDEXED = "not-indexed"
    """The index knows another version of an upload than the inbox has: an event was lost."""
    NOT_ANSWERED = "not-answered"
    """An upload has no receipt."""
    OVERDUE = "overdue"
    """The moment at which an article's state changes by itself has passed: a schedule was lost."""
    OLD_EDITION = "old-edition"
    """An article was judged by an earlier publication."""
    OLD_PICTURES = "old-pictures"
    """The pictures that are used have changed since they were used."""
    ROWS_LOST = "rows-lost"
    """A row is missing, or says something else than its record."""
    ROW_ASTRAY = "row-astray"
    """A row that no record asks for."""
    RECORD_LOST = "record-lost"
    """A row whose record is missing."""
    NEVER_BUILT = "never-built"
    """A page that was asked for by the index and never built."""
    STALE = "stale"
    """The index says something else for a page than when it was built."""
    MARK_ASTRAY = "mark-astray"
    """A day, a month or a year is marked and empty, or the other way round."""
    MISSING = "missing"
    """An object that a page wrote is not in the site bucket."""
    ALTERED = "altered"
    """An object has other bytes than the page wrote."""
    ORPHAN = "orphan"
    """An object that no page wrote."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault, where it is, and what repairs it: a look at a key, a build of a page, or the end of a row."""

    fault: Fault
    where: str
    look: str | None = None
    page: Page | None = None
    row: Row | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """What one step of an audit saw: how many things, what is wrong, and where to go on (empty: nowhere)."""

    seen: int
    findings: tuple[Finding, ...]
    after: str


LISTED = 500
"""How many findings a report names; all are counted."""


@dataclass(slots=True)
class Report:
    """What an audit has come to so far. `began` and `ended` are moments in RFC 3339, UTC."""

    id: str
    began: str
    stage: str
    ended: str | None = None
    seen: dict[str, int] = field(default_factory=dict)
    faults: dict[str, int] = field(default_factory=dict)
    findings: list[Mapping[str, str]] = field(default_factory=list)

    def add(self, checked: Checked) -> None:
        """Count a step of the present stage."""
        self.seen[self.stage] = self.seen.get(self.stage, 0) + checked.seen
        for finding in checked.findings:
            self.faults[finding.fault] = self.faults.get(finding.fault, 0) + 1
            if len(self.findings) < LISTED:
                self.findings.append({"fault": finding.fault.value, "where": finding.where})
