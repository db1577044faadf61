"""Serves a preview on this machine, and tells its pages when a file was saved."""

import json
import mimetypes
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import watchfiles
from werkzeug import Request, Response
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from kabar_cli.preview.pages import RELOAD, Preview

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

HOST: Final = "127.0.0.1"
_STATE: Final = "/-/state"
_SCRIPT: Final = """\
"use strict";
let seen = Number(new URL(document.currentScript.src).search.slice(1));
setInterval(async () => {
  try {
    const now = await (await fetch("/-/state")).json();
    if (seen !== now.saved) location.replace(now.path);
    seen = now.saved;
  } catch { /* the preview was stopped, or is starting anew */ }
}, 400);
"""


class PreviewApp:
    """The WSGI application: makes the preview anew after each save, on the first request that asks."""

    def __init__(self, make: Callable[[], Preview]) -> None:
        """`make` makes the preview of what the files are now."""
        self._make, self._made, self._saved = make, -1, 0
        self._preview = Preview("/", {})
        self._lock = threading.Lock()

    def saved(self) -> None:
        """A file was saved: what was made is old."""
        self._saved += 1

    def preview(self) -> tuple[Preview, int]:
        """The preview of what the files are now, and after how many saves it was made."""
        with self._lock:
            if self._made != self._saved:
                self._made = self._saved
                self._preview = self._make()
            return self._preview, self._made

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer one request."""
        return self._answer(Request(environ).path)(environ, start_response)

    def _answer(self, path: str) -> Response:
        preview, made = self.preview()
        if path == _STATE:
            state = {"saved": made, "path": preview.path}
            return Response(json.dumps(state), content_type="application/json", headers={"Cache-Control": "no-store"})
        if path == RELOAD:
            return Response(_SCRIPT, content_type="text/javascript; charset=utf-8")
        if path in preview.objects:
            body, kind = preview.objects[path]
            # The page knows what it was made of: a save before its script first asks isn't missed.
            body = body.replace(f'"{RELOAD}"'.encode(), f'"{RELOAD}?{made}"'.encode())
            return Response(body, content_type=kind, headers={"Cache-Control": "no-store"})
        if path.startswith("/media/") and (file := preview.pictures.get(path.split("/")[2])):
            return _picture(file)
        if path == "/":
            return Response("", 302, {"Location": preview.path})
        return Response("Only this article is shown here.\n", 404, content_type="text/plain; charset=utf-8")


def _picture(file: Path) -> Response:
    """The file itself, whatever size and format was asked for: browsers look at the bytes."""
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    try:
        return Response(file.read_bytes(), content_type=kind)
    except OSError:
        return Response("", 404)


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - werkzeug's name
        """Nothing."""


def serve(app: PreviewApp, port: int) -> BaseWSGIServer:
    """A server on the loopback. Raises OSError or SystemExit if the port is taken."""
    return make_server(HOST, port, app, threaded=True, request_handler=_Quiet)


def watch(app: PreviewApp, places: list[Path], stop: threading.Event) -> None:
    """Tell the application of each change below the places, until `stop` is set."""
    for _ in watchfiles.watch(*places, step=50, debounce=400, stop_event=stop, raise_interrupt=False, rust_timeout=300):
        app.saved()
