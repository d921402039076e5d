"""The store in memory behaves as those on databases do, whatever is done to them."""

import asyncio
import shutil
import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.storage import MemoryStore, open_store
from bot.errors import StoreError
from bot.model import FeedState, QueuedPost
from bot.ports import HostShare, Store
from tests.doubles.postgres import PostgresServer
from tests.newsroom import NOW, TOPIC
from tests.records import MINUTE, bound_for, polled, said

CHANNELS = ("desk", "night", "wire")
FEEDS = ("herald", "post", "radio")
ENTRIES = [said(value, known_as=f"AAAA{value:06}") for value in range(4)]
POSTS = [bound_for(channel, key) for channel in CHANNELS for key in ("1", "2", "3")]

minutes = st.integers(0, 2)
few = st.integers(1, 3)
which = st.integers(0, 9)
feed_steps = st.one_of(
    st.tuples(st.just("sync"), st.sets(st.sampled_from(FEEDS), min_size=2)),
    st.tuples(st.just("poll"), few),
    st.tuples(st.just("report"), minutes, which),
)
ledger_steps = st.tuples(st.just("append"), st.lists(st.sampled_from(ENTRIES), max_size=2))
outbox_steps = st.one_of(
    st.tuples(st.just("queue"), st.lists(st.sampled_from(POSTS), min_size=1, max_size=4)),
    st.tuples(st.just("deliver"), few),
    st.tuples(st.just("posted"), which),
    st.tuples(st.just("failed"), which, minutes),
)


def histories(steps: st.SearchStrategy[Any]) -> st.SearchStrategy[list[tuple[int, Any]]]:
    """Draw steps, each some minutes after the one before."""
    return st.lists(st.tuples(minutes, steps), min_size=15, max_size=30)


class Desk:
    """Does one step after another to a store, and notes what came of it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._polls: list[FeedState] = []
        self._deliveries: list[QueuedPost] = []

    async def do(self, at: int, step: tuple[Any, ...]) -> object:
        """Do a step; an error of the store is an outcome like any other."""
        name, *details = step
        try:
            return await getattr(self, name)(NOW + at * MINUTE, *details)
        except StoreError:
            return StoreError

    async def sync(self, _now: Any, feeds: set[str]) -> None:
        """Configure feeds."""
        async with self._store.transaction() as transaction:
            await transaction.sync_feeds([polled(name) for name in sorted(feeds)])

    async def poll(self, now: Any, limit: int) -> set[FeedState]:
        """Lease feeds."""
        async with self._store.transaction() as transaction:
            leased = await transaction.lease_feeds(now, limit, 90.0, HostShare())
        self._polls += sorted(leased, key=lambda state: state.feed.url)
        return set(leased)

    async def report(self, now: Any, due: int, lease: int) -> object:
        """Store what an earlier poll brought, under the lease it had."""
        if not self._polls:
            return None
        state = replace(self._polls[lease % len(self._polls)], next_due=now + due * MINUTE, failures=due)
        async with self._store.transaction() as transaction:
            return await transaction.put_feed(state)

    async def append(self, _now: Any, entries: list[Any]) -> object:
        """Write to the ledger."""
        async with self._store.transaction() as transaction:
            await transaction.append(entries)
            return await transaction.history(TOPIC.id)

    async def queue(self, now: Any, posts: list[Any]) -> None:
        """Put posts into the outbox."""
        async with self._store.transaction() as transaction:
            await transaction.queue(posts, now)

    async def deliver(self, now: Any, limit: int) -> object:
        """Lease posts."""
        leased = await self._store.lease_posts(now, limit, 90.0)
        self._deliveries += leased
        return leased

    async def posted(self, now: Any, lease: int) -> object:
        """Settle an earlier lease as delivered."""
        if not self._deliveries:
            return None
        return await self._store.mark_posted(self._deliveries[lease % len(self._deliveries)], "m1", now)

    async def failed(self, now: Any, lease: int, retry: int) -> object:
        """Settle an earlier lease as failed."""
        if not self._deliveries:
            return None
        queued = self._deliveries[lease % len(self._deliveries)]
        return await self._store.mark_failed(queued, "gone", now + timedelta(minutes=retry))

    async def standing(self) -> object:
        """Return what anyone can see of the store."""
        store = self._store
        return await store.entries(TOPIC.id), await store.feed_states(), await store.waiting_posts()


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an empty database once."""
    database = tmp_path_factory.mktemp("twins") / "tallywire.db"

    async def make() -> None:
        async with open_store(f"sqlite:///{database}"):
            pass

    asyncio.run(make())
    return database


@given(histories(feed_steps) | histories(outbox_steps) | histories(feed_steps | ledger_steps | outbox_steps))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_both_stores_answer_alike(template: Path, history: list[tuple[int, tuple[Any, ...]]]) -> None:
    with tempfile.TemporaryDirectory() as place:
        database = Path(shutil.copy(template, place))
        assert asyncio.run(differences(f"sqlite:///{database}", history)) == []


@given(histories(feed_steps | ledger_steps | outbox_steps))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_store_on_postgres_answers_alike(
    postgres: PostgresServer, postgres_template: str, history: list[tuple[int, tuple[Any, ...]]]
) -> None:
    name = postgres.make(postgres_template)
    assert asyncio.run(differences(postgres.url(name), history)) == []
    postgres.drop(name)


async def differences(url: str, history: list[tuple[int, tuple[Any, ...]]]) -> list[object]:
    """Do the same to both stores, with time going on; return each step that came out differently."""
    found: list[object] = []
    async with open_store(url) as store:
        twins = Desk(store), Desk(MemoryStore())
        at = 0
        for later, step in history:
            at += later
            sql, memory = [(await twin.do(at, step), await twin.standing()) for twin in twins]
            if sql != memory:
                found.append((step, sql, memory))
    return found
