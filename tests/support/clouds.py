"""The services of AWS that Kabar calls, as the simulation, moto and the local cloud play them, with one face."""

import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any, Protocol

from simulation.alarms import Alarms
from simulation.buckets import INBOX, SITE, Buckets
from simulation.clock import Time
from simulation.queues import Queue, Queues
from simulation.table import Table

_names = itertools.count()
NAMES = frozenset({"a", "b", "c", "d"})
"""What the cases call their schedules."""


@dataclass(frozen=True)
class Received:
    """A message as a consumer has it."""

    body: str
    receives: int
    handle: Any


class Cloud(Protocol):
    """Clients as boto3's, and what tests need around them. `lacks` names the cases that can't pass, and why."""

    s3: Any
    dynamodb: Any
    sqs: Any
    scheduler: Any
    inbox: str
    site: str
    table: str
    lacks: dict[str, str]

    def queue(self, *, fifo: bool = False, delay: int = 0, visibility: int = 30, receives: int = 0) -> str:
        """A new queue's URL; with `receives`, what was received so often goes to its dead letters."""

    def receive(self, url: str, most: int = 10) -> list[Received]:
        """What one call gets."""

    def delete(self, url: str, message: Received) -> None:
        """It is done with."""

    def dead(self, url: str) -> list[str]:
        """The bodies of a queue's dead letters."""

    def changes(self) -> list[dict[str, Any]]:
        """What the table's stream has said so far."""

    def schedule(self, url: str, ahead: float, body: str) -> dict[str, Any]:
        """The arguments of a schedule that sends a body to a queue so many seconds ahead."""

    def eventually(self, probe: Callable[[], Any]) -> Any:
        """The first of the probe's answers that is true. Raises AssertionError if none is in time."""


@dataclass
class SimulatedCloud:
    """The simulation's own; time passes when somebody waits."""

    lacks: dict[str, str] = field(default_factory=dict)
    inbox: str = INBOX
    site: str = SITE
    table: str = "table"

    def __post_init__(self) -> None:
        """Empty services."""
        self.time = Time()
        self.s3 = Buckets(lambda *_: None, lambda *_: None)
        self.dynamodb = Table(lambda *_: None, self.time)
        self.scheduler = Alarms(self.time)
        self._queues: dict[str, Queue] = {}
        self.sqs = Queues(self._queues, self.time)

    def queue(self, *, fifo: bool = False, delay: int = 0, visibility: int = 30, receives: int = 0) -> str:
        """As Cloud says."""
        url = f"queue-{len(self._queues)}"
        self._queues[url] = Queue(url, visibility, receives or 1_000, fifo, delay)
        return url

    def receive(self, url: str, most: int = 10) -> list[Received]:
        """As Cloud says."""
        queue, chance = self._queues[url], SimpleNamespace(shuffle=lambda _: None, choice=lambda _: most)
        messages = queue.receive(self.time.now, chance)  # type: ignore[arg-type]
        for message in messages:
            queue.release(message)
        return [Received(message.body, message.receives, message) for message in messages]

    def delete(self, url: str, message: Received) -> None:
        """As Cloud says."""
        self._queues[url].delete(message.handle)

    def dead(self, url: str) -> list[str]:
        """As Cloud says."""
        return [message.body for message in self._queues[url].dead]

    def changes(self) -> list[dict[str, Any]]:
        """As Cloud says."""
        records = itertools.chain.from_iterable(self.dynamodb.shards)
        return sorted(records, key=lambda record: record["dynamodb"]["SequenceNumber"])

    def schedule(self, url: str, ahead: float, body: str) -> dict[str, Any]:
        """As Cloud says."""
        return {"ScheduleExpression": _at(self.time.moment(ahead)), "Target": {"Arn": url, "Input": body}}

    def eventually(self, probe: Callable[[], Any]) -> Any:
        """As Cloud says."""
        for _ in range(1_000):
            if answer := probe():
                return answer
            self.time.now += 0.25
            for name in self.scheduler.due(self.time.now):
                self._ring(name)
        raise AssertionError("it never comes")

    def _ring(self, name: str) -> None:
        removed = SimpleNamespace(random=lambda: 0.0)
        alarm = self.scheduler.ring(name, removed)  # type: ignore[arg-type]
        if alarm:
            for queue in self._queues.values():
                queue.send(self.time.now, alarm.body, alarm.group)


@dataclass
class BotoCloud:
    """A cloud that boto3 reaches: moto or the local one."""

    client: Callable[[str], Any]
    role: str
    lacks: dict[str, str]
    patience: float = 15.0

    def __post_init__(self) -> None:
        """Buckets and a table of their own."""
        self._serial = next(_names)
        self._made: list[str] = []
        self.s3, self.dynamodb, self.sqs, self.scheduler = map(self.client, ("s3", "dynamodb", "sqs", "scheduler"))
        self.inbox, self.site, self.table = (f"contract-{name}-{self._serial}" for name in ("inbox", "site", "table"))
        place = {"LocationConstraint": self.s3.meta.region_name}
        for bucket in (self.inbox, self.site):
            self.s3.create_bucket(Bucket=bucket, CreateBucketConfiguration=place)
        self.s3.put_bucket_versioning(Bucket=self.inbox, VersioningConfiguration={"Status": "Enabled"})
        self.dynamodb.create_table(
            TableName=self.table,
            BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in ("pk", "sk")],
            KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
            StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
        )
        self.dynamodb.get_waiter("table_exists").wait(TableName=self.table)

    def queue(self, *, fifo: bool = False, delay: int = 0, visibility: int = 30, receives: int = 0) -> str:
        """As Cloud says."""
        attributes = {"DelaySeconds": str(delay), "VisibilityTimeout": str(visibility)}
        suffix = ".fifo" if fifo else ""
        if fifo:
            attributes |= {"FifoQueue": "true", "DeduplicationScope": "messageGroup"}
            attributes |= {"FifoThroughputLimit": "perMessageGroupId"}
        name = f"contract-{self._serial}-{next(_names)}"
        if receives:
            letters = {"FifoQueue": "true"} if fifo else {}
            dead = self.sqs.create_queue(QueueName=f"{name}-dead{suffix}", Attributes=letters)["QueueUrl"]
            self._made.append(dead)
            policy = f'{{"deadLetterTargetArn": "{self._arn(dead)}", "maxReceiveCount": "{receives}"}}'
            attributes["RedrivePolicy"] = policy
        url = str(self.sqs.create_queue(QueueName=name + suffix, Attributes=attributes)["QueueUrl"])
        self._made.append(url)
        return url

    def close(self) -> None:
        """Leave nothing that anybody could wait for."""
        for url in self._made:
            self.sqs.delete_queue(QueueUrl=url)
        for schedule in self.scheduler.list_schedules()["Schedules"]:
            if schedule["Name"] in NAMES:
                self.scheduler.delete_schedule(Name=schedule["Name"])

    def receive(self, url: str, most: int = 10) -> list[Received]:
        """As Cloud says."""
        answer = self.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=most, AttributeNames=["All"])
        return [
            Received(each["Body"], int(each["Attributes"]["ApproximateReceiveCount"]), each["ReceiptHandle"])
            for each in answer.get("Messages", ())
        ]

    def delete(self, url: str, message: Received) -> None:
        """As Cloud says."""
        self.sqs.delete_message(QueueUrl=url, ReceiptHandle=message.handle)

    def dead(self, url: str) -> list[str]:
        """As Cloud says."""
        suffix = ".fifo" if url.endswith(".fifo") else ""
        return [each.body for each in self.receive(f"{url.removesuffix(suffix)}-dead{suffix}")]

    def changes(self) -> list[dict[str, Any]]:
        """As Cloud says."""
        streams = self.client("dynamodbstreams")
        arn = self.dynamodb.describe_table(TableName=self.table)["Table"]["LatestStreamArn"]
        shards = streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]
        found: list[dict[str, Any]] = []
        for shard in shards:
            where = {"StreamArn": arn, "ShardId": shard["ShardId"], "ShardIteratorType": "TRIM_HORIZON"}
            found += streams.get_records(ShardIterator=streams.get_shard_iterator(**where)["ShardIterator"])["Records"]
        return found

    def schedule(self, url: str, ahead: float, body: str) -> dict[str, Any]:
        """As Cloud says."""
        return {
            "ScheduleExpression": _at(datetime.now(UTC) + timedelta(seconds=ahead)),
            "FlexibleTimeWindow": {"Mode": "OFF"},
            "ActionAfterCompletion": "DELETE",
            "Target": {"Arn": self._arn(url), "RoleArn": self.role, "Input": body},
        }

    def eventually(self, probe: Callable[[], Any]) -> Any:
        """As Cloud says."""
        deadline = time.monotonic() + self.patience
        while time.monotonic() < deadline:
            if answer := probe():
                return answer
            time.sleep(0.05)
        raise AssertionError("it never comes")

    def _arn(self, url: str) -> str:
        answer = self.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])
        return str(answer["Attributes"]["QueueArn"])


def _at(moment: datetime) -> str:
    return f"at({moment:%Y-%m-%dT%H:%M:%S})"
