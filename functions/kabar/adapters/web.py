"""Requests to addresses that somebody wrote down: to the public internet, and nowhere else."""

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar
from urllib.parse import SplitResult, urlsplit

from kabar.ports import Answered, Got, Unanswered

TIMEOUT: Final = 8.0
"""Seconds that a request may take until it is answered."""
_READ: Final = 1024
_WHO: Final = {"User-Agent": "Kabar"}
_Said = TypeVar("_Said")
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def is_public(text: str) -> bool:
    """Whether an IP address is reached over the public internet by everybody alike.

    An IPv6 address that stands for an IPv4 address (mapped, 6to4, Teredo, NAT64) is what that is.
    """
    address = ipaddress.ip_address(text.partition("%")[0])
    return all(each.is_global and not each.is_multicast for each in (address, *_within(address)))


def _within(address: _Address) -> tuple[_Address, ...]:
    if isinstance(address, ipaddress.IPv4Address):
        return ()
    hidden = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in ipaddress.ip_network("64:ff9b::/96"):
        hidden.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return tuple(each for each in hidden if each)


def posted(
    connection: http.client.HTTPConnection, parts: SplitResult, body: bytes, headers: Mapping[str, str]
) -> Answered:
    """What is answered over a connection, which is closed then. Raises OSError, HTTPException."""
    with closing(connection), _in_time(connection):
        connection.request("POST", _target(parts), body, {**_WHO, **headers})
        answer = connection.getresponse()
        answer.read(_READ)
        return Answered(answer.status, answer.getheader("Retry-After"))


def got(connection: http.client.HTTPConnection, parts: SplitResult, limit: int) -> Got:
    """What a reader gets over a connection, which is closed then. Raises OSError, HTTPException."""
    with closing(connection), _in_time(connection):
        connection.request("GET", _target(parts), headers=_WHO)
        answer = connection.getresponse()
        return Got(answer.status, answer.read(limit))


def _target(parts: SplitResult) -> str:
    return parts._replace(scheme="", netloc="", fragment="").geturl() or "/"


@contextmanager
def _in_time(connection: http.client.HTTPConnection) -> Iterator[None]:
    """Inside it is connected. An answer that comes drop by drop breaks off: a socket's own limit begins anew with each.

    Raises OSError if it can't be connected.
    """
    held: list[socket.socket] = []

    def hang_up() -> None:
        for wire in filter(None, (connection.sock, *held)):
            with suppress(OSError):
                socket.socket.shutdown(wire, socket.SHUT_RDWR)

    timer = threading.Timer(TIMEOUT, hang_up)
    timer.start()
    try:
        connection.connect()
        held.append(connection.sock)  # which http.client forgets as soon as an answer begins
        yield
    finally:
        timer.cancel()


@dataclass
class PublicWeb:
    """kabar.ports.Web, and Reader, over HTTPS.

    The name is looked up once and each address of it judged, and the connection goes to the address that was judged:
    so nobody can have the name mean something else in between. Redirects aren't followed.
    """

    resolve: Callable[..., list[Any]] = socket.getaddrinfo
    allowed: Callable[[str], bool] = is_public
    context: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Answered:
        """The answer's status, whatever it is. Raises Unanswered if there is none, or nobody may ask there."""
        return self._asked(url, lambda connection, parts: posted(connection, parts, body, headers))

    def get(self, url: str, limit: int) -> Got:
        """What stands there, whatever the status is. Raises Unanswered if nobody answers, or nobody may ask there."""
        return self._asked(url, lambda connection, parts: got(connection, parts, limit))

    def _asked(self, url: str, ask: Callable[[http.client.HTTPConnection, SplitResult], _Said]) -> _Said:
        try:
            parts = urlsplit(url)
            if parts.scheme != "https" or not parts.hostname or parts.username:
                raise Unanswered(f"not an https address: {url[:200]}")
            host, port = parts.hostname, parts.port or 443
            return ask(_Pinned(host, port, self._addresses(host, port), self.context), parts)
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise Unanswered(f"{url[:200]}: {error!r:.200}") from error

    def _addresses(self, host: str, port: int) -> list[str]:
        found = [str(each[4][0]) for each in self.resolve(host, port, type=socket.SOCK_STREAM)]
        if not found or not all(map(self.allowed, found)):
            raise Unanswered(f"{host} is not on the public internet")
        return found


class _Pinned(http.client.HTTPSConnection):
    """A connection to one of the addresses, whatever the name means by now; the certificate must be the name's."""

    def __init__(self, host: str, port: int, addresses: list[str], context: ssl.SSLContext) -> None:
        super().__init__(host, port, timeout=TIMEOUT, context=context)
        self._addresses, self._tls = addresses, context

    def connect(self) -> None:
        """Try each address in turn. Raises OSError as the last one did."""
        last = OSError("no address")
        for address in self._addresses:
            try:
                raw = socket.create_connection((address, self.port), TIMEOUT)
            except OSError as error:
                last = error
                continue
            self.sock = raw
            self.sock = self._tls.wrap_socket(raw, server_hostname=self.host)
            return
        raise last
