"""Feeds are read in processes that can be killed."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from adapters.syndication import Syndication
from adapters.workers import Workers
from bot.cli.readers import FEED_MEMORY
from bot.errors import FaultyResource
from tests.doubles.feeds import rss, rss_item

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


async def test_what_is_no_feed_is_a_sentence_that_names_the_address_without_its_password(
    syndication: Syndication,
) -> None:
    with pytest.raises(FaultyResource, match=r"^https://news\.example/feed: this is a web page, not a feed"):
        await ids(syndication, b"<html></html>")
