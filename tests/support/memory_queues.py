"""Queues, schedules and the clock in memory: the same ports as the real adapters."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from kabar.domain.announcements import Announcement
from kabar.domain.pages import Page
from kabar.domain.takeover import Takeover


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
