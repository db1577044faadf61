"""What the edge's tests share: the two functions of the project, loaded once, and real event shapes."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kabar_cli.edge.functions import EdgeFunction

FUNCTIONS = Path(__file__).parents[2] / "functions" / "edge"

Call = Callable[..., dict[str, Any]]


def event(kind: str, uri: str = "/", response: dict[str, Any] | None = None) -> dict[str, Any]:
    """An event in the shape of the Developer Guide's example."""
    shape: dict[str, Any] = {
        "version": "1.0",
        "context": {
            "distributionDomainName": "d111111abcdef8.cloudfront.net",
            "distributionId": "EDFDVBD6EXAMPLE",
            "eventType": kind,
            "requestId": "EXAMPLEntjQpEXAMPLE_SG5Z-EXAMPLEPmPfEXAMPLEu3EqEXAMPLE==",
        },
        "viewer": {"ip": "198.51.100.11"},
        "request": {
            "method": "GET",
            "uri": uri,
            "querystring": {},
            "headers": {"host": {"value": "news.example"}, "accept-encoding": {"value": "gzip, deflate, br"}},
            "cookies": {},
        },
    }
    return shape if response is None else {**shape, "response": response}


@pytest.fixture(scope="session")
def viewer_request() -> Iterator[Call]:
    """Calls viewer-request.js with a path and a raw query."""
    function = EdgeFunction((FUNCTIONS / "viewer-request.js").read_text("utf-8"))

    def call(uri: str, query: str | None = None, headers: dict[str, str] | None = None) -> dict[str, Any]:
        asked = event("viewer-request", uri)
        asked["request"]["headers"] |= {name: {"value": value} for name, value in (headers or {}).items()}
        return function(asked, query)

    yield call
    function.close()


@pytest.fixture(scope="session")
def viewer_response() -> Iterator[Call]:
    """Calls viewer-response.js with an origin's status and headers."""
    function = EdgeFunction((FUNCTIONS / "viewer-response.js").read_text("utf-8"))

    def call(headers: dict[str, str], status: int = 200, uri: str = "/a/index.html") -> dict[str, Any]:
        fields = {name: {"value": value} for name, value in headers.items()}
        answer = {"statusCode": status, "statusDescription": "OK", "headers": fields, "cookies": {}}
        return function(event("viewer-response", uri, answer), None)

    yield call
    function.close()
