"""The store's twin in memory: the same promises, gone when the process ends."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import islice
from typing import TypeVar

from bot.errors import StoreError
from bot.model import ArticleRecord, Entry, FeedState, Follow, Mute, Post, QueuedPost

Target = tuple[str, str, str, str | None]
"""Topic, platform, channel and claim of a follow or mute."""
Address = tuple[str, str, str]
"""Platform, channel and key of a post."""

_Target = TypeVar("_Target", Follow, Mute)


@dataclass(frozen=True, slots=True)
class Delivery:
    """Where a post in the outbox stands."""

    queued: QueuedPost
    due: datetime
    """When it may be taken: its next attempt, or the end of its lease."""
    leased: bool = False
    message: str | None = None
    """What the platform calls it; None until it is delivered."""
    fault: str = ""


@dataclass(slots=True)
class State:
    """Everything stored; dicts keep the order of arrival."""

    feeds: dict[str, FeedState] = field(default_factory=dict)
    items: dict[tuple[str, str], datetime] = field(default_factory=dict)
    articles: dict[tuple[str, int], ArticleRecord] = field(default_factory=dict)
    ledger: dict[str, Entry] = field(default_factory=dict)
    follows: dict[Target, Follow] = field(default_factory=dict)
    mutes: dict[Target, Mute] = field(default_factory=dict)
    posts: dict[Address, Delivery] = field(default_factory=dict)

    def copy(self) -> "State":
        """Return a state that changes apart from this one; the values in it never change."""
        return State(
            feeds=dict(self.feeds),
            items=dict(self.items),
            articles=dict(self.articles),
            ledger=dict(self.ledger),
            follows=dict(self.follows),
            mutes=dict(self.mutes),
            posts=dict(self.posts),
        )


class MemoryTransaction:
    """See bot.ports.Transaction. Works on a copy that the store takes over at the end."""

    def __init__(self, state: State) -> None:
        self._state = state
        self.fault: StoreError | None = None

    async def lease_feeds(self, now: datetime, limit: int, lease_seconds: float) -> tuple[FeedState, ...]:
        """See bot.ports.Transaction."""
        due = sorted(
            (state for state in self._state.feeds.values() if state.next_due <= now),
            key=lambda state: (state.next_due, state.feed.url),
        )
        until = now + timedelta(seconds=lease_seconds)
        leased = {state.feed.url: replace(state, next_due=until, fence=state.fence + 1) for state in due[:limit]}
        self._state.feeds.update(leased)
        return tuple(leased.values())

    async def put_feed(self, state: FeedState) -> bool:
        """See bot.ports.Transaction."""
        known = self._state.feeds.get(state.feed.url)
        if known is None or known.fence != state.fence:
            return False
        self._state.feeds[state.feed.url] = replace(state, feed=known.feed)
        return True

    async def sync_feeds(self, states: Collection[FeedState]) -> None:
        """See bot.ports.Transaction."""
        known = self._state.feeds
        wanted = {state.feed.url: state for state in states}
        self._state.feeds = {
            url: replace(known[url], feed=state.feed) if url in known else state for url, state in wanted.items()
        }
        dropped = known.keys() - wanted.keys()
        self._state.items = {item: seen for item, seen in self._state.items.items() if item[0] not in dropped}

    async def known_items(self, feed: str, ids: Collection[str]) -> frozenset[str]:
        """See bot.ports.Transaction."""
        return frozenset(item for item in ids if (feed, item) in self._state.items)

    async def add_items(self, feed: str, ids: Collection[str], now: datetime) -> None:
        """See bot.ports.Transaction."""
        for item in ids:
            self._state.items.setdefault((feed, item), now)

    async def forget_items(self, before: datetime) -> int:
        """See bot.ports.Transaction."""
        kept = {item: seen for item, seen in self._state.items.items() if seen >= before}
        forgotten = len(self._state.items) - len(kept)
        self._state.items = kept
        return forgotten

    async def known_articles(self, ids: Collection[str]) -> frozenset[str]:
        """See bot.ports.Transaction."""
        return frozenset(ids) & {article for article, _ in self._state.articles}

    async def add_article(self, record: ArticleRecord) -> None:
        """See bot.ports.Transaction."""
        key = (record.article.id, record.article.version)
        if key in self._state.articles:
            raise self._undone(f"version {key[1]} of article {key[0]} is on record")
        self._state.articles[key] = record

    async def history(self, topic: str) -> tuple[Entry, ...]:
        """See bot.ports.Transaction."""
        return tuple(_of(topic, self._state.ledger.values()))

    async def append(self, entries: Sequence[Entry]) -> None:
        """See bot.ports.Transaction."""
        for entry in entries:
            if entry.statement.id in self._state.ledger:
                raise self._undone(f"statement {entry.statement.id} is on record")
            if entry.corrects is not None and entry.corrects not in self._state.ledger:
                raise self._undone(f"there is no statement {entry.corrects} to correct")
            self._state.ledger[entry.statement.id] = entry

    async def follows(self, topic: str) -> tuple[Follow, ...]:
        """See bot.ports.Transaction."""
        return tuple(_in_order(follow for follow in self._state.follows.values() if follow.topic == topic))

    async def put_follow(self, follow: Follow) -> None:
        """See bot.ports.Transaction."""
        self._state.follows[_target(follow)] = follow

    async def mutes(self, topic: str, now: datetime) -> tuple[Mute, ...]:
        """See bot.ports.Transaction."""
        mutes = (mute for mute in self._state.mutes.values() if mute.topic == topic)
        return tuple(_in_order(mute for mute in mutes if mute.until is None or mute.until > now))

    async def put_mute(self, mute: Mute) -> None:
        """See bot.ports.Transaction."""
        self._state.mutes[_target(mute)] = mute

    async def queue(self, posts: Sequence[Post], now: datetime) -> None:
        """See bot.ports.Transaction."""
        for post in posts:
            self._state.posts.setdefault(_address(post), Delivery(QueuedPost(post=post, attempts=0, fence=0), now))

    def _undone(self, reason: str) -> StoreError:
        self.fault = StoreError(f"The store in memory refused a change ({reason}): nothing of that change was stored.")
        return self.fault


class MemoryStore:
    """See bot.ports.Store."""

    def __init__(self) -> None:
        self._state = State()
        self._writing = asyncio.Lock()
        self._closed = False

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[MemoryTransaction]:
        """See bot.ports.Store."""
        async with self._writing:
            changed = self._opened().copy()
            transaction = MemoryTransaction(changed)
            yield transaction
            if transaction.fault is not None:
                raise transaction.fault
            self._state = changed

    async def entries(self, topic: str, claim: str | None = None) -> tuple[Entry, ...]:
        """See bot.ports.Store."""
        entries = _of(topic, self._opened().ledger.values())
        return tuple(entry for entry in entries if claim is None or entry.statement.claim == claim)

    async def find_entries(self, prefix: str, limit: int = 20) -> tuple[Entry, ...]:
        """See bot.ports.Store."""
        newest = reversed(self._opened().ledger.items())
        return tuple(islice((entry for key, entry in newest if key.startswith(prefix.upper())), limit))

    async def feed_states(self) -> tuple[FeedState, ...]:
        """See bot.ports.Store."""
        return tuple(state for _, state in sorted(self._opened().feeds.items()))

    async def articles(self, limit: int) -> tuple[ArticleRecord, ...]:
        """See bot.ports.Store."""
        return tuple(islice(reversed(self._opened().articles.values()), limit))

    async def lease_posts(self, now: datetime, limit: int, lease_seconds: float) -> tuple[QueuedPost, ...]:
        """See bot.ports.Store."""
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
        """See bot.ports.Store."""
        return await self._settle(queued, lambda leased: replace(leased, message=message, due=now, leased=False))

    async def mark_failed(self, queued: QueuedPost, fault: str, retry: datetime) -> bool:
        """See bot.ports.Store."""

        def failed(leased: Delivery) -> Delivery:
            again = replace(leased.queued, attempts=leased.queued.attempts + 1)
            return replace(leased, queued=again, due=retry, leased=False, fault=fault)

        return await self._settle(queued, failed)

    async def release_posts(self, now: datetime) -> int:
        """See bot.ports.Store."""
        async with self._writing:
            posts = self._opened().posts
            taken = [address for address, delivery in posts.items() if delivery.leased]
            for address in taken:
                posts[address] = replace(posts[address], due=now, leased=False)
            return len(taken)

    async def waiting_posts(self) -> int:
        """See bot.ports.Store."""
        return sum(delivery.message is None for delivery in self._opened().posts.values())

    async def close(self) -> None:
        """See bot.ports.Store."""
        self._closed = True

    async def _settle(self, queued: QueuedPost, outcome: Callable[[Delivery], Delivery]) -> bool:
        async with self._writing:
            posts = self._opened().posts
            address = _address(queued.post)
            known = posts.get(address)
            if known is None or not known.leased or known.queued.fence != queued.fence:
                return False
            posts[address] = outcome(known)
            return True

    def _opened(self) -> State:
        if self._closed:
            raise StoreError("The store in memory is closed.")
        return self._state


def _of(topic: str, entries: Iterable[Entry]) -> Iterable[Entry]:
    return (entry for entry in entries if entry.statement.topic == topic)


def _in_order(targets: Iterable[_Target]) -> list[_Target]:
    return sorted(targets, key=lambda target: (target.platform, target.channel, target.claim or ""))


def _target(target: Follow | Mute) -> Target:
    return target.topic, target.platform, target.channel, target.claim


def _address(post: Post) -> Address:
    return post.platform, post.channel, post.key


def _first_of_each_channel(posts: Mapping[Address, Delivery]) -> Iterable[Address]:
    """Name the first undelivered post of each channel, in order of arrival."""
    first: dict[tuple[str, str], Address] = {}
    for address, delivery in posts.items():
        if delivery.message is None:
            first.setdefault(address[:2], address)
    return first.values()
