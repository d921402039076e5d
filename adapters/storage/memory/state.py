"""Everything that is stored, and what the parts of a store in memory share."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime

from bot.errors import StoreError
from bot.model import (
    Alarm,
    AlarmKind,
    ArticleRecord,
    Board,
    Entry,
    FeedState,
    Follow,
    Held,
    Install,
    Mute,
    Origin,
    Paused,
    Place,
    QueuedPost,
    Quiet,
    Recheck,
    Remark,
    Sketch,
    Standing,
    Subscription,
    Unread,
)

Target = tuple[str, Place, str | None]
"""Topic, channel and claim of a follow or mute."""
Address = tuple[str, str, str, str]
"""Platform, server, channel and key of a post."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """Where a post in the outbox stands."""

    queued: QueuedPost
    due: datetime
    """When it may be taken: its next attempt, or the end of its lease."""
    leased: bool = False
    message: str | None = None
    """What the platform calls it; None until it is delivered, and for ever when it is refused."""
    settled: datetime | None = None
    """When it was delivered or refused."""
    fault: str = ""


@dataclass(frozen=True, slots=True)
class HeldBack:
    """An alert held back, and whether its channel was told of it since."""

    held: Held
    told: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A board, and when it may be shown anew."""

    board: Board
    due: datetime


@dataclass(frozen=True, slots=True)
class Known:
    """A text that others may copy."""

    origin: Origin
    sketch: Sketch
    keys: frozenset[int]
    added: datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """An article that waits to be read, and until when it is taken."""

    unread: Unread
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Duty:
    """Whose a duty is, and until when."""

    process: str
    until: datetime


@dataclass(slots=True)
class State:
    """Everything stored; dicts keep the order of arrival."""

    feeds: dict[str, FeedState] = field(default_factory=dict)
    leases: dict[str, datetime] = field(default_factory=dict)
    """Until when a feed is taken, by its URL."""
    fingerprints: dict[str, tuple[str, ...]] = field(default_factory=dict)
    items: dict[tuple[str, str], datetime] = field(default_factory=dict)
    subscriptions: dict[str, Subscription] = field(default_factory=dict)
    articles: dict[tuple[str, int], ArticleRecord] = field(default_factory=dict)
    rechecks: dict[str, Recheck] = field(default_factory=dict)
    sketches: dict[str, Known] = field(default_factory=dict)
    ledger: dict[str, Entry] = field(default_factory=dict)
    standing: dict[tuple[str, str], Standing] = field(default_factory=dict)
    """By topic and claim."""
    follows: dict[Target, Follow] = field(default_factory=dict)
    mutes: dict[Target, Mute] = field(default_factory=dict)
    posts: dict[Address, Delivery] = field(default_factory=dict)
    quiet: dict[Place, Quiet] = field(default_factory=dict)
    held: list[HeldBack] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    boards: dict[tuple[Place, str], Shown] = field(default_factory=dict)
    paused: dict[Place, Paused] = field(default_factory=dict)
    unread: dict[str, Waiting] = field(default_factory=dict)
    duties: dict[str, Duty] = field(default_factory=dict)
    installs: dict[tuple[str, str, str], Install] = field(default_factory=dict)
    calls: dict[tuple[str, str], datetime] = field(default_factory=dict)
    alarms: dict[AlarmKind, Alarm] = field(default_factory=dict)

    def copy(self) -> "State":
        """Return a state that changes apart from this one; the values in it never change."""
        return State(
            feeds=dict(self.feeds),
            leases=dict(self.leases),
            fingerprints=dict(self.fingerprints),
            items=dict(self.items),
            subscriptions=dict(self.subscriptions),
            articles=dict(self.articles),
            rechecks=dict(self.rechecks),
            sketches=dict(self.sketches),
            ledger=dict(self.ledger),
            standing=dict(self.standing),
            follows=dict(self.follows),
            mutes=dict(self.mutes),
            posts=dict(self.posts),
            quiet=dict(self.quiet),
            held=list(self.held),
            remarks=list(self.remarks),
            boards=dict(self.boards),
            paused=dict(self.paused),
            unread=dict(self.unread),
            duties=dict(self.duties),
            installs=dict(self.installs),
            calls=dict(self.calls),
            alarms=dict(self.alarms),
        )


class TransactionPart:
    """Works on a copy that the store takes over at the end."""

    def __init__(self, state: State) -> None:
        self._state = state
        self.fault: StoreError | None = None

    def _undone(self, reason: str) -> StoreError:
        self.fault = StoreError(f"The store in memory refused a change ({reason}): nothing of that change was stored.")
        return self.fault


class StorePart:
    """Holds the state; whoever changes it waits for those before."""

    shared = False

    def __init__(self) -> None:
        self._state = State()
        self._writing = asyncio.Lock()
        self._closed = False

    def _opened(self) -> State:
        if self._closed:
            raise StoreError("The store in memory is closed.")
        return self._state
