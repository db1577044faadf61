"""The queues of an installation, and waiting until they are empty."""

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

_QUIET: Final = 8
"""Looks in a row at empty queues: longer than a change takes from the table into the next queue."""
_BESIDE: Final = {"AnnouncementsQueue", "AuditsQueue", "PingsQueue", "PurgesQueue", "WebhooksQueue"}
_PAUSE: Final = 0.5


def progress_bar() -> Progress:
    """A bar for each thing that goes on, on the standard error."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True))


def flow_queues(outputs: Mapping[str, str]) -> list[str]:
    """The URLs of all queues that a change goes through on its way to the site: no purges, audits, news for others."""
    return [url for name, url in outputs.items() if name.endswith("Queue") and name not in _BESIDE]


def dead_letters(outputs: Mapping[str, str]) -> dict[str, str]:
    """The URLs of all queues of dead letters by their names in the stack's outputs."""
    return {name: url for name, url in outputs.items() if name.endswith("DeadLetters") or name == "PlanFailures"}


def waiting(sqs: "SQSClient", url: str) -> int:
    """How many messages a queue has: to be received, delayed, or being worked on."""
    answer = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    return sum(int(value) for name, value in answer.items() if name.startswith("ApproximateNumber"))


def drained(sqs: "SQSClient", urls: list[str], timeout: float, progress: Progress, what: str = "Waiting") -> bool:
    """Whether the queues came to rest within `timeout` seconds; shows how much waits."""
    deadline, quiet, most = time.monotonic() + timeout, 0, 0
    task = progress.add_task(what, total=None)
    while quiet < _QUIET and time.monotonic() < deadline:
        left = sum(waiting(sqs, url) for url in urls)
        most = max(most, left)
        progress.update(task, total=most or None, completed=most - left)
        quiet = 0 if left else quiet + 1
        time.sleep(_PAUSE)
    if quiet == _QUIET:
        progress.update(task, total=max(most, 1), completed=max(most, 1))
    return quiet == _QUIET
