"""Feeds and their items, in memory."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta

from adapters.storage.memory.state import StorePart, TransactionPart
from bot.model import FeedState


class FeedTransaction(TransactionPart):
    """See bot.ports.feeds.FeedTransaction."""

    async def lease_feeds(self, now: datetime, limit: int, lease_seconds: float) -> tuple[FeedState, ...]:
        """See bot.ports.feeds."""
        due = sorted(
            (state for state in self._state.feeds.values() if state.next_due <= now),
            key=lambda state: (state.next_due, state.feed.url),
        )
        until = now + timedelta(seconds=lease_seconds)
        leased = {state.feed.url: replace(state, next_due=until, fence=state.fence + 1) for state in due[:limit]}
        self._state.feeds.update(leased)
        return tuple(leased.values())

    async def put_feed(self, state: FeedState) -> bool:
        """See bot.ports.feeds."""
        known = self._state.feeds.get(state.feed.url)
        if known is None or known.fence != state.fence:
            return False
        self._state.feeds[state.feed.url] = replace(state, feed=known.feed)
        return True

    async def sync_feeds(self, states: Collection[FeedState]) -> None:
        """See bot.ports.feeds."""
        known = self._state.feeds
        wanted = {state.feed.url: state for state in states}
        self._state.feeds = {
            url: replace(known[url], feed=state.feed) if url in known else state for url, state in wanted.items()
        }
        dropped = known.keys() - wanted.keys()
        self._state.items = {item: seen for item, seen in self._state.items.items() if item[0] not in dropped}

    async def known_items(self, feed: str, ids: Collection[str]) -> frozenset[str]:
        """See bot.ports.feeds."""
        return frozenset(item for item in ids if (feed, item) in self._state.items)

    async def add_items(self, feed: str, ids: Collection[str], now: datetime) -> None:
        """See bot.ports.feeds."""
        for item in ids:
            self._state.items.setdefault((feed, item), now)

    async def forget_items(self, before: datetime) -> int:
        """See bot.ports.feeds."""
        kept = {item: seen for item, seen in self._state.items.items() if seen >= before}
        forgotten = len(self._state.items) - len(kept)
        self._state.items = kept
        return forgotten


class FeedStore(StorePart):
    """See bot.ports.feeds.FeedStore."""

    async def feed_states(self) -> tuple[FeedState, ...]:
        """See bot.ports.feeds."""
        return tuple(state for _, state in sorted(self._opened().feeds.items()))
