"""Due feeds polled over loopback by one process, the server in another."""

import asyncio
import multiprocessing
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median, quantiles

import aiohttp
from aiohttp import web

from adapters.clock import Clock
from adapters.feedserver import as_rss
from adapters.files.topics import load_topics
from adapters.storage import open_store
from adapters.syndication import Syndication
from adapters.web import Fetcher
from bot.cli.readers import feed_workers
from bot.intake import Intake
from bot.model import Article, Feed
from bot.road import Road, Traffic
from bot.starting import know_feeds
from bot.steps import make_steps
from tests.benchmarks.made import SEEDS
from tests.benchmarks.measure import Row

QUICK, FULL = 300, 2_000
"""Feeds."""
ENTRIES = 20
AT_ONCE = 50
ROUNDS = 3
UNCHANGED, CHANGED = 500, 100
"""Polls a second to reach."""
LOOP_LAG, LOOK = 50, 0.005
"""Milliseconds that the event loop may be late; seconds between two looks at it."""
TEXT = "The council met for two hours and spoke of roads, schools and the price of water. Nothing was decided.\n" * 20
START = datetime(2026, 1, 22, 10, tzinfo=UTC)


class TurnedClock:
    """The clock, ahead by what it was turned."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def now(self) -> datetime:
        """See bot.ports.Clock."""
        return Clock().now() + self._ahead

    def turn(self) -> None:
        """Make every feed due."""
        self._ahead += timedelta(hours=2)


def body(feed: int, generation: int) -> bytes:
    """Return a feed of twenty items, one of them new in each generation."""
    names = [f"{feed}-{generation + ENTRIES - entry}" for entry in range(ENTRIES)]
    return as_rss(
        "Bench",
        [
            Article(
                id=name,
                url=f"https://bench.example/{name}",
                outlet="Bench",
                published=START,
                title=f"Council meets again ({name})",
                text=TEXT,
            )
            for name in names
        ],
    )


def serve_feeds(port: Connection, count: int) -> None:
    """Serve feeds in a process of their own, so that the measured one has its core to itself.

    The bodies of the first `count` are printed before they are asked for.
    """
    generation = 0
    bodies = [body(feed, generation) for feed in range(count)]

    async def turn(_: web.Request) -> web.Response:
        nonlocal generation, bodies
        generation += 1
        bodies = [body(feed, generation) for feed in range(count)]
        return web.Response()

    async def feed(request: web.Request) -> web.Response:
        etag = f'"{generation}"'
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304, headers={"ETag": etag})
        number = int(request.match_info["feed"])
        printed = bodies[number] if number < count else body(number, generation)
        return web.Response(body=printed, headers={"ETag": etag, "Content-Type": "application/rss+xml"})

    async def run() -> None:
        app = web.Application()
        app.router.add_get("/turn", turn)
        app.router.add_get("/feed/{feed}", feed)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        port.send(runner.addresses[0][1])
        await asyncio.Event().wait()

    asyncio.run(run())


@asynccontextmanager
async def feed_process(count: int = 0) -> AsyncIterator[str]:
    """Start the process that serves feeds, so many of them printed before; yield its `host:port`."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=serve_feeds, args=(there, count), daemon=True)
    process.start()
    yield f"127.0.0.1:{await asyncio.to_thread(here.recv)}"
    process.terminate()


async def measured(count: int, folder: Path) -> list[Row]:
    """Poll feeds that have not changed and feeds with one new item each, in turns, after a first contact."""
    took: dict[bool, list[float]] = {False: [], True: []}
    async with feed_process(count) as host, polling(host, count, folder) as (road, clock), loop_lags() as lags:
        await poll_all(road)
        lags.clear()
        for turns in [False, True] * ROUNDS:
            if turns:
                async with aiohttp.ClientSession() as session, session.get(f"http://{host}/turn"):
                    pass
            clock.turn()
            took[turns].append(await poll_all(road))
    what = f"of {count} feeds, {ENTRIES} entries each"
    return [
        Row(what=f"polls {what}: 304", figure=count / median(took[False]), unit="a second", target=UNCHANGED),
        Row(what=f"polls {what}: one new", figure=count / median(took[True]), unit="a second", target=CHANGED),
        Row(
            what=f"event loop lag p99, polls {what}",
            figure=quantiles(lags, n=100)[98] * 1_000,
            unit="ms",
            target=LOOP_LAG,
            at_most=True,
        ),
    ]


@asynccontextmanager
async def polling(host: str, count: int, folder: Path) -> AsyncIterator[tuple[Road, TurnedClock]]:
    """Put a road together on a store that knows the feeds. A poll that fails ends the measuring."""
    failed: list[object] = []
    clock = TurnedClock()
    async with open_store(f"sqlite:///{folder}/polls.db") as store:
        fetcher = Fetcher(user_agent="tallywire/bench", allow_hosts=[host])
        workers = feed_workers()
        road = Road(
            store=store,
            fetcher=fetcher,
            syndication=Syndication(workers.run),
            intake=Intake(store=store, steps=make_steps(load_topics(SEEDS / "topics")), clock=clock),
            clock=clock,
            chance=lambda: 0.0,
            traffic=Traffic(at_once=AT_ONCE),
            tell=lambda told: failed.append(told) if "Failed" in type(told).__name__ else None,
        )
        feeds = [Feed(url=f"http://{host}/feed/{number}", outlet="Bench") for number in range(count)]
        await know_feeds(store, feeds, clock.now(), baseline=True)
        yield road, clock
        await workers.close()
        await fetcher.close()
    if failed:
        raise RuntimeError(f"{len(failed)} polls failed, such as {failed[0]}")


@asynccontextmanager
async def loop_lags() -> AsyncIterator[list[float]]:
    """Measure over and over how much later than asked the event loop comes back to a task, in seconds."""
    lags: list[float] = []

    async def watch() -> None:
        while True:
            began = time.perf_counter()
            await asyncio.sleep(LOOK)
            lags.append(time.perf_counter() - began - LOOK)

    watching = asyncio.create_task(watch())
    try:
        yield lags
    finally:
        watching.cancel()


async def poll_all(road: Road) -> float:
    """Poll until nothing is due, and return the seconds it took."""
    began = time.perf_counter()
    await road.tick()
    while len(road.underway):
        await road.underway.settle()
        await road.tick()
    return time.perf_counter() - began


def measure(full: bool) -> Iterator[Row]:
    """Measure with 300 feeds, or 2,000."""
    with tempfile.TemporaryDirectory() as folder:
        yield from asyncio.run(measured(FULL if full else QUICK, Path(folder)))
