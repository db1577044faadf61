"""Bad weather over moto: any call of a function to AWS is refused, breaks off, is answered late or only in part."""

import logging
import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Final

import pytest
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from moto.core.botocore_stubber import BotocoreStubber

from kabar.bootstrap import common
from support.failures import Send, throttled

_PARTITION: Final = re.compile(r'"(?:S": ?")?([A-Z]{3,}#)')
_GIVING_BACK: Final = "sqs.ChangeMessageVisibility"
_MOST_CALLS: Final = 2_000
"""Of an invocation: more are a loop without an end."""


class Mood(Enum):
    """Which calls fail."""

    CALM = "none"
    DOWN = "every call"
    HICCUPS = "every call, at its first attempt"
    ONCE = "each call once in every place where a function makes it, at all of its attempts"
    FOR_GOOD = "as ONCE, and from then on whatever the function calls of the same operation, and its giving back"


@dataclass
class Weather:
    """What becomes of the functions' calls."""

    kind: Callable[..., AWSResponse | None] = throttled
    mood: Mood = Mood.CALM
    calls: list[str] = field(default_factory=list)
    """Since `begin`: each call, as `dynamodb.Query`, with what it is about."""
    failed: set[str] = field(default_factory=set)
    """The operations that have failed since `begin`."""
    seen: set[str] = field(default_factory=set)
    """Every operation that was called, as `dynamodb.Query`."""
    hit: set[str] = field(default_factory=set)
    """Those of them that have failed."""
    attempts: Counter[str] = field(default_factory=Counter)
    """Of each call that failed, by its invocation id."""
    struck: set[Hashable] = field(default_factory=set)
    """The places where a call has failed: a function, what it called before, and the call."""
    _name: str = ""
    _ids: set[str] = field(default_factory=set)
    _falling: str = ""
    _down: str = ""

    @contextmanager
    def begin(self, name: str) -> Iterator[None]:
        """A function runs."""
        self.calls, self.failed, self._ids, self._name, self._falling, self._down = [], set(), set(), name, "", ""
        try:
            yield
        finally:
            self._name = ""

    def blow(self, event: str, request: AWSPreparedRequest, send: Send) -> AWSResponse:
        """Answer a request."""
        if not self._name:
            return send()
        _, service, operation = event.split(".")
        call, id_ = f"{service}.{operation}", _text(request.headers["amz-sdk-invocation-id"])
        if not self._strikes(call, id_, first=self._note(call, id_, request)):
            return send()
        try:
            answer = self.kind(request, service, operation, send)
        except BaseException:
            self._count(call, id_)
            raise
        if answer is None:  # calls of this kind can't fail so: the next one may
            self._falling, self._down = "", ""
            return send()
        self._count(call, id_)
        return answer

    def _note(self, call: str, id_: str, request: AWSPreparedRequest) -> bool:
        """Whether it is the call's first attempt."""
        if id_ in self._ids:
            return False
        self._ids.add(id_)
        self.seen.add(call)
        self.calls.append(f"{call} {_about(request)}")
        if len(self.calls) > _MOST_CALLS:
            raise AssertionError(f"no end of {call} {self._name} {self.calls[:40]}")
        return True

    def _strikes(self, call: str, id_: str, *, first: bool) -> bool:
        if self.mood is Mood.HICCUPS:
            return first
        if self.mood is Mood.DOWN:
            return True
        # Where a function is, its last two calls tell well enough; all of them would make hours of this.
        place = (self._name, *self.calls[-2:])
        if first and not self._falling and self.mood is not Mood.CALM and place not in self.struck:
            self.struck.add(place)
            self._falling = id_
            self._down = call if self.mood is Mood.FOR_GOOD else ""
        return id_ == self._falling or call == self._down or bool(self._down and call == _GIVING_BACK)

    def _count(self, call: str, id_: str) -> None:
        self.failed.add(call)
        self.hit.add(call)
        self.attempts[id_] += 1


@contextmanager
def weather(patch: pytest.MonkeyPatch) -> Iterator[Weather]:
    """While it lasts, the functions' calls go through it. Nobody waits for anything."""
    made, real = Weather(), BotocoreStubber.__call__

    def stub(self: BotocoreStubber, event_name: str, request: AWSPreparedRequest, **more: Any) -> AWSResponse | None:
        if not self.enabled:
            return None
        return made.blow(event_name, request, lambda: real(self, event_name, request, **more))  # type: ignore[arg-type,return-value]

    patch.setattr(BotocoreStubber, "__call__", stub)
    patch.setattr("time.sleep", lambda _: None)
    common.client.cache_clear()  # a client that has retried much gives up sooner: botocore's quota
    logging.disable(logging.CRITICAL)  # thousands of failures that are meant
    try:
        yield made
    finally:
        logging.disable(logging.NOTSET)
        common.client.cache_clear()


def _text(value: bytes | str) -> str:
    return value.decode() if isinstance(value, bytes) else value


def _about(request: AWSPreparedRequest) -> str:
    """The kinds of rows, or of objects, that a request names: a place where it differs in these is another one."""
    body = _text(request.body) if isinstance(request.body, bytes | str) else ""
    rows = sorted(set(_PARTITION.findall(body)))
    return " ".join(rows) if rows else request.url.partition("?")[0].rpartition(".")[2][-8:]
