"""The one clock."""

from datetime import UTC, datetime


class Clock:
    """The computer's clock."""

    def now(self) -> datetime:
        """Return the aware time in UTC."""
        return datetime.now(UTC)  # noqa: TID251 - this is the one clock
