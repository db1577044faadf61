"""What is made of a card again and again, made once: lists that are built one after the other show mostly the same."""

from collections.abc import Callable
from typing import Final, Generic, TypeVar

Made = TypeVar("Made")
_KEPT: Final = 2048
"""How many answers are kept."""


class PerCard(Generic[Made]):
    """Remembers what a function makes of cards, or of what was made of cards, for a context: the publication, mostly.

    Both are told apart by identity, for comparing them takes longer than most of what is made: so an equal card that is
    another object costs time, never a wrong answer.
    """

    def __init__(self, make: Callable[..., Made]) -> None:
        """Remember what `make(context, card, *more)` says, which must depend on nothing else; `more` is hashable."""
        self._make = make
        self._context: object = None
        self._made: dict[object, tuple[object, Made]] = {}

    def __call__(self, context: object, card: object, *more: object) -> Made:
        """What `make` says of these."""
        if context is not self._context or len(self._made) >= _KEPT:
            self._context, self._made = context, {}
        key = (id(card), *more) if more else id(card)
        found = self._made.get(key)
        if found is None:
            # The card is kept too, lest another one come to have its identity.
            found = self._made[key] = card, self._make(context, card, *more)
        return found[1]
