"""Alerts, the posts that carry them, and who hears of what."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.ledger import Statement, Verdict
from bot.model.words import AlertLevel, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One verdict worth a message, with everything a reader is shown."""

    id: str
    """The id of its statement."""
    topic: str
    claim: str
    kind: Kind
    level: AlertLevel
    statement: Statement
    against: tuple[Statement, ...]
    """Nearest first: the superseded figure of a revision or update, then the standing figures of others."""
    verdict: Verdict
    key: bool = False
    """Whether it is about a headline claim: its first figure is posted at the default level."""
    ceiling: tuple[Statement, ...] = ()
    """Under an update: the standing figures of the claim that caps it."""
    still_printing: tuple[str, ...] = ()
    """Under a withdrawal: the outlets whose last word on the claim is the figure taken back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A channel's whole address."""

    platform: str
    channel: str
    server: str = ""
    """The Discord server or Slack workspace; empty where a platform has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """The alerts of one article for one channel: one message, one delivery key."""

    key: str
    """At most 25 characters, the same for the same article version and channel."""
    platform: str
    channel: str
    article: str
    outlet: str
    url: str
    published: datetime
    read: datetime
    alerts: tuple[Alert, ...]
    server: str = ""
    also_in: int = 0
    """Other outlets that print the same text, as known when it is shown."""

    @property
    def place(self) -> Place:
        """Where it goes."""
        return Place(platform=self.platform, server=self.server, channel=self.channel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A few sentences for one channel that carry no alert: a feed that fails, a summary after quiet hours."""

    key: str
    """At most 25 characters, the same for the same notice, whoever computes it again."""
    platform: str
    channel: str
    title: str
    lines: tuple[str, ...]
    """Plain text, a sentence or so each."""
    made: datetime
    server: str = ""

    @property
    def place(self) -> Place:
        """Where it goes."""
        return Place(platform=self.platform, server=self.server, channel=self.channel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """A delivered post is to be shown anew in place.

    A person rejected or restored what it says, or more outlets print it.
    """

    key: str
    post: Post
    message: str
    """What the platform calls it."""

    @property
    def place(self) -> Place:
        """Where it is."""
        return self.post.place

    @property
    def platform(self) -> str:
        """Where it is."""
        return self.post.platform

    @property
    def channel(self) -> str:
        """Where it is."""
        return self.post.channel

    @property
    def server(self) -> str:
        """Where it is."""
        return self.post.server


Outgoing = Post | Notice | Amendment
"""What the outbox delivers."""


class PostState(StrEnum):
    """Where a post in the outbox stands."""

    WAITING = "waiting"
    LEASED = "leased"
    POSTED = "posted"
    REFUSED = "refused"
    """Kept and never sent: its platform would never take it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuedPost:
    """A post, notice or amendment in the outbox."""

    post: Outgoing
    queued: datetime
    attempts: int
    """Failed attempts on record."""
    fence: int
    """How often it was leased, this time included."""
    sent_before: datetime | None = None
    """When what came before it in its channel was delivered, by whichever process."""

    @property
    def unsure(self) -> bool:
        """Whether a lease ended without a report, or without an answer: it may stand in the channel already."""
        return self.fence > self.attempts + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """A post, and what its platform calls it."""

    post: Post
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxState:
    """How delivery goes."""

    waiting: int
    oldest: datetime | None
    """When the longest waiting post was queued."""
    last_posted: datetime | None
