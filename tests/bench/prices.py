"""What AWS asks for a publication's calls: on demand, US East (N. Virginia), November 2026, free tiers left out."""

from typing import Final

from bench.cloud import Spent

_CALLS: Final = {
    "s3.put_object": 5.0e-6,
    "s3.list_objects_v2": 5.0e-6,
    "s3.get_object": 0.4e-6,
    "s3.head_object": 0.4e-6,
    "s3.delete_object": 0.0,
    "sqs.send_message": 0.5e-6,
    "sqs.send_message_batch": 0.5e-6,
    "scheduler.create_schedule": 1.0e-6,
}
"""aws.amazon.com/s3/pricing, /sqs/pricing (FIFO), /eventbridge/pricing; dollars a call."""
_READ: Final = 0.125e-6
_WRITE: Final = 0.625e-6
"""aws.amazon.com/dynamodb/pricing/on-demand; dollars a request unit."""
_INVOCATION: Final = 0.2e-6
_GB_SECOND: Final = 13.3334e-6
"""aws.amazon.com/lambda/pricing, arm64."""
_MEMORY: Final = {"receive": 0.5, "plan": 0.5, "build": 1.0, "purge": 0.25, "picture": 1.0}
"""Gigabytes (template.yaml)."""
_WAIT: Final = 0.012
"""Seconds that a call to AWS takes, within a region."""


def price(spent: Spent) -> float:
    """Dollars for what was spent: requests, and the functions' time, thinking and waiting."""
    calls = sum(_CALLS.get(kind, 0.0) * count for kind, count in spent.calls.items())
    units = spent.read_units * _READ + spent.write_units * _WRITE
    # Each message is received and deleted, ten at a time.
    received = sum(spent.invocations.values()) * 2 * _CALLS["sqs.send_message"]
    invocations = sum(spent.invocations.values()) * _INVOCATION
    seconds = {name: spent.cpu[name] / 1e9 + spent.waits[name] * _WAIT for name in spent.invocations}
    return (
        calls + units + received + invocations + sum(_MEMORY.get(n, 1.0) * s for n, s in seconds.items()) * _GB_SECOND
    )
