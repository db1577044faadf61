"""The world's time, in seconds since its beginning."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

START: Final = datetime(2024, 12, 2, 1, 0, tzinfo=UTC)


@dataclass
class Time:
    """What time it is for everybody; each function's own clock may differ from it a little."""

    now: float = 0.0

    def moment(self, skew: float = 0.0) -> datetime:
        """The time as a moment, to the microsecond."""
        return START + timedelta(seconds=self.now + skew)


def seconds(moment: datetime) -> float:
    """A moment on the world's clock."""
    return (moment - START).total_seconds()
