"""Pictures on other sites: they are shown of those hosts alone that the publication names."""

from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import urlsplit

from kabar.domain.links import outside
from kabar.domain.problems import Problem

_SECURE: Final = "https://"
_SHOWN: Final = 80


def is_elsewhere(address: str) -> bool:
    """Whether a picture is named by an address on another site, not by its key in the inbox."""
    return address.startswith(_SECURE)


def shown_from(address: str, hosts: tuple[str, ...]) -> str | None:
    """The address made legal, or None if it isn't of one of these hosts over TLS.

    With a port it is of none: a host's name in a content security policy means the port of https alone.
    """
    legal = outside(address)
    return legal if legal and is_elsewhere(legal) and urlsplit(legal).netloc in hosts else None


def not_shown(placed: Iterable[tuple[str, str]], hosts: tuple[str, ...]) -> Iterator[Problem]:
    """Which pictures on other sites aren't shown: `placed` are pairs of an address and where it is named."""
    for address, place in placed:
        if is_elsewhere(address) and not shown_from(address, hosts):
            host = urlsplit(outside(address) or "").netloc
            yield Problem(place, "picture-host", {"url": address[:_SHOWN], "host": host or address[:_SHOWN]})
