"""Articles as lists show them."""

from typing import Final

from kabar.domain.article import Byline, Card
from kabar.domain.per_card import PerCard
from kabar.domain.publication import Author, Publication
from kabar.domain.site import Frame
from kabar.render.addresses import HOME, author_path, section_path
from kabar.render.contexts import Link, Teaser, Time
from kabar.render.dates import Calendar
from kabar.render.facts import title
from kabar.render.pictures import LEAD, THUMB, Slot, picture_view
from kabar.render.words import Words


def calendar_of(publication: Publication, language: str | None = None) -> Calendar:
    """Writes moments in the publication's zone, in this language or its own."""
    return Calendar(language or publication.language, publication.zone)


def front_link(words: Words) -> Link:
    """The front page."""
    return Link(words.say("Front page"), HOME)


def section_link(publication: Publication, slug: str) -> Link:
    """The section's name and path; the bare slug while the publication has no such section."""
    section = publication.section(slug)
    return Link(section.name, section_path(slug)) if section else Link(slug, None)


def author_links(publication: Publication, authors: tuple[Byline, ...]) -> tuple[Link, ...]:
    """The names of the byline; authors of the publication are linked to their pages."""
    return tuple(_author_link(byline, publication.author(byline.id) if byline.id else None) for byline in authors)


def lead_teaser(frame: Frame, card: Card, *, with_section: bool = True) -> Teaser:
    """The card as a front leads with it."""
    return _teaser(frame, card, LEAD, with_section=with_section)


def teasers(
    frame: Frame, cards: tuple[Card, ...], *, with_section: bool = True, language: str | None = None
) -> tuple[Teaser, ...]:
    """The cards as a list shows them whose page is in a language, the publication's if none is given."""
    return tuple(_listed.each(frame, cards, with_section, language))


def _teaser(frame: Frame, card: Card, slot: Slot, *, with_section: bool, language: str | None = None) -> Teaser:
    publication = frame.publication
    calendar = calendar_of(publication, language)
    own = card.language or publication.language
    return Teaser(
        path=card.path,
        headline=title(card),
        description=card.description,
        language=own if own != (language or publication.language) else None,
        section=section_link(publication, card.section) if with_section else None,
        time=Time(calendar.stamp(card.published), calendar.brief(card.published)),
        updated=_updated(card, calendar),
        picture=picture_view(card.picture, slot, "") if card.picture else None,
        sponsored=card.sponsor is not None,
        unverified=card.unverified,
    )


_listed: Final = PerCard(
    lambda frame, card, with_section, language: _teaser(
        frame, card, THUMB, with_section=with_section, language=language
    )
)


def _updated(card: Card, calendar: Calendar) -> Time | None:
    if card.modified is None or card.modified <= card.published:
        return None
    return Time(calendar.stamp(card.modified), calendar.brief(card.modified))


def _author_link(byline: Byline, author: Author | None) -> Link:
    if author:
        return Link(author.name, author_path(author.id))
    return Link(byline.name or byline.id or "", None)
