"""kill -9 at any instant: what was committed is there, and nothing is there by halves."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from adapters.storage import inspect_store
from tests.adapters.storage.files import opened
from tests.newsroom import TOPIC

ROOT = Path(__file__).parents[3]
PROGRAM = """
import asyncio, sys
from adapters.storage import open_store
from tests.newsroom import NOW
from tests.records import bound_for, read_article, said

async def add(store, number, before_the_end):
    async with store.transaction() as transaction:
        await transaction.add_article(read_article(f"storm-{number}"))
        await transaction.append([said(number), said(number + 1)])
        await transaction.queue([bound_for("desk", f"key-{number}")], NOW)
        before_the_end()

def stop(word):
    print(word, flush=True)
    sys.stdin.read()

async def main(database, moment):
    async with open_store(f"sqlite:///{database}") as store:
        await add(store, 0, lambda: None)
        if moment == "inside":
            await add(store, 1, lambda: stop("inside"))
        if moment == "after":
            await add(store, 1, lambda: None)
            stop("after")
        for number in range(1, 10_000):
            await add(store, number, lambda: None)
            print(number, flush=True)

asyncio.run(main(*sys.argv[1:]))
"""


@contextmanager
def running(database: Path, moment: str) -> Iterator[subprocess.Popen[str]]:
    """Run the program above; it is killed at the end of the block."""
    with subprocess.Popen(  # noqa: S603  a script of ours
        [sys.executable, "-c", PROGRAM, str(database), moment],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        try:
            yield program
        finally:
            program.kill()


async def stored(database: Path) -> tuple[int, int, int]:
    """Count articles, statements and posts after a new start."""
    assert (await inspect_store(f"sqlite:///{database}")).faults == ()
    async with opened(database) as store:
        return len(await store.articles(99_999)), len(await store.entries(TOPIC.id)), await store.waiting_posts()


@pytest.mark.parametrize(("moment", "articles"), [("inside", 1), ("after", 2)])
async def test_a_transaction_is_stored_whole_or_not_at_all(database: Path, moment: str, articles: int) -> None:
    with running(database, moment) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == f"{moment}\n"

    assert await stored(database) == (articles, 2 * articles, articles)


async def test_a_kill_amid_the_work_loses_nothing_that_was_reported(database: Path) -> None:
    with running(database, "any") as program:
        assert program.stdout is not None
        reported = [int(program.stdout.readline()) for _ in range(20)][-1]
        program.kill()
        reported = max([reported, *(int(line) for line in program.stdout if line.endswith("\n"))])

    articles, statements, posts = await stored(database)
    assert articles >= reported + 1
    assert (statements, posts) == (2 * articles, articles)


async def test_a_reader_can_open_what_a_killed_run_left_behind(database: Path) -> None:
    with running(database, "after") as program:
        assert program.stdout is not None
        program.stdout.readline()

    async with opened(database, exclusive=False) as store:
        assert len(await store.entries(TOPIC.id)) == 4
