"""Feeds and their items."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One feed as configured."""

    url: str
    outlet: str
    interval: float = 300.0
    """Seconds between polls."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What is known of a feed between polls."""

    feed: Feed
    next_due: datetime
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    baselined: bool = False
    """Whether first contact lies behind."""
    failures: int = 0
    fault: str = ""
    last_success: datetime | None = None
    fence: int = 0
    """Grows with each lease; a result is only stored under the fence it was leased with."""


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
