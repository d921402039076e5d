"""Several processes on one PostgreSQL share the work by roles, and hand on what one leaves."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest

from adapters.files.topics import load_topics
from adapters.storage import open_store
from bot.ledger.replaying import replay
from tests.doubles.feeds import Changing, rss_item, served
from tests.doubles.newsdesk import Newsdesk, killed
from tests.waiting import PATIENCE, until, when

ROOT = Path(__file__).parents[2]
STOPPING = 60.0
"""Seconds: patience with a busy machine. What a stop leaves each part is less than ten in all (bot.cli.working)."""
ALL = "poll,read,deliver,chat"
SOURCES = ("disaster agency", "health ministry")


@pytest.fixture
def desk(tmp_path: Path, postgres_url: str) -> Newsdesk:
    desk = Newsdesk(tmp_path)
    desk.url = postgres_url
    return desk


@asynccontextmanager
async def running(desk: Newsdesk, roles: str) -> AsyncIterator[Process]:
    """Start a process with these roles, and wait until it has begun; it is killed at the end if it still runs."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run", "--config", str(desk.config), "--roles", roles),
        cwd=ROOT,
        env={**os.environ, "TALLYWIRE_READING_WORKERS": "0", "TALLYWIRE_STORE_LEASE": "2"},
        stdin=DEVNULL,
        stdout=DEVNULL,
        stderr=PIPE,
    )
    assert process.stderr is not None
    said = b""
    try:
        async with asyncio.timeout(PATIENCE):
            while b"watching" not in said:
                line = await process.stderr.readline()
                assert line, f"the process ended before it began: {said.decode()}"
                said += line
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def stopped(process: Process) -> int:
    """Tell a process to stop, and return how it ended."""
    process.send_signal(signal.SIGTERM)
    async with asyncio.timeout(STOPPING):
        await process.communicate()
    assert process.returncode is not None
    return process.returncode


async def together(stack: AsyncExitStack, desk: Newsdesk, *roles: str) -> list[Process]:
    """Start several processes at once."""
    return await asyncio.gather(*(stack.enter_async_context(running(desk, each)) for each in roles))


async def test_a_role_each_is_enough_and_what_waits_is_read_in_order(desk: Newsdesk) -> None:
    """The toll rises article by article: read in another order, an older one would be stale and silent."""
    tolls = [100 + 50 * number for number in range(6)]
    feed = Changing(*(rss_item(f"toll-{toll}", killed(toll)) for toll in reversed(tolls)))
    async with served({"/coast": feed.answer}) as host, AsyncExitStack() as stack:
        desk.configure(host, "/coast")
        poller = await stack.enter_async_context(running(desk, "poll"))
        store = await stack.enter_async_context(open_store(desk.url, exclusive=False))
        await when(store.waiting_articles, lambda waiting: waiting == len(tolls))
        assert await store.entries("storm") == ()
        # Who delivers lets the console follow the topic: what is read before that is told to nobody.
        teller = await stack.enter_async_context(running(desk, "deliver,chat"))
        readers = await together(stack, desk, "read", "read")
        await until(lambda: len(desk.posts()) == len(tolls))
        assert [await stopped(process) for process in (poller, teller, *readers)] == [0, 0, 0, 0]
        assert await store.waiting_articles() == 0
        (state,) = await store.feed_states()
        entries = await store.entries("storm")
    assert [entry.statement.figure.value for entry in entries] == tolls
    assert state.tally.alerted == len(tolls)


async def test_another_process_takes_over_from_one_that_is_killed(desk: Newsdesk) -> None:
    feed = Changing(rss_item("a", killed(12)))
    async with served({"/coast": feed.answer}) as host, AsyncExitStack() as stack:
        desk.configure(host, "/coast")
        first, _ = await together(stack, desk, ALL, ALL)
        await until(lambda: len(desk.posts()) == 1)
        first.kill()
        feed.items = (rss_item("b", killed(90, "health ministry")), *feed.items)
        await until(lambda: len(desk.posts()) >= 2)
    assert ["12" in desk.posts()[0], "90" in desk.posts()[1], len(desk.posts())] == [True, True, 2]


async def test_two_processes_that_read_on_one_claim_at_once_give_each_article_its_verdict_once(desk: Newsdesk) -> None:
    """Twelve feeds bring a toll each at the same moment: whoever reads them, the ledger has one order."""
    paths = [f"/coast-{number}" for number in range(12)]
    answers = {
        path: Changing(rss_item(path, killed(100 + 40 * number, SOURCES[number % 2]))).answer
        for number, path in enumerate(paths)
    }
    async with served(answers) as host, AsyncExitStack() as stack:
        desk.configure(host, *paths)
        await together(stack, desk, ALL, ALL)
        async with open_store(desk.url, exclusive=False) as store:
            entries = await when(lambda: store.entries("storm"), lambda entries: len(entries) >= len(paths))
        await until(lambda: len(desk.posts()) >= 1)
    assert Counter(entry.statement.article for entry in entries).most_common(1)[0][1] == 1
    assert len(entries) == len(paths)
    assert sum(entry.verdict.kind.value == "first" for entry in entries) == 1
    (topic,) = load_topics(desk.folder / "topics")
    assert list(replay(topic.claims[0], entries)) == []
