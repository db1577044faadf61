"""Pictures from the other system's site."""

import ipaddress
import socket
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

import urllib3

from kabar_cli.importing.media import MOST_BYTES, MissingPicture, checked

Resolve = Callable[[str, int], list[str]]
"""From a host and a port to the IP addresses that may be asked. Raises MissingPicture."""
_TIMEOUT: Final = urllib3.Timeout(connect=5, read=20)
_MOST_REDIRECTS: Final = 5
_CHUNK: Final = 64 * 1024
_OK: Final = 200
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})


def public_addresses(host: str, port: int) -> list[str]:
    """The host's addresses. Raises MissingPicture if one of them isn't on the public network."""
    try:
        found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError):
        raise MissingPicture(f"there is no host {host}") from None
    if not found or not all(ipaddress.ip_address(each.partition("%")[0]).is_global for each in found):
        raise MissingPicture(f"{host} is no host of the public network")
    return found


def fetch(url: str, resolve: Resolve = public_addresses) -> bytes:
    """A picture's bytes: at most 25 MB, five redirects, 20 seconds without a byte.

    The connection goes to the very address that was found public, so a name that changes its mind changes nothing.
    Raises MissingPicture.
    """
    for _ in range(_MOST_REDIRECTS + 1):
        answer = _ask(url, resolve)
        try:
            if answer.status in _REDIRECTS and answer.headers.get("location"):
                url = urljoin(url, answer.headers["location"])
                continue
            if answer.status != _OK:
                raise MissingPicture(f"the site answered {answer.status}")
            return checked(_body(answer))
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise MissingPicture(f"the connection broke ({type(error).__name__})") from None
        finally:
            answer.release_conn()
    raise MissingPicture("the site redirects too often")


def _ask(url: str, resolve: Resolve) -> Any:
    parts = urlsplit(url)
    host, secure = parts.hostname or "", parts.scheme == "https"
    if parts.scheme not in ("http", "https") or not host or parts.username:
        raise MissingPicture("its address is no web address")
    try:
        port = parts.port or (443 if secure else 80)
    except ValueError:
        raise MissingPicture("its address is no web address") from None
    address = resolve(host, port)[0]
    options: Any = {"timeout": _TIMEOUT, "retries": False, "maxsize": 1}
    pool = (
        urllib3.HTTPSConnectionPool(address, port, server_hostname=host, assert_hostname=host, **options)
        if secure
        else urllib3.HTTPConnectionPool(address, port, **options)
    )
    path = parts._replace(scheme="", netloc="", fragment="").geturl() or "/"
    named = host if parts.port is None else f"{host}:{port}"
    try:
        headers = {"Host": named, "User-Agent": "kabar-import", "Accept": "image/*"}
        return pool.urlopen("GET", path, headers=headers, preload_content=False, redirect=False)
    except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
        raise MissingPicture(f"the site can't be reached ({type(error).__name__})") from None


def _body(answer: Any) -> bytes:
    body = b""
    for chunk in answer.stream(_CHUNK):
        body += chunk
        if len(body) > MOST_BYTES:
            break
    return body
