"""Each phase of a fetch has its own time, and what takes too long is told from what broke."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from adapters.web import Fetcher, Limits
from adapters.web.patience import Patience, Progress
from bot.errors import FaultyResource
from tests.doubles.listener import FakeResolver

Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]

GENEROUS = Limits(name=30, connect=30, headers=30, read=30, grace=30, total=30)
"""Only the limit that a test shortens can end its fetch."""
DRIP = 0.01


@asynccontextmanager
async def talking(talk: Talk) -> AsyncIterator[str]:
    """Serve raw bytes; yield the server's `host:port`."""
    tasks: set[asyncio.Task[None]] = set()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        try:
            await talk(reader, writer)
        except (ConnectionError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    try:
        yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def silent(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
    """Take everything and say nothing."""
    while await reader.read(1_000):
        pass
    await asyncio.Event().wait()


def dripping(begin: bytes, drop: bytes) -> Talk:
    """Make a talk that says its beginning at once and then one drop after the other, for ever."""

    async def talk(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(begin)
        while True:
            writer.write(drop)
            await writer.drain()
            await asyncio.sleep(DRIP)

    return talk


def stopping(begin: bytes) -> Talk:
    """Make a talk that says its beginning and then nothing more."""

    async def talk(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(begin)
        await writer.drain()
        await asyncio.Event().wait()

    return talk


START = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize(
    ("talk", "limits", "sentence"),
    [
        (silent, {"headers": 0.1}, "it took the question and said nothing"),
        (dripping(START, b"X-A: b\r\n"), {"headers": 0.1}, "it took the question and said nothing"),
        (dripping(START + b"X: ", b"x"), {"headers": 0.1}, "it took the question and said nothing"),
        (dripping(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"), {"headers": 0.1}, "it took the question and said nothing"),
        (stopping(START + b"Content-Length: 9\r\n\r\nx"), {"read": 0.1}, "no answer in time"),
        (dripping(START + b"\r\n", b"x"), {"grace": 0.1, "slowest": 1_000}, "sends its body too slowly"),
        (dripping(START + b"\r\n", b"x"), {"total": 0.2}, "no answer in time"),
        (dripping(START, b"X-A: b\r\n"), {}, "broke off"),
    ],
    ids=["silent", "header lines", "one header", "hints", "stops", "slow body", "endless body", "endless headers"],
)
async def test_a_server_that_takes_its_time_is_left(talk: Talk, limits: dict[str, float], sentence: str) -> None:
    async with talking(talk) as host:
        fetcher = Fetcher(user_agent="tallywire/test", allow_hosts=[host], limits=replace(GENEROUS, **limits))
        with pytest.raises(FaultyResource, match=sentence):
            await fetcher.fetch(f"http://{host}/", etag=None, last_modified=None)
        await fetcher.close()


async def test_a_tls_handshake_that_hangs_is_left() -> None:
    async with talking(silent) as host:
        fetcher = Fetcher(user_agent="tallywire/test", allow_hosts=[host], limits=replace(GENEROUS, connect=0.1))
        with pytest.raises(FaultyResource, match="it did not let us connect"):
            await fetcher.fetch(f"https://{host}/", etag=None, last_modified=None)
        await fetcher.close()


async def test_a_name_server_that_hangs_is_left() -> None:
    resolver = FakeResolver({})
    resolver.hanging.add("news.example")
    fetcher = Fetcher(user_agent="tallywire/test", resolver=resolver, limits=replace(GENEROUS, name=0.1))
    with pytest.raises(FaultyResource, match="the address of its host was not found"):
        await fetcher.fetch("http://news.example/", etag=None, last_modified=None)
    await fetcher.close()


async def test_a_phase_that_begins_after_the_end_changes_nothing() -> None:
    """A name may still be looked up for others when the question that began it has ended."""
    async with Patience(name=30, connection=30, headers=30) as patience:
        patience.begin("name")
    patience.begin("connection")
    task = asyncio.current_task()
    assert (patience._phase, task is not None and task.cancelling()) == ("name", 0)


async def test_a_fast_beginning_counts_for_later() -> None:
    progress = Progress(slowest=1_000, grace=-1.0)
    progress.count(1_000_000)
    progress.count(0)
    with pytest.raises(FaultyResource, match="too slowly"):
        Progress(slowest=1_000, grace=-1.0).count(10)
