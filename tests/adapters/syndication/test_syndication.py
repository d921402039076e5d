"""Feeds are read in processes that can be killed."""

import asyncio
import contextlib
import os
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from adapters.syndication import Syndication
from bot.errors import FaultyResource
from tests.doubles.feeds import rss, rss_item

NOW = datetime(2026, 1, 22, 12, tzinfo=UTC)
# Some fifteen seconds of work for feedparser.
HOSTILE = b"<rss version='2.0'><channel>" + b"<x>" * 500_000


@pytest.fixture
async def syndication() -> AsyncIterator[Syndication]:
    reader = Syndication(workers=2, seconds=0.5)
    yield reader
    await reader.close()


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


PARENT = """
import asyncio, multiprocessing
from datetime import UTC, datetime
from adapters.syndication import Syndication

async def main():
    syndication = Syndication(workers=1)
    body = b"<rss version='2.0'><channel></channel></rss>"
    await syndication.parse(body, content_type="", url="http://news.example/", now=datetime(2026, 1, 22, tzinfo=UTC))
    print(*[child.pid for child in multiprocessing.active_children()], flush=True)
    await asyncio.Event().wait()

if __name__ == "__main__":
    asyncio.run(main())
"""


async def test_a_worker_ends_with_its_parent_however_that_ends(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    root = Path(__file__).parents[3]
    parent = await asyncio.create_subprocess_exec(
        sys.executable, script, cwd=root, env={**os.environ, "PYTHONPATH": str(root)}, stdout=PIPE
    )
    assert parent.stdout is not None
    worker = int(await parent.stdout.readline())
    os.kill(worker, 0)
    parent.kill()
    await parent.communicate()
    async with asyncio.timeout(10):
        with contextlib.suppress(ProcessLookupError):
            while True:
                os.kill(worker, 0)
                await asyncio.sleep(0.02)
