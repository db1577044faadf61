"""What is made of a card again and again, made once: lists that are built one after the other show mostly the same."""

from collections.abc import Callable, Iterable
from typing import Final, Generic, TypeVar

Made = TypeVar("Made")
_KEPT: Final = 2048
"""How many answers are kept, and how many of those before them."""
_Answers = dict[tuple[object, ...], dict[int, tuple[object, Made]]]


class PerCard(Generic[Made]):
    """Remembers what a function makes of cards, or of what was made of cards, for a context: the publication, mostly.

    Both are told apart by identity, for comparing them takes longer than most of what is made: so an equal card that is
    another object costs time, never a wrong answer.
    """

    def __init__(self, make: Callable[..., Made]) -> None:
        """Remember what `make(context, card, *more)` says, which must depend on nothing else; `more` is hashable."""
        self._make = make
        self._context: object = None
        self._made: _Answers[Made] = {}
        self._before: _Answers[Made] = {}
        self._kept = 0

    def __call__(self, context: object, card: object, *more: object) -> Made:
        """What `make` says of these."""
        return self.each(context, (card,), *more)[0]

    def each(self, context: object, cards: Iterable[object], *more: object) -> list[Made]:
        """What `make` says of each of the cards."""
        if context is not self._context:
            self._context, self._made, self._before, self._kept = context, {}, {}, 0
        if self._kept >= _KEPT:
            self._made, self._before, self._kept = {}, self._made, 0
        made = self._made.setdefault(more, {})
        return [(made.get(id(card)) or self._add(made, card, more))[1] for card in cards]

    def _add(self, made: dict[int, tuple[object, Made]], card: object, more: tuple[object, ...]) -> tuple[object, Made]:
        before = self._before.get(more, {}).get(id(card))
        # The card is kept too, lest another one come to have its identity.
        found = made[id(card)] = before or (card, self._make(self._context, card, *more))
        self._kept += 1
        return found
