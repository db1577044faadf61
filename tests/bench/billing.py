"""What AWS bills for what was spent, by the package's own table of prices."""

from collections import Counter
from typing import Final

from bench.cloud import Spent
from kabar_cli.cost.measured import Counts, Measured
from kabar_cli.cost.prices import Prices
from kabar_cli.cost.usage import usage

_PRICES: Final = Prices.of("ap-southeast-3")
_MEMORY: Final = Measured.read().standing["memory"]


def counts(spent: Spent, *, uploads: int = 0, told: int = 0, purged: int = 0) -> Counts:
    """What was spent, as the bill counts it, with so many uploads, announcements and tags to purge."""
    calls = spent.calls
    answers = calls["s3.put_object"] - spent.objects
    invocations = Counter(spent.invocations) + Counter(announce=told, purge=min(purged, 1))
    # A queue is asked and told "done" for each batch. The stream of the table costs Lambda nothing to read.
    batches = sum(count for name, count in invocations.items() if name != "plan")
    return Counts(
        s3_writes=calls["s3.put_object"] + calls["s3.list_objects_v2"] + uploads,
        s3_reads=calls["s3.get_object"] + calls["s3.head_object"],
        s3_events=uploads + answers,
        read_units=spent.read_units,
        write_units=spent.write_units,
        sqs_requests=sum(count for call, count in calls.items() if call.startswith("sqs.")) + 2 * batches,
        schedules=calls["scheduler.create_schedule"],
        events=told,
        purged_tags=purged,
        invocations=dict(invocations),
        waits=dict(spent.waits),
        objects=spent.objects,
        bytes=spent.size,
    )


def price(spent: Spent) -> float:
    """Dollars for what was spent: requests, and the functions' time, thinking and waiting."""
    seconds = {name: nanoseconds / 1e9 for name, nanoseconds in spent.cpu.items()}
    used = usage(
        counts(spent, uploads=spent.invocations["receive"], told=spent.invocations["receive"]), seconds, _MEMORY
    )
    return sum(_PRICES.cost(kind, quantity) for kind, quantity in used.items())
