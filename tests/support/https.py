"""A web server with a certificate, on the loopback, that notes what it is asked."""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HOST = "hooks.example"


@dataclass
class Listener:
    """What came, and what is answered: a status and headers."""

    port: int
    context: ssl.SSLContext
    """Trusts the server's certificate."""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    drips: bool = False
    """Whether the answer comes letter by letter, without end."""
    page: bytes = b""
    """What stands at every path."""
    failing: set[str] = field(default_factory=set)
    """Paths at which something is wrong, whatever the status is elsewhere."""
    asked: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    secret: str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    """With which a webhook that leads here signs."""


def _certificate(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    signed = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False).sign(
        key, hashes.SHA256()
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path = folder / "server.pem"
    path.write_bytes(private + signed.public_bytes(pem))
    return path


@contextmanager
def listening(folder: Path) -> Iterator[Listener]:
    """A server until the end of the block."""
    path = _certificate(folder)
    server_context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server_context.load_cert_chain(path)
    listener = Listener(0, ssl.create_default_context(cafile=str(path)))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            listener.asked.append((self.path, dict(self.headers), body))
            while listener.drips:
                self.wfile.write(b"H")
                threading.Event().wait(0.02)
            self.send_response(500 if self.path in listener.failing else listener.status)
            for name, value in {"Content-Length": "0", **listener.headers}.items():
                self.send_header(name, value)
            self.end_headers()

        def do_GET(self) -> None:
            listener.asked.append((self.path, dict(self.headers), b""))
            self.send_response(listener.status)
            for name, value in {"Content-Length": str(len(listener.page)), **listener.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(listener.page)

        def handle(self) -> None:
            with suppress(OSError):  # whoever has asked may have left
                super().handle()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        server.socket = server_context.wrap_socket(server.socket, server_side=True)
        listener.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield listener
        finally:
            server.shutdown()
            thread.join()
