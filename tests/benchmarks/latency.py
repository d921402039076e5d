"""From an item that is visible in a feed to the post that its platform accepted."""

import asyncio
import io
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from adapters.console import Platform as Console
from adapters.feedserver import FeedServer
from bot.cli.chats import Chat
from bot.cli.service import Parts, opened, serve
from bot.model import Article, Message, Place, PostView
from bot.ports import Held, Platform, always
from bot.settings import FeedsSettings, FetchSettings, Settings, StoreSettings, TopicsSettings
from tests.benchmarks.measure import Row

ARTICLES = 24
INTERVAL = 0.5
"""Seconds between two polls."""
START = datetime(2026, 1, 22, 10, tzinfo=UTC)
TARGET = 1.0
"""Seconds beyond the polling interval."""


class TimedPlatform:
    """Notes when a post was accepted."""

    def __init__(self, platform: Platform) -> None:
        self.name = platform.name
        self.limits = platform.limits
        self._platform = platform
        self.accepted: dict[str, float] = {}

    async def post(
        self, key: str, place: Place, view: Message, *, board: str | None = None, held: Held = always
    ) -> str:
        """See bot.ports.Platform."""
        del held
        message = await self._platform.post(key, place, view, board=board)
        if isinstance(view, PostView):
            self.accepted[view.url] = time.perf_counter()
        return message

    async def edit(self, place: Place, message: str, view: Message) -> None:
        """See bot.ports.Platform."""
        await self._platform.edit(place, message, view)

    async def find(self, key: str, place: Place, since: datetime, *, board: str | None = None) -> str | None:
        """See bot.ports.Platform."""
        return await self._platform.find(key, place, since, board=board)

    def can_look_back(self, server: str) -> bool:
        """See bot.ports.Platform."""
        return self._platform.can_look_back(server)


async def visible_to_accepted(folder: Path) -> float:
    """Let figures appear in a feed one after another, and return the median time until its post is accepted."""
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
            return median(await timed(parts, server))


async def timed(parts: Parts, server: FeedServer) -> list[float]:
    """Return the seconds from showing each article to its post."""
    console = Console(clock=parts.clock, stream=io.StringIO())
    platform = TimedPlatform(console)
    stop = asyncio.Event()
    service = asyncio.create_task(serve(replace(parts, chats={console.name: Chat(platform=platform)}), stop))
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


def measure(full: bool) -> Iterator[Row]:  # noqa: ARG001 - a measure of one size
    """Measure figures of a small topic, each in an article of its own, shown at times spread over the interval."""
    with tempfile.TemporaryDirectory() as folder:
        took = asyncio.run(visible_to_accepted(Path(folder)))
    yield Row(
        what=f"item visible to post accepted, polled every {INTERVAL} s",
        figure=took,
        unit="s",
        target=INTERVAL + TARGET,
        at_most=True,
    )
