"""A large body takes room, and waiting for it is not held against its server."""

import asyncio

import pytest

from adapters.web.growth import COPIES, Growth
from bot.larder import LARGE, Larder

LONGEST = 2 * LARGE


async def turns() -> None:
    """Let tasks go on until they wait."""
    for _ in range(10):
        await asyncio.sleep(0)


@pytest.mark.parametrize("seconds", [60.0, None])
async def test_a_body_that_waits_for_room_loses_no_time(seconds: float | None) -> None:
    larder = Larder(most=COPIES * LONGEST)
    async with asyncio.timeout(seconds) as deadline, Growth(larder, LONGEST, deadline) as growth:
        due = deadline.when()
        with larder.holding(1):
            await growth.reach(LARGE)
            waiting = asyncio.create_task(growth.reach(LARGE + 1))
            await turns()
            assert not waiting.done()
            assert deadline.when() is None
        await waiting
        assert (deadline.when() is None) == (due is None)
        assert (deadline.when() or 0.0) >= (due or 0.0)


async def test_room_is_taken_once_and_given_back() -> None:
    larder = Larder(most=COPIES * LONGEST)
    async with asyncio.timeout(None) as deadline:
        async with Growth(larder, LONGEST, deadline) as growth:
            await growth.reach(LARGE + 1)
            await growth.reach(LONGEST)
            other = asyncio.create_task(let_in(larder))
            await turns()
            assert not other.done()
        await other


async def let_in(larder: Larder) -> None:
    """Take a little room and give it back."""
    async with larder.room(1):
        pass
