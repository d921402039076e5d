"""Unforeseen errors become values where neighbours must go on."""

import asyncio
from collections.abc import Awaitable

import pytest

from bot.crash import Crash, survive
from bot.underway import Underway


async def failing() -> None:
    """Fail in a way nobody foresaw."""
    raise ZeroDivisionError("a fault")


async def test_a_step_that_works_returns_what_it_returns() -> None:
    assert await survive(asyncio.sleep(0, "done")) == "done"


async def test_an_unforeseen_error_is_a_value_with_its_traceback() -> None:
    crash = await survive(failing())
    assert isinstance(crash, Crash)
    assert str(crash) == "ZeroDivisionError: a fault"
    assert crash.error.__traceback__ is not None


@pytest.mark.parametrize("end", [asyncio.CancelledError, KeyboardInterrupt, SystemExit])
async def test_cancelling_and_exits_pass_through(end: type[BaseException]) -> None:
    class Ending:
        """Ends when it is awaited."""

        def __await__(self) -> None:
            raise end

    step: Awaitable[None] = Ending()  # type: ignore[assignment]  # it never gets as far as yielding
    with pytest.raises(end):
        await survive(step)


async def test_work_underway_is_told_of_and_ends_no_other() -> None:
    told: list[Crash] = []
    done: list[str] = []

    async def working() -> None:
        await asyncio.sleep(0)
        done.append("done")

    underway = Underway(told.append)
    underway.start(failing())
    underway.start(working())
    assert len(underway) == 2
    await underway.settle()
    assert (len(underway), done, [str(crash) for crash in told]) == (0, ["done"], ["ZeroDivisionError: a fault"])


async def test_ending_waits_a_while_and_then_cancels() -> None:
    ended: list[str] = []

    async def slow() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("slow")

    async def quick() -> None:
        await asyncio.sleep(0)
        ended.append("quick")

    underway = Underway(lambda _: None)
    underway.start(slow())
    underway.start(quick())
    await underway.end(0.05)
    assert ended == ["quick", "slow"]
    assert len(underway) == 0
