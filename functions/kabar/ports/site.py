"""The site bucket, what is known of what was put there, and the edge before it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from kabar.domain.index import Row
from kabar.domain.manifest import Built, Noted, Placed
from kabar.domain.pages import Page
from kabar.domain.site import SiteObject


@dataclass(frozen=True, slots=True)
class Written:
    """An object was written. `before` is when what stood there had been, None if nothing did or that isn't known."""

    before: datetime | None = None


class AtOnce(Protocol):
    """Writing several objects at the same time."""

    def __call__(
        self, write: Callable[[SiteObject], Written | None], objects: Sequence[SiteObject], /
    ) -> Iterable[Written | None]:
        """Write each of them, of which there is at least one; nothing goes on afterwards. Raises the first failure."""


class SiteBucket(Protocol):
    """The site bucket."""

    def differs(self, item: SiteObject) -> bool:
        """Whether an object isn't what stands."""

    def write(self, item: SiteObject) -> None:
        """Write an object, whatever stands."""

    def put(self, item: SiteObject) -> Written | None:
        """Write an object if it differs from what stands; None if it doesn't."""

    def delete(self, key: str) -> None:
        """Remove an object, if it stands."""

    def keys(self, prefix: str) -> Iterator[str]:
        """The keys under a prefix, in their order."""

    def names(self, prefix: str) -> Mapping[str, str]:
        """The keys that begin so, each with its ETag: at most a thousand."""

    def put_picture(self, key: str, body: bytes, content_type: str) -> str:
        """Write a picture under a key, which names its content; its ETag."""

    def delete_all(self, keys: Iterable[str]) -> None:
        """Remove objects, as far as they stand. Raises Retryable if some are left."""


class Manifest(Protocol):
    """What was put into the site bucket, by whom and of what."""

    def note(self, built: Built, objects: Mapping[str, str], gone: Iterable[str]) -> None:
        """Write down what a page was built of, its objects (key to ETag), and which keys it has no more."""

    def note_each(self, entries: Iterable[Noted]) -> None:
        """As note, of several pages: no two of them have the same key."""

    def etags(self, keys: Iterable[str]) -> Mapping[str, str]:
        """The ETags of those of the keys that some page put there."""

    def objects(self, after: str, limit: int) -> list[Placed]:
        """At most `limit` objects whose keys sort after `after`, in their order."""

    def pages(self, after: str, limit: int) -> list[Built]:
        """At most `limit` pages whose ids sort after `after`, in their order."""

    def built(self, pages: Iterable[Page]) -> frozenset[Page]:
        """Those of the pages that were ever built."""

    def has(self, key: str) -> bool:
        """Whether some page put an object there."""


class Glance(Protocol):
    """Index and manifest, read at once."""

    def at(self, rows: Iterable[Row], keys: Iterable[str]) -> tuple[tuple[Row, ...], Mapping[str, str]]:
        """What stands under the keys of these rows, and the ETags of those of the keys that some page put there."""


class Edge(Protocol):
    """What stands between the site bucket and its readers."""

    def forget(self, tags: list[str], reference: str) -> None:
        """Forget what carries one of the tags. The same reference again is the same wish, not another."""
