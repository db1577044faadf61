"""The ways in which a call to AWS fails, each as what botocore would be answered, or what would be raised."""

import itertools
import json
import re
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any, Final

from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.exceptions import ConnectionClosedError, ConnectTimeoutError, ReadTimeoutError

Send = Callable[[], AWSResponse]
_JSON: Final = {"content-type": "application/x-amz-json-1.0"}
_XML: Final = {"content-type": "application/xml"}
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


class Killed(BaseException):
    """The process is gone. No handler of errors hears of it."""


def killed(_request: AWSPreparedRequest, _service: str, _operation: str, send: Send) -> AWSResponse:
    """Done, and then the process died: out of time, out of memory, or the machine is no more."""
    send()
    raise Killed


def partly(request: AWSPreparedRequest, service: str, operation: str, send: Send) -> AWSResponse | None:
    """Answered with 200 although a part, the second half, was left undone; or refused in the operation's own way."""
    match operation:
        case "BatchWriteItem" | "BatchGetItem":
            return _half_of_items(request, operation, send)
        case "SendMessageBatch":
            return _half_of_messages(request, send)
        case "DeleteObjects":
            return _half_of_objects(request, send)
        case "PutEvents":
            refused = [{"ErrorCode": "ThrottlingException", "ErrorMessage": "busy"}]
            return _answer(request, 200, {"FailedEntryCount": 1, "Entries": refused})
        case "TransactWriteItems":
            others = [{"Code": "None"}] * (len(json.loads(request.body)["TransactItems"]) - 1)
            reasons = [{"Code": next(_CANCELLED)}, *others]
            return _answer(request, 400, {"__type": "TransactionCanceledException", "CancellationReasons": reasons})
        case "CreateInvalidation":
            return _error(request, service, 400, "TooManyInvalidationsInProgress")
        case "CreateSchedule" | "UpdateSchedule":
            return _error(request, service, 409, "ConflictException")
    return None


_CANCELLED: Final = itertools.cycle(("TransactionConflict", "ThrottlingError"))
"""DynamoDB, TransactWriteItems, "Errors": whose item it was is told in its place."""


def _half_of_items(request: AWSPreparedRequest, operation: str, send: Send) -> AWSResponse:
    ((table, asked),) = json.loads(request.body)["RequestItems"].items()
    items = asked if operation == "BatchWriteItem" else asked["Keys"]
    half = len(items) // 2
    done, left = (items[:half], items[half:]) if operation == "BatchWriteItem" else (
        asked | {"Keys": items[:half]}, asked | {"Keys": items[half:]})  # fmt: skip
    said = _sent(request, {"RequestItems": {table: done}}, send) if half else {"Responses": {}}
    name = "UnprocessedItems" if operation == "BatchWriteItem" else "UnprocessedKeys"
    return _answer(request, 200, said | {name: {table: left}})


def _half_of_messages(request: AWSPreparedRequest, send: Send) -> AWSResponse:
    asked = json.loads(request.body)
    half = len(asked["Entries"]) // 2
    said = _sent(request, asked | {"Entries": asked["Entries"][:half]}, send) if half else {"Successful": []}
    left = [{"Id": each["Id"], "SenderFault": False, "Code": "InternalError"} for each in asked["Entries"][half:]]
    return _answer(request, 200, said | {"Failed": left})


def _half_of_objects(request: AWSPreparedRequest, send: Send) -> AWSResponse:
    body = request.body.decode()
    objects = re.findall("<Object>.*?</Object>", body)
    left = objects[len(objects) // 2 :]
    if len(left) < len(objects):
        for each in left:
            body = body.replace(each, "")
        request.body = body.encode()
        send()
    keys = [re.findall("<Key>.*?</Key>", each)[0] for each in left]
    errors = "".join(f"<Error>{key}<Code>InternalError</Code><Message>busy</Message></Error>" for key in keys)
    return _raw(request, 200, _XML, f"<?xml version='1.0'?><DeleteResult>{errors}</DeleteResult>".encode())


def _sent(request: AWSPreparedRequest, body: dict[str, Any], send: Send) -> dict[str, Any]:
    request.body = json.dumps(body).encode()
    answer: dict[str, Any] = json.loads(send().content)
    return answer


_REFUSALS: Final = itertools.cycle((throttled, broken, unreachable, reset))


def refused(request: AWSPreparedRequest, service: str, operation: str, send: Send) -> AWSResponse:
    """Not done, in one of the ways in which that happens: each attempt in the next."""
    return next(_REFUSALS)(request, service, operation, send)


KINDS: Final = {each.__name__: each for each in (refused, lost, partly, killed)}


def _error(request: AWSPreparedRequest, service: str, status: int, code: str) -> AWSResponse:
    if service in ("s3", "cloudfront"):
        body = f"<?xml version='1.0'?><Error><Code>{code}</Code><Message>{code}</Message></Error>"
        return _raw(request, status, _XML, body.encode())
    return _answer(request, status, {"__type": code, "message": code})


def _answer(request: AWSPreparedRequest, status: int, body: dict[str, Any]) -> AWSResponse:
    return _raw(request, status, _JSON, json.dumps(body).encode())


class _Raw(BytesIO):
    def stream(self, **_: object) -> Iterator[bytes]:
        """As urllib3's."""
        yield self.read()


def _raw(request: AWSPreparedRequest, status: int, headers: dict[str, str], body: bytes) -> AWSResponse:
    return AWSResponse(request.url, status, headers, _Raw(body))  # type: ignore[arg-type]
