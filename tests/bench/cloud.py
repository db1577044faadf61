"""AWS in memory around Kabar's real functions, counting what they ask of it and how long they think between.

The functions' processor time is measured, of all of their threads; the cloud's isn't. A function is warm, as one is
that publishes all day.
"""

import importlib.util
import json
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import islice, takewhile
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final
from unittest import mock

from botocore.exceptions import ClientError

import kabar.bootstrap.build
from bench.archive import NOW, Archive
from kabar.adapters.clock import SystemClock
from kabar.adapters.items import Item
from kabar.bootstrap import common
from kabar.services.placing import one_by_one
from simulation import envelopes
from simulation.alarms import Alarms
from simulation.buckets import SITE as SITE_BUCKET
from simulation.buckets import Buckets, Stored
from simulation.clock import START, Time
from simulation.queues import Queue, Queues
from simulation.table import Table, Tables
from simulation.wiring import ENVIRONMENT

BATCH: Final = 10
"""Messages that a function is given at once (template.yaml)."""


class ArchivedTable(Table):
    """The index: what was written since lies over the archive's."""

    archive: Archive

    def query(self, *, ExpressionAttributeValues: dict[str, Any], **request: Any) -> dict[str, Any]:
        """Query, as far as it is read."""
        values = {name: value["S"] for name, value in ExpressionAttributeValues.items()}
        forward = request.get("ScanIndexForward", True)
        low, high = values.get(":start", ""), values.get(":end", "\U0010ffff")
        if "ExclusiveStartKey" in request:
            start = request["ExclusiveStartKey"]["sk"]["S"]
            low, high = (start + "\0", high) if forward else (low, start[:-1] + chr(ord(start[-1]) - 1) + "\U0010ffff")
        limit = min(self.page_size, request.get("Limit", self.page_size))
        found = list(islice(self._merged(values[":pk"], low, high, reverse=not forward), limit))
        answer: dict[str, Any] = {"Items": found}
        if len(found) == limit:
            answer["LastEvaluatedKey"] = {"pk": found[-1]["pk"], "sk": found[-1]["sk"]}
        return answer

    def _merged(self, pk: str, low: str, high: str, *, reverse: bool) -> Iterator[Item]:
        """The archive's items and the newer ones, in order; what was written hides what was archived."""
        written = self.items.get(pk, {})
        mine = sorted((sk for sk in written if low <= sk <= high), reverse=reverse)
        for item in self.archive.partition(pk).items(low, high, reverse=reverse):
            sk = item["sk"]["S"]
            while mine and (mine[0] > sk if reverse else mine[0] < sk):
                yield written[mine.pop(0)]
            if mine and mine[0] == sk:
                yield written[mine.pop(0)]
            else:
                yield item
        yield from (written[sk] for sk in mine)

    def _get(self, key: tuple[str, str]) -> Any:
        written = super()._get(key)
        return written if written is not None else self.archive.get(*key)


class ArchivedBuckets(Buckets):
    """The buckets: what was never uploaded anew lies in the archive."""

    archive: Archive

    def get_object(self, *, Bucket: str, Key: str, VersionId: str | None = None) -> dict[str, Any]:
        """GetObject."""
        if Bucket != SITE_BUCKET and Key not in self.inbox and (body := self.archive.upload(Key)):
            super().put_object(Bucket=Bucket, Key=Key, Body=body)
        return super().get_object(Bucket=Bucket, Key=Key, VersionId=VersionId)


@dataclass
class Spent:
    """What the functions have taken."""

    cpu: Counter[str] = field(default_factory=Counter)
    """Processor time by function, in nanoseconds."""
    calls: Counter[str] = field(default_factory=Counter)
    """By service and operation, as `s3.put_object`."""
    invocations: Counter[str] = field(default_factory=Counter)
    pages: Counter[str] = field(default_factory=Counter)
    """Pages built, by kind."""
    waits: Counter[str] = field(default_factory=Counter)
    """Calls by function."""
    objects: int = 0
    size: int = 0
    """Bytes written to the site."""
    front_pages: int = 0
    read_units: float = 0
    write_units: float = 0
    """Of DynamoDB, by what was read (strongly consistent) and written (in transactions: twice)."""


class Cloud:
    """Everything but the functions."""

    def __init__(self, archive: Archive, *, page_size: int = 1000) -> None:
        """An archive's cloud at NOW, its publication uploaded and known."""
        self.time = Time((NOW - START).total_seconds())
        self.spent = Spent()
        self.notices: list[tuple[str, str]] = []
        self.buckets = ArchivedBuckets(self._told, self._written)
        self.table = ArchivedTable(lambda *_: None, self.time, page_size)
        self.buckets.archive = self.table.archive = archive
        self.arrivals = Queue("arrivals", 180, 5)
        self.pages = Queue("pages", 180, 5, fifo=True, delay=2)
        self.pictures = Queue("pictures", 360, 3)
        renditions = Queue("renditions", 360, 5, fifo=True)
        self.purges = Queue("purges", 180, 5, fifo=True)
        announcements = Queue("announcements", 180, 5)
        queues = (self.arrivals, self.pages, self.pictures, renditions, self.purges, announcements)
        every = {queue.name: queue for queue in queues}
        self._sources = {"arrivals": "receive", "pages": "build", "pictures": "picture", "renditions": "picture"}
        self._services: dict[str, Any] = {"s3": self.buckets, "sqs": Queues(every, self.time)}
        # As in template.yaml, the manifest has no stream.
        manifest = Table(lambda *_: None, self.time, page_size, silent=True)
        self._services["dynamodb"] = Tables(
            {ENVIRONMENT["TABLE_NAME"]: self.table, ENVIRONMENT["MANIFEST_NAME"]: manifest}
        )
        self._services["scheduler"] = Alarms(self.time)
        self._queues = every
        self._shards = [0] * len(self.table.shards)
        self._outside = 0
        self._running = ""
        self.handlers = cache(_handler)

    def begin(self) -> None:
        """Count from now on."""
        self.spent = Spent()

    def call(self, service: str, operation: str, arguments: dict[str, Any]) -> Any:
        """A call to AWS."""
        start = time.process_time_ns()
        self.spent.calls[f"{service}.{operation}"] += 1
        self.spent.waits[self._running] += 1
        try:
            answer = getattr(self._services[service], operation)(**arguments)
            if service == "dynamodb":
                self._count_units(operation, arguments, answer)
            return answer
        finally:
            self._outside += time.process_time_ns() - start

    def upload(self, key: str, document: dict[str, Any]) -> None:
        """Put a JSON document into the inbox."""
        self.buckets.put_object(Bucket="inbox", Key=key, Body=json.dumps(document).encode())

    def rest(self) -> None:
        """Let everything happen that follows."""
        while True:
            while self.notify() or self.follow() or any(self.take(name, BATCH) for name in self._sources):
                pass
            moments = [moment for name in self._sources if (moment := self._queues[name].wake(self.time.now))]
            if not moments:
                return
            self.time.now = min(moments)

    def waiting(self, queue: str) -> list[str]:
        """The bodies of a queue's messages, in the order of their coming."""
        return [message.body for message in self._queues[queue].waiting]

    def busy(self) -> bool:
        """Whether anything is still to be done."""
        return bool(self.notices) or any(self._queues[name].waiting for name in self._sources)

    def notify(self) -> bool:
        """Have S3's notifications come."""
        notices, self.notices = self.notices, []
        for event, key in notices:
            stored = self.buckets.newest(key)
            queue = self.pictures if key.startswith("media/") else self.arrivals
            queue.send(self.time.now, envelopes.notice(event, key, stored.version if stored else None))
        return bool(notices)

    def follow(self) -> bool:
        """Have the stream read to its end."""
        read = False
        for number, shard in enumerate(self.table.shards):
            while self._shards[number] < len(shard):
                records = shard[self._shards[number] : self._shards[number] + 100]
                self._shards[number] += len(records)
                self.invoke("plan", {"Records": records})
                read = True
        return read

    def unread(self) -> list[dict[str, Any]]:
        """What the stream's next reading would tell."""
        return [record for read, shard in zip(self._shards, self.table.shards, strict=True) for record in shard[read:]]

    def take(self, name: str, limit: int) -> bool:
        """Have at most so many of a queue's messages worked, ten at a time; whether there were any."""
        now = self.time.now
        queue = self._queues[name]
        # Where all wait as long, the first that can't be received yet ends it.
        receivable = (takewhile if queue.fifo else filter)(lambda message: message.visible <= now, queue.waiting)
        visible = list(islice(receivable, limit))
        for messages in (visible[start : start + BATCH] for start in range(0, len(visible), BATCH)):
            pages = [json.loads(message.body)["page"] for message in messages] if name == "pages" else []
            self.spent.pages.update(page.partition(":")[0] for page in pages)
            self.spent.front_pages += pages.count("list:home")
            answer = self.invoke(self._sources[name], envelopes.batch(messages, name))
            if answer["batchItemFailures"]:
                raise AssertionError(answer)
            for message in messages:
                self._queues[name].delete(message)
        return bool(visible)

    def invoke(self, name: str, event: dict[str, Any]) -> Any:
        """Have a function work an event; its answer."""
        handler = self.handlers(name)
        self.spent.invocations[name] += 1
        self._running = name
        outside, start = self._outside, time.process_time_ns()
        answer = handler(event, _CONTEXT)
        self.spent.cpu[name] += time.process_time_ns() - start - (self._outside - outside)
        return answer

    def _count_units(self, operation: str, arguments: dict[str, Any], answer: Any) -> None:
        """Amazon DynamoDB, "Read and write operations": 4 kB a read unit, of a query in sum; 1 kB a write unit."""
        match operation:
            case "query":
                self.spent.read_units += max(1, -(-sum(map(_weight, answer["Items"])) // 4096))
            case "get_item":
                self.spent.read_units += max(1, -(-_weight(answer.get("Item", {})) // 4096))
            case "batch_get_item":
                items = [item for of_table in answer["Responses"].values() for item in of_table]
                self.spent.read_units += sum(max(1, -(-_weight(item) // 4096)) for item in items)
            case "transact_write_items":
                written = [next(iter(each.values())) for each in arguments["TransactItems"]]
                self.spent.write_units += sum(2 * max(1, -(-_weight(each.get("Item", {})) // 1024)) for each in written)
            case "batch_write_item":
                (written,) = arguments["RequestItems"].values()
                items = [next(iter(each.values())).get("Item", {}) for each in written]
                self.spent.write_units += sum(max(1, -(-_weight(item) // 1024)) for item in items)
            case _:
                self.spent.write_units += max(1, -(-_weight(arguments.get("Item", {})) // 1024))

    def _told(self, event: str, key: str) -> None:
        if not key.startswith("receipts/"):
            self.notices.append((event, key))

    def _written(self, _key: str, _old: Stored | None, new: Stored) -> None:
        self.spent.objects += 1
        self.spent.size += len(new.body or b"")


class _Client:
    """boto3's client of a service, over the cloud that there is."""

    exceptions = SimpleNamespace(ConflictException=ClientError, ResourceNotFoundException=ClientError)

    def __init__(self, cloud: Cloud, service: str, **_: Any) -> None:
        self._cloud, self._service = cloud, service

    def __getattr__(self, operation: str) -> Callable[..., Any]:
        return partial(self._call, operation)

    def _call(self, operation: str, **arguments: Any) -> Any:
        return self._cloud.call(self._service, operation, arguments)


def _weight(item: Item) -> int:
    """About how many bytes an item has."""
    return sum(len(name) + len(str(next(iter(value.values())))) for name, value in item.items())


_CONTEXT: Final = SimpleNamespace(
    function_name="bench",
    memory_limit_in_mb=1024,
    invoked_function_arn="arn:aws:lambda:ap-southeast-3:123456789012:function:bench",
    aws_request_id="0",
    get_remaining_time_in_millis=lambda: 30_000,
)
_NOWHERE: Final = Path(os.devnull).open("w")  # noqa: SIM115 (loggers keep it)
_FUNCTIONS: Final = Path(__file__).resolve().parents[2] / "functions"


def _handler(name: str) -> Callable[..., Any]:
    specification = importlib.util.spec_from_file_location(f"bench_{name}", _FUNCTIONS / name / "app.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    handler: Callable[..., Any] = module.handler
    return handler


@contextmanager
def inhabited(cloud: Cloud) -> Iterator[None]:
    """While it lasts, boto3, the clock and the environment are the cloud's, and the functions' logs go nowhere."""
    common.client.cache_clear()
    with (
        mock.patch.dict(os.environ, ENVIRONMENT | {"POWERTOOLS_SERVICE_NAME": "bench", "AWS_DEFAULT_REGION": "x"}),
        mock.patch("boto3.client", partial(_Client, cloud)),
        mock.patch.object(SystemClock, "now", lambda _: cloud.time.moment()),
        mock.patch.object(kabar.bootstrap.build, "Threads", lambda _: one_by_one),
        redirect_stdout(_NOWHERE),
    ):
        yield
    common.client.cache_clear()
