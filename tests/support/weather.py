"""Bad weather over moto: any call of a function to AWS is refused, breaks off, is answered late or only in part."""

import itertools
import json
import logging
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, Final

import pytest
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.exceptions import ConnectionClosedError, ConnectTimeoutError, ReadTimeoutError
from moto.core.botocore_stubber import BotocoreStubber

from kabar.bootstrap import common

Send = Callable[[], AWSResponse]
_JSON: Final = {"content-type": "application/x-amz-json-1.0"}
_CODES: Final = {"s3": "SlowDown", "sqs": "RequestThrottled"}
"""What a service says that has too much to do; the others say ThrottlingException."""


def throttled(request: AWSPreparedRequest, service: str, _operation: str, _send: Send) -> AWSResponse:
    """Refused: too much is asked of the service, or of the account."""
    return _error(request, service, 503 if service == "s3" else 400, _CODES.get(service, "ThrottlingException"))


def broken(request: AWSPreparedRequest, service: str, _operation: str, _send: Send) -> AWSResponse:
    """Refused: the service has a fault."""
    return _error(request, service, 500, "InternalError" if service == "s3" else "InternalServerError")


def unreachable(request: AWSPreparedRequest, *_: object) -> AWSResponse:
    """Never arrived."""
    raise ConnectTimeoutError(endpoint_url=request.url)


def reset(request: AWSPreparedRequest, *_: object) -> AWSResponse:
    """The connection broke before anything was done."""
    raise ConnectionClosedError(endpoint_url=request.url)


def lost(request: AWSPreparedRequest, _service: str, _operation: str, send: Send) -> AWSResponse:
    """Done, but the answer never came: the worst, because nobody knows."""
    send()
    raise ReadTimeoutError(endpoint_url=request.url)


def partly(request: AWSPreparedRequest, _service: str, operation: str, _send: Send) -> AWSResponse | None:
    """Answered with 200 although something, or everything, was left undone; a transaction in conflict is refused."""
    asked = json.loads(request.body) if operation in _PARTS and request.body else {}
    match operation:
        case "BatchWriteItem":
            return _answer(request, 200, {"UnprocessedItems": asked["RequestItems"]})
        case "BatchGetItem":
            return _answer(request, 200, {"Responses": {}, "UnprocessedKeys": asked["RequestItems"]})
        case "SendMessageBatch":
            failed = [{"Id": each["Id"], "SenderFault": False, "Code": "InternalError"} for each in asked["Entries"]]
            return _answer(request, 200, {"Successful": [], "Failed": failed})
        case "PutEvents":
            refused = [{"ErrorCode": "ThrottlingException", "ErrorMessage": "busy"} for _ in asked["Entries"]]
            return _answer(request, 200, {"FailedEntryCount": len(refused), "Entries": refused})
        case "TransactWriteItems":
            reasons = [{"Code": "TransactionConflict"} for _ in asked["TransactItems"]]
            return _answer(request, 400, {"__type": "TransactionCanceledException", "CancellationReasons": reasons})
    return None


_PARTS: Final = ("BatchWriteItem", "BatchGetItem", "SendMessageBatch", "PutEvents", "TransactWriteItems")
_REFUSALS: Final = itertools.cycle((throttled, broken, unreachable, reset))


def refused(request: AWSPreparedRequest, service: str, operation: str, send: Send) -> AWSResponse:
    """Not done, in one of the ways in which that happens: each attempt in the next."""
    return next(_REFUSALS)(request, service, operation, send)


KINDS: Final = {each.__name__: each for each in (refused, lost, partly)}


@dataclass
class Weather:
    """What becomes of the functions' calls. Calm until something is set."""

    kind: Callable[..., AWSResponse | None] = throttled
    struck: int = 0
    """Which call since `begin` fails, at each of its attempts; 0: none."""
    hiccups: bool = False
    """Whether every call fails once, at its first attempt."""
    calls: list[str] = field(default_factory=list)
    """Since `begin`: each call, as `dynamodb.Query`."""
    seen: set[str] = field(default_factory=set)
    """Every call since the first `begin`."""
    failed: bool = False
    """Whether one has failed since `begin`."""
    attempts: Counter[str] = field(default_factory=Counter)
    """Of each call that failed, by its invocation id."""
    _inside: bool = False
    _ids: dict[str, int] = field(default_factory=dict)

    @contextmanager
    def begin(self, struck: int = 0) -> Iterator[None]:
        """A function runs."""
        self.calls, self._ids, self.struck, self.failed, self._inside = [], {}, struck, False, True
        try:
            yield
        finally:
            self._inside = False

    def blow(self, event: str, request: AWSPreparedRequest, send: Send) -> AWSResponse:
        """Answer a request."""
        if not self._inside:
            return send()
        _, service, operation = event.split(".")
        identity = request.headers["amz-sdk-invocation-id"]
        name = identity.decode() if isinstance(identity, bytes) else identity
        first = name not in self._ids
        if first:
            self.calls.append(f"{service}.{operation}")
            self._ids[name] = len(self.calls)
            self.seen.add(f"{service}.{operation}")
        if (self.hiccups and first) or self._ids[name] == self.struck:
            before, self.failed = self.failed, True
            self.attempts[name] += 1
            answer = self.kind(request, service, operation, send)
            if answer is not None:
                return answer
            self.failed = before
            del self.attempts[name]  # this kind of call can't fail so
        return send()


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


def _error(request: AWSPreparedRequest, service: str, status: int, code: str) -> AWSResponse:
    if service in ("s3", "cloudfront"):
        body = f"<?xml version='1.0'?><Error><Code>{code}</Code><Message>{code}</Message></Error>"
        return _raw(request, status, {"content-type": "application/xml"}, body.encode())
    return _answer(request, status, {"__type": code, "message": code})


def _answer(request: AWSPreparedRequest, status: int, body: dict[str, Any]) -> AWSResponse:
    return _raw(request, status, _JSON, json.dumps(body).encode())


class _Raw(BytesIO):
    def stream(self, **_: object) -> Iterator[bytes]:
        """As urllib3's."""
        yield self.read()


def _raw(request: AWSPreparedRequest, status: int, headers: dict[str, str], body: bytes) -> AWSResponse:
    return AWSResponse(request.url, status, headers, _Raw(body))  # type: ignore[arg-type]
