"""The answer to an upload."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kabar.domain.index import State
from kabar.domain.problems import Problem


class Status(StrEnum):
    """What became of an upload."""

    PUBLISHED = "published"
    SCHEDULED = "scheduled"
    WITHDRAWN = "withdrawn"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Standing:
    """What the site shows or will show after the answer: after a rejection what it showed before.

    `version` is the S3 version it is taken from, `withdrawn_at` when it was found that its upload was deleted, `shown`
    the version that was public last, `never_listed` that it was so as an unlisted article only.
    """

    state: State
    version: str | None
    withdrawn_at: datetime | None = None
    shown: str | None = None
    never_listed: bool = False


@dataclass(frozen=True, slots=True)
class Receipt:
    """The one answer to one upload, before it is put into words.

    `path` is the article's address on the site at `base`, `moved_from` are those that redirect to it: with `standing`
    what was decided once and can't be told from the upload again. `at` and `publish_at` are aware.
    """

    key: str
    status: Status
    version: str | None
    id: str
    base: str | None
    at: datetime
    errors: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    publish_at: datetime | None = None
    path: str | None = None
    moved_from: tuple[str, ...] = ()
    standing: Standing | None = None

    @property
    def url(self) -> str | None:
        """The absolute address, if it has one."""
        return f"{self.base}{self.path}" if self.base and self.path else None
