"""What the store keeps of hubs that push feeds' entries."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Protocol

from bot.model import FeedState, Subscription


class PushTransaction(Protocol):
    """Subscriptions, and what pushes change about feeds, in a write transaction. See bot.ports.Transaction."""

    async def feed_state(self, url: str) -> FeedState | None:
        """Return a feed's state; None where no such feed is configured."""
        ...

    async def subscription(self, path: str) -> Subscription | None:
        """Return the subscription with this path."""
        ...

    async def subscriptions_of(self, feed: str) -> tuple[Subscription, ...]:
        """Return a feed's subscriptions, those that are to end too, by path."""
        ...

    async def put_subscription(self, subscription: Subscription) -> None:
        """Store a subscription, or change it."""
        ...

    async def drop_subscriptions(self, paths: Collection[str]) -> None:
        """Forget subscriptions."""
        ...

    async def put_pushed(self, state: FeedState) -> None:
        """Store a feed's pace, tally and `pushed_until`, whoever has leased it.

        How often its articles made an alert stays as it is; the rest a poll that is under way overwrites with its own.
        Nothing is stored for a feed that was dropped.
        """
        ...

    async def rely_on_polls(self, feeds: Collection[str]) -> None:
        """Rely on the pushes of feeds no longer, by URL; whether and when they are polled stays as it is."""
        ...

    async def resume_polling(self, due: Mapping[str, datetime]) -> None:
        """Rely on pushes no longer: make feeds due at a time each, by URL.

        The result of a poll that is under way is no longer stored.
        """
        ...


class PushStore(Protocol):
    """Subscriptions, read from what is committed. See bot.ports.Store."""

    async def subscriptions(self) -> tuple[Subscription, ...]:
        """Return every subscription, by path."""
        ...

    async def subscription(self, path: str) -> Subscription | None:
        """Return the subscription with this path."""
        ...

    async def due_subscriptions(self, now: datetime, limit: int) -> tuple[Subscription, ...]:
        """Return up to `limit` subscriptions whose next step is due, the longest due first.

        One whose feed was dropped is due at once, and comes as no longer wanted.
        """
        ...
