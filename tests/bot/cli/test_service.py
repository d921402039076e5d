"""The parts of `run` put together: real feeds on loopback, a real ledger, the real schedule, the console."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web

from adapters.storage import open_store
from bot.cli.service import opened, serve
from bot.settings import ConsoleSettings, FeedsSettings, FetchSettings, Settings, StoreSettings, TopicsSettings
from tests.doubles.feeds import Changing, answering, rss_item, served

TOPIC = """
topic: storm
title: The storm
about: [[storm]]
sources:
  agency: {name: National Disaster Agency, aliases: [disaster agency]}
  ministry: {name: Health ministry, aliases: [health ministry]}
claims:
  - id: storm-dead
    question: How many people did the storm kill?
    counts: [person]
    event: [kill, die]
    series: cumulative
    key: true
"""
FIRST = "The storm killed 12 people, the disaster agency said on Thursday."
SECOND = "The storm killed 90 people, the health ministry said on Thursday."


class Newsroom:
    """A folder with everything `run` reads and writes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.topics = folder / "topics"
        self.topics.mkdir()
        (self.topics / "storm.yaml").write_text(TOPIC)
        self.log = folder / "posts.jsonl"

    def settings(self, host: str, *paths: str, baseline: bool = False) -> Settings:
        """Return settings that poll paths of a loopback host every 0.2 seconds."""
        feeds = "".join(f'[[feeds]]\nurl = "http://{host}{path}"\noutlet = "{path[1:]}"\n' for path in paths)
        (self.folder / "feeds.toml").write_text(feeds)
        return Settings(
            store=StoreSettings(url=f"sqlite:///{self.folder}/ledger.db"),
            topics=TopicsSettings(dir=str(self.topics)),
            feeds=FeedsSettings(file=str(self.folder / "feeds.toml"), baseline=baseline, interval=0.2),
            fetch=FetchSettings(allow_hosts=(host,)),
            console=ConsoleSettings(log=str(self.log)),
        )

    def posts(self) -> list[str]:
        """Return the headlines in the console's log."""
        if not self.log.exists():
            return []
        return [json.loads(line)["text"].splitlines()[0] for line in self.log.read_text().splitlines()]


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    return Newsroom(tmp_path)


@asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[None]:
    """Run the service for as long as the block lasts, and stop it as a signal does."""
    stop = asyncio.Event()
    async with opened(settings) as parts:
        service = asyncio.create_task(serve(parts, stop))
        try:
            yield
        finally:
            stop.set()
            async with asyncio.timeout(10):
                await service


async def until(seen: Callable[[], bool]) -> None:
    """Wait until something is seen; ten seconds are a failure."""
    async with asyncio.timeout(10):
        while not seen():  # noqa: ASYNC110 - what is waited for happens in a file
            await asyncio.sleep(0.02)


async def test_an_article_in_a_feed_becomes_a_post_on_the_console(newsroom: Newsroom) -> None:
    feed = Changing(rss_item("a", FIRST))
    async with served({"/coast": feed.answer}) as host, running(newsroom.settings(host, "/coast")):
        await until(lambda: len(newsroom.posts()) == 1)
        feed.items = (rss_item("b", SECOND), *feed.items)
        await until(lambda: len(newsroom.posts()) == 2)
    first, second = newsroom.posts()
    assert ("FIRST" in first, "12" in first) == (True, True)
    assert "90" in second


async def test_after_a_restart_nothing_is_posted_again_and_news_is(newsroom: Newsroom) -> None:
    feed = Changing(rss_item("a", FIRST))
    async with served({"/coast": feed.answer}) as host:
        settings = newsroom.settings(host, "/coast")
        async with running(settings):
            await until(lambda: len(newsroom.posts()) == 1)
        feed.items = (rss_item("b", SECOND), *feed.items)
        async with running(settings):
            await until(lambda: len(newsroom.posts()) == 2)


async def test_first_contact_is_silent_by_default(newsroom: Newsroom) -> None:
    feed = Changing(rss_item("a", FIRST))
    async with served({"/coast": feed.answer}) as host, running(newsroom.settings(host, "/coast", baseline=True)):
        await asyncio.sleep(0)
        feed.items = (*feed.items,)
        await _polled_twice(newsroom)
        feed.items = (rss_item("b", SECOND), *feed.items)
        await until(lambda: len(newsroom.posts()) == 1)
    assert "90" in newsroom.posts()[0]


async def _polled_twice(newsroom: Newsroom) -> None:
    async with open_store(f"sqlite:///{newsroom.folder}/ledger.db", exclusive=False) as store:
        seen = set()
        async with asyncio.timeout(10):
            while len(seen) < 3:
                states = await store.feed_states()
                seen |= {state.last_success for state in states}
                await asyncio.sleep(0.02)


async def test_bad_feeds_are_recorded_and_hold_up_no_good_one(newsroom: Newsroom) -> None:
    async def silent(_: web.Request) -> web.Response:
        await asyncio.Event().wait()
        return web.Response()

    routes = {
        "/page": answering("<html><body>News</body></html>", Content_Type="text/html"),
        "/gone": answering("", status=410),
        "/silent": silent,
        "/coast": Changing(rss_item("a", FIRST)).answer,
    }
    async with served(routes) as host, running(newsroom.settings(host, *routes)):
        await until(lambda: len(newsroom.posts()) == 1)
        async with open_store(f"sqlite:///{newsroom.folder}/ledger.db", exclusive=False) as store:
            faults = {state.feed.outlet: state.fault for state in await store.feed_states()}
    assert "this is a web page, not a feed" in faults["page"]
    assert "status 410" in faults["gone"]
    assert faults["coast"] == ""
