"""Whose turn it is to send: keeps to what a platform declares."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.model import Place
from bot.ports import Clock, Limits

Sleep = Callable[[float], Awaitable[object]]


class Turns:
    """Gives turns on one platform, in the order in which they are asked for."""

    def __init__(self, limits: Limits, clock: Clock, sleep: Sleep = asyncio.sleep) -> None:
        self.limits = limits
        self._clock = clock
        self._sleep = sleep
        self._next: datetime | None = None
        self._next_in: dict[Place, datetime] = {}

    async def wait(self, place: Place) -> None:
        """Wait until something may be sent to a channel."""
        delay = self.take(place, self._clock.now())
        if delay > 0:
            await self._sleep(delay)

    def take(self, place: Place, now: datetime) -> float:
        """Take the next turn and return how many seconds away it is."""
        slot = max(now, self._next or now)
        if self.limits.per_second is not None:
            self._next = slot + timedelta(seconds=1 / self.limits.per_second)
        # A channel that waits for its own turn holds up no other.
        turn = max(slot, self._next_in.get(place, now))
        if self.limits.per_channel > 0:
            self._next_in = {known: when for known, when in self._next_in.items() if when > now}
            self._next_in[place] = turn + timedelta(seconds=self.limits.per_channel)
        return (turn - now).total_seconds()
