"""What the benchmarks counted, as measured.json keeps it (`make cost` writes it)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final, Self

FILE: Final = Path(__file__).with_name("measured.json")


@dataclass(frozen=True)
class Counts:
    """What one thing done asks of AWS."""

    s3_writes: float = 0
    s3_reads: float = 0
    s3_events: float = 0
    """Objects put into the inbox, answers included: EventBridge is told of each."""
    read_units: float = 0
    write_units: float = 0
    sqs_requests: float = 0
    schedules: float = 0
    events: float = 0
    purged_tags: float = 0
    objects: float = 0
    bytes: float = 0
    """Of the site's objects."""
    invocations: Mapping[str, float] = field(default_factory=dict)
    """By function."""
    waits: Mapping[str, float] = field(default_factory=dict)
    """Calls to AWS by function: it waits for each."""

    def __sub__(self, other: Self) -> Self:
        """What this one takes beyond the other. Where it takes less, nothing."""
        return type(self)(
            **{each.name: _less(getattr(self, each.name), getattr(other, each.name)) for each in fields(self)}
        )


def _less(one: Any, other: Any) -> Any:
    if isinstance(one, Mapping):
        return {name: _less(one[name], other.get(name, 0)) for name in one}
    return max(0, one - other)


@dataclass(frozen=True)
class Measured:
    """All that was measured."""

    date: str
    archive: int
    """Articles that the archive had."""
    article: Counts
    picture: Counts
    """Beyond an article's: uploading one, showing it, making what is shown."""
    correction: Counts
    probe: Counts
    """Of the probe's article, published once more, without what the probe itself asks."""
    view: Mapping[str, Mapping[str, float]]
    """Of a page: `gzip_bytes` and `requests`, pictures apart."""
    seconds: Mapping[str, float]
    """Processor seconds: of each function for an article, and of a `photograph` of 24 megapixels."""
    standing: Mapping[str, Any]
    """Of the template: `memory` in MB by function; how many `queues`, `alarms`, `metrics`, `dashboards`; of the first
    three as many more with the `probe`."""

    @classmethod
    def read(cls, file: Path = FILE) -> Self:
        """From the file."""
        document = json.loads(file.read_text("utf-8"))
        counts = {name: Counts(**document[name]) for name in ("article", "picture", "correction", "probe")}
        return cls(**(document | counts))
