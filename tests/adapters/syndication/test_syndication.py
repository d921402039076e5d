"""Feeds are read in processes that can be killed."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from typing import Any, TypeVar, cast

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
    """Two that read, as many as there are workers: who reads at a time, and what is stopped."""

    def __init__(self) -> None:
        self.reading: list[bytes] = []
        self.done = asyncio.Event()

    async def run(self, _function: Callable[..., T], body: bytes, *_: object) -> T:
        """See bot.ports.Run."""
        self.reading.append(body[:4])
        if not body.startswith(b"good"):
            await self.done.wait()
        if body.startswith(b"slow"):
            raise TooCostly("cannot be read within 10 s; ask its publisher")
        return cast("T", ParsedFeed(items=()))


@pytest.mark.parametrize("large", [True, False], ids=["large", "stopped before"])
async def test_bodies_that_may_take_long_leave_room_for_others(*, large: bool) -> None:
    desks = Desks()
    syndication = Syndication(desks.run)
    said: dict[str, Any] = {"content_type": "", "now": NOW}
    urls = [f"https://{name}.example/feed" for name in ("one", "two", "three")]
    body = b"slow" + bytes(LARGE) if large else b"slow"
    if not large:
        desks.done.set()
        for url in urls:
            with pytest.raises(TooCostly, match="within 10 s"):
                await syndication.parse(body, url=url, **said)
        desks.done.clear()
        desks.reading.clear()
    waiting = [asyncio.create_task(syndication.parse(body, url=url, **said)) for url in urls]
    await asyncio.sleep(0)
    await syndication.parse(b"good", url="https://good.example/feed", **said)
    assert desks.reading == [b"slow", b"good"]
    desks.done.set()
    ended = await asyncio.gather(*waiting, return_exceptions=True)
    assert [type(each) for each in ended] == [TooCostly] * 3


async def test_a_feed_that_is_read_again_is_no_suspect_any_more() -> None:
    desks = Desks()
    syndication = Syndication(desks.run)
    desks.done.set()
    with pytest.raises(TooCostly):
        await syndication.parse(b"slow", content_type="", url="https://one.example/feed", now=NOW)
    await syndication.parse(b"good", content_type="", url="https://one.example/feed", now=NOW)
    desks.done.clear()
    held = asyncio.create_task(
        syndication.parse(b"held" + bytes(LARGE), content_type="", url="https://two.example/feed", now=NOW)
    )
    await asyncio.sleep(0)
    await syndication.parse(b"good", content_type="", url="https://one.example/feed", now=NOW)
    held.cancel()


async def test_what_is_no_feed_is_a_sentence_that_names_the_address_without_its_password(
    syndication: Syndication,
) -> None:
    with pytest.raises(FaultyResource, match=r"^https://news\.example/feed: this is a web page, not a feed"):
        await ids(syndication, b"<html></html>")
