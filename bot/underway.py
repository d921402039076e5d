"""Work that is started and not waited for, so that what is slow holds up nothing else."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from bot.crash import Crash, survive


class Underway:
    """The tasks of one part. None of them can end another, or the part."""

    def __init__(self, tell: Callable[[Crash], None]) -> None:
        """Let `tell` hear of errors that nobody foresaw."""
        self._tell = tell
        self._tasks: set[asyncio.Task[None]] = set()

    def __len__(self) -> int:
        return len(self._tasks)

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Begin some work."""
        task = asyncio.create_task(self._run(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def settle(self) -> None:
        """Wait until all work is done, and all that it began."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def end(self, seconds: float) -> None:
        """Give the work time to end, then cancel what is left."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)
        left = tuple(self._tasks)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    async def _run(self, work: Coroutine[Any, Any, None]) -> None:
        outcome = await survive(work)
        if isinstance(outcome, Crash):
            self._tell(outcome)
