"""Lambda's Runtime API, and an AWS that knows nothing, for one function in a process of its own.

docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html: the runtime asks for the next event when it is initialised, and
posts what the function answers.
"""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

_NOTHING = b"<Error><Code>NoSuchKey</Code><Message>nothing</Message></Error>"
_INVALIDATION = (
    b"<Invalidation><Id>I</Id><Status>Completed</Status><CreateTime>2024-12-16T04:00:00Z</CreateTime>"
    b"<InvalidationBatch><Paths><Quantity>0</Quantity></Paths><CallerReference>r</CallerReference></InvalidationBatch>"
    b"</Invalidation>"
)


@dataclass
class Runtime:
    """What came of it: moments of time.perf_counter, and the function's answer."""

    event: dict[str, Any]
    address: str = ""
    ready: float | None = None
    """When the runtime asked for an event."""
    answered: float | None = None
    answer: bytes | None = None
    failed: bytes | None = None
    over: threading.Event = field(default_factory=threading.Event)


@contextmanager
def serving(event: dict[str, Any]) -> Iterator[Runtime]:
    """Serve one event on a free port of the loopback."""
    runtime = Runtime(event)
    server = _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {"runtime": runtime}))
    runtime.address = f"127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield runtime
    finally:
        server.shutdown()
        server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: Any) -> None:
        """Whoever asks is killed when it has answered."""


class _Handler(BaseHTTPRequestHandler):
    runtime: Runtime
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if not self.path.endswith("/invocation/next"):
            self._answer(404, _NOTHING, "application/xml")
        elif self.runtime.ready is None:
            self.runtime.ready = time.perf_counter()
            self._answer(200, json.dumps(self.runtime.event).encode(), "application/json", _INVOCATION)
        else:
            # The next event never comes.
            self.runtime.over.wait(60)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if "/runtime/" in self.path:
            self.runtime.answered = time.perf_counter()
            if self.path.endswith("/response"):
                self.runtime.answer = body
            else:
                self.runtime.failed = body
            self._answer(202, b"{}", "application/json")
            self.runtime.over.set()
        elif "invalidation" in self.path:
            self._answer(201, _INVALIDATION, "application/xml")
        else:
            self._answer(200, _known(body), "application/x-amz-json-1.0")

    def do_HEAD(self) -> None:
        self._answer(404, b"", "application/xml")

    def do_PUT(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self._answer(200, b"", "application/xml")

    do_DELETE = do_PUT  # noqa: N815 (http.server's name)

    def log_message(self, *_: Any) -> None:
        pass

    def _answer(self, status: int, body: bytes, kind: str, headers: tuple[tuple[str, str], ...] = ()) -> None:
        self.send_response(status)
        for name, value in (*headers, ("Content-Type", kind), ("Content-Length", str(len(body)))):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


_INVOCATION = (
    ("Lambda-Runtime-Aws-Request-Id", "1"),
    ("Lambda-Runtime-Deadline-Ms", "9999999999999"),
    ("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:ap-southeast-3:123456789012:function:bench"),
)


def _known(body: bytes) -> bytes:
    """What DynamoDB and SQS answer who know nothing and take everything."""
    asked = json.loads(body or b"{}")
    if "RequestItems" in asked:
        return b'{"Responses": {}, "UnprocessedKeys": {}}'
    if "KeyConditionExpression" in asked:
        return b'{"Items": [], "Count": 0, "ScannedCount": 0}'
    if "Entries" in asked:
        return json.dumps({"Successful": [{"Id": each["Id"]} for each in asked["Entries"]], "Failed": []}).encode()
    return b"{}"
