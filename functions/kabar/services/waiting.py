"""Come back to a message later."""

from collections.abc import Callable
from dataclasses import dataclass

from kabar.domain.patience import patience, soon
from kabar.ports import Again


@dataclass
class Waiting:
    """Hides messages of a queue for a while. `chance` gives numbers from 0 up to (not with) 1."""

    again: Again
    chance: Callable[[], float]

    def wait(self, receipt_handle: str, tries: int, retry_after: str | None) -> None:
        """Hide a message that was received so often."""
        self.again.postpone(receipt_handle, patience(tries, retry_after, self.chance()))

    def retry(self, receipt_handle: str, tries: int) -> None:
        """Have a message that failed so often come back soon, the first times."""
        seconds = soon(tries, self.chance())
        if seconds is not None:
            self.again.postpone(receipt_handle, seconds)
