"""The social card of an article without a picture: where it stands, and what it says."""

from typing import Final

from kabar.domain.article import Card
from kabar.domain.identity import short_hash
from kabar.domain.pictures import SETTINGS
from kabar.domain.publication import Publication
from kabar.domain.site import Frame
from kabar.render.colors import accents
from kabar.render.facts import title

PNG: Final = "image/png"
WIDTH: Final = 1200
HEIGHT: Final = 630
"""Pixels."""


def card_path(path: str) -> str:
    """Where the card of the article at this path stands."""
    return f"{path}card.png"


def card_address(frame: Frame, card: Card) -> str:
    """The path with what names its content: networks keep a picture for ever, so another one needs another address."""
    logo = frame.pictures.get(frame.publication.publisher.logo or "")
    said = (*words_of(frame.publication, card), logo.name if logo else "", SETTINGS)
    return f"{card_path(card.path)}?v={short_hash(repr(said))}"


def words_of(publication: Publication, card: Card) -> tuple[str, str, str]:
    """Headline, the publication's name, and the colour of the bar (#rrggbb)."""
    return title(card), publication.name, accents(publication.accent).light
