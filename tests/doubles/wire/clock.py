"""The double's clock: it runs as the computer's does, and can be turned ahead."""

from datetime import datetime, timedelta

from adapters.clock import Clock


class RunningClock:
    """The time now, plus what a test turned it ahead."""

    def __init__(self) -> None:
        self._clock = Clock()
        self._ahead = timedelta()

    def now(self) -> datetime:
        """Return the aware time in UTC."""
        return self._clock.now() + self._ahead

    def seconds(self) -> float:
        """Return the time as seconds since 1970."""
        return self.now().timestamp()

    def turn(self, seconds: float) -> None:
        """Turn it ahead."""
        self._ahead += timedelta(seconds=seconds)
