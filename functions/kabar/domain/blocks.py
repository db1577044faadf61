"""The blocks of a body, one class a type."""

from dataclasses import dataclass
from datetime import datetime

from kabar.domain.elsewhere import is_elsewhere


@dataclass(frozen=True, slots=True)
class PictureUse:
    """A picture as an article uses it; `key` is its key in the inbox (`media/...`), or its address on another site.

    `size` is what the article says of its width and height in pixels: an uploaded picture's own are known.
    """

    key: str
    caption: str | None = None
    alt: str | None = None
    credit: str | None = None
    decorative: bool = False
    focal_point: tuple[float, float] | None = None
    size: tuple[int, int] | None = None

    @property
    def elsewhere(self) -> bool:
        """Whether it stands on another site."""
        return is_elsewhere(self.key)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text with inline markup, not yet sanitised."""

    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """Plain text; level 2 or 3."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Image:
    """A picture within the text."""

    picture: PictureUse


@dataclass(frozen=True, slots=True)
class Gallery:
    """Several pictures."""

    images: tuple[PictureUse, ...]
    headline: str | None = None
    caption: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation; the text has inline markup, the attribution is plain."""

    text: str
    attribution: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class ItemList:
    """Items with inline markup."""

    items: tuple[str, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Cells with inline markup; each row is as long as the header."""

    rows: tuple[tuple[str, ...], ...]
    header: tuple[str, ...] = ()
    caption: str | None = None


@dataclass(frozen=True, slots=True)
class Embed:
    """Something on another site."""

    url: str
    headline: str | None = None
    caption: str | None = None
    provider: str | None = None


@dataclass(frozen=True, slots=True)
class Related:
    """Baca Juga: the id of another article, and the words that stand while it does not exist."""

    article: str
    headline: str


@dataclass(frozen=True, slots=True)
class Correction:
    """A dated note within the text; the text has inline markup, the date is aware."""

    text: str
    published: datetime


@dataclass(frozen=True, slots=True)
class Factbox:
    """Background facts."""

    headline: str
    body: tuple[Paragraph | ItemList, ...]


@dataclass(frozen=True, slots=True)
class Separator:
    """A break."""


Block = (
    Paragraph
    | Heading
    | Image
    | Gallery
    | Quote
    | ItemList
    | Table
    | Embed
    | Related
    | Correction
    | Factbox
    | Separator
)


def pictures_of(blocks: tuple[Block, ...]) -> tuple[PictureUse, ...]:
    """Every picture that the blocks use, in their order."""
    found: list[PictureUse] = []
    for block in blocks:
        match block:
            case Image(picture):
                found.append(picture)
            case Gallery(images):
                found.extend(images)
    return tuple(found)
