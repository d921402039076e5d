"""Articles that wait to be read, in the store: where the process that polls does not read."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from bot.model import Unread


class UnreadTransaction(Protocol):
    """Unread articles, in a write transaction. See bot.ports.Transaction."""

    async def add_unread(self, unread: Sequence[Unread]) -> None:
        """Let articles wait to be read, in this order; one that waits already is left as it is."""
        ...

    async def settle_unread(self, unread: Unread) -> bool:
        """Let an article wait no longer, under its fence; False when its lease was lost: store nothing of it then."""
        ...


class UnreadStore(Protocol):
    """Unread articles, where each call is a transaction of its own. See bot.ports.Store."""

    async def lease_unread(self, now: datetime, limit: int, lease_seconds: float) -> tuple[Unread, ...]:
        """Take up to `limit` articles in order of arrival; they are hidden until the lease ends.

        At most one a feed, and only the first that waits there: of one feed, none is read before an older one.
        """
        ...

    async def renew_unread(self, unread: Collection[Unread], until: datetime) -> None:
        """Hold articles for longer; those whose lease was lost are left out."""
        ...

    async def hand_back_unread(self, unread: Collection[Unread]) -> None:
        """End these leases at once; those that were lost are left out."""
        ...

    async def waiting_articles(self) -> int:
        """Count the articles that wait to be read."""
        ...
