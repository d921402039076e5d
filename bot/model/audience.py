"""Who hears of what, when, and what was held back or called a wrong reading."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from enum import StrEnum

from bot.model.post import Alert, Place
from bot.model.words import FollowLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class Follow:
    """A channel hears of a topic, or of one claim of it."""

    platform: str
    channel: str
    topic: str
    claim: str | None = None
    level: FollowLevel = FollowLevel.CHANGES
    server: str = ""

    @property
    def place(self) -> Place:
        """Which channel."""
        return Place(platform=self.platform, server=self.server, channel=self.channel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mute:
    """A channel is silent about a topic or claim until a time or a change; with neither, for ever."""

    platform: str
    channel: str
    topic: str
    claim: str | None = None
    until: datetime | None = None
    until_changed: bool = False
    """Ends when a source changes its figure; the alert of that change is posted."""
    server: str = ""

    @property
    def place(self) -> Place:
        """Which channel."""
        return Place(platform=self.platform, server=self.server, channel=self.channel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet:
    """Hours of each day in which a channel hears nothing; a summary follows. `end` before `start` is the next day."""

    place: Place
    start: time
    end: time
    zone: str
    """A name of the tz database: Europe/Berlin."""


class HeldWhy(StrEnum):
    """What held an alert back."""

    MUTE = "mute"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An alert that a channel would have heard."""

    place: Place
    alert: Alert
    outlet: str
    why: HeldWhy
    at: datetime


class Opinion(StrEnum):
    """What a person says of a statement: the last word counts."""

    REJECTED = "rejected"
    RESTORED = "restored"
    FLAGGED = "flagged"
    """Somebody without the right to reject it thinks that it is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A person's word on a statement, in one server; an empty server is everyone's."""

    platform: str
    server: str
    statement: str
    opinion: Opinion
    person: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Everything that decides which channels hear of an article's alerts, as of now."""

    follows: tuple[Follow, ...] = ()
    mutes: tuple[Mute, ...] = ()
    """Those that have not ended."""
    quiet: Mapping[Place, Quiet] = field(default_factory=dict)
    rejected: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    """Platform and server -> the statements that it calls wrong readings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The one message of a topic in a channel that shows its disputed figures and is edited in place."""

    place: Place
    topic: str
    message: str | None = None
    """What the platform calls it; None until something is disputed."""
    digest: str = ""
    """Of the view as last shown: the same again is no edit."""
    edition: int = 1
    """Grows when it has to be posted anew."""
    upto: int = 0
    """How much of the topic's ledger it shows, by the store's count."""
    fence: int = 0
    """Grows with each lease; what is shown is only recorded under the fence it was leased with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paused:
    """A channel that refuses us. Its posts wait; it is tried again from time to time."""

    place: Place
    reason: str
    since: datetime
    next_look: datetime
