"""The answer to an upload."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kabar.domain.problems import Problem


class Status(StrEnum):
    """What became of an upload."""

    PUBLISHED = "published"
    SCHEDULED = "scheduled"
    WITHDRAWN = "withdrawn"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Receipt:
    """The one answer to one upload, before it is put into words. `url` is absolute; `at` and `publish_at` are aware."""

    key: str
    status: Status
    version: str | None
    id: str
    url: str | None
    at: datetime
    errors: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    publish_at: datetime | None = None
