"""What `run` does again and again, by roles, and how that ends."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

from adapters.schedule import Schedule
from bot.backlog import Backlog
from bot.boards import Boards
from bot.cli.pushing import Pushing
from bot.duties import LEASE as DUTY_LEASE
from bot.duties import Duties
from bot.errors import StoreError
from bot.model import Role, Wake
from bot.outbox import Outbox
from bot.ports import Clock, Store
from bot.printings import Printings
from bot.rereading import Rereading
from bot.road import Road
from bot.turns import Turns

TICK = 0.25
BOARD_TICK = 1.0
"""Seconds between looks at what is due."""
HUB_TICK = 1.0
"""Seconds between looks at what hubs are to be asked."""
REREAD_TICK = 1.0
"""Seconds between looks at which articles are read again."""
LAST_TICKS, LAST_POLLS, LAST_POSTS = 1.0, 2.0, 2.0
"""Seconds that a stop leaves each to end; what it cuts short is handed back."""
HANDING_BACK = 1.0
"""Seconds for that, each time. All of it together is less than ten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """The parts that work by themselves."""

    road: Road
    rereading: Rereading
    backlog: Backlog
    outbox: Outbox
    boards: Boards
    printings: Printings
    pushing: Pushing | None
    roles: frozenset[Role]

    async def begin(self, schedule: Schedule, duties: Duties) -> None:
        """Put on the schedule what these roles do."""
        if Role.POLL in self.roles:
            await self._begin_polling(schedule, duties)
        if self.roles & {Role.POLL, Role.READ}:
            schedule.every(BOARD_TICK, "printings", self.printings.tick)
        if Role.READ in self.roles:
            schedule.every(REREAD_TICK, "reread", self.rereading.tick)
            schedule.every(TICK, "read", self.backlog.tick)
        if Role.DELIVER in self.roles:
            schedule.every(TICK, "post", self.outbox.tick)
            schedule.every(BOARD_TICK, "boards", self.boards.tick)

    async def _begin_polling(self, schedule: Schedule, duties: Duties) -> None:
        pushing = self.pushing
        schedule.every(TICK, "poll", self.road.tick)
        if pushing is None:
            return
        await pushing.hubs.start()

        async def ask_hubs() -> None:
            if await duties.take("hubs"):
                await pushing.hubs.tick()

        schedule.every(HUB_TICK, "hubs", ask_hubs)

    async def renew(self) -> None:
        """Hold what is under way for longer."""
        await self.road.renew()
        await self.backlog.renew()

    async def end(self, *, deliver: bool) -> None:
        """Let what is under way end, deliver what that brought, and hand back what is cut short."""
        ending = [
            _at_most(LAST_POLLS + HANDING_BACK, self.road.end(LAST_POLLS)),
            _at_most(LAST_POLLS + HANDING_BACK, self.backlog.end(LAST_POLLS)),
            self.rereading.underway.end(LAST_POLLS),
        ]
        if self.pushing is not None:
            ending.append(self.pushing.end(LAST_POLLS / 2))
        await asyncio.gather(*ending)
        if deliver and Role.DELIVER in self.roles:
            await _at_most(HANDING_BACK, self.outbox.tick())
        posted = _at_most(LAST_POSTS + HANDING_BACK, self.outbox.end(LAST_POSTS))
        await asyncio.gather(self.boards.underway.end(LAST_POSTS), posted)


async def _at_most(seconds: float, work: Awaitable[None]) -> None:
    """Go on without what takes longer, or what the store does not take: leases end by themselves."""
    with suppress(TimeoutError, StoreError):
        async with asyncio.timeout(seconds):
            await work


@asynccontextmanager
async def woken(store: Store, work: Work) -> AsyncIterator[None]:
    """Look at once for what another process has stored; many words at once make one look."""
    ticks: dict[Wake, Callable[[], Awaitable[None]]] = {}
    if Role.READ in work.roles:
        ticks[Wake.ARTICLES] = work.backlog.tick
    if Role.DELIVER in work.roles:
        ticks[Wake.POSTS] = work.outbox.tick
    heard = {word: asyncio.Event() for word in ticks}

    async def look(word: Wake) -> None:
        while True:
            await heard[word].wait()
            heard[word].clear()
            with suppress(StoreError):  # the next tick of the schedule tells it
                await ticks[word]()

    tasks = [asyncio.create_task(look(word)) for word in ticks]
    try:
        async with store.listen(lambda word: heard[word].set() if word in heard else None):
            yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def share_limits(store: Store, clock: Clock, process: str, turns: Mapping[str, Turns]) -> None:
    """Keep to what a platform takes together with the other processes that deliver."""
    now = clock.now()
    await store.take_duty(f"deliver {process}", process, now, DUTY_LEASE)
    together = await store.on_duty("deliver ", now)
    for turn in turns.values():
        turn.share = max(together, 1)
