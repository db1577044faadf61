"""The time of the machine."""

from datetime import UTC, datetime


class SystemClock:
    """kabar.ports.Clock."""

    def now(self) -> datetime:
        """Now, aware, UTC."""
        return datetime.now(UTC)
