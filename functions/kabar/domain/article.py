"""An article, and what lists show of it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from kabar.domain.blocks import Block, PictureUse
from kabar.domain.life import Notice, Sponsor, Withdrawal
from kabar.domain.problems import Problem

NORMAL: Final = 5
"""The priority of an article that names none: the middle of IPTC's scale of urgency, 1 to 9."""


@dataclass(frozen=True, slots=True)
class Byline:
    """Who wrote it: `id` of an author in site.json, or a guest with a name only."""

    id: str | None
    name: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Tag:
    """A keyword as it was spelled, and its slug."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class Source:
    """The organisation that the text comes from."""

    name: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A valid article document. Moments are aware; texts are legal, inline markup not yet sanitised."""

    id: str
    headline: str
    section: str
    authors: tuple[Byline, ...]
    published: datetime
    body: tuple[Block, ...]
    description: str
    kind: str = "NewsArticle"
    alternative_headline: str | None = None
    modified: datetime | None = None
    slug: str | None = None
    dateline: str | None = None
    tags: tuple[Tag, ...] = ()
    image: PictureUse | None = None
    language: str | None = None
    translations: tuple[str, ...] = ()
    source: Source | None = None
    embargoed_until: datetime | None = None
    expires: datetime | None = None
    notices: tuple[Notice, ...] = ()
    withdrawal: Withdrawal | None = None
    unverified: bool = False
    follow_up_to: str | None = None
    sponsor: Sponsor | None = None
    former: tuple[str, ...] = ()
    """Paths at which it stood in another system, as the site has them, in the order of the upload."""
    priority: int = NORMAL
    """1 to 9, the most important first."""
    pinned: datetime | None = None
    """Until when it leads its fronts."""
    breaking: datetime | None = None
    """Until when it stands in the bar over its fronts."""
    unlisted: bool = False
    """Whether it stands at its address alone, and nothing else of the site names it."""
    untitled: bool = False
    """Whether the headline shows nothing, so that the last part of the id stands for it."""
    places: tuple[tuple[str, str], ...] = ()
    """Where the upload names a picture's key or an article's id: pairs of that and a JSON Pointer."""

    remarks: tuple[Problem, ...] = ()
    """What was changed in making an article of it, if it came in another form."""

    @property
    def public_from(self) -> datetime:
        """The first moment at which it may be public."""
        return max(self.published, self.embargoed_until) if self.embargoed_until else self.published


@dataclass(frozen=True, slots=True)
class StoredPicture:
    """A picture that stands on the site; domain.pictures says where.

    `key` is its key in the inbox, `name` the folder on the site, `width` and `height` the upright original's in pixels.
    `colour` is #rrggbb, `placeholder` a data URI (empty in cards); `credit` and `copyright` are what the file says.
    `animated` tells that only its first frame is shown, `vector` that it is an SVG, which only a logo can be.
    """

    key: str
    name: str
    width: int
    height: int
    colour: str = "#808080"
    placeholder: str = ""
    credit: str | None = None
    copyright: str | None = None
    animated: bool = False
    vector: bool = False


def fingerprint(pictures: Sequence[StoredPicture]) -> str:
    """Sixteen hexadecimal digits that differ whenever the pictures do; empty for none."""
    return hashlib.sha256(repr(list(pictures)).encode()).hexdigest()[:16] if pictures else ""


@dataclass(frozen=True, slots=True)
class Card:
    """What lists, feeds and sitemaps show of a published article. Moments are UTC; `path` begins with a slash."""

    id: str
    path: str
    headline: str
    description: str
    section: str
    authors: tuple[Byline, ...]
    published: datetime
    modified: datetime | None
    tags: tuple[Tag, ...]
    language: str | None = None
    picture: StoredPicture | None = None
    picture_alt: str | None = None
    picture_credit: str | None = None
    picture_focal_point: tuple[float, float] | None = None
    unverified: bool = False
    sponsor: str | None = None
    priority: int = NORMAL
