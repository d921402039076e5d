"""The outbox, in memory."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from adapters.storage.memory.state import Address, Delivery, StorePart, TransactionPart
from bot.model import Outgoing, QueuedPost


class PostTransaction(TransactionPart):
    """See bot.ports.posts.PostTransaction."""

    async def queue(self, posts: Sequence[Outgoing], now: datetime) -> None:
        """See bot.ports.posts."""
        for post in posts:
            self._state.posts.setdefault(
                _address(post), Delivery(QueuedPost(post=post, queued=now, attempts=0, fence=0), now)
            )


class PostStore(StorePart):
    """See bot.ports.posts.PostStore."""

    async def lease_posts(self, now: datetime, limit: int, lease_seconds: float) -> tuple[QueuedPost, ...]:
        """See bot.ports.posts."""
        until = now + timedelta(seconds=lease_seconds)
        async with self._writing:
            posts = self._opened().posts
            ready = [address for address in _first_of_each_channel(posts) if posts[address].due <= now]
            for address in ready[:limit]:
                queued = posts[address].queued
                leased = replace(queued, fence=queued.fence + 1)
                posts[address] = replace(posts[address], queued=leased, due=until, leased=True)
            return tuple(posts[address].queued for address in ready[:limit])

    async def mark_posted(self, queued: QueuedPost, message: str, now: datetime) -> bool:
        """See bot.ports.posts."""
        return await self._settle(queued, lambda leased: replace(leased, message=message, due=now, leased=False))

    async def mark_failed(self, queued: QueuedPost, fault: str, retry: datetime) -> bool:
        """See bot.ports.posts."""

        def failed(leased: Delivery) -> Delivery:
            again = replace(leased.queued, attempts=leased.queued.attempts + 1)
            return replace(leased, queued=again, due=retry, leased=False, fault=fault)

        return await self._settle(queued, failed)

    async def release_posts(self, now: datetime) -> int:
        """See bot.ports.posts."""
        async with self._writing:
            posts = self._opened().posts
            taken = [address for address, delivery in posts.items() if delivery.leased]
            for address in taken:
                posts[address] = replace(posts[address], due=now, leased=False)
            return len(taken)

    async def waiting_posts(self) -> int:
        """See bot.ports.posts."""
        return sum(delivery.message is None for delivery in self._opened().posts.values())

    async def _settle(self, queued: QueuedPost, outcome: Callable[[Delivery], Delivery]) -> bool:
        async with self._writing:
            posts = self._opened().posts
            address = _address(queued.post)
            known = posts.get(address)
            if known is None or not known.leased or known.queued.fence != queued.fence:
                return False
            posts[address] = outcome(known)
            return True


def _address(post: Outgoing) -> Address:
    return post.platform, post.channel, post.key


def _first_of_each_channel(posts: Mapping[Address, Delivery]) -> Iterable[Address]:
    """Name the first undelivered post of each channel, in order of arrival."""
    first: dict[tuple[str, str], Address] = {}
    for address, delivery in posts.items():
        if delivery.message is None:
            first.setdefault(address[:2], address)
    return first.values()
