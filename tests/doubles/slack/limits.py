"""Slack's limits: a tier for each method and workspace, one message a second for each channel, and a ceiling of all."""

from dataclasses import dataclass
from math import ceil

from tests.doubles.slack.errors import limited
from tests.doubles.wire.calls import Answer
from tests.doubles.wire.clock import RunningClock

CHANNEL, POST, EVERYTHING_POSTED = "channel", "post", "posts"


@dataclass(frozen=True, slots=True)
class Limit:
    """So many requests in so many seconds, counted from the first of them."""

    most: int
    seconds: float


def documented() -> dict[str, Limit]:
    """Return the limits by name: the tiers are what Slack promises at least, in a minute."""
    return {
        "tier1": Limit(1, 60),
        "tier2": Limit(20, 60),
        "tier3": Limit(50, 60),
        "tier4": Limit(100, 60),
        "special": Limit(600, 60),
        "history": Limit(50, 60),
        "connections": Limit(60, 60),
        CHANNEL: Limit(1, 1.0),
        EVERYTHING_POSTED: Limit(900, 60),
    }


@dataclass(slots=True)
class _Window:
    ends: float = 0.0
    used: int = 0

    def wait(self, limit: Limit, now: float) -> float:
        """Return how long it is full, 0 while there is room."""
        if now >= self.ends:
            self.ends, self.used = now + limit.seconds, 0
        return self.ends - now if self.used >= limit.most else 0.0


class Counters:
    """Counts requests of a workspace against limits."""

    def __init__(self, clock: RunningClock) -> None:
        self.limits = documented()
        self.answered_429 = 0
        self._clock = clock
        self._windows: dict[tuple[str, ...], _Window] = {}

    def change(self, told: dict[str, list[float]]) -> None:
        """Change limits: `{"channel": [1, 1.0], "tier3": [50, 60]}`; ValueError for a name that is none."""
        if unknown := told.keys() - self.limits.keys():
            raise ValueError(f"no such limits: {sorted(unknown)}; there are {sorted(self.limits)}")
        self.limits |= {name: Limit(int(most), float(seconds)) for name, (most, seconds) in told.items()}

    def admit(self, workspace: str, method: str, tier: str, channel: str) -> Answer | None:
        """Count a request, or return the refusal when it is one too many; a refused one counts nowhere."""
        names = {tier: (workspace, method)}
        if tier == POST:
            names = {CHANNEL: (workspace, POST, channel), EVERYTHING_POSTED: (workspace, POST)}
        now = self._clock.seconds()
        windows = {name: self._windows.setdefault((name, *key), _Window()) for name, key in names.items()}
        wait = max(window.wait(self.limits[name], now) for name, window in windows.items())
        if wait:
            self.answered_429 += 1
            return limited(max(1, ceil(wait)))
        for window in windows.values():
            window.used += 1
        return None
