"""What the services need of the world outside. The adapters of kabar.adapters are the real ones."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from kabar.domain.album import Album
from kabar.domain.announcements import Announcement
from kabar.domain.article import Card, StoredPicture
from kabar.domain.index import (
    Address,
    CropWish,
    LedgerEntry,
    Mark,
    Media,
    MonthMark,
    Record,
    Relation,
    Rendition,
    Row,
    Site,
)
from kabar.domain.manifest import Built, Placed
from kabar.domain.pages import Page
from kabar.domain.picture_facts import Made, PictureFacts
from kabar.domain.rows import Commit
from kabar.domain.site import SiteObject
from kabar.domain.takeover import Takeover


class Conflict(Exception):
    """Somebody else changed since what was read: read again."""


@dataclass(frozen=True, slots=True)
class Upload:
    """What stands under a key of the inbox.

    `version` is its S3 version, a delete marker's if it was deleted, None if there never was one. `body` is None if
    there is no object, or it is larger than what was asked for; `size` is in bytes, -1 if there is none. `etag` is S3's
    name for its bytes, None if there are none.
    """

    version: str | None
    size: int = -1
    body: bytes | None = None
    etag: str | None = None


class Inbox(Protocol):
    """The inbox bucket."""

    def read(self, key: str, limit: int, version: str | None = None) -> Upload:
        """The newest version, or the one asked for, of a key; its body only up to `limit` bytes."""

    def keys(self, prefix: str, after: str, limit: int) -> list[str]:
        """At most `limit` keys under a prefix that sort after `after`, in their order."""

    def write(self, key: str, body: bytes, over: Upload) -> None:
        """Put a JSON document (a receipt) over what was read under a key. Raises Conflict if that changed since."""


class Table(Protocol):
    """The index. Every read is strongly consistent."""

    def record(self, id_: str) -> Record | None:
        """An article's record."""

    def records(self, ids: Iterable[str]) -> Mapping[str, Record]:
        """The records of those of the articles that have one."""

    def site(self) -> Site | None:
        """The standing publication."""

    def media(self, key: str) -> Media | None:
        """A picture's row."""

    def medias(self, keys: Iterable[str]) -> Mapping[str, Media]:
        """The rows of those of the pictures that have one."""

    def album(self, keys: Iterable[str]) -> Album:
        """Which of the pictures have arrived, and which stand on the site."""

    def pictures(self, keys: Iterable[str]) -> Mapping[str, StoredPicture]:
        """Those of the pictures that stand on the site."""

    def holders(self, hash_: str) -> list[str]:
        """The inbox keys under which these bytes stand, or once stood."""

    def rendition(self, hash_: str) -> Rendition | None:
        """What stands on the site of the picture that has these bytes."""

    def crop_wishes(self, key: str) -> list[CropWish]:
        """Who wants a picture cropped around a point of its own."""

    def address(self, path: str) -> Address | None:
        """Who owns a path."""

    def referrers(self, target: str) -> list[str]:
        """The inbox keys of all that refers to an inbox key."""

    def each_referrer(self, target: str) -> Iterator[str]:
        """As referrers, but read as far as they are asked for."""

    def newest(self, list_: str, limit: int) -> tuple[Card, ...]:
        """The newest cards of a list, newest first."""

    def between(self, list_: str, start: datetime, end: datetime, limit: int) -> tuple[Card, ...]:
        """The newest cards of a list published from `start` up to (not with) `end`, newest first."""

    def span(self, list_: str, start: datetime, end: datetime, *, newest_first: bool = False) -> Iterator[Card]:
        """Every card of a list published from `start` up to (not with) `end`, in its order, read as it is asked for."""

    def beside(self, list_: str, card: Card, limit: int, *, after: bool) -> tuple[Card, ...]:
        """The cards that come right before or right after a card's place in a list, the nearest first."""

    def days(self, scope: str, month: str) -> tuple[int, ...]:
        """The days of a `yyyy-mm` that have articles."""

    def days_around(self, scope: str, first: str, last: str) -> tuple[str | None, str | None]:
        """The nearest days (`yyyy-mm-dd`) with articles before `first` and after `last`, each such a text too."""

    def months(self) -> tuple[MonthMark, ...]:
        """The months that have articles, newest first."""

    def commit(self, commit: Commit) -> None:
        """Do it whole. Raises Conflict, nothing done, if the revision or an address is no longer as it was."""

    def put_media(self, media: Media) -> None:
        """Write a picture's row, and before it that the key holds its bytes.

        Raises Conflict if its revision isn't the one before.
        """

    def put_rendition(self, rendition: Rendition) -> None:
        """Write what stands of a picture. Raises Conflict if its revision isn't the one before."""

    def drop_rendition(self, rendition: Rendition) -> None:
        """Remove the row, if it stands at that revision. Raises Conflict."""

    def relations(self, id_: str) -> tuple[Relation, ...]:
        """What other articles are to an article."""

    def ledger(self, limit: int, start: datetime | None = None, end: datetime | None = None) -> tuple[LedgerEntry, ...]:
        """The newest lines of the ledger, or of its part from `start` up to (not with) `end`, newest first."""

    def years(self) -> tuple[str, ...]:
        """The years that have lines in the ledger, newest first."""

    def standing(self, rows: Iterable[Row]) -> tuple[Row, ...]:
        """What stands under the keys of these rows, in no order."""

    def mark(self, mark: Mark) -> None:
        """Write a mark; without a change if it stands already."""

    def news_parts(self) -> int:
        """In how many parts the news sitemap is."""

    def unmark(self, mark: Mark) -> None:
        """Remove a mark, if it stands."""


class Arrivals(Protocol):
    """The queue of things to look at."""

    def look_at(self, keys: Iterable[str]) -> None:
        """Have inbox keys looked at."""

    def sweep(self, prefix: str, after: str = "") -> None:
        """Have every inbox key under a prefix looked at, from the first after `after`."""

    def follow(self, takeover: Takeover, seconds: int) -> None:
        """Have a new edition of the publication followed from there, so many seconds from now."""


class Pages(Protocol):
    """The queue of pages to build."""

    def build(self, pages: Iterable[Page]) -> None:
        """Have pages built, each once for all that asked for it within a window."""


class Purges(Protocol):
    """The queue of cache tags to be forgotten by the edge."""

    def purge(self, tags: Iterable[str]) -> None:
        """Have the edge forget what carries one of the tags, soon."""


class Announcements(Protocol):
    """The queue of what others are to be told."""

    def announce(self, announcements: Iterable[Announcement]) -> None:
        """Have others told."""


class Bus(Protocol):
    """Where others listen."""

    def put(self, kind: str, detail: Mapping[str, Any]) -> None:
        """Put an event there: its kind in words, and what it says as JSON. Raises Retryable."""


class Unanswered(Exception):
    """Somebody outside doesn't answer, or not well: try again later, `retry_after` being what they said of when."""

    def __init__(self, why: str, retry_after: str | None = None) -> None:
        """Why, in words for operators."""
        super().__init__(why)
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer over HTTP, and its header Retry-After."""

    status: int
    retry_after: str | None = None


class Web(Protocol):
    """The world outside."""

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Answered:
        """The answer, whatever its status. Raises Unanswered if there is none, or nobody may ask there."""


class Secret(Protocol):
    """Something that nobody else may read."""

    def read(self) -> str:
        """It, as it is now."""


class Again(Protocol):
    """The queue that a function itself works on."""

    def send(self, bodies: Iterable[str]) -> None:
        """Put further messages there."""

    def postpone(self, receipt_handle: str, seconds: int) -> None:
        """Hide a message, by the handle it was received with, for so many seconds from now."""


class Edge(Protocol):
    """What stands between the site bucket and its readers."""

    def forget(self, tags: list[str], reference: str) -> None:
        """Forget what carries one of the tags. The same reference again is the same wish, not another."""


class Pause(Protocol):
    """Time passing."""

    def __call__(self, seconds: float, /) -> None:
        """Return after so many seconds."""


class Scheduler(Protocol):
    """The alarm clock."""

    def look_at(self, key: str, moment: datetime) -> None:
        """Have an inbox key looked at, at a moment to come; replaces what was set for the key before."""


class Alarms(Protocol):
    """The alarm clock of what is on the site."""

    def build_at(self, page: Page, moment: datetime) -> None:
        """Have a page built at a moment to come; replaces what was set for the page before."""


class SiteBucket(Protocol):
    """The site bucket."""

    def differs(self, item: SiteObject) -> bool:
        """Whether an object isn't what stands."""

    def put(self, item: SiteObject) -> bool:
        """Write an object if it differs from what stands; whether it did."""

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

    def objects(self, after: str, limit: int) -> list[Placed]:
        """At most `limit` objects whose keys sort after `after`, in their order."""

    def pages(self, after: str, limit: int) -> list[Built]:
        """At most `limit` pages whose ids sort after `after`, in their order."""

    def built(self, pages: Iterable[Page]) -> frozenset[Page]:
        """Those of the pages that were ever built."""

    def has(self, key: str) -> bool:
        """Whether some page put an object there."""


class Clock(Protocol):
    """The time."""

    def now(self) -> datetime:
        """Now, aware, UTC."""


class Imaging(Protocol):
    """The darkroom (kabar.imaging)."""

    def examine(self, body: bytes) -> PictureFacts:
        """Facts of a picture. Raises Rejected if it isn't one that can be shown."""

    def make(self, body: bytes, uses: frozenset[str]) -> Iterable[Made]:
        """The files that the uses need of a picture that has been examined."""

    def social_card(self, headline: str, publication: str, accent: str, logo: bytes | None) -> bytes:
        """A PNG with both texts, a bar of the colour (#rrggbb) and a logo that has been examined."""
