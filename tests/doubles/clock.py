"""A clock that a test turns."""

from datetime import datetime, timedelta


class FakeClock:
    """Stands still until it is turned."""

    def __init__(self, now: datetime) -> None:
        self.time = now

    def now(self) -> datetime:
        """See bot.ports.Clock."""
        return self.time

    def turn(self, by: timedelta) -> None:
        """Let time pass."""
        self.time += by
