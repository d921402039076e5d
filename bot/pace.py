"""How often a feed is polled: its own pace, what its publisher asks for, and the patience with one that fails."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.model import Pace

CEILING = 3_600.0
"""Seconds: no failing feed is asked less often, unless its own interval or its publisher wants it so."""
WISH = 3_600.0
"""Seconds: so long, at most, may `ttl`, Cache-Control or Expires keep us from asking."""
LONGEST_HOLD = 86_400.0
"""Seconds: so long, at most, may Retry-After."""
SHORT_HOLD = 60.0
"""Seconds: so long does a host wait that does not say for how long."""
SPREAD = 0.1
"""Share of a wait by which chance moves it, so that feeds of one host do not stay in step."""
LOOKS_PER_ENTRY = 4
"""A busy feed is asked this often between two new entries."""
QUIET = 4 * 3_600.0
"""Seconds without a new entry after which a feed is asked ever more seldom."""
CALMING = 0.3
"""How much one longer gap counts against those before; a shorter one counts at once."""
MOST_DOUBLINGS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Seconds between polls: at the start and for a feed of no marked pace, and the least and the most."""

    normal: float = 300.0
    least: float = 60.0
    most: float = 3_600.0

    @property
    def shortest(self) -> float:
        """The least, or a normal interval that is shorter yet."""
        return min(self.least, self.normal)

    def fit(self, seconds: float) -> float:
        """Return what lies within; a normal interval out of bounds moves them."""
        return max(self.shortest, min(seconds, max(self.most, self.normal)))


def observed(pace: Pace, new: int, now: datetime) -> Pace:
    """Return the pace after a poll that brought so many new entries.

    A burst is believed at once, a calmer pace bit by bit, and a lull of hours says nothing of how fast a feed
    publishes when it does: the first report of an event is seldom the last.
    """
    if not new:
        return pace
    gap = max((now - pace.last_new).total_seconds(), 0.0) / new if pace.last_new is not None else QUIET
    if gap >= QUIET:
        return replace(pace, last_new=now)
    if pace.gap is not None and gap > pace.gap:
        gap = pace.gap + CALMING * (gap - pace.gap)
    return replace(pace, gap=gap, last_new=now)


def own_interval(pace: Pace, now: datetime, bounds: Bounds) -> float:
    """Return the seconds between polls that fit how often a feed publishes.

    Never longer than normal before it has been quiet for hours: no feed is slowed down in the middle of an event.
    """
    idle = (now - pace.last_new).total_seconds() if pace.last_new is not None else 0.0
    if idle > QUIET:
        return bounds.fit(bounds.normal * idle / QUIET)
    if pace.gap is None:
        return bounds.fit(bounds.normal)
    return bounds.fit(min(max(pace.gap, idle) / LOOKS_PER_ENTRY, bounds.normal))


def interval(pace: Pace, fixed: float | None, max_age: float | None, now: datetime, bounds: Bounds) -> float:
    """Return the seconds to the next poll of a feed that answered.

    A fixed interval is obeyed. Else what the publisher asks for is respected, up to an hour; but a feed that says
    "hourly" (many programs write it unasked) and publishes every ten minutes is not taken at its word.
    """
    if fixed is not None:
        return fixed
    own = own_interval(pace, now, bounds)
    asked = min(pace.asked or 0.0, WISH)
    if pace.gap is not None and pace.gap < asked:
        asked = min(asked, max(pace.gap, bounds.normal))
    return max(own, asked, min(max_age or 0.0, WISH))


def wait(seconds: float, retry_after: float | None, chance: float) -> timedelta:
    """Return the time to the next poll: a little longer by chance, which is even between 0 and 1."""
    longest = max(seconds, min(retry_after or 0.0, LONGEST_HOLD))
    return timedelta(seconds=longest * (1 + SPREAD * chance))


def host_pause(retry_after: float | None) -> timedelta:
    """Return how long all feeds of a host wait that says we ask too often."""
    return timedelta(seconds=SHORT_HOLD if retry_after is None else min(retry_after, CEILING))


def patience(failures: int, fixed: float | None, retry_after: float | None, bounds: Bounds, chance: float) -> timedelta:
    """Return the time to the next poll of a feed that has failed so often in a row: doubled each time, to an hour.

    It begins with the least interval, or with the fixed one: what an operator has set is never undercut.
    """
    first = bounds.shortest if fixed is None else fixed
    doubled = min(first * 2 ** min(failures - 1, MOST_DOUBLINGS), CEILING) * (1 - SPREAD * chance)
    backoff = timedelta(seconds=max(doubled, fixed or 0.0))
    return backoff if retry_after is None else max(backoff, wait(0.0, retry_after, chance))
