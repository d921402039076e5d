"""The store: what can be written and leased, on each database."""

import asyncio
import tempfile
from collections.abc import Awaitable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from statistics import median
from time import perf_counter

from adapters.storage import open_store
from bot.model import Feed, FeedState
from bot.ports import HostShare, Store
from tests.benchmarks.made import backlog
from tests.benchmarks.measure import Row
from tests.doubles.postgres import NoPostgres, postgres_server

NOW = datetime(2026, 1, 22, 12, 0, tzinfo=UTC)
FEEDS = 10_000
CHANNELS = 200
POSTS = 5_000
HONEST = ("listen_addresses=", "shared_buffers=512MB", "max_wal_size=4GB")
"""Settings of the server measured: what is committed is on the disk."""


async def seconds(work: Awaitable[object]) -> float:
    """Time one go."""
    started = perf_counter()
    await work
    return perf_counter() - started


async def lease_feeds(store: Store) -> list[Row]:
    """Time leases of feeds, fifty at once."""
    states = [
        FeedState(feed=Feed(url=f"https://{number}.example/rss", outlet=str(number)), next_due=NOW)
        for number in range(FEEDS)
    ]
    async with store.transaction() as transaction:
        await transaction.sync_feeds(states)
    leased, stored = 0, 0.0
    started = perf_counter()
    while True:
        async with store.transaction() as transaction:
            some = await transaction.lease_feeds(NOW, 50, 60.0, HostShare())
        if not some:
            break
        leased += len(some)
    took = perf_counter() - started
    for state in some_of(states):
        stored += await seconds(report(store, replace(state, fence=1, next_due=NOW)))
    return [
        Row(what="feeds leased, 50 at once of 10,000 due", figure=leased / took, unit="a second"),
        Row(what="polls recorded, 1 a transaction", figure=500 / stored, unit="a second"),
    ]


def some_of(states: Sequence[FeedState]) -> Sequence[FeedState]:
    """Return the feeds whose report is timed."""
    return states[:500]


async def report(store: Store, state: FeedState) -> None:
    """Store a poll's result."""
    async with store.transaction() as transaction:
        if not await transaction.put_feed(state):
            raise RuntimeError(f"the lease on {state.feed.url} was lost")


async def deliver(store: Store) -> list[Row]:
    """Time the outbox: leases of fifty channels at once out of a backlog, and deliveries recorded."""
    posts = backlog(POSTS, CHANNELS, "console", NOW)
    async with store.transaction() as transaction:
        await transaction.queue(posts, NOW)
    leases, marks = [], []
    for _ in range(20):
        started = perf_counter()
        taken = await store.lease_posts(NOW, 50, 60.0)
        leases.append((perf_counter() - started) / len(taken))
        marks += [await seconds(store.mark_posted(queued, "m1", NOW)) for queued in taken]
    return [
        Row(what=f"posts leased, 50 at once of {POSTS:,}", figure=1 / median(leases), unit="a second"),
        Row(what="deliveries recorded, 1 a transaction", figure=1 / median(marks), unit="a second"),
    ]


async def measured(url: str, database: str) -> list[Row]:
    """Measure on a fresh database."""
    async with open_store(url) as store:
        rows = [*await lease_feeds(store), *await deliver(store)]
    return [replace(row, what=f"{database}: {row.what}") for row in rows]


def measure(full: bool) -> Iterator[Row]:
    """Measure on each database, in one size."""
    del full
    with tempfile.TemporaryDirectory() as folder:
        yield from asyncio.run(measured(f"sqlite:///{folder}/bench.db", "SQLite"))
        try:
            with postgres_server(HONEST) as server:
                yield from asyncio.run(measured(server.url(server.make()), "PostgreSQL"))
        except NoPostgres as error:
            raise RuntimeError(str(error)) from error
