"""Ticks: late runs are run, none overlaps itself, none dies of an error."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from adapters.schedule import Schedule
from tests.waiting import PATIENCE, until

TICK = 0.01


class Bench:
    """A schedule, the errors it reported, and a way to wait for what should come."""

    def __init__(self) -> None:
        self.errors: list[tuple[str, BaseException]] = []
        self.schedule = Schedule(on_error=lambda name, error: self.errors.append((name, error)))


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    bench = Bench()
    yield bench
    await bench.schedule.stop(0)


def counting(calls: list[int]) -> Callable[[], Awaitable[None]]:
    """Make a job that counts its calls."""

    async def job() -> None:
        calls.append(len(calls))

    return job


async def test_a_job_is_called_again_and_again(bench: Bench) -> None:
    calls: list[int] = []
    bench.schedule.every(TICK, "tick", counting(calls))
    bench.schedule.start()
    await until(lambda: len(calls) >= 3)
    assert bench.errors == []


async def test_a_job_that_raises_is_reported_and_called_again(bench: Bench) -> None:
    async def job() -> None:
        raise ValueError("no luck")

    bench.schedule.every(TICK, "unlucky", job)
    bench.schedule.start()
    await until(lambda: len(bench.errors) >= 2)
    name, error = bench.errors[0]
    assert (name, type(error), str(error)) == ("unlucky", ValueError, "no luck")


async def test_a_slow_job_neither_overlaps_itself_nor_holds_up_another(bench: Bench) -> None:
    running, most, calls = 0, 0, []

    async def slow() -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(5 * TICK)
        running -= 1

    bench.schedule.every(TICK, "slow", slow)
    bench.schedule.every(TICK, "other", counting(calls))
    bench.schedule.start()
    await until(lambda: len(calls) >= 10)
    assert most == 1


async def test_a_run_that_comes_late_is_run_and_missed_runs_are_run_once(bench: Bench) -> None:
    """The library's own defaults would drop a run that is more than a second late."""
    bench.schedule.every(TICK, "tick", counting([]))
    bench.schedule.start()
    job = bench.schedule._scheduler.get_job("tick")
    assert (job.misfire_grace_time, job.coalesce, job.max_instances) == (None, True, 1)


async def test_stopping_lets_a_running_job_end(bench: Bench) -> None:
    ended: list[bool] = []

    begun, may_end = asyncio.Event(), asyncio.Event()

    async def job() -> None:
        begun.set()
        await may_end.wait()
        ended.append(True)

    bench.schedule.every(TICK, "job", job)
    bench.schedule.start()
    await begun.wait()
    stopping = asyncio.create_task(bench.schedule.stop(PATIENCE))
    await asyncio.sleep(3 * TICK)
    assert not stopping.done()
    may_end.set()
    await stopping
    assert ended == [True]
    await asyncio.sleep(3 * TICK)
    assert ended == [True], "it is not begun again"


async def test_stopping_cancels_a_job_that_does_not_end(bench: Bench) -> None:
    cancelled: list[bool] = []

    async def job() -> None:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            cancelled.append(True)
            raise

    bench.schedule.every(TICK, "stuck", job)
    bench.schedule.start()
    await until(lambda: bool(bench.schedule._running))
    await bench.schedule.stop(TICK)
    assert cancelled == [True]
    assert bench.errors == []
