"""Reads the articles that wait: leased, one of a feed at a time, taken along the road, and let go under their lease."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from bot.crash import Crash, survive
from bot.intake import Intake, Taken
from bot.model import Unread
from bot.ports import Clock, Store
from bot.underway import Underway

AT_ONCE = 20
MOST_LEASES = 5
"""An article that so many processes took and none brought to an end is unreadable: it may be what ended them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFailed:
    """An article could not be read to its end; it waits until its lease ends."""

    unread: Unread
    crash: Crash


ReadTold = Taken | ReadFailed | Crash


class Backlog:
    """Takes articles along that another process has found. Whatever becomes of one, the others go on."""

    def __init__(
        self, *, store: Store, intake: Intake, clock: Clock, lease: float, tell: Callable[[ReadTold], None]
    ) -> None:
        """Lease for so many seconds; `tell` hears what became of each article."""
        self._store = store
        self._intake = intake
        self._clock = clock
        self._lease = lease
        self._tell = tell
        self._reading: dict[str, Unread] = {}
        self._cut_short: list[Unread] = []
        self._ticking = asyncio.Lock()
        self.underway = Underway(tell)

    async def tick(self) -> None:
        """Begin to read what waits, and do not wait for it."""
        async with self._ticking:
            room = AT_ONCE - len(self._reading)
            if room <= 0:
                return
            for unread in await self._store.lease_unread(self._clock.now(), room, self._lease):
                self._reading[unread.article.id] = unread
                self.underway.start(self._read_and_go_on(unread))

    def wake(self) -> None:
        """Look at once for what waits, instead of at the next tick."""
        self.underway.start(self.tick())

    async def renew(self) -> None:
        """Hold what is being read for longer."""
        if self._reading:
            until = self._clock.now() + timedelta(seconds=self._lease)
            await self._store.renew_unread(tuple(self._reading.values()), until)

    async def end(self, seconds: float) -> None:
        """Give what is being read time to end, and hand the rest back."""
        await self.underway.end(seconds)
        if self._cut_short:
            await self._store.hand_back_unread(self._cut_short)

    async def _read_and_go_on(self, unread: Unread) -> None:
        try:
            await self._read(unread)
        except asyncio.CancelledError:
            self._cut_short.append(unread)
            raise
        finally:
            self._reading.pop(unread.article.id, None)
        await self.tick()  # the next of this feed waits for no clock

    async def _read(self, unread: Unread) -> None:
        if unread.fence > MOST_LEASES:
            crash = Crash(RuntimeError(f"{MOST_LEASES} attempts to read it were broken off"))
            taken: Taken | Crash | None = self._intake.unreadable(unread.article, unread.feed, crash)
        else:
            taken = await survive(self._intake.take(unread.article, unread.feed, unread))
        if isinstance(taken, Crash):
            self._tell(ReadFailed(unread=unread, crash=taken))
            return
        if taken is not None and not taken.stored:
            async with self._store.transaction() as transaction:
                if await transaction.settle_unread(unread):
                    await transaction.add_unknown_articles([taken.record])
        if taken is not None:
            self._tell(taken)
