"""The outbox in the store."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.model import Delivered, OutboxState, Outgoing, QueuedPost


class PostTransaction(Protocol):
    """The outbox, in a write transaction. See bot.ports.Transaction."""

    async def queue(self, posts: Sequence[Outgoing], now: datetime) -> None:
        """Put posts and notices into the outbox; one whose key is there already for its channel is left as it is."""
        ...


class PostStore(Protocol):
    """The outbox, where each call is a transaction of its own. See bot.ports.Store."""

    async def lease_posts(
        self, now: datetime, limit: int, lease_seconds: float, platform: str | None = None
    ) -> tuple[QueuedPost, ...]:
        """Take up to `limit` posts, of one platform or all, in order of arrival; they are hidden until the lease ends.

        At most one a channel, and only the first that is undelivered there: while it is leased or waits for its next
        attempt, what came after it waits too, and other channels go on. A paused channel's wait for its next look.
        Each is told when the one before it was delivered or refused.
        """
        ...

    async def renew_lease(self, queued: QueuedPost, until: datetime) -> bool:
        """Hold a post for longer; False when the lease was lost."""
        ...

    async def mark_posted(self, queued: QueuedPost, message: str, now: datetime) -> bool:
        """Record a delivery and the platform's message id; False (and nothing stored) when the lease was lost."""
        ...

    async def mark_failed(self, queued: QueuedPost, fault: str, retry: datetime, *, unsure: bool = False) -> bool:
        """Record a failed attempt and when to try again; False (and nothing stored) when the lease was lost.

        `unsure`: it may have been posted all the same, and whoever takes it next is told so.
        """
        ...

    async def mark_refused(self, queued: QueuedPost, fault: str, now: datetime) -> bool:
        """Keep a post that its platform never takes, and let its channel go on; False when the lease was lost."""
        ...

    async def release_posts(self, now: datetime) -> int:
        """Hand back every taken post, and return how many.

        For the start of the one process that works on the store: whoever took them has died.
        """
        ...

    async def waiting_posts(self) -> int:
        """Count the posts not yet delivered."""
        ...

    async def outbox_state(self) -> OutboxState:
        """Return how delivery goes."""
        ...

    async def delivered(
        self, statement: str, platform: str | None = None, server: str | None = None
    ) -> tuple[Delivered, ...]:
        """Return the delivered posts that show a statement, of one server or of all, in order of arrival."""
        ...
