"""Articles that wait to be read, on a database."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, Update, and_, bindparam, delete, func, or_, select, update

from adapters.storage.codec import Values
from adapters.storage.lease_tables import UNREAD
from adapters.storage.sql.parts import StorePart, TransactionPart
from bot.model import Unread, Wake


class UnreadTransaction(TransactionPart):
    """See bot.ports.unread.UnreadTransaction."""

    async def add_unread(self, unread: Sequence[Unread]) -> None:
        """See bot.ports.unread."""
        if unread:
            await self._db.add(UNREAD, [_values(each) for each in sorted(unread, key=lambda each: each.queued)])
            await self._db.wake(Wake.ARTICLES)

    async def settle_unread(self, unread: Unread) -> bool:
        """See bot.ports.unread."""
        held = and_(UNREAD.c.article == unread.article.id, UNREAD.c.fence == unread.fence)
        return await self._db.write(delete(UNREAD).where(held)) == 1


class UnreadStore(StorePart):
    """See bot.ports.unread.UnreadStore."""

    async def lease_unread(self, now: datetime, limit: int, lease_seconds: float) -> tuple[Unread, ...]:
        """See bot.ports.unread."""
        lease = (
            update(UNREAD)
            .where(UNREAD.c.seq.in_(_ready(now, limit)))
            .values(lease_until=now + timedelta(seconds=lease_seconds), fence=UNREAD.c.fence + 1)
            .returning(UNREAD.c.seq, UNREAD.c.unread, UNREAD.c.fence)
        )
        async with self._write() as db:
            rows = sorted(await db.rows(lease), key=lambda row: row.seq)
        return tuple(replace(row.unread, fence=row.fence) for row in rows)

    async def renew_unread(self, unread: Collection[Unread], until: datetime) -> None:
        """See bot.ports.unread."""
        async with self._write() as db:
            await db.write(_held().values(lease_until=until), _leases(unread))

    async def hand_back_unread(self, unread: Collection[Unread]) -> None:
        """See bot.ports.unread."""
        async with self._write() as db:
            await db.write(_held().values(lease_until=None), _leases(unread))

    async def waiting_articles(self) -> int:
        """See bot.ports.unread."""
        async with self._read() as db:
            (row,) = await db.rows(select(func.count()).select_from(UNREAD))
            return int(row[0])


def _ready(now: datetime, limit: int) -> Select[Any]:
    """Pick the first article of each feed that waits there, unless it is being read."""
    first = select(func.min(UNREAD.c.seq)).group_by(UNREAD.c.feed)
    free = or_(UNREAD.c.lease_until.is_(None), UNREAD.c.lease_until <= now)
    ready = select(UNREAD.c.seq).where(UNREAD.c.seq.in_(first), free)
    return ready.order_by(UNREAD.c.seq).limit(limit).with_for_update(skip_locked=True)


def _held() -> Update:
    return update(UNREAD).where(UNREAD.c.article == bindparam("known"), UNREAD.c.fence == bindparam("held"))


def _leases(unread: Collection[Unread]) -> list[Values]:
    """Name leases in one order, so that no two processes wait for each other."""
    return [{"known": article, "held": fence} for article, fence in sorted((u.article.id, u.fence) for u in unread)]


def _values(unread: Unread) -> Values:
    return {
        "article": unread.article.id,
        "feed": unread.feed.url,
        "unread": unread,
        "queued": unread.queued,
        "fence": 0,
    }
