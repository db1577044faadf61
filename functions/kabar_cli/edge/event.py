"""The event that CloudFront Functions get, and what they give back.

Source: Amazon CloudFront Developer Guide, "CloudFront Functions event structure".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import Headers
from werkzeug.wrappers import Request

from kabar_cli.edge.functions import FunctionError

Event = dict[str, Any]
Values = dict[str, dict[str, Any]]

_STATUSES = range(200, 600)
_UNSEEN = {"connection", "expect", "keep-alive", "proxy-connection", "trailer", "upgrade", "x-cache", "x-real-ip"}


@dataclass(frozen=True)
class Target:
    """What the viewer asked for, in the encoding it came in; `query` is None without a `?`."""

    uri: str
    query: str | None


def target_of(request: Request) -> Target:
    """The request's target, undecoded: WSGI's own PATH_INFO has lost how it was written."""
    raw = str(request.environ.get("kabar.target") or request.environ["REQUEST_URI"])
    if not raw.startswith("/"):  # the absolute form, http://host/path
        raw = "/" + raw.partition("://")[2].partition("/")[2]
    uri, mark, query = _utf8(raw).partition("?")
    return Target(uri, query if mark else None)


def request_event(request: Request, target: Target) -> Event:
    """The event of a viewer request."""
    return {
        "version": "1.0",
        "context": {
            "distributionDomainName": request.host,
            "distributionId": "LOCAL",
            "eventType": "viewer-request",
            "requestId": "local",
        },
        "viewer": {"ip": request.remote_addr or "127.0.0.1"},
        "request": {
            "method": request.method,
            "uri": target.uri,
            "querystring": _collapse(_pairs(target.query or "")),
            "headers": _headers(pair for pair in request.headers if pair[0].lower() != "cookie"),
            "cookies": _collapse(request.cookies.items(multi=True)),
        },
    }


def response_event(event: Event, status: int, headers: Headers) -> Event:
    """The event of the viewer response that answers `event`."""
    return {
        **event,
        "context": {**event["context"], "eventType": "viewer-response"},
        "response": {"statusCode": status, "statusDescription": "", "headers": _headers(headers), "cookies": {}},
    }


def answer_of(result: Mapping[str, Any]) -> tuple[int, Headers]:
    """Status and headers that a function returned. Raises FunctionError if they are no response."""
    status = result.get("statusCode")
    if not isinstance(status, int) or status not in _STATUSES:
        raise FunctionError(f"statusCode {status!r} is no HTTP status")
    headers = Headers()
    for name, field in result.get("headers", {}).items():
        for entry in field.get("multiValue") or [field]:
            headers.add(name.title(), _latin1(str(entry["value"])))
    return status, headers


def uri_of(result: Mapping[str, Any]) -> str:
    """The path that a function's request asks for. Raises FunctionError if it doesn't begin with a slash."""
    uri = result.get("uri")
    if not isinstance(uri, str) or not uri.startswith("/"):
        raise FunctionError(f"uri {uri!r} is no path")
    return uri


def _pairs(query: str) -> Iterable[tuple[str, str]]:
    for part in filter(None, query.split("&")):
        name, _, value = part.partition("=")
        yield name, value


def _headers(pairs: Iterable[tuple[str, str]]) -> Values:
    return _collapse((name.lower(), _utf8(value)) for name, value in pairs if name.lower() not in _UNSEEN)


def _collapse(pairs: Iterable[tuple[str, str]]) -> Values:
    """One field a name; of a repeated one all values, in `multiValue`."""
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    return {name: _field(found) for name, found in values.items()}


def _field(values: list[str]) -> dict[str, Any]:
    field: dict[str, Any] = {"value": values[0]}
    if len(values) > 1:
        field["multiValue"] = [{"value": value} for value in values]
    return field


def _utf8(raw: str) -> str:
    """HTTP's bytes, which WSGI hands over as ISO 8859-1, as the UTF-8 that they mostly are."""
    try:
        return raw.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return raw


def _latin1(value: str) -> str:
    return value.encode("utf-8").decode("latin-1")
