"""What stands where on a front: what leads, what stands beside it, what follows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from kabar.domain.article import NORMAL, Card
from kabar.domain.site import ListPage

_LEADING: Final = 5
"""The first article and those beside it."""
_LATEST: Final = 10
"""How many of the newest follow on the front page, before its sections."""
IN_SECTION: Final = 4
"""How many each section shows on the front page."""
SECTION_NEEDS: Final = _LEADING + _LATEST + IN_SECTION
"""How many of a section must be known, so that enough are left when the front page shows others already."""
_LIFT: Final = 3
"""How many newer articles one step of priority is worth."""
_MOST_BREAKING: Final = 3


@dataclass(frozen=True, slots=True)
class Front:
    """The articles of a front, each in one place; `sections` by their slugs. Only the bar may repeat one."""

    breaking: tuple[Card, ...]
    leading: tuple[Card, ...]
    latest: tuple[Card, ...]
    sections: tuple[tuple[str, tuple[Card, ...]], ...]


def front_of(page: ListPage) -> Front:
    """The front of a home or section page: the same for the same articles, whatever the time.

    Pinned articles lead, the more important first. Among the others, a step of priority is worth as much as being
    newer than three articles, so even the most important one gives way as others come.
    """
    leading, rest = _above(page)
    latest = rest[:_LATEST] if page.sections else rest
    return Front(page.breaking[:_MOST_BREAKING], leading, latest, tuple(_sections(page, (*leading, *latest))))


def above_sections(page: ListPage) -> tuple[Card, ...]:
    """What the front page shows above its sections."""
    leading, rest = _above(page)
    return *leading, *rest[:_LATEST]


def left_for(above: Iterable[Card], section: Iterable[Card]) -> tuple[Card, ...]:
    """What the front page shows of a section, newest first: what isn't shown above the sections already."""
    return _without(section, above)[:IN_SECTION]


def _above(page: ListPage) -> tuple[tuple[Card, ...], tuple[Card, ...]]:
    pinned = sorted(page.pinned, key=lambda card: card.priority)
    ranked = sorted(enumerate(page.cards), key=lambda place: place[0] - _LIFT * (NORMAL - place[1].priority))
    leading = _once((*pinned, *(card for _, card in ranked)))[:_LEADING]
    return leading, _without(page.cards, leading)


def _sections(page: ListPage, shown: tuple[Card, ...]) -> Iterator[tuple[str, tuple[Card, ...]]]:
    for slug, cards in page.sections:
        left = _without(cards, shown)[:IN_SECTION]
        if left:
            yield slug, left


def _once(cards: Iterable[Card]) -> tuple[Card, ...]:
    found: dict[str, Card] = {}
    for card in cards:
        found.setdefault(card.id, card)
    return tuple(found.values())


def _without(cards: Iterable[Card], shown: Iterable[Card]) -> tuple[Card, ...]:
    ids = {card.id for card in shown}
    return tuple(card for card in cards if card.id not in ids)
