"""Boards and paused channels, on a database."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, func, select, update

from adapters.storage import chat_codec, codec
from adapters.storage.sql.parts import StorePart, TransactionPart
from adapters.storage.sql.posts import is_paused
from adapters.storage.tables import BOARDS, LEDGER, PAUSED
from bot.model import Board, Paused, Place

ANEW = -1
"""Shows less than any ledger holds."""
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class BoardTransaction(TransactionPart):
    """See bot.ports.boards.BoardTransaction."""

    async def add_board(self, place: Place, topic: str) -> None:
        """See bot.ports.boards."""
        values = {"topic": topic, "digest": "", "edition": 1, "upto": ANEW, "due": LONG_AGO, "fence": 0}
        await self._db.add(BOARDS, [{**codec.place_values(place), **values}])

    async def drop_board(self, place: Place, topic: str) -> None:
        """See bot.ports.boards."""
        await self._db.write(delete(BOARDS).where(_key(place, topic)))

    async def touch_boards(self, topic: str, platform: str | None = None, server: str | None = None) -> None:
        """See bot.ports.boards."""
        stale = update(BOARDS).where(BOARDS.c.topic == topic).values(upto=ANEW)
        if platform is not None:
            stale = stale.where(BOARDS.c.platform == platform, BOARDS.c.server == server)
        await self._db.write(stale)


class BoardStore(StorePart):
    """See bot.ports.boards.BoardStore."""

    async def lease_boards(self, platform: str, now: datetime, limit: int, lease_seconds: float) -> tuple[Board, ...]:
        """See bot.ports.boards."""
        newest = select(func.coalesce(func.max(LEDGER.c.seq), 0)).where(LEDGER.c.topic == BOARDS.c.topic)
        grown = newest.scalar_subquery()
        stale = (
            select(BOARDS, grown.label("grown"))
            .where(BOARDS.c.platform == platform, BOARDS.c.due <= now, BOARDS.c.upto < grown, ~is_paused(BOARDS, now))
            .order_by(BOARDS.c.seq)
            .limit(limit)
            .with_for_update(skip_locked=True, of=BOARDS)
        )
        async with self._write() as db:
            rows = await db.rows(stale)
            until = now + timedelta(seconds=lease_seconds)
            taken = update(BOARDS).where(BOARDS.c.seq.in_([row.seq for row in rows]))
            await db.write(taken.values(due=until, fence=BOARDS.c.fence + 1))
        return tuple(replace(chat_codec.board(row), upto=row.grown, fence=row.fence + 1) for row in rows)

    async def put_board(self, board: Board, due: datetime) -> None:
        """See bot.ports.boards."""
        shown = {
            "message": board.message,
            "digest": board.digest,
            "edition": board.edition,
            "upto": board.upto,
            "due": due,
        }
        async with self._write() as db:
            known = update(BOARDS).where(_key(board.place, board.topic))
            if not await db.write(known.where(BOARDS.c.fence == board.fence).values(shown)):
                await db.write(known.values(upto=ANEW))

    async def board(self, place: Place, topic: str) -> Board | None:
        """See bot.ports.boards."""
        async with self._read() as db:
            rows = await db.rows(select(BOARDS).where(_key(place, topic)))
        return chat_codec.board(rows[0]) if rows else None

    async def pause(self, paused: Paused) -> bool:
        """See bot.ports.boards."""
        known = and_(*(PAUSED.c[name] == value for name, value in codec.place_values(paused.place).items()))
        again = {"reason": paused.reason, "next_look": paused.next_look}
        async with self._write() as db:
            if await db.add_one(PAUSED, {**codec.place_values(paused.place), "since": paused.since, **again}):
                return True
            await db.write(update(PAUSED).where(known).values(again))
        return False

    async def resume(self, place: Place) -> bool:
        """See bot.ports.boards."""
        known = and_(*(PAUSED.c[name] == value for name, value in codec.place_values(place).items()))
        async with self._write() as db:
            return await db.write(delete(PAUSED).where(known)) > 0

    async def paused(self) -> tuple[Paused, ...]:
        """See bot.ports.boards."""
        found = select(PAUSED).order_by(PAUSED.c.platform, PAUSED.c.server, PAUSED.c.channel)
        async with self._read() as db:
            return tuple(chat_codec.paused(row) for row in await db.rows(found))


def _key(place: Place, topic: str) -> ColumnElement[bool]:
    address = codec.place_values(place) | {"topic": topic}
    return and_(*(BOARDS.c[name] == value for name, value in address.items()))
