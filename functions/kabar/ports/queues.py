"""Queues of work, and alarm clocks that put something there later."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from kabar.domain.announcements import Announcement
from kabar.domain.pages import Page
from kabar.domain.takeover import Takeover


class Arrivals(Protocol):
    """The queue of things to look at."""

    def look_at(self, keys: Iterable[str]) -> None:
        """Have inbox keys looked at."""

    def sweep(self, prefix: str, after: str = "") -> None:
        """Have every inbox key under a prefix looked at, from the first after `after`."""

    def follow(self, takeover: Takeover, seconds: int) -> None:
        """Have a new edition of the publication followed from there, so many seconds from now."""


class Pages(Protocol):
    """The queue of pages to build."""

    def build(self, pages: Iterable[Page]) -> None:
        """Have pages built, each once for all that asked for it within a window."""


class Purges(Protocol):
    """The queue of cache tags to be forgotten by the edge."""

    def purge(self, tags: Iterable[str]) -> None:
        """Have the edge forget what carries one of the tags, soon."""


class Announcements(Protocol):
    """The queue of what others are to be told."""

    def announce(self, announcements: Iterable[Announcement]) -> None:
        """Have others told."""


class Again(Protocol):
    """The queue that a function itself works on."""

    def send(self, bodies: Iterable[str]) -> None:
        """Put further messages there."""

    def postpone(self, receipt_handle: str, seconds: int) -> None:
        """Hide a message, by the handle it was received with, for so many seconds from now."""


class Scheduler(Protocol):
    """The alarm clock."""

    def look_at(self, key: str, moment: datetime) -> None:
        """Have an inbox key looked at, at a moment to come; replaces what was set for the key before."""


class Alarms(Protocol):
    """The alarm clock of what is on the site."""

    def build_at(self, page: Page, moment: datetime) -> None:
        """Have a page built at a moment to come; replaces what was set for the page before."""
