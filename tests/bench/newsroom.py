"""A newsroom's day under the services' limits: the real functions, on a clock on which calls and thinking take time.

Each invocation runs at once when it begins, and its clock goes on with each call; what it has written is there a little
early for others, never late. Pictures and announcements are counted and not made: no page waits for them.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count
from typing import Any, Final

from bench.archive import Archive, id_of
from bench.cloud import BATCH, Cloud
from bench.lines import Line
from bench.service_limits import DELIVERY, POLL, START, Limits, latency, units_of
from simulation import envelopes
from simulation.buckets import Stored
from simulation.queues import Queues

_ARTICLE: Final = re.compile(r"\d{4}/\d{2}/\d{2}/[^/]+/article\.json")
_NUMBER: Final = re.compile(rb"nomor (\d+)")
_VCPU: Final = 1769
"""AWS Lambda, "Configure Lambda function memory": MB that have one processor."""
_EVERY: Final = 5.0
"""Seconds between two looks at the queues' depth."""


@dataclass
class Settings:
    """What template.yaml and the account allow."""

    concurrency: int = 10
    account: int = 1_000
    memory: dict[str, int] = field(default_factory=lambda: {"receive": 512, "plan": 512, "build": 1024})
    whole: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    """Processor seconds and read units that pages of a kind take longer than they do in the archive, which is small."""


class Newsroom(Cloud):
    """The bench's cloud, on a clock."""

    def __init__(self, archive: Archive, settings: Settings) -> None:
        """At NOW, empty and at rest; `settings` may change while it lives."""
        super().__init__(archive)
        self.settings, self.limits = settings, Limits()
        self.lines = {
            "arrivals": Line("arrivals", lambda at: self._at(at, lambda: self._work("receive", "arrivals"))),
            "pages": Line("pages", lambda at: self._at(at, lambda: self._work("build", "pages")), fifo=True, delay=2),
        }
        others = ("pictures", "renditions", "purges", "announcements")
        self.lines |= {name: Line(name, lambda _: None, fifo=name in ("renditions", "purges")) for name in others}
        self._services["sqs"] = Queues(self.lines, self.time)  # type: ignore[arg-type]
        self.running: Counter[str] = Counter()
        self.most: Counter[str] = Counter()
        self.warm: dict[str, list[float]] = defaultdict(list)
        self.uploaded: dict[str, float] = {}
        self.shown: dict[str, float] = {}
        self.builds: dict[str, list[float]] = defaultdict(list)
        self.depths: list[tuple[float, dict[str, int]]] = []
        self.busy_seconds: Counter[str] = Counter()
        self.lag = 0.0
        self._planning = [False] * len(self.table.shards)
        self._events: list[tuple[float, int, Callable[[], None]]] = []
        self._serial = count()
        self._start = self.time.now

    def plan(self, uploads: Iterable[tuple[float, str, dict[str, Any]]]) -> None:
        """Have documents uploaded, each so many seconds from now under a key."""
        for after, key, document in uploads:
            self._at(self.time.now + after, lambda key=key, document=document: self._arrive(key, document))

    def run(self) -> None:
        """Until nothing is left to happen."""
        looked = self.time.now
        while self._events:
            self.time.now, _, event = heappop(self._events)
            event()
            if self.time.now >= looked + _EVERY:
                looked = self.time.now
                self.depths.append((looked - self._start, {name: line.depth for name, line in self.lines.items()}))

    def call(self, service: str, operation: str, arguments: dict[str, Any]) -> Any:
        """A call, which takes its time on the caller's clock, and longer where a limit is reached."""
        name = f"{service}.{operation}"
        self.time.now += latency(name)
        answer = super().call(service, operation, arguments)
        taken: list[tuple[str, str, float]] = []
        if service == "dynamodb":
            table = arguments.get("TableName") or next(iter(arguments.get("RequestItems", {"table": 0})))
            units = units_of(operation, arguments, answer)
            taken = [(kind, f"{'' if table == 'table' else 'manifest '}{pk}", amount) for kind, pk, amount in units]
        elif service == "sqs":
            taken = [("sends", arguments["QueueUrl"], len(arguments.get("Entries", [0])))]
        elif service == "s3":
            kind = "puts" if operation in ("put_object", "delete_object", "list_objects_v2") else "gets"
            taken = [(kind, arguments["Bucket"], 1)]
        self.time.now += max((self.limits.take(kind, pk, self.time.now, each) for kind, pk, each in taken), default=0)
        return answer

    def notify(self) -> bool:
        """S3's notifications are on their way for a moment."""
        notices, self.notices = self.notices, []
        for event, key in notices:
            stored = self.buckets.newest(key)
            body = envelopes.notice(event, key, stored.version if stored else None)
            self._at(self.time.now + DELIVERY, lambda body=body: self.lines["arrivals"].send(self.time.now, body))
        return bool(notices)

    def _arrive(self, key: str, document: dict[str, Any]) -> None:
        if key.startswith("articles/"):
            self.uploaded.setdefault(key.removeprefix("articles/").removesuffix(".json"), self.time.now)
        self.upload(key, document)
        self.notify()

    def _work(self, function: str, queue: str) -> None:
        while self.running[function] < self.settings.concurrency and sum(self.running.values()) < self.settings.account:
            batch = self.lines[queue].receive(self.time.now, BATCH)
            if not batch:
                return
            asked = [json.loads(message.body).get("page") for _, message in batch] if queue == "pages" else []
            pages = [*dict.fromkeys(asked)]  # what a batch asks for twice is built once
            for page in pages:
                self.builds[page].append(self.time.now)
            event = envelopes.batch([message for _, message in batch], queue)
            answer, end = self._timed(function, event, self._extra(pages))
            if answer["batchItemFailures"]:
                raise AssertionError(answer)
            self._at(end, lambda batch=batch: self._ended(function, queue, batch))

    def _ended(self, function: str, queue: str, batch: list[Any]) -> None:
        self.running[function] -= 1
        self.warm[function].append(self.time.now)
        self.lines[queue].done(batch)
        self._work(function, queue)

    def _extra(self, pages: list[str]) -> float:
        """Seconds that the pages of a whole day or month take longer than they do in the archive."""
        whole = [self.settings.whole.get(page.partition(":")[0], (0.0, 0.0)) for page in pages]
        waited = sum(self.limits.take("reads", "LIST#home", self.time.now, units) for _, units in whole if units)
        return sum(seconds for seconds, _ in whole) / self._share("build") + waited

    def _timed(self, function: str, event: dict[str, Any], extra: float = 0) -> tuple[Any, float]:
        """Run a function now; its answer and when it ends. The clock stands where it stood."""
        start, before = self.time.now, self.spent.cpu[function]
        if not self.warm[function]:
            self.time.now += START
        else:
            self.warm[function].pop()
        self.running[function] += 1
        self.most[function] = max(self.most[function], self.running[function])
        answer = self.invoke(function, event)
        thought = (self.spent.cpu[function] - before) / 1e9
        end = self.time.now + thought / self._share(function) + extra
        self.busy_seconds[function] += end - start
        self.time.now = start
        self._read_stream()
        return answer, end

    def _share(self, function: str) -> float:
        return min(1.0, self.settings.memory[function] / _VCPU)

    def _read_stream(self) -> None:
        for number, shard in enumerate(self.table.shards):
            if not self._planning[number] and self._shards[number] < len(shard):
                self._planning[number] = True
                self._at(self.time.now + POLL, lambda number=number: self._follow(number))

    def _follow(self, number: int) -> None:
        records = self.table.shards[number][self._shards[number] : self._shards[number] + 100]
        self._shards[number] += len(records)
        self.lag = max(self.lag, len(self.table.shards[number]) - self._shards[number])
        _, end = self._timed("plan", {"Records": records})
        self._at(end, lambda: self._followed(number))

    def _followed(self, number: int) -> None:
        self.running["plan"] -= 1
        self.warm["plan"].append(self.time.now)
        self._planning[number] = False
        if self._shards[number] < len(self.table.shards[number]):
            self._planning[number] = True
            self._follow(number)

    def _at(self, moment: float, event: Callable[[], None]) -> None:
        heappush(self._events, (max(moment, self.time.now), next(self._serial), event))

    def _written(self, key: str, old: Stored | None, new: Stored) -> None:
        super()._written(key, old, new)
        if _ARTICLE.fullmatch(key) and (numbered := _NUMBER.search(new.body or b"")):
            self.shown.setdefault(id_of(int(numbered[1])), self.time.now)
