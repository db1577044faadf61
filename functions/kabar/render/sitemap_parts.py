"""Sitemaps cut into parts: no more addresses and bytes in a file than who reads it takes."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from kabar.render.xml import Element, frame_of


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one file: addresses, and bytes before compression."""

    urls: int
    size: int


MONTH: Final = Limits(50_000, 50 * 1024 * 1024)
"""sitemaps.org/protocol.html, "Using Sitemap index files"."""
NEWS: Final = Limits(1_000, 50 * 1024 * 1024)
"""Google, "Create a News sitemap": `news:news` elements of one file."""
_REMEMBERED: Final = 49


@dataclass(frozen=True, slots=True)
class Part:
    """A file, and the ids of the last 49 articles in it: as many as can be cache tags beside its own."""

    body: bytes
    ids: tuple[str, ...]


@dataclass
class _Open:
    """A part that still takes addresses."""

    head: bytes
    tail: bytes
    urls: list[bytes] = field(default_factory=list)
    ids: deque[str] = field(default_factory=lambda: deque(maxlen=_REMEMBERED))
    size: int = 0

    def takes(self, url: bytes, limits: Limits) -> bool:
        """Whether the address may still come in; the first always may."""
        size = len(self.head) + self.size + len(url) + len(self.tail)
        return not self.urls or (len(self.urls) < limits.urls and size <= limits.size)

    def add(self, id_: str, url: bytes) -> None:
        """Take an address, of the article with this id."""
        self.urls.append(url)
        self.ids.append(id_)
        self.size += len(url)

    def closed(self) -> Part:
        """What has come in."""
        return Part(b"".join([self.head, *self.urls, self.tail]), tuple(filter(None, self.ids)))


def parts(urls: Iterable[tuple[str, Element]], namespaces: Mapping[str, str], limits: Limits) -> Iterator[Part]:
    """The addresses, each with its article's id, in as few files as possible, in their order.

    Only one part is in memory at a time, and the addresses are asked for one by one.
    """
    head, tail = frame_of("urlset", namespaces)
    part = _Open(head, tail)
    for id_, element in urls:
        url = element.encode()
        if not part.takes(url, limits):
            yield part.closed()
            part = _Open(head, tail)
        part.add(id_, url)
    if part.urls:
        yield part.closed()
