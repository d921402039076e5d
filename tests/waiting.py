"""How tests wait: for the very thing that they assert, with patience for a computer that does a dozen things."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")

PATIENCE = 120.0
"""Seconds after which what never came is a failure; nothing that goes well takes a tenth of it."""
LOOK = 0.01
"""Seconds between two looks."""


async def until(seen: Callable[[], bool]) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(PATIENCE):
        while not seen():  # noqa: ASYNC110 - what is waited for happens in files and in other processes
            await asyncio.sleep(LOOK)


async def when(ask: Callable[[], Awaitable[T]], seen: Callable[[T], bool] = bool) -> T:
    """Ask until the answer is as it should be, and return it."""
    async with asyncio.timeout(PATIENCE):
        while not seen(told := await ask()):  # noqa: ASYNC110 - as above
            await asyncio.sleep(LOOK)
    return told
