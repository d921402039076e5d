"""A hundred thousand feeds and a thousand channels on one PostgreSQL: the work of a start, a lease, a delivery."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from time import process_time

from adapters.storage import open_store
from bot.model import Feed, FeedState
from bot.ports import HostShare, Store
from tests.benchmarks.made import backlog
from tests.benchmarks.measure import Row
from tests.benchmarks.processors import processor_time
from tests.benchmarks.scaling import SETTINGS
from tests.doubles.postgres import NoPostgres, PostgresServer, postgres_server

NOW = datetime(2026, 1, 22, 12, 0, tzinfo=UTC)
QUICK, FULL = 10_000, 100_000
CHANNELS, A_CHANNEL = 1_000, 10
"""Channels, and posts that wait in each."""
AT_ONCE = 50
"""Feeds or posts that a lease takes."""
TIMES = 40


class Meter:
    """Reads the processor time of this process and of the server, which other programs on the machine leave alone."""

    def __init__(self, server: PostgresServer) -> None:
        self._server = server

    def _read(self) -> float:
        return process_time() + (processor_time([self._server.pid]) or 0.0)

    async def milliseconds(self, work: Callable[[], Awaitable[object]], times: int = 1) -> float:
        """Return what the work takes, on the average of so many times."""
        before = self._read()
        for _ in range(times):
            await work()
        return 1_000 * (self._read() - before) / times


async def feeds_known(store: Store, meter: Meter, count: int) -> list[Row]:
    """Make feeds known, know them again, and lease some of them: all are due."""
    feeds = [Feed(url=f"https://{number}.example/rss", outlet=str(number)) for number in range(count)]
    states = [FeedState(feed=feed, next_due=NOW) for feed in feeds]

    async def know() -> None:
        async with store.transaction() as transaction:
            await transaction.sync_feeds(states)

    async def lease() -> None:
        async with store.transaction() as transaction:
            leased = await transaction.lease_feeds(NOW, AT_ONCE, 60.0, HostShare())
            await transaction.put_feeds([replace(each, next_due=NOW + timedelta(hours=1)) for each in leased])

    return [
        Row(what=f"{count:,} feeds made known", figure=await meter.milliseconds(know) / 1_000, unit="s"),
        Row(what=f"{count:,} known feeds, at another start", figure=await meter.milliseconds(know) / 1_000, unit="s"),
        Row(
            what=f"{AT_ONCE} of {count:,} due feeds leased and reported",
            figure=await meter.milliseconds(lease, TIMES),
            unit="ms",
        ),
    ]


async def posts_waiting(store: Store, meter: Meter) -> list[Row]:
    """Lease posts out of a backlog in many channels, and report each."""
    posts = backlog(CHANNELS * A_CHANNEL, CHANNELS, "discord", NOW)
    async with store.transaction() as transaction:
        await transaction.queue(posts, NOW)
    found = []

    async def lease() -> None:
        found.extend(await store.lease_posts(NOW, 1, 60.0, "discord"))

    took = await meter.milliseconds(lease, TIMES)
    waiting = f"{len(posts):,} posts in {CHANNELS:,} channels"
    left = iter(found)
    settled = await meter.milliseconds(lambda: store.mark_posted(next(left), "message", NOW), TIMES)
    return [
        Row(what=f"the next of {waiting} leased", figure=took, unit="ms"),
        Row(what="a delivery recorded", figure=settled, unit="ms"),
    ]


async def measured(server: PostgresServer, feeds: int) -> list[Row]:
    """Measure on a fresh database."""
    async with open_store(server.url(server.make())) as store:
        meter = Meter(server)
        return [*await feeds_known(store, meter, feeds), *await posts_waiting(store, meter)]


def measure(full: bool) -> Iterator[Row]:
    """Measure with a server that keeps what is committed on the disk."""
    try:
        with postgres_server(SETTINGS) as server:
            yield from asyncio.run(measured(server, FULL if full else QUICK))
    except NoPostgres as error:
        raise RuntimeError(str(error)) from error
