"""`kill -9` at any instant loses no alert, and shows none twice on the console's log.

`KILLS=30` sets how often.
"""

import asyncio
import os
import random
import re
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from adapters.storage import open_store
from tests.doubles.feeds import Changing, rss_item, served
from tests.doubles.newsdesk import Newsdesk, killed
from tests.waiting import PATIENCE, until, when

ROOT = Path(__file__).parents[2]
DRIVER = Path(__file__).with_name("hanging_run.py")
KILLS = int(os.environ.get("KILLS", "6"))
START = datetime(2026, 1, 22, 10, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path: Path) -> Newsdesk:
    return Newsdesk(tmp_path)


@asynccontextmanager
async def started(*words: str | Path) -> AsyncIterator[Process]:
    """Start Python with these words, and kill what is left of it at the end."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, *map(str, words), cwd=ROOT, stdin=DEVNULL, stdout=DEVNULL, stderr=PIPE
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGKILL)
        await process.communicate()


def run(desk: Newsdesk) -> tuple[str | Path, ...]:
    """Return the words that run Tallywire as a person does."""
    return ("-m", "bot", "run", "--config", desk.config)


async def statements(desk: Newsdesk) -> list[int | float | None]:
    """Return the values in the ledger, in order of arrival."""
    async with open_store(desk.url, exclusive=False) as store:
        return [entry.statement.figure.value for entry in await store.entries("storm")]


def toll(number: int) -> str:
    """Print the item that tells a number of dead, each a minute after the one before."""
    printed = format_datetime(START + timedelta(minutes=number))
    return rss_item(f"toll-{number}", killed(number), printed=printed)


@pytest.mark.parametrize("point", ["stored", "posted"])
async def test_an_alert_survives_a_kill_between_two_steps_of_its_delivery(desk: Newsdesk, point: str) -> None:
    reached = desk.folder / "reached"
    async with served({"/coast": Changing(toll(12)).answer}) as host:
        desk.configure(host, "/coast")
        async with started(DRIVER, point, desk.config, reached) as process:
            await until(reached.exists)
            process.send_signal(signal.SIGKILL)
            assert await process.wait() == -signal.SIGKILL
        assert await statements(desk) == [12]
        assert len(desk.posts()) == (point == "posted")

        async with started(*run(desk)) as process:
            await until(lambda: len(desk.posts()) == 1)
            await _delivered(desk)
            process.send_signal(signal.SIGTERM)
            assert await process.wait() == 0
    assert len(desk.posts()) == 1
    assert "12" in desk.posts()[0]
    assert await statements(desk) == [12]


async def test_kills_at_any_instant_lose_no_alert_and_show_none_twice(desk: Newsdesk) -> None:
    chance = random.Random(20260122)  # noqa: S311 - a seed makes the run repeatable
    numbers = [300 + 25 * count for count in range(2 * KILLS)]
    feed = Changing()
    async with served({"/coast": feed.answer}) as host:
        desk.configure(host, "/coast")
        for kill in range(KILLS):
            feed.items = tuple(toll(number) for number in reversed(numbers[: 2 * kill + 2]))
            async with started(*run(desk)) as process:
                await _watching(process)
                await asyncio.sleep(chance.uniform(0, 0.4))
        async with started(*run(desk)) as process:
            await until(lambda: len(desk.posts()) >= len(numbers))
            await _delivered(desk)
            process.send_signal(signal.SIGTERM)
            assert await process.wait() == 0
    told = Counter(int(re.findall(r"(\d[\d,]*)", line)[0].replace(",", "")) for line in desk.posts())
    assert told == Counter(numbers)
    assert await statements(desk) == numbers


async def _watching(process: Process) -> None:
    """Wait until a process says that it has begun."""
    assert process.stderr is not None
    said = b""
    async with asyncio.timeout(PATIENCE):
        while b"watching" not in said:
            line = await process.stderr.readline()
            assert line, f"the process ended before it began: {said.decode()}"
            said += line


async def _delivered(desk: Newsdesk) -> None:
    """Wait until the outbox is empty."""
    async with open_store(desk.url, exclusive=False) as store:
        await when(store.waiting_posts, lambda waiting: not waiting)
