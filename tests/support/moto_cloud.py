"""The four functions over moto: what is uploaded goes its whole way through their handlers."""

import importlib.util
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import kabar.bootstrap.build
from kabar.adapters.clock import SystemClock
from kabar.adapters.queues import WINDOW
from kabar.domain.identity import receipt_key
from kabar.services.placing import one_by_one
from support import aws
from support.envelopes import batch, failed, received, uploaded
from support.logs import texts_of
from support.permissions import running

_FUNCTIONS = Path(__file__).resolve().parents[2] / "functions"
START = datetime(2024, 12, 2, 4, tzinfo=UTC)


def load_function(name: str) -> ModuleType:
    """functions/<name>/app.py as Lambda loads it at a cold start, under a name of its own."""
    spec = importlib.util.spec_from_file_location(f"app_of_{name}", _FUNCTIONS / name / "app.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.handler = running(name, module.handler)
    return module


@dataclass
class MotoCloud:
    """Inbox in, site out. The pages don't wait in their queue; instead the clock moves on with every step."""

    now: datetime = START
    given_back: list[str] = field(default_factory=list)
    texts: set[str] = field(default_factory=set)
    _sequence: str | None = None

    def start(self, patch: pytest.MonkeyPatch) -> None:
        """Create the resources, set the environment, load the functions."""
        aws.create_bucket(aws.INBOX, versioned=True)
        aws.create_bucket(aws.SITE)
        aws.create_table()
        aws.create_table(aws.MANIFEST, stream=False)
        aws.create_schedule_group("kabar-schedules")
        self.arrivals, self.pages = aws.create_queue("arrivals"), aws.create_queue("pages.fifo")
        self.purges, self.renditions = aws.create_queue("purges.fifo"), aws.create_queue("renditions.fifo")
        self.pictures, self.announcements = aws.create_queue("pictures"), aws.create_queue("announcements")
        self.s3, self.sqs, self.streams, self.scheduler = map(aws.client, ("s3", "sqs", "dynamodbstreams", "scheduler"))
        for name, value in self.environment().items():
            patch.setenv(name, value)
        patch.setattr(SystemClock, "now", lambda _: self.now)
        patch.setattr(kabar.bootstrap.build, "Threads", lambda _: one_by_one)  # so that calls have an order
        self.receive, self.plan, self.build, self.picture = map(load_function, ("receive", "plan", "build", "picture"))

    def environment(self) -> dict[str, str]:
        """The variables that template.yaml sets."""
        return {
            "INBOX_BUCKET": aws.INBOX,
            "SITE_BUCKET": aws.SITE,
            "TABLE_NAME": aws.TABLE,
            "MANIFEST_NAME": aws.MANIFEST,
            "ARRIVALS_QUEUE_URL": self.arrivals,
            "ARRIVALS_QUEUE_ARN": aws.queue_arn(self.arrivals),
            "PAGES_QUEUE_URL": self.pages,
            "PURGES_QUEUE_URL": self.purges,
            "PICTURES_QUEUE_URL": self.pictures,
            "RENDITIONS_QUEUE_URL": self.renditions,
            "RENDITIONS_QUEUE_ARN": aws.queue_arn(self.renditions),
            "ANNOUNCEMENTS_QUEUE_URL": self.announcements,
            "SCHEDULE_GROUP": "kabar-schedules",
            "SCHEDULE_ROLE_ARN": aws.ROLE,
            "SCHEDULE_DEAD_LETTERS_ARN": aws.queue_arn(self.arrivals),
        }

    def put(self, key: str, document: object) -> None:
        """Upload a document (or bytes as they are), and let everything come to rest."""
        self.upload(key, document)
        self.tell(key)

    def upload(self, key: str, document: object) -> None:
        """Upload without a word to anybody."""
        body = document if isinstance(document, bytes) else json.dumps(document).encode()
        self.texts |= texts_of(body)
        self.s3.put_object(Bucket=aws.INBOX, Key=key, Body=body)

    def delete(self, key: str) -> None:
        """Delete an upload, and let everything come to rest."""
        self.s3.delete_object(Bucket=aws.INBOX, Key=key)
        self.tell(key, "object-deleted")

    def tell(self, key: str, what: str = "object-created") -> None:
        """Deliver what S3 says of a key through EventBridge, and let everything come to rest."""
        name, app = ("picture", self.picture) if key.startswith("media/") else ("receive", self.receive)
        self.given_back += failed(app.handler(batch(uploaded(key, f"{name}-{what}")), None))
        self.rest()

    def rest(self) -> None:
        """Deliver what waits until nothing waits."""
        while self._changes() | bool([True for url, app in self._consumers() if self._messages(url, app)]):
            self.now += timedelta(seconds=WINDOW)

    def _consumers(self) -> list[tuple[str, ModuleType]]:
        pictures = [(self.pictures, self.picture), (self.renditions, self.picture)]
        return [(self.arrivals, self.receive), (self.pages, self.build), *pictures]

    def _changes(self) -> bool:
        records = self.changes()
        if records:
            self.plan.handler(batch(*records), None)
        return bool(records)

    def changes(self) -> list[dict[str, Any]]:
        """What the table's stream has to say since the last time, as Lambda hands it to a function."""
        arn = aws.client("dynamodb").describe_table(TableName=aws.TABLE)["Table"]["LatestStreamArn"]
        stream = self.streams.describe_stream(StreamArn=arn)["StreamDescription"]
        after = {"ShardIteratorType": "TRIM_HORIZON"}
        if self._sequence:
            after = {"ShardIteratorType": "AFTER_SEQUENCE_NUMBER", "SequenceNumber": self._sequence}
        shard = stream["Shards"][0]["ShardId"]
        iterator = self.streams.get_shard_iterator(StreamArn=arn, ShardId=shard, **after)["ShardIterator"]
        records: list[dict[str, Any]] = self.streams.get_records(ShardIterator=iterator)["Records"]
        if records:
            self._sequence = records[-1]["dynamodb"]["SequenceNumber"]
        return [record | {"eventSourceARN": arn} for record in records]

    def _messages(self, url: str, app: ModuleType) -> bool:
        messages = aws.drain(url)
        for start in range(0, len(messages), 10):
            records = [received(message, url) for message in messages[start : start + 10]]
            self.given_back += failed(app.handler(batch(*records), None))
        return bool(messages)

    def receipt(self, key: str) -> Any:
        """The answer to an upload."""
        return json.loads(self.s3.get_object(Bucket=aws.INBOX, Key=receipt_key(key))["Body"].read())

    def get(self, path: str) -> dict[str, Any]:
        """What stands at an address of the site: as GetObject has it, and its `Text`."""
        key = path.removeprefix("/") + ("index.html" if path.endswith("/") else "")
        answer: dict[str, Any] = self.s3.get_object(Bucket=aws.SITE, Key=key)
        return answer | {"Text": answer["Body"].read().decode()}

    def site(self) -> dict[str, str]:
        """The keys of the site bucket, each with its object's ETag."""
        pages = self.s3.get_paginator("list_objects_v2").paginate(Bucket=aws.SITE)
        return {item["Key"]: item["ETag"] for page in pages for item in page.get("Contents", ())}
