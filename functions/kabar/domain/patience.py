"""How long to wait for somebody outside who doesn't answer well."""

from typing import Final

_SECONDS: Final = (30, 120, 600, 1800, 3600, 7200, 18000)
"""From each failed try to the next. The eighth is the last: see the maxReceiveCount of the queues in template.yaml."""
_MOST: Final = 21600


def patience(tries: int, retry_after: str | None, chance: float) -> int:
    """Seconds to wait after so many tries (1 at least), or as long as the answer's Retry-After wants, up to six hours.

    `chance`, from 0 up to 1, takes away up to a half of it, so that many don't return together.
    """
    waiting = _SECONDS[min(tries, len(_SECONDS)) - 1] * (1 - chance / 2)
    wanted = int(retry_after) if retry_after and retry_after.isascii() and retry_after.isdigit() else 0
    return min(_MOST, max(int(waiting), wanted))
