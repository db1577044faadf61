"""The index: one typed row for each kind of item in the table."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kabar.domain.article import Card, StoredPicture, fingerprint
from kabar.domain.identity import MEDIA
from kabar.domain.life import Notice, RelationKind, Withdrawal
from kabar.domain.picture_facts import PictureFacts
from kabar.domain.pictures import SETTINGS


class State(StrEnum):
    """What stands of an article."""

    NONE = "none"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Claim(StrEnum):
    """What an address on the site answers."""

    LIVE = "live"
    MOVED = "moved"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Record:
    """An article in the index.

    `revision` grows by one with each change. `version` is the S3 version that stands; `answered` the one that the
    last receipt speaks of, which differs after a rejection; `edition` the publication's that both were judged by.
    `path` is the address that it has or last had, `former` are the ones it moved from. `pictures` is a fingerprint of
    the stored pictures that the article uses. `next_look` is the moment at which its state changes by itself.
    `embargoed` tells that its moment was awaited, so readers must have it at once. `recalled` tells that the index was
    lost, and this made again from the receipt: no news to anybody. `shown` is the S3 version that was
    public last, which `card` and, while it isn't public, `notices` are taken from. `aliases` are the
    addresses that it had in another system and that it could claim here. `refused` is the version that wasn't accepted
    because the address that it asks for is another's. `never_listed` tells that it was public as an unlisted article
    only, if at all: the ledger doesn't know it. `refs` are the inbox keys of what it shows; of what
    isn't public (any more) also those that it showed. `crops` are uses (domain.pictures) and keys of pictures that it
    wants cropped around a point of its own.
    """

    id: str
    revision: int
    state: State
    answered: str | None
    edition: str
    version: str | None = None
    path: str | None = None
    former: tuple[str, ...] = ()
    card: Card | None = None
    day: str | None = None
    lists: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()
    pictures: str = ""
    next_look: datetime | None = None
    notices: tuple[Notice, ...] = ()
    withdrawal: Withdrawal | None = None
    follow_up_to: str | None = None
    embargoed: bool = False
    recalled: bool = False
    shown: str | None = None
    aliases: tuple[str, ...] = ()
    refused: str | None = None
    crops: tuple[tuple[str, str], ...] = ()
    never_listed: bool = False

    @property
    def listed(self) -> bool:
        """Whether it is public and other pages may name it."""
        return self.state is State.PUBLISHED and bool(self.lists)

    @property
    def media(self) -> tuple[str, ...]:
        """The inbox keys of its pictures."""
        return tuple(key for key in self.refs if key.startswith(MEDIA))


@dataclass(frozen=True, slots=True)
class ListEntry:
    """An article's place in one list. `day` is its date (`yyyy-mm-dd`) in the publication's zone."""

    list: str
    card: Card
    day: str


@dataclass(frozen=True, slots=True)
class Address:
    """Who owns a path of the site, and what it answers."""

    path: str
    owner: str
    claim: Claim


@dataclass(frozen=True, slots=True)
class Reference:
    """That what stands under the inbox key `by` shows something of what stands under the inbox key `target`."""

    target: str
    by: str


@dataclass(frozen=True, slots=True)
class Relation:
    """That the article `by` concerns the earlier or other article `target`, whose page says so."""

    target: str
    kind: RelationKind
    by: str


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """A line of the public ledger: a notice or a withdrawal. `number` tells the lines of an article apart."""

    date: datetime
    article: str
    number: int
    headline: str
    path: str
    notice: Notice | None = None
    withdrawal: Withdrawal | None = None


@dataclass(frozen=True, slots=True)
class YearMark:
    """That a year has lines in the ledger."""

    year: str


@dataclass(frozen=True, slots=True)
class Media:
    """What stands under a picture's key: `facts` of the S3 version `source`; None if it was taken away.

    `version` is the S3 version that the last receipt speaks of, which differs after a rejection. `before` are the facts
    of what was shown under the key before: it is shown until what stands now has been made. `settings` are those of the
    darkroom that told the facts. `past` are the hashes of what the key held before and may linger on the site.
    """

    key: str
    revision: int
    version: str | None
    facts: PictureFacts | None = None
    source: str | None = None
    before: PictureFacts | None = None
    settings: int = SETTINGS
    past: tuple[str, ...] = ()

    @property
    def hashes(self) -> tuple[str, ...]:
        """The bytes of which something may stand because of the key."""
        shown = [facts.hash for facts in (self.facts, self.before) if facts]
        return tuple(dict.fromkeys([*shown, *self.past]))


@dataclass(frozen=True, slots=True)
class Holder:
    """That these bytes (SHA-256) stand under an inbox key, or once stood: whoever asks looks at the key's own row."""

    hash: str
    key: str


@dataclass(frozen=True, slots=True)
class Rendition:
    """What stands on the site of a picture (the SHA-256 of its bytes): the files of its uses, in the folder `name`.

    `leaving` is the moment since which something of it stands that nobody shows any more.
    """

    hash: str
    revision: int
    name: str
    uses: tuple[str, ...]
    leaving: datetime | None = None


@dataclass(frozen=True, slots=True)
class CropWish:
    """That the article under the inbox key `by` wants crops of the picture `target` for a use: around its point."""

    target: str
    use: str
    by: str


@dataclass(frozen=True, slots=True)
class Site:
    """The standing publication: `version` is the S3 version of site.json; the slugs tell which pages it has.

    `refs` are the inbox keys of the pictures that it names, `pictures` those of them that stand on the site: pages show
    these, whatever has changed since, so that each of them shows the same and none misses a change.
    """

    revision: int
    answered: str | None
    version: str | None = None
    sections: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()
    pictures: tuple[StoredPicture, ...] = ()
    index_now: str | None = None

    @property
    def edition(self) -> str:
        """Names what every page shows of the publication: differs whenever that does."""
        return f"{self.version}:{fingerprint(self.pictures)}"


@dataclass(frozen=True, slots=True)
class DayMark:
    """That a day (`yyyy-mm-dd`) of a scope (a section's slug, or empty for all) has articles."""

    scope: str
    day: str


@dataclass(frozen=True, slots=True)
class MonthMark:
    """That a month (`yyyy-mm`) has articles, and in how many parts its sitemap is.

    `modified` is the beginning of the day, in the publication's zone, on which one of them changed last.
    """

    month: str
    modified: datetime
    parts: int = 1


@dataclass(frozen=True, slots=True)
class NewsMark:
    """That the news sitemap is in more than one part."""

    parts: int


Mark = DayMark | MonthMark | NewsMark | YearMark
Picture = Media | Holder | Rendition | CropWish
Row = Record | ListEntry | Address | Reference | Relation | LedgerEntry | Picture | Site | Mark
