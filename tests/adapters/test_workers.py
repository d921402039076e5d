"""Work on what comes from outside ends within its time and memory."""

import asyncio
import contextlib
import os
import signal
import sys
import time
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.workers import Workers
from bot.errors import FaultyResource, NoWorker, UnreadablePage
from tests.waiting import PATIENCE

QUICK = 2.0
"""Seconds a job may take."""


@pytest.fixture
async def workers() -> AsyncIterator[Workers]:
    pool = Workers(workers=2, seconds=QUICK)
    yield pool
    await pool.close()


_prepared: list[str] = []


def prepare() -> None:
    _prepared.append("prepared")


def how_prepared() -> list[str]:
    return _prepared


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def die_once(mark: Path) -> int:
    if not mark.exists():
        mark.touch()
        die()
    return os.getpid()


def refuse(reason: str) -> None:
    raise UnreadablePage(reason)


def work_forever() -> None:
    while True:
        pass


def fill_memory() -> int:
    return len(bytearray(100_000_000_000))


async def test_a_job_is_done_in_another_process(workers: Workers) -> None:
    assert await workers.run(os.getpid) != os.getpid()


async def test_what_a_job_raises_is_raised_here(workers: Workers) -> None:
    with pytest.raises(UnreadablePage, match=r"^shows nothing$"):
        await workers.run(refuse, "shows nothing")


@pytest.mark.parametrize(("job", "fault"), [(work_forever, "cannot be read within"), (fill_memory, "too much memory")])
async def test_a_job_past_its_limits_is_stopped_and_takes_no_other_along(
    workers: Workers, job: type[object], fault: str
) -> None:
    stopped, done = await asyncio.gather(workers.run(job), workers.run(time.sleep, 0.01), return_exceptions=True)
    assert isinstance(stopped, FaultyResource)
    assert fault in str(stopped)
    assert done is None
    assert await workers.run(abs, -3) == 3


@pytest.mark.parametrize(("allowed", "fits"), [(600_000_000, False), (2_000_000_000, True)])
async def test_how_much_memory_a_job_may_take_is_told_to_its_pool(allowed: int, fits: bool) -> None:
    workers = Workers(workers=1, seconds=60.0, memory=allowed)
    done = await asyncio.gather(workers.run(bytes, 800_000_000), return_exceptions=True)
    assert isinstance(done[0], FaultyResource) is not fits
    await workers.close()


@pytest.mark.parametrize("eager", [True, False])
async def test_each_worker_is_made_ready_once(eager: bool) -> None:
    workers = Workers(workers=1, seconds=QUICK, prepare=prepare, eager=eager)
    assert [await workers.run(how_prepared) for _ in range(2)] == [["prepared"]] * 2
    await workers.close()


async def test_a_worker_that_was_dead_already_harms_no_job(tmp_path: Path) -> None:
    workers = Workers(workers=1, seconds=60.0)
    assert await workers.run(die_once, tmp_path / "died") != os.getpid()
    await workers.close()


async def test_a_job_that_ends_every_worker_is_told_from_one_that_takes_too_long() -> None:
    workers = Workers(workers=1, seconds=60.0)
    with pytest.raises(FaultyResource, match="ends the process"):
        await workers.run(die)
    assert await workers.run(abs, -3) == 3
    await workers.close()


async def test_where_no_worker_starts_it_is_not_laid_at_the_door_of_the_job() -> None:
    workers = Workers(workers=1, seconds=60.0, prepare=die)
    with pytest.raises(NoWorker):
        await workers.run(abs, -3)
    await workers.close()


async def test_an_end_waits_for_no_job() -> None:
    workers = Workers(workers=2, seconds=600.0)
    assert await workers.run(abs, -3) == 3
    jobs = [asyncio.create_task(workers.run(time.sleep, 500)) for _ in range(3)]
    await asyncio.sleep(0)
    async with asyncio.timeout(PATIENCE):
        await workers.close()
        ends = await asyncio.gather(*jobs, return_exceptions=True)
    assert {type(end) for end in ends} == {NoWorker}


PARENT = """
import asyncio, os
from adapters.workers import Workers

async def main():
    print(await Workers(workers=1).run(os.getpid), flush=True)
    await asyncio.Event().wait()

if __name__ == "__main__":
    asyncio.run(main())
"""


async def test_a_worker_ends_with_its_parent_however_that_ends(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    root = Path(__file__).parents[2]
    parent = await asyncio.create_subprocess_exec(
        sys.executable, script, cwd=root, env={**os.environ, "PYTHONPATH": str(root)}, stdout=PIPE
    )
    assert parent.stdout is not None
    worker = int(await parent.stdout.readline())
    os.kill(worker, 0)
    parent.kill()
    await parent.communicate()
    async with asyncio.timeout(PATIENCE):
        with contextlib.suppress(ProcessLookupError):
            while True:
                os.kill(worker, 0)
                await asyncio.sleep(0.02)
