"""Feeds and their items."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.article import Article, OverdueLooks
from bot.model.post import OutboxState
from bot.model.words import FullText, Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One feed as configured."""

    url: str
    """The address it is known by, wherever it has moved."""
    outlet: str
    interval: float | None = None
    """Seconds between polls; None leaves it to how often the feed publishes."""
    full_text: FullText = FullText.AUTO


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How often a feed is polled, and what that rests on."""

    interval: float | None = None
    """Seconds from the last good poll to the next as reckoned then, before chance moved it."""
    gap: float | None = None
    """Seconds between two new entries of late; None until one came after first contact."""
    last_new: datetime | None = None
    """When new entries were last seen, first contact included."""
    asked: float | None = None
    """Seconds between polls that the last body asked for, by `ttl` or `sy:updatePeriod`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What a feed's polls brought since it was added."""

    polls: int = 0
    failed: int = 0
    unchanged: int = 0
    """Polls answered with 304, or with the body of the time before."""
    bytes: int = 0
    """Bytes received."""
    listed: int = 0
    """Entries in the last body."""
    alerted: int = 0
    """Readings of its articles that made an alert: counted as they are read, never by a poll."""
    lag: float | None = None
    """Seconds from an entry's print to our first sight of it, of late."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What is known of a feed between polls."""

    feed: Feed
    next_due: datetime
    address: str | None = None
    """Where it is polled since a permanent redirect; None is its own URL."""
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    baselined: bool = False
    """Whether first contact lies behind."""
    failures: int = 0
    """Polls that went wrong since the last good one."""
    fault: str = ""
    """What the last poll met; without failures, what was damaged in a body that could be read all the same."""
    last_success: datetime | None = None
    paused: bool = False
    """Whether an operator stopped it."""
    gone: bool = False
    """Whether its publisher said that it is gone for good: it is polled again only when an operator asks."""
    told_failing: bool = False
    """Whether the operators know that it fails; then they are told of its recovery too."""
    pushed_until: datetime | None = None
    """Until when a hub pushes its entries: set by a push, cleared by a poll that finds what was not pushed."""
    pace: Pace = Pace()
    tally: Tally = Tally()
    fence: int = 0
    """Grows with each lease; a result is only stored under the fence it was leased with."""


class Condition(StrEnum):
    """How a feed is doing, the worst first."""

    GONE = "gone"
    FAILING = "failing"
    PAUSED = "paused"
    NEW = "new"
    """Not read yet."""
    FINE = "fine"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedHealth:
    """A feed with what came of the articles that it brought first."""

    state: FeedState
    outcomes: Mapping[Outcome, int]
    """How many first printings ended so; every article in exactly one."""

    @property
    def condition(self) -> Condition:
        """How it is doing. What an operator has stopped is no failure."""
        state = self.state
        if state.paused:
            return Condition.PAUSED
        if state.gone:
            return Condition.GONE
        if state.failures:
            return Condition.FAILING
        return Condition.FINE if state.last_success is not None else Condition.NEW

    @property
    def unchanged_share(self) -> float | None:
        """The share of answered polls that found nothing new; None before the first."""
        tally = self.state.tally
        answered = tally.polls - tally.failed
        return tally.unchanged / answered if answered else None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskStatus:
    """How all is going, in figures."""

    feeds: Mapping[Condition, int]
    overdue: int
    """Feeds that are due and wait to be polled."""
    oldest_due: datetime | None
    """Since when the first of them has waited: what it printed meanwhile is unread."""
    looks: OverdueLooks
    lag: float | None
    """Seconds from print to our first sight, of late: the median of the feeds that tell."""
    slowest: FeedState | None
    """The feed with the longest lag."""
    outcomes: Mapping[Outcome, int]
    failing: tuple[FeedState, ...]
    """Feeds that fail or are gone, those without success for longest first."""
    posts: OutboxState


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """One entry of a parsed feed, before it is an article."""

    id: str
    """Stable within the feed: guid where that can be trusted, else link, else title and date."""
    url: str
    title: str
    text: str
    published: datetime | None
    """None where the feed gives no date or an impossible one; never later than a day from now."""
    updated: datetime | None = None
    author: str = ""
    language: str = ""
    """As the item declares it (`en-gb`), else as its feed does; empty where neither does."""
    shares_url: bool = False
    """Whether its feed prints several items at this address: then the address does not tell them apart."""
    summary_only: bool = False
    """Whether the feed prints a teaser, and the whole text stands on the item's page alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFeed:
    """What a feed's body says."""

    items: tuple[FeedItem, ...]
    """As printed, but for those that were known by their fingerprints."""
    fingerprints: tuple[str, ...] = ()
    """One for each item of the body, known or not: what the next reading is given as known."""
    title: str = ""
    language: str = ""
    interval: float | None = None
    """Seconds between polls that the publisher asks for, by `ttl` or `sy:updatePeriod`."""
    hubs: tuple[str, ...] = ()
    """WebSub hubs that the body names."""
    self_url: str = ""
    """The address under which the feed's hubs know it."""
    fault: str = ""
    """What was damaged, where items could still be read: the rest of a sentence about the feed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLink:
    """A feed that a page leads to."""

    url: str
    title: str
    declared: bool
    """Whether the page names it as its feed; otherwise it is an address where feeds often are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedCheck:
    """What stands at an address that somebody would have polled."""

    url: str
    found_at: str
    """Where redirects led to."""
    moved: bool = False
    """Whether they were permanent ones."""
    parsed: ParsedFeed | None = None
    """None for a web page."""
    links: tuple[FeedLink, ...] = ()
    """The feeds that the page leads to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """An article that waits to be read, where who polls does not read."""

    article: Article
    feed: Feed
    queued: datetime
    fence: int = 0
    """How often it was leased, this time included."""
