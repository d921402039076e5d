"""Clocks that a test turns."""

from datetime import datetime, timedelta

from adapters.clock import Clock


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


class TurnedClock:
    """The real clock, ahead by what it was turned."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def now(self) -> datetime:
        """See bot.ports.Clock."""
        return Clock().now() + self.ahead
