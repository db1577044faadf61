"""Uploading files in order and in parallel, and waiting for their receipts."""

import json
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from botocore.exceptions import ClientError

from kabar.domain.identity import receipt_key
from kabar_cli.sources.collecting import Item, collect
from kabar_cli.target import Target

_WORKERS: Final = 16
_PAUSE: Final = 0.15
_CONTENT_TYPES: Final = {".json": "application/json; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Answer:
    """A file and its receipt; None if none came in time."""

    item: Item
    receipt: dict[str, Any] | None

    @property
    def accepted(self) -> bool:
        """Whether the newsroom needs do nothing more."""
        return self.receipt is not None and self.receipt["status"] != "rejected"


Report = Callable[[Answer], None]


def publish_paths(
    target: Target, paths: list[Path], *, timeout: float = 120, report: Report = lambda _: None
) -> list[Answer]:
    """Upload everything under the paths and follow the receipts, calling `report` as each comes.

    The publication first, then pictures, then articles. `timeout` is in seconds, counted anew whenever a receipt
    comes. Raises NothingToPublishError.
    """
    answers: list[Answer] = []
    with ThreadPoolExecutor(_WORKERS) as pool:
        for _, stage in groupby(collect(paths), key=lambda item: item.stage):
            items = list(stage)
            versions = pool.map(lambda item: _upload(target, item), items)
            waiting = dict(zip(items, versions, strict=True))
            for answer in _follow(target, waiting, timeout, pool):
                report(answer)
                answers.append(answer)
    return answers


def await_receipt(target: Target, key: str, version: str, timeout: float = 120) -> dict[str, Any] | None:
    """The receipt of one upload; None if it doesn't come within `timeout` seconds."""
    deadline = time.monotonic() + timeout
    while time.monotonic() < deadline:
        receipt = _receipt(target, key)
        if receipt is not None and receipt["versionId"] == version:
            return receipt
        time.sleep(_PAUSE)
    return None


def _upload(target: Target, item: Item) -> str:
    extra: Any = {"ContentType": kind} if (kind := _CONTENT_TYPES.get(item.path.suffix)) else {}
    answer = target.s3.put_object(Bucket=target.inbox, Key=item.key, Body=item.path.read_bytes(), **extra)
    return answer["VersionId"]


def _follow(target: Target, waiting: dict[Item, str], timeout: float, pool: ThreadPoolExecutor) -> Iterator[Answer]:
    deadline = time.monotonic() + timeout
    while waiting and time.monotonic() < deadline:
        came = list(_arrived(target, waiting, pool))
        for answer in came:
            del waiting[answer.item]
            yield answer
        if came:
            deadline = time.monotonic() + timeout
        elif waiting:
            time.sleep(_PAUSE)
    yield from (Answer(item, None) for item in waiting)


def _arrived(target: Target, waiting: dict[Item, str], pool: ThreadPoolExecutor) -> Iterable[Answer]:
    receipts = pool.map(lambda item: _receipt(target, item.key), waiting)
    for (item, version), receipt in zip(list(waiting.items()), receipts, strict=True):
        if receipt is not None and receipt["versionId"] == version:
            yield Answer(item, receipt)


def _receipt(target: Target, key: str) -> dict[str, Any] | None:
    try:
        body = target.s3.get_object(Bucket=target.inbox, Key=receipt_key(key))["Body"].read()
    except ClientError as error:
        if error.response["Error"]["Code"] == "NoSuchKey":
            return None
        raise
    document: dict[str, Any] = json.loads(body)
    return document
