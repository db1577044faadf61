"""A feed before it takes a format."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from kabar.domain.article import Card
from kabar.domain.pictures import height_at, plain_path, plain_size, plain_type, rendition_path, widths_of
from kabar.domain.publication import Publication
from kabar.domain.site import Frame
from kabar.render.addresses import absolute
from kabar.render.facts import changed, title
from kabar.render.shell import words_for
from kabar.render.xml import Element, node, optional

MEDIA_RSS: Final = "http://search.yahoo.com/mrss/"
NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""When a feed without entries was last changed: Atom demands a moment, and there is no clock here."""


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same list in another format."""

    media_type: str
    path: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A list of articles as a feed. `path` is the list's page, `feed_path` the feed's own; cards are newest first.

    `language` is BCP 47. Paths begin with a slash. Texts are plain.
    """

    title: str
    description: str
    path: str
    feed_path: str
    cards: tuple[Card, ...]
    language: str
    alternates: tuple[Alternate, ...] = ()

    @property
    def changed(self) -> datetime | None:
        """The newest change of its articles, or None if it has none."""
        return max(map(changed, self.cards), default=None)


def entry_title(publication: Publication, card: Card) -> str:
    """The headline; of what was paid for, with a label before it."""
    said = label(publication, card)
    return f"{said}: {title(card)}" if said else title(card)


def label(publication: Publication, card: Card) -> str | None:
    """What readers must know of the article first: that it was paid for."""
    return words_for(card.language, publication).say("Advertorial") if card.sponsor else None


def logo(frame: Frame) -> str | None:
    """The absolute address of the publisher's logo, if it has arrived."""
    picture = frame.pictures.get(frame.publication.publisher.logo or "")
    return absolute(frame.publication, plain_path(picture)) if picture else None


def media(publication: Publication, card: Card) -> tuple[Element, ...]:
    """The card's picture as Media RSS 1.5.1 has it (rssboard.org/media-rss), in RSS and Atom alike."""
    picture = card.picture
    if not picture:
        return ()
    url, (width, height) = absolute(publication, plain_path(picture)), map(str, plain_size(picture))
    small = widths_of(picture.width, picture.height)[0]
    thumbnail = absolute(publication, rendition_path(picture, small, "jpg"))
    content = node(
        "media:content",
        _alternative_text(card),
        optional("media:credit", card.picture_credit or picture.credit),
        optional("media:copyright", picture.copyright),
        url=url,
        medium="image",
        type=plain_type(picture),
        width=width,
        height=height,
    )
    return content, node("media:thumbnail", url=thumbnail, width=str(small), height=str(height_at(picture, small)))


def _alternative_text(card: Card) -> Element | None:
    return node("media:description", card.picture_alt, type="plain") if card.picture_alt else None
