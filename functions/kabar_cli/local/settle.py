"""Waiting until all that was published has become pages."""

import time
from typing import TYPE_CHECKING, Final

from kabar_cli.target import Target

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

_QUEUES: Final = ("ArrivalsQueue", "PicturesQueue", "RenditionsQueue", "PagesQueue")
_PAUSE: Final = 0.4  # seconds: longer than a change takes from one queue into the next


def settle(target: Target, outputs: dict[str, str], timeout: float = 120) -> None:
    """Returns when every queue stayed empty for a while, or after `timeout` seconds."""
    sqs = target.session.client("sqs", endpoint_url=target.endpoint or None)
    deadline = time.monotonic() + timeout
    quiet = 0
    while quiet < 3 and time.monotonic() < deadline:  # noqa: PLR2004 - looks in a row
        quiet = 0 if any(_messages(sqs, outputs[queue]) for queue in _QUEUES) else quiet + 1
        time.sleep(_PAUSE)


def _messages(sqs: "SQSClient", queue: str) -> int:
    """How many there are: waiting, delayed or being worked on."""
    answer = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["All"])
    return sum(int(value) for name, value in answer["Attributes"].items() if name.startswith("ApproximateNumber"))
