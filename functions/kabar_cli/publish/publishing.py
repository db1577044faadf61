"""Uploading files in order and in parallel, and waiting for their receipts."""

import heapq
import json
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from botocore.exceptions import BotoCoreError, ClientError

from kabar.domain.identity import receipt_key
from kabar_cli.errors import explained, is_everybodys
from kabar_cli.publish.parcels import Parcel, load_of
from kabar_cli.sources.collecting import Item, survey
from kabar_cli.sources.folder import Folder, root_of
from kabar_cli.target import Target
from kabar_cli.threads import Workers

_WORKERS: Final = 16
_AT_ONCE: Final = 64
"""How many receipts are asked for in one round."""
_PAUSE: Final = 0.15
_LONGEST_PAUSE: Final = 3.0
_CONTENT_TYPES: Final = {".json": "application/json; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Answer:
    """A file and its receipt; None if none came in time. `failure` says why it couldn't be uploaded at all."""

    item: Item
    receipt: dict[str, Any] | None
    unchanged: bool = False
    failure: str | None = None

    @property
    def accepted(self) -> bool:
        """Whether the newsroom needs do nothing more."""
        return self.receipt is not None and self.receipt["status"] != "rejected"


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that stands in the inbox under a version; `unchanged` if it stood there before."""

    item: Item
    version: str
    unchanged: bool = False


Report = Callable[[Answer], None]


def publish_paths(
    target: Target, paths: list[Path], *, timeout: float = 120, report: Report = lambda _: None
) -> list[Answer]:
    """Upload everything under the paths and follow the receipts, calling `report` as each comes.

    The publication first, then pictures, then articles. `timeout` is in seconds, counted anew whenever a receipt
    comes. Raises NothingToPublishError.
    """
    parcels = load_of(survey(paths), Folder(root_of(paths[0]))).parcels
    return publish_parcels(target, parcels, timeout=timeout, report=report)


def publish_parcels(  # noqa: PLR0913 - each with its default
    target: Target,
    parcels: Iterable[Parcel],
    *,
    timeout: float = 120,
    report: Report = lambda _: None,
    sent: Callable[[Sent | Answer], None] = lambda _: None,
    anew: bool = False,
) -> list[Answer]:
    """Upload what the inbox doesn't hold already (everything, if `anew`), and follow the receipts of all."""
    answers: list[Answer] = []

    def send(parcel: Parcel) -> Sent | Answer:
        done = _send(target, parcel, anew=anew)
        sent(done)
        return done

    with Workers(_WORKERS) as pool:
        for _, stage in groupby(parcels, key=lambda parcel: parcel.item.stage):
            done = list(pool.map(send, stage))
            for answer in _follow(target, done, timeout, pool):
                report(answer)
                answers.append(answer)
    return answers


def standing(target: Target, parcel: Parcel) -> str | None:
    """The version that stands under the parcel's key if it has the same bytes; None if not, or that can't be told."""
    try:
        head = target.s3.head_object(Bucket=target.inbox, Key=parcel.item.key)
    except ClientError as error:
        # 403 is what answers whoever may not list the bucket, for a key that isn't there: Amazon S3, HeadObject.
        if error.response["Error"]["Code"] in ("403", "404", "NoSuchKey"):
            return None
        raise
    return head.get("VersionId") if head["ETag"] == parcel.etag() else None


def await_receipt(target: Target, key: str, version: str, timeout: float = 120) -> dict[str, Any] | None:
    """The receipt of one upload; None if it doesn't come within `timeout` seconds."""
    deadline = time.monotonic() + timeout
    while time.monotonic() < deadline:
        found = receipt_of(target, key)
        if found is not None and found["versionId"] == version:
            return found
        time.sleep(_PAUSE)
    return None


def receipt_of(target: Target, key: str) -> dict[str, Any] | None:
    """The receipt that stands for a key; None if there is none, or none that can be read."""
    try:
        body = target.s3.get_object(Bucket=target.inbox, Key=receipt_key(key))["Body"].read()
        document = json.loads(body)
    except ClientError as error:
        if error.response["Error"]["Code"] in ("NoSuchKey", "AccessDenied"):
            return None
        raise
    except ValueError:
        return None
    return document if isinstance(document, dict) and "versionId" in document else None


def _send(target: Target, parcel: Parcel, *, anew: bool) -> Sent | Answer:
    try:
        version = None if anew else standing(target, parcel)
        if version:
            return Sent(parcel.item, version, unchanged=True)
        return Sent(parcel.item, _upload(target, parcel))
    except OSError as error:
        return Answer(parcel.item, None, failure=error.strerror or str(error))
    except (BotoCoreError, ClientError) as error:
        if is_everybodys(error):
            raise
        return Answer(parcel.item, None, failure=explained(error))


def _upload(target: Target, parcel: Parcel) -> str:
    kind = ".json" if parcel.body is not None else parcel.item.path.suffix.lower()
    extra: Any = {"ContentType": _CONTENT_TYPES[kind]} if kind in _CONTENT_TYPES else {}
    content = parcel.open()
    if isinstance(content, bytes):
        return target.s3.put_object(Bucket=target.inbox, Key=parcel.item.key, Body=content, **extra)["VersionId"]
    with content:
        return target.s3.put_object(Bucket=target.inbox, Key=parcel.item.key, Body=content, **extra)["VersionId"]


def _follow(
    target: Target, done: Iterable[Sent | Answer], timeout: float, pool: ThreadPoolExecutor
) -> Iterator[Answer]:
    """The receipts as they come. Each is asked for less and less often; not more than some at once."""
    waiting: list[tuple[float, int, float, Sent]] = []
    for number, each in enumerate(done):
        if isinstance(each, Answer):
            yield each
        else:
            heapq.heappush(waiting, (0.0, number, _PAUSE, each))
    deadline = time.monotonic() + timeout
    while waiting and time.monotonic() < deadline:
        due = _due(waiting)
        receipts = list(pool.map(lambda each: receipt_of(target, each[3].item.key), due))
        for (_, number, pause, sent), found in zip(due, receipts, strict=True):
            if found is not None and found["versionId"] == sent.version:
                deadline = time.monotonic() + timeout
                yield Answer(sent.item, found, sent.unchanged)
            else:
                longer = min(pause * 1.5, _LONGEST_PAUSE)
                heapq.heappush(waiting, (time.monotonic() + pause, number, longer, sent))
    yield from (Answer(sent.item, None, sent.unchanged) for *_, sent in sorted(waiting, key=lambda each: each[1]))


def _due(waiting: list[tuple[float, int, float, Sent]]) -> list[tuple[float, int, float, Sent]]:
    """Those whose time has come, when the first one's has."""
    time.sleep(max(0.0, waiting[0][0] - time.monotonic()))
    now = time.monotonic()
    due: list[tuple[float, int, float, Sent]] = []
    while waiting and waiting[0][0] <= now and len(due) < _AT_ONCE:
        due.append(heapq.heappop(waiting))
    return due
