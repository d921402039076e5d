"""How a running Tallywire is: its vital signs, and the alarms that its operators were told of."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Vitals:
    """What can be measured in the store at one time, all processes together."""

    feeds: int
    failing: int
    """Feeds that fail or are gone."""
    due: int
    """Feeds that are due and that nobody polls yet."""
    oldest_due: datetime | None
    """Since when the first of them has been due."""
    polling: int
    """Feeds that somebody has leased."""
    waiting: int
    """Posts not delivered yet, but for those of paused channels."""
    oldest_waiting: datetime | None
    """When the first of them was queued."""
    delivering: int
    """Posts that somebody has leased."""
    paused: int
    """Channels that refuse us."""
    read: int
    """Articles whose figures were read, of late."""
    unreadable: int
    """Articles that could not be read, of late."""


class AlarmKind(StrEnum):
    """What operators are alarmed by."""

    POLLING = "polling"
    """Feeds are due and nobody polls them."""
    OUTBOX = "outbox"
    """Posts wait and nobody delivers them."""
    READING = "reading"
    """Most articles cannot be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """Something that operators were told of, and that is not over yet."""

    kind: AlarmKind
    since: datetime
    calm_since: datetime | None = None
    """Since when all is well again; it has to stay so for a while."""
