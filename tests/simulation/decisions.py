"""What history decided and no one could work out from the newest uploads alone, as the receipts remember it.

An address, once given, stays; so do the addresses before it; and which older version stands after a rejection depends
on what was seen in time. The receipts are in the inbox, and this is all that the reference takes from them.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from simulation.buckets import Buckets


@dataclass(frozen=True, slots=True)
class Decided:
    """Of an article: what stands (an S3 version, None if nothing), in which state, and which version was public last.

    `path` is its address, `former` are those before; `deleted` is when its deletion was found; `refused` are the codes
    for which the newest upload was rejected. `discreet` tells that no list has ever had it.
    """

    version: str | None
    state: str
    shown: str | None
    path: str | None
    former: tuple[str, ...]
    deleted: datetime | None
    refused: tuple[str, ...]
    discreet: bool


def of_article(inbox: Buckets, id_: str) -> Decided:
    """What its receipt says; nothing stands without one."""
    receipt = _receipt(inbox, f"receipts/articles/{id_}.json")
    standing = receipt.get("standing") or {"state": "none", "versionId": None}
    state, deleted = standing["state"], standing.get("withdrawnAt")
    shown = standing.get("shownVersionId", None if state in {"none", "scheduled"} else standing["versionId"])
    return Decided(
        version=standing["versionId"],
        state=state,
        shown=shown,
        path=_path(receipt),
        former=tuple(receipt.get("movedFrom", ())),
        deleted=datetime.fromisoformat(deleted) if deleted else None,
        refused=tuple(error["code"] for error in receipt.get("errors", ())),
        discreet=standing.get("neverListed", False),
    )


def of_site(inbox: Buckets) -> str | None:
    """The S3 version of site.json that stands."""
    standing = _receipt(inbox, "receipts/site.json").get("standing")
    version: str | None = standing["versionId"] if standing else None
    return version


def of_picture(inbox: Buckets, key: str) -> str | None:
    """The S3 version of the picture that stands under a key of media/."""
    standing = _receipt(inbox, f"receipts/{key}.json").get("standing")
    version: str | None = standing["versionId"] if standing else None
    return version


def _receipt(inbox: Buckets, key: str) -> dict[str, Any]:
    stored = inbox.newest(key)
    return dict(json.loads(stored.body)) if stored and stored.body else {}


def _path(receipt: dict[str, Any]) -> str | None:
    return urlsplit(receipt["url"]).path if receipt.get("url") else None
