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
        self.share = 1
        """How many processes send on this platform, each within its share of what it takes a second."""
        self._clock = clock
        self._sleep = sleep
        self._next: datetime | None = None
        self._next_in: dict[Place, datetime] = {}
        self._gate = asyncio.Lock()
        self._waiting = 0

    @property
    def room(self) -> int:
        """How many more may ask for a turn and get it within about a second."""
        if self.limits.per_second is None:
            return self.limits.in_flight
        return max(1, int(self.limits.per_second / self.share)) - self._waiting

    @property
    def _step(self) -> timedelta:
        return timedelta(seconds=self.share / self.limits.per_second) if self.limits.per_second else timedelta()

    async def wait(self, place: Place) -> None:
        """Wait until something may be sent to a channel."""
        self._waiting += 1
        try:
            # A channel that waits for its own turn holds up no other.
            await self._until(self._turn_of(place))
            async with self._gate:
                await self._until(self._next)
                self._give(place)
        finally:
            self._waiting -= 1

    def heard(self, place: Place, sent: datetime) -> None:
        """Know of what another process sent to a channel."""
        if self.limits.per_channel > 0:
            free = sent + timedelta(seconds=self.limits.per_channel)
            self._next_in[place] = max(self._next_in.get(place, free), free)

    def _turn_of(self, place: Place) -> datetime:
        now = self._clock.now()
        turn = max(now, self._next_in.get(place, now))
        if self.limits.per_channel > 0:
            self._next_in = {known: when for known, when in self._next_in.items() if when > now}
            self._next_in[place] = turn + timedelta(seconds=self.limits.per_channel)
        return turn

    async def _until(self, when: datetime | None) -> None:
        delay = (when - self._clock.now()).total_seconds() if when else 0.0
        if delay > 0:
            await self._sleep(delay)

    def _give(self, place: Place) -> None:
        """Count from now, not from when the turn was planned: turns lost to a stall are not made up for in a rush."""
        now = self._clock.now()
        self._next = max(self._next or now, now - self._step) + self._step
        if self.limits.per_channel > 0:
            next_in = now + timedelta(seconds=self.limits.per_channel)
            self._next_in[place] = max(self._next_in.get(place, next_in), next_in)
