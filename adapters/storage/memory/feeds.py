"""Feeds and their items, in memory."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice

from adapters.storage.memory.state import StorePart, TransactionPart
from bot.model import FeedState, Outcome
from bot.ports import HostShare
from bot.urls import host_of


class FeedTransaction(TransactionPart):
    """See bot.ports.feeds.FeedTransaction."""

    async def lease_feeds(
        self, now: datetime, limit: int, lease_seconds: float, hosts: HostShare
    ) -> tuple[FeedState, ...]:
        """See bot.ports.feeds."""
        leased = [replace(state, fence=state.fence + 1) for state in islice(self._due(now, hosts), limit)]
        for state in leased:
            self._state.feeds[state.feed.url] = state
            self._state.leases[state.feed.url] = now + timedelta(seconds=lease_seconds)
        return tuple(leased)

    def _due(self, now: datetime, hosts: HostShare) -> Iterator[FeedState]:
        """Yield due feeds, the longest due first, no more of a host than its share."""
        taken: Counter[str] = Counter()
        for state in sorted(self._state.feeds.values(), key=lambda state: (state.next_due, state.feed.url)):
            host = host_of(state.address or state.feed.url)
            held = self._state.leases.get(state.feed.url, now) > now
            if state.next_due > now or held or state.paused or state.gone or host in hosts.crowded:
                continue
            taken[host] += 1
            if hosts.most is None or host in hosts.own or taken[host] <= hosts.most:
                yield state

    async def put_feed(self, state: FeedState) -> bool:
        """See bot.ports.feeds."""
        known = self._state.feeds.get(state.feed.url)
        if known is None or known.fence != state.fence:
            return False
        tally = replace(state.tally, alerted=known.tally.alerted)
        self._state.feeds[state.feed.url] = replace(
            state, feed=known.feed, paused=known.paused, pushed_until=known.pushed_until, tally=tally
        )
        self._state.leases.pop(state.feed.url, None)
        return True

    async def put_feeds(self, states: Sequence[FeedState]) -> tuple[bool, ...]:
        """See bot.ports.feeds."""
        return tuple([await self.put_feed(state) for state in states])

    async def count_alerted(self, feed: str) -> None:
        """See bot.ports.feeds."""
        state = self._state.feeds.get(feed)
        if state is not None:
            self._state.feeds[feed] = replace(state, tally=replace(state.tally, alerted=state.tally.alerted + 1))

    async def release_feeds(self) -> int:
        """See bot.ports.feeds."""
        released = len(self._state.leases)
        self._state.leases = {}
        return released

    async def renew_feeds(self, leases: Mapping[str, int], until: datetime) -> None:
        """See bot.ports.feeds."""
        for url in self._still_held(leases):
            self._state.leases[url] = until

    async def hand_back_feeds(self, leases: Mapping[str, int]) -> None:
        """See bot.ports.feeds."""
        for url in self._still_held(leases):
            del self._state.leases[url]

    def _still_held(self, leases: Mapping[str, int]) -> list[str]:
        feeds = self._state.feeds
        return [
            url
            for url, fence in leases.items()
            if url in self._state.leases and url in feeds and feeds[url].fence == fence
        ]

    async def sync_feeds(self, states: Collection[FeedState]) -> None:
        """See bot.ports.feeds."""
        known = self._state.feeds
        wanted = {state.feed.url: state for state in states}
        self._state.feeds = {
            url: replace(known[url], feed=state.feed) if url in known else state for url, state in wanted.items()
        }
        dropped = known.keys() - wanted.keys()
        self._state.items = {item: seen for item, seen in self._state.items.items() if item[0] not in dropped}
        for url in dropped:
            self._state.leases.pop(url, None)
            self._state.fingerprints.pop(url, None)

    async def pause_feeds(self, urls: Collection[str], *, paused: bool) -> None:
        """See bot.ports.feeds."""
        for url in self._state.feeds.keys() & set(urls):
            self._state.feeds[url] = replace(self._state.feeds[url], paused=paused)

    async def wake_feeds(self, urls: Collection[str], now: datetime) -> None:
        """See bot.ports.feeds."""
        for url in self._state.feeds.keys() & set(urls):
            state = self._state.feeds[url]
            self._state.feeds[url] = replace(state, next_due=now, gone=False, fence=state.fence + 1)
            self._state.leases.pop(url, None)

    async def hold_host(self, host: str, until: datetime) -> None:
        """See bot.ports.feeds."""
        for url, state in self._state.feeds.items():
            if host_of(state.address or url) == host and state.next_due < until:
                self._state.feeds[url] = replace(state, next_due=until)

    async def put_fingerprints(self, fingerprints: Mapping[str, Collection[str]]) -> None:
        """See bot.ports.feeds."""
        self._state.fingerprints |= {feed: tuple(some) for feed, some in fingerprints.items()}

    async def add_items(self, items: Mapping[str, Collection[str]], now: datetime) -> None:
        """See bot.ports.feeds."""
        for feed, some in items.items():
            for item in some:
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

    async def fingerprints(self, feeds: Collection[str]) -> Mapping[str, tuple[str, ...]]:
        """See bot.ports.feeds."""
        known = self._opened().fingerprints
        return {feed: known[feed] for feed in feeds if feed in known}

    async def known_items(self, items: Mapping[str, Collection[str]]) -> frozenset[tuple[str, str]]:
        """See bot.ports.feeds."""
        asked = {(feed, item) for feed, some in items.items() for item in some}
        return frozenset(asked & self._opened().items.keys())

    async def feed_outcomes(self) -> Mapping[str, Mapping[Outcome, int]]:
        """See bot.ports.feeds."""
        outcomes: dict[str, Counter[Outcome]] = {}
        for record in self._opened().articles.values():
            if record.feed is not None and record.article.version == 1:
                outcomes.setdefault(record.feed, Counter())[record.outcome] += 1
        return outcomes
