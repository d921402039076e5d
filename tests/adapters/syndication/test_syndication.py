"""Feeds are read in processes that can be killed."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from typing import TypeVar, cast

import pytest

from adapters.syndication import Syndication
from adapters.workers import Workers
from bot.cli.readers import FEED_MEMORY
from bot.errors import FaultyResource, TooCostly
from bot.larder import LARGE
from bot.model import ParsedFeed
from tests.doubles.feeds import rss, rss_item

T = TypeVar("T")
NOW = datetime(2026, 1, 22, 12, tzinfo=UTC)
# Some fifteen seconds of work for feedparser.
HOSTILE = b"<rss version='2.0'><channel>" + b"<x>" * 500_000


@pytest.fixture
async def syndication() -> AsyncIterator[Syndication]:
    workers = Workers(workers=2, seconds=0.5, memory=FEED_MEMORY)
    yield Syndication(workers.run)
    await workers.close()


async def ids(syndication: Syndication, body: bytes) -> list[str]:
    """Read a body and return the ids of its items."""
    parsed = await syndication.parse(body, content_type="text/xml", url="https://user:word@news.example/feed", now=NOW)
    return [item.id for item in parsed.items]


async def test_a_feed_is_read_beside_the_loop(syndication: Syndication) -> None:
    assert await ids(syndication, rss(rss_item("one"), rss_item("two"))) == ["one", "two"]


async def test_a_body_that_would_take_long_is_stopped_and_takes_no_other_along(syndication: Syndication) -> None:
    async def good() -> list[list[str]]:
        return [await ids(syndication, rss(rss_item("good"))) for _ in range(10)]

    hostile, fine = await asyncio.gather(ids(syndication, HOSTILE), good(), return_exceptions=True)

    assert isinstance(hostile, FaultyResource)
    assert str(hostile) == "https://news.example/feed: cannot be read within 0.5 s; ask its publisher"
    assert fine == [["good"]] * 10
    assert await ids(syndication, rss(rss_item("after"))) == ["after"]


class Desks:
    """Where bodies are read: the slow ones until they are stopped."""

    def __init__(self) -> None:
        self.reading: list[str] = []
        self._stopped: list[asyncio.Event] = []

    async def run(self, _function: Callable[..., T], body: bytes, *_: object) -> T:
        """See bot.ports.Run."""
        name = body[:4].decode()
        self.reading.append(name)
        if name == "slow":
            self._stopped.append(asyncio.Event())
            await self._stopped[-1].wait()
            raise TooCostly("cannot be read within 10 s; ask its publisher")
        return cast("T", ParsedFeed(items=()))

    async def stop(self) -> None:
        """Stop the slow body that is read, and let the next one begin."""
        self._stopped[-1].set()
        await turns()


class Readers:
    """Feeds whose bodies are to be read at desks."""

    def __init__(self) -> None:
        self.desks = Desks()
        self._syndication = Syndication(self.desks.run)
        self._tasks: list[asyncio.Task[ParsedFeed]] = []

    async def bring(self, name: str, body: str, *, size: int = 4) -> None:
        """Bring a feed's body."""
        reading = self._syndication.parse(
            body.encode() + bytes(size - 4), content_type="", url=f"https://{name}.example/feed", now=NOW
        )
        self._tasks.append(asyncio.create_task(reading))
        await turns()

    async def suspect(self, *names: str) -> None:
        """Let the bodies of these feeds be stopped."""
        for name in names:
            await self.bring(name, "slow")
            await self.desks.stop()
        self.desks.reading.clear()

    async def end(self) -> None:
        """Stop everything."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


async def turns() -> None:
    """Let tasks go on until they wait."""
    for _ in range(20):
        await asyncio.sleep(0)


@pytest.fixture
async def readers() -> AsyncIterator[Readers]:
    readers = Readers()
    yield readers
    await readers.end()


async def test_large_bodies_are_read_one_at_a_time_and_others_go_on(readers: Readers) -> None:
    for name in ("one", "two", "three"):
        await readers.bring(name, "slow", size=LARGE + 1)
    await readers.bring("good", "good")
    assert readers.desks.reading == ["slow", "good"]
    await readers.desks.stop()
    assert readers.desks.reading == ["slow", "good", "slow"]


async def test_feeds_whose_last_body_was_stopped_are_read_one_at_a_time_and_hold_up_nobody(readers: Readers) -> None:
    await readers.suspect("one", "two", "three")
    for name in ("one", "two", "three"):
        await readers.bring(name, "slow")
    await readers.bring("good", "good")
    await readers.bring("large", "fine", size=LARGE + 1)
    assert readers.desks.reading == ["slow", "good"]
    await readers.desks.stop()
    assert readers.desks.reading == ["slow", "good", "fine", "slow"]


async def test_a_feed_that_is_read_again_is_no_suspect_any_more(readers: Readers) -> None:
    await readers.suspect("one")
    await readers.bring("one", "good")
    await readers.bring("two", "slow", size=LARGE + 1)
    await readers.bring("one", "good")
    assert readers.desks.reading == ["good", "slow", "good"]


async def test_what_is_no_feed_is_a_sentence_that_names_the_address_without_its_password(
    syndication: Syndication,
) -> None:
    with pytest.raises(FaultyResource, match=r"^https://news\.example/feed: this is a web page, not a feed"):
        await ids(syndication, b"<html></html>")
