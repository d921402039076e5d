"""Whether `run` is ready: its store answers, its platforms hear us, and its ticks go on."""

import asyncio
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.errors import StoreError
from bot.ports import Clock, Store

FRESH = timedelta(seconds=15)
"""A tick that went well this long ago goes on."""
ANSWER = 2.0
"""Seconds that the store has to answer."""
JOINED, AWAY = "connected", ("disconnected", "platform lost")


class Pulse:
    """What is known of the parts of a running process."""

    def __init__(self, *, store: Store, clock: Clock, platforms: Iterable[str]) -> None:
        """`platforms` are those that connect: each tells when it does, and when it is cut off.

        On a store that several processes share, another one may be connected in place of this.
        """
        self._store = store
        self._clock = clock
        self._beats: dict[str, datetime | None] = {}
        self.connected = dict.fromkeys(platforms, store.shared)

    def heard(self, _level: str, event: str, values: Mapping[str, Any]) -> None:
        """Hear an event of the log."""
        platform = str(values.get("platform", ""))
        if platform in self.connected and event in {JOINED, *AWAY}:
            self.connected[platform] = event == JOINED

    def expect(self, ticks: Iterable[str]) -> None:
        """Take these ticks for alive as long as each goes well now and then."""
        self._beats |= dict.fromkeys(ticks)

    def beat(self, tick: str) -> None:
        """Hear that a tick went well."""
        if tick in self._beats:
            self._beats[tick] = self._clock.now()

    async def ready(self) -> Mapping[str, str]:
        """Return what is checked, and what is wrong with it."""
        now = self._clock.now()
        ticks = {name: self._late(beat, now) for name, beat in self._beats.items()}
        away = {name: "" if connected else "not connected" for name, connected in self.connected.items()}
        return {"store": await self._store_fault(), **ticks, **away}

    async def _store_fault(self) -> str:
        try:
            async with asyncio.timeout(ANSWER):
                await self._store.outbox_state()
        except (StoreError, TimeoutError):
            return "does not answer"  # why, the log says: it may name hosts
        return ""

    @staticmethod
    def _late(beat: datetime | None, now: datetime) -> str:
        if beat is None:
            return "has not begun"
        return "" if now - beat <= FRESH else f"stands still since {beat:%H:%M:%S} UTC"
