"""Lambda's Runtime API, and AWS behind it, for one function in a process of its own.

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

from bench.aws import Answer, Aws

_INVOCATION = {
    "Content-Type": "application/json",
    "Lambda-Runtime-Aws-Request-Id": "1",
    "Lambda-Runtime-Deadline-Ms": "9999999999999",
    "Lambda-Runtime-Invoked-Function-Arn": "arn:aws:lambda:ap-southeast-3:123456789012:function:bench",
}


@dataclass
class Runtime:
    """What came of it: moments of time.perf_counter, and the function's answer."""

    event: dict[str, Any]
    aws: Aws | None = None
    latency: float = 0
    """Seconds that AWS takes for an answer."""
    address: str = ""
    ready: float | None = None
    """When the runtime asked for an event."""
    answered: float | None = None
    answer: bytes | None = None
    failed: bytes | None = None
    calls: int = 0
    served: float = 0
    """Seconds that the calls to AWS took here: no part of a function's start."""
    callers: set[Any] = field(default_factory=set)
    """The connections that calls came by."""
    over: threading.Event = field(default_factory=threading.Event)
    _one: threading.Lock = field(default_factory=threading.Lock)

    def ask(self, caller: Any, method: str, path: str, headers: Any, body: bytes) -> Answer:
        """What AWS answers."""
        start = time.perf_counter()
        time.sleep(self.latency)
        with self._one:
            self.calls += 1
            self.callers.add(caller)
            answer = self.aws.answer(method, path, headers, body) if self.aws else (404, {}, b"")
            self.served += time.perf_counter() - start
            return answer


@contextmanager
def serving(event: dict[str, Any], aws: Aws | None = None, latency: float = 0) -> Iterator[Runtime]:
    """Serve one event on a free port of the loopback."""
    runtime = Runtime(event, aws, latency)
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
    wbufsize = -1  # an answer is one packet
    disable_nagle_algorithm = True

    def handle_expect_100(self) -> bool:
        """Who writes an object asks first whether it may."""
        self.send_response_only(100)
        self.end_headers()
        self.wfile.flush()
        return True

    def do_GET(self) -> None:
        if not self.path.endswith("/invocation/next"):
            self._ask()
        elif self.runtime.ready is None:
            self.runtime.ready = time.perf_counter()
            self._answer(200, _INVOCATION, json.dumps(self.runtime.event).encode())
        else:
            # The next event never comes.
            self.runtime.over.wait(60)

    def do_POST(self) -> None:
        if "/runtime/" not in self.path:
            self._ask()
            return
        body = self._body()
        self.runtime.answered = time.perf_counter()
        if self.path.endswith("/response"):
            self.runtime.answer = body
        else:
            self.runtime.failed = body
        self._answer(202, {}, b"{}")
        self.runtime.over.set()

    def _ask(self) -> None:
        self._answer(*self.runtime.ask(self.client_address, self.command, self.path, self.headers, self._body()))

    do_HEAD = do_PUT = do_DELETE = _ask  # noqa: N815 (http.server's names)

    def log_message(self, *_: Any) -> None:
        pass

    def _body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def _answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
