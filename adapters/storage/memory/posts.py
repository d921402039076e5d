"""The outbox, in memory."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from adapters.storage.memory.boards import is_paused
from adapters.storage.memory.state import Address, Delivery, State, StorePart, TransactionPart
from bot.model import Delivered, OutboxState, Outgoing, Post, QueuedPost


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

    async def lease_posts(
        self, now: datetime, limit: int, lease_seconds: float, platform: str | None = None
    ) -> tuple[QueuedPost, ...]:
        """See bot.ports.posts."""
        until = now + timedelta(seconds=lease_seconds)
        async with self._writing:
            state = self._opened()
            posts = state.posts
            ready = [address for address in _first_of_each_channel(posts) if _is_ready(posts[address], state, now)]
            ready = [address for address in ready if platform in (None, address[0])][:limit]
            for address in ready:
                queued = posts[address].queued
                leased = replace(queued, fence=queued.fence + 1, sent_before=_sent_before(posts, address))
                posts[address] = replace(posts[address], queued=leased, due=until, leased=True)
            return tuple(posts[address].queued for address in ready)

    async def renew_lease(self, queued: QueuedPost, until: datetime) -> bool:
        """See bot.ports.posts."""
        return await self._settle(queued, lambda leased: replace(leased, due=until))

    async def mark_posted(self, queued: QueuedPost, message: str, now: datetime) -> bool:
        """See bot.ports.posts."""
        return await self._settle(queued, lambda leased: replace(leased, message=message, settled=now, leased=False))

    async def mark_failed(self, queued: QueuedPost, fault: str, retry: datetime, *, unsure: bool = False) -> bool:
        """See bot.ports.posts."""

        def failed(leased: Delivery) -> Delivery:
            again = leased.queued if unsure else replace(leased.queued, attempts=leased.queued.attempts + 1)
            return replace(leased, queued=again, due=retry, leased=False, fault=fault)

        return await self._settle(queued, failed)

    async def mark_refused(self, queued: QueuedPost, fault: str, now: datetime) -> bool:
        """See bot.ports.posts."""
        return await self._settle(queued, lambda leased: replace(leased, settled=now, leased=False, fault=fault))

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
        return (await self.outbox_state()).waiting

    async def outbox_state(self) -> OutboxState:
        """See bot.ports.posts."""
        posts = self._opened().posts.values()
        waiting = [delivery.queued.queued for delivery in posts if delivery.settled is None]
        posted = [delivery.settled for delivery in posts if delivery.settled and delivery.message is not None]
        return OutboxState(
            waiting=len(waiting), oldest=min(waiting, default=None), last_posted=max(posted, default=None)
        )

    async def delivered(
        self, statement: str, platform: str | None = None, server: str | None = None
    ) -> tuple[Delivered, ...]:
        """See bot.ports.posts."""
        found = [
            Delivered(post=delivery.queued.post, message=delivery.message)
            for delivery in self._opened().posts.values()
            if delivery.message is not None and isinstance(delivery.queued.post, Post)
        ]
        return tuple(
            each
            for each in found
            if any(alert.id == statement for alert in each.post.alerts)
            and (platform is None or (each.post.platform, each.post.server) == (platform, server))
        )

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
    return post.platform, post.server, post.channel, post.key


def _sent_before(posts: Mapping[Address, Delivery], of: Address) -> datetime | None:
    """Return when the post before another was settled in its channel."""
    settled: datetime | None = None
    for address, delivery in posts.items():
        if address == of:
            break
        if address[:3] == of[:3]:
            settled = delivery.settled
    return settled


def _is_ready(delivery: Delivery, state: State, now: datetime) -> bool:
    return delivery.due <= now and not is_paused(state, delivery.queued.post.place, now)


def _first_of_each_channel(posts: Mapping[Address, Delivery]) -> Iterable[Address]:
    """Name the first undelivered post of each channel, in order of arrival."""
    first: dict[tuple[str, str, str], Address] = {}
    for address, delivery in posts.items():
        if delivery.settled is None:
            first.setdefault(address[:3], address)
    return first.values()
