"""What stands in the inbox bucket."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Upload:
    """What stands under a key of the inbox.

    `version` is its S3 version, a delete marker's if it was deleted, None if there never was one. `body` is None if
    there is no object, or it is larger than what was asked for; `size` is in bytes, -1 if there is none. `etag` is S3's
    name for its bytes, None if there are none. `modified` is when it was put there, as far as that is known.
    """

    version: str | None
    size: int = -1
    body: bytes | None = None
    etag: str | None = None
    modified: datetime | None = field(default=None, compare=False)


class Desk(Protocol):
    """An editor's view of the inbox."""

    def read(self, key: str, limit: int, version: str | None = None) -> Upload:
        """As Inbox says: for receipts."""

    def put(self, key: str, body: bytes) -> str:
        """Put a JSON document; the S3 version that it becomes."""


class Inbox(Protocol):
    """The inbox bucket."""

    def read(self, key: str, limit: int, version: str | None = None) -> Upload:
        """The newest version, or the one asked for, of a key; its body only up to `limit` bytes."""

    def keys(self, prefix: str, after: str, limit: int) -> list[str]:
        """At most `limit` keys under a prefix that sort after `after`, in their order."""

    def write(self, key: str, body: bytes, over: Upload) -> None:
        """Put a JSON document (a receipt) over what was read under a key. Raises Conflict if that changed since."""
