"""How far a new edition of the publication has come through the articles."""

from dataclasses import asdict, dataclass, field
from typing import Any, Final

FIRST_WAIT: Final = 2
LONGEST_WAIT: Final = 30
"""Seconds between two looks at how far it is: the more often nothing had moved, the longer."""
PATIENCE: Final = 30
"""After so many looks in a row that saw nothing move, what is behind is left behind and named."""
REMINDERS: Final = (10, 20)
"""After so many, what is behind is asked for again."""
NAMED: Final = 20
"""How many of those left behind are named."""


@dataclass(frozen=True, slots=True)
class Takeover:
    """Where a new edition's way through the uploads stands: all of it is in the message that goes on.

    `began` is a moment of UTC as text. First all `articles` are counted, then (`counted`) the same keys are gone
    through in their order up to `after`: `done` of them show the edition, those `left` (keys, the first few) and
    `behind` never came. `waiting` are those of the next keys that don't show it yet, seen so for `tries` looks.
    """

    edition: str
    began: str = ""
    articles: int = 0
    done: int = 0
    behind: int = 0
    left: tuple[str, ...] = field(default=())
    counted: bool = False
    after: str = ""
    waiting: int = 0
    tries: int = 0

    @property
    def wait(self) -> int:
        """Seconds until the next look."""
        return min(FIRST_WAIT * (self.tries + 1), LONGEST_WAIT)

    def as_json(self) -> dict[str, Any]:
        """For a message."""
        return asdict(self)


def takeover_of(message: dict[str, Any]) -> Takeover:
    """What as_json wrote. Raises TypeError."""
    return Takeover(**(message | {"left": tuple(message.get("left", ()))}))
