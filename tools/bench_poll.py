"""Measure the polling: polls a second over loopback, and the time from item visible to post accepted.

Usage: python tools/bench_poll.py [FEEDS]
"""

import asyncio
import multiprocessing
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path

import aiohttp
from aiohttp import web

from adapters.clock import Clock
from adapters.feedserver import FeedServer, as_rss
from adapters.files.topics import load_topics
from adapters.storage import open_store
from adapters.syndication import Syndication
from adapters.web import Fetcher
from bot.cli.service import Parts, opened, serve
from bot.intake import Intake
from bot.model import Article, Feed, PostView
from bot.ports import Platform
from bot.road import Road
from bot.settings import FeedsSettings, FetchSettings, Settings, StoreSettings, TopicsSettings
from bot.starting import know_feeds
from bot.steps import make_steps

SEEDS = Path(__file__).parents[1] / "seeds"
ENTRIES = 20
AT_ONCE = 50
ARTICLES = 30
INTERVAL = 0.5
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


def serve_feeds(port: Connection) -> None:
    """Serve feeds in a process of their own, so that the measured one has its core to itself."""
    generation = 0

    async def turn(_: web.Request) -> web.Response:
        nonlocal generation
        generation += 1
        return web.Response()

    async def feed(request: web.Request) -> web.Response:
        etag = f'"{generation}"'
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304, headers={"ETag": etag})
        printed = body(int(request.match_info["feed"]), generation)
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
async def feed_process() -> AsyncIterator[str]:
    """Start the serving process; yield its `host:port`."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=serve_feeds, args=(there,), daemon=True)
    process.start()
    yield f"127.0.0.1:{await asyncio.to_thread(here.recv)}"
    process.terminate()


async def polls_a_second(count: int, folder: Path) -> None:
    """Poll feeds at first contact, unchanged, and with one new item each."""
    async with feed_process() as host, open_store(f"sqlite:///{folder}/polls.db") as store:
        clock = TurnedClock()
        fetcher = Fetcher(user_agent="tallywire/bench", allow_hosts=[host])
        syndication = Syndication()
        failed: list[object] = []
        road = Road(
            store=store,
            fetcher=fetcher,
            syndication=syndication,
            intake=Intake(store=store, steps=make_steps(load_topics(SEEDS / "topics")), clock=clock),
            clock=clock,
            chance=lambda: 0.5,
            most_at_once=AT_ONCE,
            tell=lambda told: failed.append(told) if "Failed" in type(told).__name__ else None,
        )
        feeds = [Feed(url=f"http://{host}/feed/{number}", outlet="Bench") for number in range(count)]
        await know_feeds(store, feeds, clock.now(), baseline=True, lease=0)
        for name, turns in (("first contact", False), ("304", False), ("one of 20 new", True), ("304 again", False)):
            if turns:
                async with aiohttp.ClientSession() as session, session.get(f"http://{host}/turn"):
                    pass
            clock.turn()
            seconds = await poll_all(road)
            print(f"{name:>14}: {count / seconds:6.0f} polls a second ({count} feeds in {seconds:.2f} s)")
        await syndication.close()
        await fetcher.close()
    if failed:
        print(f"{len(failed)} polls failed, such as {failed[0]}")


async def poll_all(road: Road) -> float:
    """Poll until nothing is due, and return the seconds it took."""
    began = time.perf_counter()
    while True:
        await road.tick()
        if not len(road.underway):
            return time.perf_counter() - began
        await asyncio.sleep(0)


class TimedPlatform:
    """Notes when a post was accepted."""

    def __init__(self, platform: Platform) -> None:
        self.name = platform.name
        self._platform = platform
        self.accepted: dict[str, float] = {}

    async def post(self, key: str, channel: str, view: PostView) -> str:
        """See bot.ports.Platform."""
        message = await self._platform.post(key, channel, view)
        self.accepted[view.url] = time.perf_counter()
        return message


async def visible_to_accepted(folder: Path) -> None:
    """Let figures appear in a feed one after another, and time each until its post is accepted."""
    (folder / "topics").mkdir()
    (folder / "topics" / "storm.yaml").write_text(
        "topic: storm\nabout: [[storm]]\nsources: {agency: {name: Agency, aliases: [disaster agency]}}\n"
        "claims:\n  - {id: dead, question: How many people did the storm kill?, counts: [person], event: [kill],"
        " series: cumulative, key: true}\n"
    )
    async with FeedServer(["Bench"]) as server:
        (feed,) = server.feeds(INTERVAL)
        (folder / "feeds.toml").write_text(f'[[feeds]]\nurl = "{feed.url}"\noutlet = "Bench"\n')
        settings = Settings(
            store=StoreSettings(url=f"sqlite:///{folder}/latency.db"),
            topics=TopicsSettings(dir=str(folder / "topics")),
            feeds=FeedsSettings(file=str(folder / "feeds.toml"), baseline=False, interval=INTERVAL),
            fetch=FetchSettings(allow_hosts=(server.host,)),
        )
        async with opened(settings) as parts:
            waits = await timed(parts, server)
    waits.sort()
    median, worst = statistics.median(waits), waits[-1]
    print(f"item visible to post accepted, polled every {INTERVAL} s: median {median:.2f} s, worst {worst:.2f} s;")
    print(f"beyond the mean wait for the next poll: median {median - INTERVAL / 2:.2f} s")


async def timed(parts: Parts, server: FeedServer) -> list[float]:
    """Return the seconds from showing each article to its post."""
    (console,) = parts.platforms.values()
    platform = TimedPlatform(console)
    stop = asyncio.Event()
    service = asyncio.create_task(serve(replace(parts, platforms={console.name: platform}), stop))
    shown: dict[str, float] = {}
    for number in range(ARTICLES):
        url = f"https://bench.example/{number}"
        text = f"The storm killed {300 + 20 * number} people, the disaster agency said on Thursday."
        published = START + timedelta(minutes=number)
        server.show(Article(id=url, url=url, outlet="Bench", published=published, title="Toll rises", text=text))
        shown[url] = time.perf_counter()
        await asyncio.sleep(INTERVAL * (1 + number / ARTICLES))
    await asyncio.sleep(2 * INTERVAL + 1)
    stop.set()
    await service
    return [platform.accepted[url] - began for url, began in shown.items()]


async def main(feeds: int) -> None:
    """Measure both."""
    with tempfile.TemporaryDirectory() as folder:
        await polls_a_second(feeds, Path(folder))
        await visible_to_accepted(Path(folder))


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 400))
