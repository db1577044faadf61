"""The local edge's HTTP server: loopback only, HTTP/1.1 with connections kept alive."""

import threading
from typing import TYPE_CHECKING

from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.test import run_wsgi_app

from kabar_cli.edge.app import EdgeApp
from kabar_cli.edge.config import EdgeConfig

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment
    from mypy_boto3_s3 import S3Client

HOST = "127.0.0.1"


class _Handler(WSGIRequestHandler):
    """Keeps connections alive, which werkzeug's own handler never does, and logs nothing."""

    protocol_version = "HTTP/1.1"
    timeout = 30  # seconds that an idle connection may hold its thread
    wbufsize = -1  # head and body leave in one write

    def make_environ(self) -> "WSGIEnvironment":
        """The environ, with the target as it came: http.server shortens slashes at its start."""
        environ = super().make_environ()
        environ["kabar.target"] = self.requestline.split(" ")[1]
        return environ

    def run_wsgi(self) -> None:
        """Answers one request; a request with a body, which nobody reads, is the connection's last."""
        self.environ = environ = self.make_environ()
        body, status, headers = run_wsgi_app(self.server.app, environ, buffered=True)
        if {"CONTENT_LENGTH", "HTTP_TRANSFER_ENCODING"} & environ.keys():
            headers["Connection"] = "close"
        self.send_response_only(int(status[:3]), status[4:])
        headers.setdefault("Date", self.date_time_string())
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(b"".join(body))

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - werkzeug's name
        """Nothing: the access log of a demo is noise."""


class EdgeServer:
    """Serves a bucket at `url` from a thread of its own. Port 0 takes a free one."""

    def __init__(self, config: EdgeConfig, s3_client: "S3Client", bucket: str, port: int) -> None:
        """Binds the port; raises SystemExit, as werkzeug does, if it is taken."""
        self._app = EdgeApp(config, s3_client, bucket)
        self._server = make_server(HOST, port, self._app, threaded=True, request_handler=_Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.1,), name="kabar-edge", daemon=True)

    @property
    def url(self) -> str:
        """The site's address, without a slash at its end."""
        return f"http://{HOST}:{self._server.port}"

    def start(self) -> None:
        """Begins to serve; returns at once."""
        self._thread.start()

    def stop(self) -> None:
        """Stops serving and frees the port."""
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()
        self._app.close()
