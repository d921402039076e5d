"""A duty is done by one process at a time, and another takes over."""

import asyncio
from datetime import timedelta

import pytest

from adapters.storage import MemoryStore
from bot.duties import Duties
from tests.doubles.clock import FakeClock
from tests.newsroom import NOW

LEASE = 0.06


class SharedStore(MemoryStore):
    """Stands for a store that several processes use."""

    shared = True


class Work:
    """Work that goes on until it is cancelled, and knows that it is under way."""

    def __init__(self) -> None:
        self.begun = asyncio.Event()
        self.ended = asyncio.Event()

    async def go_on(self) -> None:
        """Go on."""
        self.begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            self.ended.set()


def process(store: MemoryStore, name: str, clock: FakeClock) -> Duties:
    return Duties(store=store, clock=clock, process=name, lease=LEASE)


async def test_where_a_process_is_alone_all_duties_are_its_own() -> None:
    duties = Duties(store=MemoryStore(), clock=FakeClock(NOW), process="one")
    work = Work()
    task = asyncio.create_task(duties.do("chat", work.go_on))
    async with asyncio.timeout(10):
        await work.begun.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert work.ended.is_set()


async def test_a_duty_is_left_at_the_end_and_another_process_takes_it() -> None:
    store, clock = SharedStore(), FakeClock(NOW)
    one, two = Work(), Work()
    first = asyncio.create_task(process(store, "one", clock).do("chat", one.go_on))
    async with asyncio.timeout(10):
        await one.begun.wait()
        second = asyncio.create_task(process(store, "two", clock).do("chat", two.go_on))
        await asyncio.sleep(LEASE / 2)
        assert not two.begun.is_set()
        first.cancel()
        await two.begun.wait()
    assert one.ended.is_set()
    second.cancel()
    await asyncio.gather(first, second, return_exceptions=True)


async def test_a_process_that_lost_its_duty_stops_doing_it() -> None:
    store, clock = SharedStore(), FakeClock(NOW)
    work = Work()
    task = asyncio.create_task(process(store, "one", clock).do("chat", work.go_on))
    async with asyncio.timeout(10):
        await work.begun.wait()
        assert await store.take_duty("chat", "two", clock.now() + timedelta(seconds=2 * LEASE), 60.0)
        await work.ended.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert not await store.take_duty("chat", "one", clock.now(), LEASE), "it stays with the other"


async def test_a_duty_whose_work_fails_is_left_and_the_error_told() -> None:
    store, clock = SharedStore(), FakeClock(NOW)

    async def fail() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await process(store, "one", clock).do("chat", fail)
    assert await store.take_duty("chat", "two", clock.now(), LEASE)
