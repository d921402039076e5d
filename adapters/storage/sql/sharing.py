"""What processes on one database share."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from sqlalchemy import and_, delete, func, or_, select, update

from adapters.storage.lease_tables import DUTIES
from adapters.storage.listening import listening
from adapters.storage.sql.parts import StorePart
from bot.model import Wake


class SharingStore(StorePart):
    """See bot.ports.sharing.SharingStore."""

    async def take_duty(self, duty: str, process: str, now: datetime, seconds: float) -> bool:
        """See bot.ports.sharing."""
        until = now + timedelta(seconds=seconds)
        free = and_(DUTIES.c.duty == duty, or_(DUTIES.c.process == process, DUTIES.c.until <= now))
        async with self._write() as db:
            if await db.add_one(DUTIES, {"duty": duty, "process": process, "until": until}):
                return True
            return await db.write(update(DUTIES).where(free).values(process=process, until=until)) == 1

    async def leave_duty(self, duty: str, process: str) -> None:
        """See bot.ports.sharing."""
        async with self._write() as db:
            await db.write(delete(DUTIES).where(DUTIES.c.duty == duty, DUTIES.c.process == process))

    async def on_duty(self, beginning: str, now: datetime) -> int:
        """See bot.ports.sharing."""
        taken = DUTIES.c.duty.startswith(beginning, autoescape=True)
        async with self._read() as db:
            (row,) = await db.rows(select(func.count()).select_from(DUTIES).where(taken, DUTIES.c.until > now))
            return int(row[0])

    async def database_time(self) -> datetime | None:
        """See bot.ports.sharing."""
        if not self.shared:
            return None
        async with self._read() as db:
            (row,) = await db.rows(select(func.clock_timestamp()))
        now: datetime = row[0]
        return now.astimezone(UTC)

    @asynccontextmanager
    async def listen(self, heard: Callable[[Wake], None]) -> AsyncIterator[None]:
        """See bot.ports.sharing."""
        if not self.shared:
            yield
            return
        async with listening(self._opened(self._reader), heard):
            yield
