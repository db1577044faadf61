"""What the audit needs of the world outside, besides kabar.ports: whole listings, and its own queue."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from kabar.domain.index import Record, Row, Site


@dataclass(frozen=True, slots=True)
class Newest:
    """A key of the inbox and its newest version, a delete marker's if it was deleted."""

    key: str
    version: str


class Versions(Protocol):
    """The inbox, listed."""

    def newest(self, after: str, limit: int) -> list[Newest]:
        """At most `limit` keys that sort after `after`, deleted ones too, in their order; receipts left out."""


class IndexScan(Protocol):
    """The index, row by row."""

    def scan(self, after: str) -> tuple[tuple[Row, ...], str]:
        """Some rows, from where the call before it ended (empty: from the beginning), and where to go on."""

    def drop(self, row: Row, head: Record | Site | None, owner: str) -> None:
        """Remove a row that the head of `owner` (an inbox key), as it was read, doesn't ask for.

        Raises Conflict, nothing done, if the head has changed since.
        """


class Listing(Protocol):
    """The site bucket, listed."""

    def listing(self, after: str, limit: int) -> Mapping[str, str]:
        """At most `limit` keys that sort after `after`, in their order, each with its ETag."""


class Audits(Protocol):
    """The queue of audits."""

    def go_on(self, id_: str, stage: str, after: str) -> None:
        """Have an audit go on from there."""
