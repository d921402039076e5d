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
    """Stable within the feed: guid, else link, else title and date."""
    url: str
    title: str
    text: str
    published: datetime | None
