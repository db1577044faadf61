"""Receipts: written beside the upload, once for each answer."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from kabar.domain.announcements import rejection
from kabar.domain.identity import article_id, is_article_path, receipt_key
from kabar.domain.index import Record, State
from kabar.domain.life import Reason, Withdrawal
from kabar.domain.moments import parse_moment
from kabar.domain.problems import Retryable
from kabar.domain.receipts import Receipt, Status
from kabar.domain.schema import findings
from kabar.domain.strict_json import MAX_BYTES
from kabar.domain.takeover import Takeover
from kabar.ports import Announcements, Conflict, Inbox, Upload
from kabar.render.receipts import receipt_json, with_progress

_UTC: Final = ZoneInfo("UTC")
_ATTEMPTS: Final = 6
_PASSING: Final = {"at", "rebuild"}
"""What of a receipt may be another without its answer being another."""


@dataclass
class Answers:
    """Writes receipts into the inbox, and tells others of articles that were rejected."""

    inbox: Inbox
    announcements: Announcements | None = None
    given: Receipt | None = field(default=None, init=False)
    """The last that was written."""

    def before(self, key: str) -> Upload:
        """The receipt that answers a key now."""
        return self.inbox.read(receipt_key(key), MAX_BYTES)

    def give(self, receipt: Receipt, language: str | None, before: Upload) -> bool:
        """Write the receipt, unless the one that stands says the same (its time apart); whether it was written.

        `before` is the one that stood before anything of what this answers was read. So an answer never replaces one
        that knew more: who had that written it in between, and this raises Conflict.
        """
        body = receipt_json(receipt, language or "en")
        if before.body is not None and _without_time(before.body) == _without_time(body):
            return False
        self._tell(receipt, body)
        self.inbox.write(receipt_key(receipt.key), body, before)
        self.given = receipt
        return True

    def _tell(self, receipt: Receipt, body: bytes) -> None:
        """Before it is written: whoever dies in between finds it unwritten and tells it again, instead of never."""
        if self.announcements and receipt.status is Status.REJECTED and article_id(receipt.key):
            self.announcements.announce([rejection(json.loads(body))])

    def progress(
        self, key: str, version: str | None, takeover: Takeover, ended: str | None, holds: Callable[[], bool]
    ) -> bool:
        """Say in the receipt of an S3 version of site.json how far it is; False where another is answered there.

        `holds` tells whether the edition still stands; it is asked after the receipt was read, so that who is slow
        doesn't write over one who knew more. Raises Retryable if somebody else writes it all the time.
        """
        for _ in range(_ATTEMPTS):
            before = self.before(key)
            receipt = _own(before.body)
            if receipt.get("versionId") != version or not holds():
                return False
            try:
                self.inbox.write(receipt_key(key), with_progress(receipt, takeover, ended), before)
            except Conflict:
                continue
            return True
        raise Retryable(f"the receipt of {key} changes faster than it can be read")

    def standing(self, before: Upload) -> str | None:
        """The S3 version that stands by a receipt; None without one, or if none stands."""
        standing = _own(before.body).get("standing")
        version: str | None = standing["versionId"] if standing else None
        return version

    def decided(self, id_: str, before: Upload) -> Record | None:
        """What the receipt of an article says of decisions that can't be taken again; None without one.

        It serves when the index has no record: it was lost, or there never was one. Its revision is 0.
        """
        receipt = _own(before.body)
        standing = receipt.get("standing")
        if not standing:
            return None
        shown = None if standing["state"] == State.SCHEDULED else standing["versionId"]
        path, deleted_at = urlsplit(receipt["url"] or "").path, parse_moment(standing.get("withdrawnAt", ""), _UTC)
        return Record(
            id=id_,
            revision=0,
            state=State.SCHEDULED if standing["state"] == State.SCHEDULED else State.NONE,
            answered=receipt["versionId"],
            edition="",
            version=standing["versionId"],
            path=path if is_article_path(path) else None,
            former=tuple(filter(is_article_path, receipt.get("movedFrom", ()))),
            withdrawal=Withdrawal(deleted_at, Reason.UNSTATED) if deleted_at else None,
            shown=standing.get("shownVersionId", shown),
            refused=receipt["versionId"] if _is_taken(receipt) else None,
            never_listed=standing.get("neverListed", False),
        )


def _own(body: bytes | None) -> dict[str, Any]:
    """The receipt, if it is one: whoever may upload might have put anything there."""
    if not body:
        return {}
    try:
        document: dict[str, Any] = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return {} if findings("receipt", document) else document


def _is_taken(receipt: dict[str, Any]) -> bool:
    return any(error["code"] == "address-taken" for error in receipt["errors"])


def _without_time(body: bytes) -> object:
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return (
        {name: value for name, value in document.items() if name not in _PASSING}
        if isinstance(document, dict)
        else document
    )
