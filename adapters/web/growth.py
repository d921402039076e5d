"""A body that grows: once it is large it takes room, and whoever must wait for that loses no time by it."""

import asyncio
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from types import TracebackType
from typing import Self

from bot.larder import LARGE, Larder

COPIES = 2
"""Times that the longest body is in memory while it is received: as it comes, and as a whole."""


class Growth:
    """The room of one body, given back at the end."""

    def __init__(self, larder: Larder, longest: int, deadline: asyncio.Timeout) -> None:
        """`longest` is the most bytes that the body may have; `deadline` stands still while it waits for room."""
        self._larder = larder
        self._longest = longest
        self._deadline = deadline
        self._large = False
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.aclose()

    async def reach(self, length: int) -> None:
        """Tell how long the body has become."""
        if length > LARGE and not self._large:
            self._large = True
            with _standing_still(self._deadline):
                await self._stack.enter_async_context(self._larder.room(COPIES * self._longest))


@contextmanager
def _standing_still(deadline: asyncio.Timeout) -> Iterator[None]:
    """Stop a deadline's clock."""
    due, loop = deadline.when(), asyncio.get_running_loop()
    left = None if due is None else due - loop.time()
    deadline.reschedule(None)
    try:
        yield
    finally:
        deadline.reschedule(None if left is None else loop.time() + left)
