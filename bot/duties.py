"""What one process does for all: a duty is taken by lease, done while it is held, and left at the end."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from bot.errors import StoreError
from bot.ports import Clock, Store

LEASE = 15.0
"""Seconds until another process takes over from one that has gone."""
LOOKS = 3.0
"""Seconds between two looks whether a duty is free."""


class Duties:
    """The duties of one process. Where it has the store to itself, they are all its own."""

    def __init__(self, *, store: Store, clock: Clock, process: str, lease: float = LEASE) -> None:
        """`process` is a name that no other process has."""
        self._store = store
        self._clock = clock
        self._process = process
        self._lease = lease

    async def take(self, duty: str) -> bool:
        """Take a duty, or hold it for longer; False while it is another process's."""
        if not self._store.shared:
            return True
        return await self._store.take_duty(duty, self._process, self._clock.now(), self._lease)

    async def do(self, duty: str, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Do a duty whenever it is this process's, until cancelled or until the work ends; raise what it raises."""
        if not self._store.shared:
            await work()
            return
        while not (await self._seems_ours(duty) and await self._done(duty, work)):  # noqa: ASYNC110  another process gives it up
            await asyncio.sleep(min(LOOKS, self._lease / 3))

    async def _done(self, duty: str, work: Callable[[], Coroutine[Any, Any, None]]) -> bool:
        """Do the work for as long as the duty is held; False when it was lost before the work ended."""
        loop = asyncio.get_running_loop()
        task = asyncio.create_task(work())
        lost = loop.time() + self._lease
        try:
            while not (await asyncio.wait({task}, timeout=self._lease / 3))[0]:
                asked = loop.time()
                try:
                    if not await self.take(duty):
                        return False
                except StoreError:  # what was taken is ours until its lease ends, whether the store answers or not
                    if loop.time() >= lost:
                        return False
                else:
                    lost = asked + self._lease
            task.result()
            return True
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await self._leave(duty)

    async def _seems_ours(self, duty: str) -> bool:
        try:
            return await self.take(duty)
        except StoreError:
            return False

    async def _leave(self, duty: str) -> None:
        try:
            await self._store.leave_duty(duty, self._process)
        except StoreError:
            return  # its lease ends by itself
