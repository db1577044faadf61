"""What the inbox, the index, the site and the queues know of one key."""

import json
import random
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from kabar.adapters.backoff import Backoff
from kabar.adapters.item_rows import ItemRows
from kabar.adapters.scheduler import schedule_name
from kabar.adapters.table import DynamoTable
from kabar.domain.identity import article_id, receipt_key
from kabar.domain.index import Record
from kabar.domain.objects import keys_of
from kabar.domain.pages import Page
from kabar.domain.publication import Publication
from kabar.domain.site_reading import reread_publication
from kabar_cli.target import Target

_RECEIPTS: Final = 10
"""How many of the latest receipts are read."""
_PEEKED: Final = 10
_ROUNDS: Final = 5
"""Looks at a dead-letter queue, each at most ten messages: Amazon SQS gives a sample."""


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the upload; a deletion has no size."""

    id: str
    at: datetime
    size: int | None
    newest: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """An object of the site."""

    path: str
    at: datetime | None = None
    etag: str = ""
    status: str = "200"
    size: int = 0


@dataclass(slots=True)
class Story:
    """Everything, the newest first. `notes` say what could not be looked at."""

    key: str
    versions: list[Version] = field(default_factory=list)
    receipts: list[dict[str, Any]] = field(default_factory=list)
    record: Record | None = None
    referrers: list[str] = field(default_factory=list)
    pages: list[Standing] = field(default_factory=list)
    alarm: str | None = None
    given_up: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def known(self) -> bool:
        """Whether there is or was anything under the key."""
        return bool(self.versions or self.receipts or self.record)


@dataclass
class Teller:
    """Asks an installation. Without the stack's outputs only the inbox can be asked."""

    target: Target
    outputs: Mapping[str, str]
    queues: Mapping[str, str] = field(default_factory=dict)
    """The queues of dead letters, by their names in the stack's outputs."""
    group: str = ""
    """The group of the schedules."""

    def story(self, key: str) -> Story:
        """All of it."""
        story = Story(key, self._versions(key), list(self._receipts(key)))
        if not self.outputs:
            story.notes.append("Name the stack (--stack or KABAR_STACK) to see index, pages and schedule as well.")
            return story
        table = self._table()
        story.referrers = table.referrers(key)
        id_ = article_id(key)
        story.record = table.record(id_) if id_ else None
        if story.record:
            story.pages = [page for path in _paths(story.record) for page in self._pages(path)]
        story.alarm = self._alarm(key)
        names = {key, *(f"address:{path}" for path in (_paths(story.record) if story.record else ()))}
        story.given_up = [line for name, url in self.queues.items() for line in self._given_up(name, url, names)]
        return story

    def owner(self, path: str) -> str | None:
        """The id of the article that has or had an address of the site."""
        address = self._table().address(path) if self.outputs else None
        return address.owner if address else None

    def _table(self) -> DynamoTable:
        return DynamoTable(
            ItemRows(self.target.client("dynamodb"), self.outputs["Table"], Backoff(time.sleep, random.random))
        )

    def _versions(self, key: str) -> list[Version]:
        listed = self.target.s3.list_object_versions(Bucket=self.target.inbox, Prefix=key)
        entries: Iterable[Any] = [*listed.get("Versions", ()), *listed.get("DeleteMarkers", ())]
        found = [
            Version(each["VersionId"], each["LastModified"], each.get("Size"), each["IsLatest"])
            for each in entries
            if each["Key"] == key
        ]
        return sorted(found, key=lambda each: (each.newest, each.at), reverse=True)

    def _receipts(self, key: str) -> Iterator[dict[str, Any]]:
        for version in self._versions(receipt_key(key))[:_RECEIPTS]:
            if version.size is not None:
                where = {"Bucket": self.target.inbox, "Key": receipt_key(key), "VersionId": version.id}
                try:
                    document = json.loads(self.target.s3.get_object(**where)["Body"].read())  # type: ignore[arg-type]
                except ValueError:
                    continue
                if isinstance(document, dict) and "status" in document:
                    yield document

    def _pages(self, path: str) -> Iterator[Standing]:
        for key in sorted(keys_of(Page("address", path), self._publication())):
            shown = f"/{key.removesuffix('index.html')}"
            try:
                head = self.target.s3.head_object(Bucket=self.outputs["SiteBucket"], Key=key)
            except self.target.s3.exceptions.ClientError as error:
                if error.response["Error"]["Code"] not in ("404", "NoSuchKey"):
                    raise
                yield Standing(shown)
            else:
                status = head["Metadata"].get("status", "200")
                yield Standing(shown, head["LastModified"], head["ETag"].strip('"'), status, head["ContentLength"])

    def _publication(self) -> Publication:
        body = self.target.s3.get_object(Bucket=self.target.inbox, Key="site.json")["Body"].read()
        return reread_publication(body)

    def _alarm(self, key: str) -> str | None:
        if not self.group:
            return None
        scheduler = self.target.client("scheduler")
        try:
            found = scheduler.get_schedule(Name=schedule_name(key), GroupName=self.group)
        except scheduler.exceptions.ResourceNotFoundException:
            return None
        return str(found["ScheduleExpression"]).removeprefix("at(").removesuffix(")") + "Z"

    def _given_up(self, name: str, url: str, names: set[str]) -> Iterator[str]:
        sqs, seen = self.target.client("sqs"), set()
        for _ in range(_ROUNDS):
            answer = sqs.receive_message(
                QueueUrl=url, MaxNumberOfMessages=_PEEKED, VisibilityTimeout=0, MessageSystemAttributeNames=["All"]
            )
            for message in answer.get("Messages", ()):
                if message["MessageId"] not in seen and any(f'"{each}"' in message["Body"] for each in names):
                    seen.add(message["MessageId"])
                    sent = int(message.get("Attributes", {}).get("SentTimestamp", 0)) / 1000
                    yield f"{name}: {datetime.fromtimestamp(sent, UTC):%Y-%m-%d %H:%M:%S} UTC"
            if not answer.get("Messages"):
                return


def _paths(record: Record) -> list[str]:
    return [path for path in (record.path, *record.former) if path]
