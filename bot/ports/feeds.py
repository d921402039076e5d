"""What the store keeps of feeds."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from bot.model import FeedState


class FeedTransaction(Protocol):
    """Feeds and their items, in a write transaction. See bot.ports.Transaction."""

    async def lease_feeds(self, now: datetime, limit: int, lease_seconds: float) -> tuple[FeedState, ...]:
        """Take up to `limit` due feeds, the longest due first.

        They come in no order, with a grown fence and `next_due` at the lease's end: a poll that never reports is due
        again then.
        """
        ...

    async def put_feed(self, state: FeedState) -> bool:
        """Store a poll's result under its fence; False (and nothing stored) when the lease was lost.

        A lease is lost once someone else took the feed, or it was dropped; not by its end alone. Outlet and interval
        stay as they were synced.
        """
        ...

    async def sync_feeds(self, states: Collection[FeedState]) -> None:
        """Make the configured feeds known.

        New ones are added as given, known ones keep their state but for outlet and interval, others are dropped with
        their items.
        """
        ...

    async def known_items(self, feed: str, ids: Collection[str]) -> frozenset[str]:
        """Return those item ids of a feed that were seen before."""
        ...

    async def add_items(self, feed: str, ids: Collection[str], now: datetime) -> None:
        """Remember item ids of a feed; those known stay as they are."""
        ...

    async def forget_items(self, before: datetime) -> int:
        """Forget the items added before a time, and return how many.

        One that is still listed will look new: its article's id (`known_articles`) is what tells.
        """
        ...


class FeedStore(Protocol):
    """Feeds, read from what is committed. See bot.ports.Store."""

    async def feed_states(self) -> tuple[FeedState, ...]:
        """Return every feed's state, by URL."""
        ...
