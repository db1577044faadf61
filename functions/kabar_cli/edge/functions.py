"""Runs a CloudFront Function in an embedded V8, as cloudfront-js-2.0 would call it."""

import threading
from collections.abc import Mapping
from typing import Any

from py_mini_racer import JSEvalException, MiniRacer

TIMEOUT_S = 5
"""Far over CloudFront's own limit (under 1 ms): only an endless loop meets it."""

# The events cross as JSON, which can't carry the method that the runtime gives to requests.
_CALL = """
function __call(event, query) {
    event.request.rawQueryString = function () { return query === null ? undefined : query; };
    return handler(event);
}
"""


class FunctionError(Exception):
    """The function threw, ran too long or returned no object."""


class EdgeFunction:
    """One function, its context and its lock: safe to call from any thread."""

    def __init__(self, source: str) -> None:
        """Raises FunctionError if `source` is not JavaScript that defines `handler`."""
        self._lock = threading.Lock()
        self._context = MiniRacer()
        try:
            self._context.eval(source + _CALL + "if (typeof handler !== 'function') throw new Error('no handler');")
        except JSEvalException as error:
            raise FunctionError(str(error)) from error

    def __call__(self, event: Mapping[str, Any], query: str | None) -> dict[str, Any]:
        """What the handler returns for `event`; `query` is the raw query string, None without a `?`."""
        with self._lock:
            try:
                result = self._context.call("__call", event, query, timeout_sec=TIMEOUT_S)
            except JSEvalException as error:
                raise FunctionError(str(error)) from error
        if not isinstance(result, dict):
            raise FunctionError(f"the handler returned {type(result).__name__}, not an object")
        return result

    def close(self) -> None:
        """Ends the context; the function can't be called afterwards."""
        self._context.close()
