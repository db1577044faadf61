"""Waiting before something is asked again."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from kabar.domain.problems import Retryable
from kabar.ports import Pause

_BASE: Final = 0.05
_CAP: Final = 1.0
_ATTEMPTS: Final = 8


@dataclass(frozen=True, slots=True)
class Backoff:
    """Waits longer each time, by chance at least half of that and at most all, so that many don't return together.

    `chance` gives numbers from 0 up to (not with) 1. All waits together are at most four seconds.
    """

    pause: Pause
    chance: Callable[[], float]

    def wait(self, attempt: int, what: str) -> None:
        """Wait after the `attempt`th try, counted from 0. Raises Retryable when there have been enough."""
        if attempt >= _ATTEMPTS:
            raise Retryable(f"{what}: still unanswered after {attempt} tries")
        self.pause(min(_CAP, _BASE * 2**attempt) * (1 + self.chance()) / 2)
