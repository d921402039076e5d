"""The outbox in the store."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.model import Outgoing, QueuedPost


class PostTransaction(Protocol):
    """The outbox, in a write transaction. See bot.ports.Transaction."""

    async def queue(self, posts: Sequence[Outgoing], now: datetime) -> None:
        """Put posts and notices into the outbox; one whose key is there already for its channel is left as it is."""
        ...


class PostStore(Protocol):
    """The outbox, where each call is a transaction of its own. See bot.ports.Store."""

    async def lease_posts(self, now: datetime, limit: int, lease_seconds: float) -> tuple[QueuedPost, ...]:
        """Take up to `limit` posts in order of arrival; taken ones are hidden until the lease ends.

        At most one a channel, and only the first that is undelivered there: while it is leased or waits for its next
        attempt, what came after it waits too, and other channels go on.
        """
        ...

    async def mark_posted(self, queued: QueuedPost, message: str, now: datetime) -> bool:
        """Record a delivery and the platform's message id; False (and nothing stored) when the lease was lost."""
        ...

    async def mark_failed(self, queued: QueuedPost, fault: str, retry: datetime) -> bool:
        """Record a failed attempt and when to try again; False (and nothing stored) when the lease was lost."""
        ...

    async def release_posts(self, now: datetime) -> int:
        """Hand back every taken post, and return how many.

        For the start of the one process that works on the store: whoever took them has died.
        """
        ...

    async def waiting_posts(self) -> int:
        """Count the posts not yet delivered."""
        ...
