"""What AWS's services take at most, and how long they take for what they do."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

CONCURRENT: Final = 1_000
"""AWS Lambda, quotas: functions of an account at once, unless it asks for more."""
STEPS: Final[Mapping[str, float]] = {"writes": 1_000, "reads": 3_000, "sends": 3_000, "puts": 3_500, "gets": 5_500}
"""A second: write and read units of a DynamoDB partition; messages sent to a FIFO queue; requests to a prefix of S3.

Amazon DynamoDB, "Best practices for designing partition keys"; Amazon SQS, quotas; Amazon S3, performance guidelines.
"""
BETWEEN_INVALIDATIONS: Final = 2.0
BURST: Final = 1.0
"""Seconds' worth of units that are taken at once before a caller is slowed down."""
LATENCY: Final[Mapping[str, float]] = {
    "dynamodb.transact_write_items": 0.015,
    "dynamodb": 0.006,
    "s3.put_object": 0.045,
    "s3": 0.025,
    "sqs": 0.012,
    "scheduler": 0.030,
}
"""Seconds that a call takes as a rule, the longer ones of what is told: S3's own pages speak of 100 for a first byte at
worst, DynamoDB's of single-digit milliseconds."""
DELIVERY: Final = 0.5
"""Seconds from a change of a bucket to its message: Amazon S3 says seconds as a rule, EventBridge half of one."""
POLL: Final = 0.25
"""Lambda reads each shard of a table's stream four times a second."""
START: Final = 0.9
"""Seconds until a function that has no warm place answers."""


@dataclass
class Meter:
    """What a thing of its own limit has been asked for: who asks for more than it takes waits."""

    pace: float
    free: float = 0
    units: float = 0
    waited: float = 0

    def take(self, now: float, units: float) -> float:
        """The seconds that the asker waits."""
        self.units += units
        self.free = max(self.free, now) + units / self.pace
        wait = max(0.0, self.free - now - BURST)
        self.waited += wait
        return wait


@dataclass
class Limits:
    """Every limited thing, by kind and name, made as it is first asked for."""

    meters: dict[tuple[str, str], Meter] = field(default_factory=dict)
    by_second: dict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))

    def take(self, kind: str, name: str, now: float, units: float) -> float:
        """The seconds that somebody waits who asks for so many units."""
        self.by_second[kind][int(now)] += round(units)
        return self.meters.setdefault((kind, name), Meter(STEPS[kind])).take(now, units)

    def hottest(self, kind: str) -> tuple[str, float, float]:
        """Name, units and seconds waited of what was asked for most."""
        found = {name: meter for (each, name), meter in self.meters.items() if each == kind}
        name = max(found, key=lambda name: found[name].units, default="")
        return (name, round(found[name].units), round(found[name].waited, 1)) if name else ("", 0, 0)

    def peak(self, kind: str) -> int:
        """The most units of a kind in a second."""
        return max(self.by_second[kind].values(), default=0)


def latency(call: str) -> float:
    """Of a call, as `s3.put_object`."""
    return LATENCY.get(call, LATENCY.get(call.partition(".")[0], 0.02))


def units_of(operation: str, arguments: dict[str, Any], answer: Any) -> list[tuple[str, str, float]]:
    """The read and write units by partition key (Amazon DynamoDB, "Read and write operations")."""
    match operation:
        case "query":
            pk = arguments["ExpressionAttributeValues"][":pk"]["S"]
            return [("reads", pk, max(1, -(-sum(map(_weight, answer["Items"])) // 4096)))]
        case "get_item":
            return [("reads", arguments["Key"]["pk"]["S"], _of_4k(answer.get("Item", {})))]
        case "batch_get_item":
            keys = [key for asked in arguments["RequestItems"].values() for key in asked["Keys"]]
            items = [item for found in answer["Responses"].values() for item in found]
            found = [("reads", item["pk"]["S"], _of_4k(item)) for item in items]
            known = {item["pk"]["S"] + item["sk"]["S"] for item in items}
            missing = (key["pk"]["S"] for key in keys if key["pk"]["S"] + key["sk"]["S"] not in known)
            return [*found, *(("reads", pk, 1) for pk in missing)]
        case "transact_write_items":
            actions = [action for each in arguments["TransactItems"] for action in each.values()]
            return [("writes", _pk(action), 2 * _of_1k(action.get("Item", {}))) for action in actions]
        case "batch_write_item":
            (requests,) = arguments["RequestItems"].values()
            actions = [action for each in requests for action in each.values()]
            return [("writes", _pk(action), _of_1k(action.get("Item", {}))) for action in actions]
        case _:
            return [("writes", _pk(arguments), _of_1k(arguments.get("Item", {})))]


def _pk(action: dict[str, Any]) -> str:
    found: str = (action.get("Item") or action["Key"])["pk"]["S"]
    return found


def _of_4k(item: dict[str, Any]) -> int:
    return max(1, -(-_weight(item) // 4096))


def _of_1k(item: dict[str, Any]) -> int:
    return max(1, -(-_weight(item) // 1024))


def _weight(item: dict[str, Any]) -> int:
    return sum(len(name) + len(str(next(iter(value.values())))) for name, value in item.items())
