"""How long to wait before something is tried again."""

from typing import Final

_SECONDS: Final = (30, 120, 600, 1800, 3600, 7200, 18000)
"""From each failed try to the next. The eighth is the last: see the maxReceiveCount of the queues in template.yaml."""
_MOST: Final = 21600
_SOON: Final = (10, 60)
"""After the first failed tries at Kabar's own work. Most of what fails there (a write that another one was before, a
throttled call) is over in seconds, and the visibility timeout of a queue is six times its function's timeout."""


def soon(tries: int, chance: float) -> int | None:
    """Seconds to wait after so many tries (1 at least) at work of our own; None: as long as the queue says.

    `chance`, from 0 up to 1, takes away up to a half of it, so that many don't return together.
    """
    return int(_SOON[tries - 1] * (1 - chance / 2)) if tries <= len(_SOON) else None


def patience(tries: int, retry_after: str | None, chance: float) -> int:
    """Seconds to wait after so many tries (1 at least), or as long as the answer's Retry-After wants, up to six hours.

    `chance`, from 0 up to 1, takes away up to a half of it, so that many don't return together.
    """
    waiting = _SECONDS[min(tries, len(_SECONDS)) - 1] * (1 - chance / 2)
    wanted = int(retry_after) if retry_after and retry_after.isascii() and retry_after.isdigit() else 0
    return min(_MOST, max(int(waiting), wanted))
