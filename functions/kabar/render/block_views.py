"""What the templates of a body's blocks are given: `kind` names the template."""

import re
from dataclasses import dataclass
from typing import ClassVar, Final

from kabar.domain.markup import Html

_SAYS_WHAT: Final = re.compile(r"\w[\w ./&-]{0,30}:\s")


@dataclass(frozen=True, slots=True)
class Source:
    """Files of one media type, as `srcset` of HTML lists them."""

    type: str
    srcset: str


@dataclass(frozen=True, slots=True)
class FigureView:
    """A picture that has arrived, its caption and credit. Width and height are the original's, in pixels.

    `src` and `srcset` are for browsers that can't show any of the `sources`; `colour` is the class of its placeholder.
    Of a picture on another site (`elsewhere`) only what the article says is known; `colour` is a frame without a size.
    """

    kind: ClassVar[str] = "image"
    src: str
    width: int | None
    height: int | None
    alt: str
    caption: Html | None
    credit: str | None
    sources: tuple[Source, ...] = ()
    srcset: str | None = None
    sizes: str | None = None
    colour: str | None = None
    eager: bool = False
    elsewhere: bool = False

    @property
    def credit_says_what(self) -> bool:
        """Whether the credit begins with a word of its own for what it credits, as in "Grafik: Rina"."""
        return bool(self.credit and _SAYS_WHAT.match(self.credit))


@dataclass(frozen=True, slots=True)
class ParagraphView:
    """A paragraph, with the dateline before it."""

    kind: ClassVar[str] = "paragraph"
    text: Html
    dateline: Html | None = None


@dataclass(frozen=True, slots=True)
class HeadingView:
    """A heading of level 2 or 3."""

    kind: ClassVar[str] = "heading"
    text: str
    level: int


@dataclass(frozen=True, slots=True)
class GalleryView:
    """The pictures of a gallery that have arrived."""

    kind: ClassVar[str] = "gallery"
    figures: tuple[FigureView, ...]
    headline: str | None
    caption: Html | None


@dataclass(frozen=True, slots=True)
class QuoteView:
    """A quotation and who said it where."""

    kind: ClassVar[str] = "quote"
    text: Html
    attribution: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class ListView:
    """A list; `element` is ul or ol."""

    kind: ClassVar[str] = "list"
    element: str
    items: tuple[Html, ...]


@dataclass(frozen=True, slots=True)
class TableView:
    """A table; `label` names its scrolling region."""

    kind: ClassVar[str] = "table"
    header: tuple[Html, ...]
    rows: tuple[tuple[Html, ...], ...]
    caption: Html | None
    label: str | None


@dataclass(frozen=True, slots=True)
class EmbedView:
    """A labelled link to something on another site; `what` is video, post, map, sound or page."""

    kind: ClassVar[str] = "embed"
    url: str
    what: str
    provider: str
    headline: str | None
    caption: Html | None


@dataclass(frozen=True, slots=True)
class RelatedView:
    """The pointer "Baca Juga"; no path while the target isn't published."""

    kind: ClassVar[str] = "related"
    headline: str
    path: str | None
    sponsored: bool = False
    language: str | None = None


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """A dated note; `stamp` is RFC 3339, `when` for readers."""

    kind: ClassVar[str] = "correction"
    text: Html
    stamp: str
    when: str


@dataclass(frozen=True, slots=True)
class FactboxView:
    """Background facts."""

    kind: ClassVar[str] = "factbox"
    headline: str
    blocks: "tuple[BlockView, ...]"


@dataclass(frozen=True, slots=True)
class SeparatorView:
    """A break."""

    kind: ClassVar[str] = "separator"


BlockView = (
    ParagraphView
    | HeadingView
    | FigureView
    | GalleryView
    | QuoteView
    | ListView
    | TableView
    | EmbedView
    | RelatedView
    | CorrectionView
    | FactboxView
    | SeparatorView
)
