"""The queues in Amazon SQS."""

import hashlib
import itertools
import json
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kabar.domain.announcements import Announcement, Kind
from kabar.domain.pages import Page
from kabar.domain.problems import Retryable
from kabar.domain.takeover import Takeover
from kabar.ports import Clock

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

_BATCH: Final = 10
"""Amazon SQS, SendMessageBatch: at most ten messages."""
WINDOW: Final = 1
"""Length of the window, in seconds, within which requests for a page are one request."""


@dataclass
class SqsArrivals:
    """kabar.ports.Arrivals over a standard queue."""

    client: "SQSClient"
    url: str

    def look_at(self, keys: Iterable[str]) -> None:
        """Have inbox keys looked at. Raises Retryable if the queue didn't take them all."""
        _send(self.client, self.url, ({"MessageBody": json.dumps({"key": key})} for key in keys))

    def sweep(self, prefix: str, after: str = "") -> None:
        """Have every inbox key under a prefix looked at, from the first after `after`."""
        _send(self.client, self.url, [{"MessageBody": json.dumps({"sweep": prefix, "after": after})}])

    def follow(self, takeover: Takeover, seconds: int) -> None:
        """Have a new edition followed from there, so many seconds from now (at most 900)."""
        body = json.dumps({"follow": takeover.as_json()})
        _send(self.client, self.url, [{"MessageBody": body, "DelaySeconds": seconds}])


@dataclass
class SqsPages:
    """kabar.ports.Pages over a FIFO queue whose messages wait before they can be received.

    Requests for one page within one window carry the same deduplication id, so the queue keeps the first and drops the
    others. Nothing is lost by that: whoever asks has already committed the change that it asks for, at a time before
    the window's end, and the one message kept can't be received before the window's end, because every message of the
    queue waits at least as long as a window is (the queue's DelaySeconds in template.yaml; one second of it is left
    for clocks that disagree). So the build that receives it reads the index after every change that it stands for.
    """

    client: "SQSClient"
    url: str
    clock: Clock

    def build(self, pages: Iterable[Page]) -> None:
        """Have pages built. Raises Retryable if the queue didn't take them all."""
        window = int(self.clock.now().timestamp()) // WINDOW
        _send(self.client, self.url, (_page_message(page, window) for page in pages))


@dataclass
class SqsRenditions:
    """kabar.ports.Pages over a FIFO queue without a wait: every request is a message.

    What is made stands, so a look that comes after the one that made it costs little, and pictures come sooner.
    """

    client: "SQSClient"
    url: str

    def build(self, pages: Iterable[Page]) -> None:
        """Have pictures and social cards made or removed. Raises Retryable if the queue didn't take them all."""
        _send(self.client, self.url, (_page_message(page, uuid.uuid4().hex) for page in pages))


@dataclass
class SqsPurges:
    """kabar.ports.Purges over a FIFO queue of one message group: purges are made one at a time."""

    client: "SQSClient"
    url: str

    def purge(self, tags: Iterable[str]) -> None:
        """Have the edge forget what carries one of the tags. Raises Retryable if the queue didn't take it."""
        body = json.dumps({"tags": sorted(set(tags))})
        message = {"MessageBody": body, "MessageGroupId": "purges", "MessageDeduplicationId": uuid.uuid4().hex}
        _send(self.client, self.url, [message])


@dataclass
class SqsAudits:
    """kabar.ports.audit.Audits over a FIFO queue of one message group: one audit at a time."""

    client: "SQSClient"
    url: str

    def go_on(self, id_: str, stage: str, after: str) -> None:
        """Have an audit go on from there. Raises Retryable if the queue didn't take it."""
        body = json.dumps({"audit": id_, "stage": stage, "after": after})
        message = {"MessageBody": body, "MessageGroupId": "audit", "MessageDeduplicationId": uuid.uuid4().hex}
        _send(self.client, self.url, [message])


class NoPurges:
    """kabar.ports.Purges for whoever builds nothing."""

    def purge(self, tags: Iterable[str]) -> None:
        """Nothing."""


@dataclass
class SqsAnnouncements:
    """kabar.ports.Announcements over a standard queue: whoever listens may be slow or away, publishing isn't."""

    client: "SQSClient"
    url: str

    def announce(self, announcements: Iterable[Announcement]) -> None:
        """Have others told. Raises Retryable if the queue didn't take them all."""
        _send(self.client, self.url, map(_announcement_message, announcements))


@dataclass
class SqsAgain:
    """kabar.ports.Again over a queue; `send` is for standard ones."""

    client: "SQSClient"
    url: str

    def send(self, bodies: Iterable[str]) -> None:
        """Put further messages there. Raises Retryable if the queue didn't take them all."""
        _send(self.client, self.url, ({"MessageBody": body} for body in bodies))

    def postpone(self, receipt_handle: str, seconds: int) -> None:
        """Hide a message for so many seconds from now."""
        self.client.change_message_visibility(
            QueueUrl=self.url, ReceiptHandle=receipt_handle, VisibilityTimeout=seconds
        )


def _announcement_message(announcement: Announcement) -> dict[str, str]:
    said = {"announce": announcement.kind.value, "facts": announcement.facts}
    return {"MessageBody": json.dumps(said, ensure_ascii=False)}


def read_announcement(body: str) -> Announcement:
    """The announcement that SqsAnnouncements sent."""
    message = json.loads(body)
    return Announcement(Kind(message["announce"]), message["facts"])


def _page_message(page: Page, window: int | str) -> dict[str, str]:
    name = hashlib.sha256(str(page).encode()).hexdigest()
    return {
        "MessageBody": json.dumps({"page": str(page)}),
        "MessageGroupId": page.group,
        "MessageDeduplicationId": f"{name}-{window}",
    }


def _send(client: "SQSClient", url: str, messages: Iterable[Mapping[str, str | int]]) -> None:
    for batch in _batches(messages):
        entries: Any = [{"Id": str(index), **message} for index, message in enumerate(batch)]
        failed = client.send_message_batch(QueueUrl=url, Entries=entries).get("Failed", [])
        if failed:
            raise Retryable(f"{len(failed)} of {len(entries)} messages not taken: {failed[0].get('Message')}")


def _batches(messages: Iterable[Mapping[str, str | int]]) -> Iterator[list[Mapping[str, str | int]]]:
    waiting = iter(messages)
    while batch := list(itertools.islice(waiting, _BATCH)):
        yield batch
