"""Which articles a page offers under its text: earlier ones, from a bounded part of the lists that the article is in.

Whatever changes in a list touches at most WINDOW pages of later articles (`services.plan`): those in whose part of the
list the changed place lies. So the page follows every change, at a cost that no archive makes larger (ADR 21).
"""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import Final

from kabar.domain.article import Card
from kabar.domain.lists import section_list, tag_list

WINDOW: Final = 4
"""How many articles before it, in each list, an article chooses from."""
SHOWN: Final = 4
_TAGS: Final = 3
"""How many of its tags are asked: editors put what it is about first."""
_KINDS: Final = ("section", "tag")


def sources(card: Card) -> tuple[str, ...]:
    """The lists from which the article chooses."""
    return (section_list(card.section), *(tag_list(tag.slug) for tag in card.tags[:_TAGS]))


def is_source(list_: str) -> bool:
    """Whether articles choose from the list."""
    return list_.partition("/")[0] in _KINDS


def choose(card: Card, candidates: Iterable[Card], known: AbstractSet[str]) -> tuple[Card, ...]:
    """The best of the candidates: by the number of tags in common, then the section, then how new they are.

    Neither advertorials nor what the page leads to already (`known`, ids).
    """
    tags = {tag.slug for tag in card.tags}
    left = {each.id: each for each in candidates if each.id not in known and not each.sponsor}
    newest = sorted(left.values(), key=lambda each: (each.published, each.id), reverse=True)
    best = sorted(newest, key=lambda each: (-len(tags & {tag.slug for tag in each.tags}), each.section != card.section))
    return tuple(best[:SHOWN])
