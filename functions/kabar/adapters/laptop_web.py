"""Requests from the local cloud: to the machine itself, and nowhere else."""

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, urlsplit

from kabar.adapters.web import TIMEOUT, got, posted
from kabar.ports import Answered, Got, Unanswered

_NOBODY: Final = Answered(204)


@dataclass
class LaptopWeb:
    """kabar.ports.Web, and Reader, where nothing is published in earnest.

    What listens on the machine itself is asked, over HTTP or over HTTPS with any certificate. Whoever is elsewhere is
    not, and counts as told: search engines and hubs have nothing to do with what somebody tries on a laptop.
    """

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Answered:
        """The answer's status, whatever it is. Raises Unanswered if nothing listens."""
        try:
            parts = urlsplit(url)
            if not _is_here(parts):
                return _NOBODY
            return posted(_connection(parts), parts, body, headers)
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise Unanswered(f"{url[:200]}: {error!r:.200}") from error

    def get(self, url: str, limit: int) -> Got:
        """What stands there, whatever the status is. Raises Unanswered if nothing listens, or it isn't here."""
        try:
            parts = urlsplit(url)
            if not _is_here(parts):
                raise Unanswered(f"{url[:200]} isn't on this machine")
            return got(_connection(parts), parts, limit)
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise Unanswered(f"{url[:200]}: {error!r:.200}") from error


def _is_here(parts: SplitResult) -> bool:
    """Whether the host is the machine itself; a name that nobody knows isn't."""
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return False
    try:
        found = socket.getaddrinfo(parts.hostname, parts.port or 443, type=socket.SOCK_STREAM)
    except OSError:
        return False
    return all(ipaddress.ip_address(str(each[4][0]).partition("%")[0]).is_loopback for each in found)


def _connection(parts: SplitResult) -> http.client.HTTPConnection:
    host = parts.hostname or ""
    if parts.scheme == "http":
        return http.client.HTTPConnection(host, parts.port, timeout=TIMEOUT)
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return http.client.HTTPSConnection(host, parts.port, timeout=TIMEOUT, context=context)
