"""From what was counted to what AWS bills, by the kinds of prices.json."""

from collections.abc import Mapping
from typing import Final

from kabar_cli.cost.measured import Counts

CALL: Final = 0.012
"""Seconds that a function waits for a call to AWS within a region, as assumed."""
LOGGED: Final = 2_000
"""Bytes that a function logs in one invocation, AWS's own three lines included, as assumed."""
_WHOLE_PROCESSOR: Final = 1_769
"""MB at which a function has one processor: AWS Lambda, "Configure Lambda function memory"."""
GB: Final = 1e9

Usage = dict[str, float]


def usage(counts: Counts, seconds: Mapping[str, float], memory: Mapping[str, int]) -> Usage:
    """What these calls, and so many processor seconds of each function that they invoke, are billed as."""
    invoked = sum(counts.invocations.values())
    return {
        "s3-write": counts.s3_writes,
        "s3-read": counts.s3_reads,
        "dynamodb-read": counts.read_units,
        "dynamodb-write": counts.write_units,
        "sqs": counts.sqs_requests,
        "event": counts.s3_events + counts.events,
        "schedule": counts.schedules,
        "edge-purge": counts.purged_tags,
        "lambda-request": invoked,
        "lambda-second": sum(
            gigabyte_seconds(seconds.get(name, 0), counts.waits.get(name, 0), memory.get(name, _WHOLE_PROCESSOR))
            for name in counts.invocations
        ),
        "log": invoked * LOGGED / GB,
    }


def gigabyte_seconds(processor: float, calls: float, memory: int) -> float:
    """A function's: it has the share of a processor that its memory gives it, and waits for each call."""
    share = min(1.0, memory / _WHOLE_PROCESSOR)
    return memory / 1024 * (processor / share + calls * CALL)


def times(one: Usage, factor: float) -> Usage:
    """So many of these."""
    return {kind: quantity * factor for kind, quantity in one.items()}
