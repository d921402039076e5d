"""Articles that wait to be read, and what processes would share, in memory."""

from collections.abc import AsyncIterator, Callable, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta

from adapters.storage.memory.state import Duty, StorePart, TransactionPart, Waiting
from bot.model import Unread, Wake


class UnreadTransaction(TransactionPart):
    """See bot.ports.unread.UnreadTransaction."""

    async def add_unread(self, unread: Sequence[Unread]) -> None:
        """See bot.ports.unread."""
        for each in sorted(unread, key=lambda each: each.queued):
            self._state.unread.setdefault(each.article.id, Waiting(replace(each, fence=0)))

    async def settle_unread(self, unread: Unread) -> bool:
        """See bot.ports.unread."""
        known = self._state.unread.get(unread.article.id)
        if known is None or known.unread.fence != unread.fence:
            return False
        del self._state.unread[unread.article.id]
        return True


class UnreadStore(StorePart):
    """See bot.ports.unread.UnreadStore."""

    async def lease_unread(self, now: datetime, limit: int, lease_seconds: float) -> tuple[Unread, ...]:
        """See bot.ports.unread."""
        async with self._writing:
            waiting = self._opened().unread
            first: dict[str, Waiting] = {}
            for each in waiting.values():
                first.setdefault(each.unread.feed.url, each)
            ready = [each.unread for each in first.values() if each.until is None or each.until <= now][:limit]
            taken = tuple(replace(each, fence=each.fence + 1) for each in ready)
            for unread in taken:
                waiting[unread.article.id] = Waiting(unread, now + timedelta(seconds=lease_seconds))
            return taken

    async def renew_unread(self, unread: Collection[Unread], until: datetime) -> None:
        """See bot.ports.unread."""
        await self._hold(unread, until)

    async def hand_back_unread(self, unread: Collection[Unread]) -> None:
        """See bot.ports.unread."""
        await self._hold(unread, None)

    async def waiting_articles(self) -> int:
        """See bot.ports.unread."""
        return len(self._opened().unread)

    async def _hold(self, unread: Collection[Unread], until: datetime | None) -> None:
        async with self._writing:
            waiting = self._opened().unread
            for each in unread:
                known = waiting.get(each.article.id)
                if known is not None and known.unread.fence == each.fence:
                    waiting[each.article.id] = Waiting(known.unread, until)


class SharingStore(StorePart):
    """See bot.ports.sharing.SharingStore."""

    async def take_duty(self, duty: str, process: str, now: datetime, seconds: float) -> bool:
        """See bot.ports.sharing."""
        async with self._writing:
            duties = self._opened().duties
            known = duties.get(duty)
            if known is not None and known.process != process and known.until > now:
                return False
            duties[duty] = Duty(process, now + timedelta(seconds=seconds))
            return True

    async def leave_duty(self, duty: str, process: str) -> None:
        """See bot.ports.sharing."""
        async with self._writing:
            duties = self._opened().duties
            if duty in duties and duties[duty].process == process:
                del duties[duty]

    async def on_duty(self, beginning: str, now: datetime) -> int:
        """See bot.ports.sharing."""
        duties = self._opened().duties.items()
        return sum(duty.startswith(beginning) and taken.until > now for duty, taken in duties)

    async def database_time(self) -> datetime | None:
        """See bot.ports.sharing."""
        self._opened()
        return None

    @asynccontextmanager
    async def listen(self, heard: Callable[[Wake], None]) -> AsyncIterator[None]:
        """See bot.ports.sharing."""
        del heard
        yield
