"""Follows, mutes, quiet hours, held alerts and remarks, on a database."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, delete, exists, insert, or_, select, update

from adapters.storage import chat_codec, codec
from adapters.storage.codec import Values
from adapters.storage.connection import Guarded
from adapters.storage.opinions import EVERYONE, rejected_by
from adapters.storage.sql.parts import StorePart, TransactionPart
from adapters.storage.tables import FOLLOWS, HELD, MUTES, QUIET, REMARKS
from bot.model import Audience, Follow, Held, HeldWhy, Mute, Place, Quiet, Remark


class AudienceTransaction(TransactionPart):
    """See bot.ports.audience.AudienceTransaction."""

    async def audience(self, topics: Collection[str], now: datetime) -> Audience:
        """See bot.ports.audience."""
        follows = [follow for topic in topics for follow in await self.follows(topic)]
        servers = {(follow.platform, follow.server) for follow in follows}
        return Audience(
            follows=tuple(follows),
            mutes=tuple([mute for topic in topics for mute in await self.mutes(topic, now)]),
            quiet={quiet.place: quiet for quiet in map(chat_codec.quiet, await self._db.rows(select(QUIET)))},
            rejected={server: await rejected(self._db, *server) for server in sorted(servers)},
        )

    async def follows(self, topic: str) -> tuple[Follow, ...]:
        """See bot.ports.audience."""
        rows = await self._db.rows(select(FOLLOWS).where(FOLLOWS.c.topic == topic).order_by(*_order(FOLLOWS)))
        return tuple(codec.follow(row) for row in rows)

    async def put_follow(self, follow: Follow) -> None:
        """See bot.ports.audience."""
        await self._db.put(FOLLOWS, codec.target_values(follow), {"level": follow.level.value})

    async def drop_follow(self, place: Place, topic: str, claim: str | None) -> bool:
        """See bot.ports.audience."""
        return await self._drop(FOLLOWS, codec.place_values(place) | {"topic": topic, "claim": claim or ""})

    async def mutes(self, topic: str, now: datetime) -> tuple[Mute, ...]:
        """See bot.ports.audience."""
        found = select(MUTES).where(MUTES.c.topic == topic, _lasting(now))
        rows = await self._db.rows(found.order_by(*_order(MUTES)))
        return tuple(codec.mute(row) for row in rows)

    async def put_mute(self, mute: Mute) -> None:
        """See bot.ports.audience."""
        ending = {"until": mute.until, "until_changed": mute.until_changed}
        await self._db.put(MUTES, codec.target_values(mute), ending)

    async def drop_mute(self, place: Place, topic: str, claim: str | None) -> bool:
        """See bot.ports.audience."""
        return await self._drop(MUTES, codec.place_values(place) | {"topic": topic, "claim": claim or ""})

    async def put_quiet(self, quiet: Quiet) -> None:
        """See bot.ports.audience."""
        await self._db.put(QUIET, codec.place_values(quiet.place), chat_codec.quiet_values(quiet))

    async def drop_quiet(self, place: Place) -> bool:
        """See bot.ports.audience."""
        return await self._drop(QUIET, codec.place_values(place))

    async def hold(self, held: Sequence[Held]) -> None:
        """See bot.ports.audience."""
        await self._db.write(insert(HELD), [chat_codec.held_values(one) for one in held])

    async def take_held(self, place: Place, why: HeldWhy, now: datetime) -> tuple[Held, ...]:
        """See bot.ports.audience."""
        untold = and_(_in_place(HELD, place), HELD.c.why == why.value, HELD.c.told_at.is_(None))
        taken = update(HELD).where(untold).values(told_at=now).returning(HELD.c.seq, HELD.c.held)
        return tuple(row.held for row in sorted(await self._db.rows(taken), key=lambda row: row.seq))

    async def remark(self, remark: Remark) -> None:
        """See bot.ports.audience."""
        await self._db.write(insert(REMARKS), [chat_codec.remark_values(remark)])

    async def _drop(self, table: Table, key: Values) -> bool:
        return await self._db.write(delete(table).where(*(table.c[name] == value for name, value in key.items()))) > 0


class AudienceStore(StorePart):
    """See bot.ports.audience.AudienceStore."""

    async def following(self, place: Place) -> tuple[Follow, ...]:
        """See bot.ports.audience."""
        found = select(FOLLOWS).where(_in_place(FOLLOWS, place)).order_by(FOLLOWS.c.topic, FOLLOWS.c.claim)
        async with self._read() as db:
            return tuple(codec.follow(row) for row in await db.rows(found))

    async def muted(self, place: Place, now: datetime) -> tuple[Mute, ...]:
        """See bot.ports.audience."""
        found = select(MUTES).where(_in_place(MUTES, place), _lasting(now)).order_by(MUTES.c.topic, MUTES.c.claim)
        async with self._read() as db:
            return tuple(codec.mute(row) for row in await db.rows(found))

    async def follows_in(self, platform: str, server: str) -> tuple[Follow, ...]:
        """See bot.ports.audience."""
        found = select(FOLLOWS).where(FOLLOWS.c.platform == platform, FOLLOWS.c.server == server)
        async with self._read() as db:
            rows = await db.rows(found.order_by(FOLLOWS.c.channel, FOLLOWS.c.topic, FOLLOWS.c.claim))
        return tuple(map(codec.follow, rows))

    async def mutes_in(self, platform: str, server: str, now: datetime) -> tuple[Mute, ...]:
        """See bot.ports.audience."""
        found = select(MUTES).where(MUTES.c.platform == platform, MUTES.c.server == server, _lasting(now))
        async with self._read() as db:
            rows = await db.rows(found.order_by(MUTES.c.channel, MUTES.c.topic, MUTES.c.claim))
        return tuple(map(codec.mute, rows))

    async def quiet(self, place: Place) -> Quiet | None:
        """See bot.ports.audience."""
        async with self._read() as db:
            rows = await db.rows(select(QUIET).where(_in_place(QUIET, place)))
        return chat_codec.quiet(rows[0]) if rows else None

    async def quiet_with_held(self) -> tuple[Quiet, ...]:
        """See bot.ports.audience."""
        same = and_(*(HELD.c[name] == QUIET.c[name] for name in ("platform", "server", "channel")))
        untold = exists().where(same, HELD.c.why == HeldWhy.QUIET.value, HELD.c.told_at.is_(None))
        found = select(QUIET).where(untold).order_by(QUIET.c.platform, QUIET.c.server, QUIET.c.channel)
        async with self._read() as db:
            return tuple(chat_codec.quiet(row) for row in await db.rows(found))

    async def held_back(self, place: Place, since: datetime, limit: int) -> tuple[Held, ...]:
        """See bot.ports.audience."""
        found = select(HELD.c.held).where(_in_place(HELD, place), HELD.c.at >= since)
        async with self._read() as db:
            return tuple(row.held for row in await db.rows(found.order_by(HELD.c.seq.desc()).limit(limit)))

    async def rejected(self, platform: str, server: str) -> frozenset[str]:
        """See bot.ports.audience."""
        async with self._read() as db:
            return await rejected(db, platform, server)

    async def remarks(self, platform: str, server: str, statement: str) -> tuple[Remark, ...]:
        """See bot.ports.audience."""
        found = select(REMARKS).where(_heard_by(platform, server), REMARKS.c.statement == statement)
        async with self._read() as db:
            return tuple(chat_codec.remark(row) for row in await db.rows(found.order_by(REMARKS.c.seq)))


async def rejected(db: Guarded, platform: str, server: str) -> frozenset[str]:
    """Return the statements that a server or everyone calls wrong readings."""
    rows = await db.rows(select(REMARKS).where(_heard_by(platform, server)).order_by(REMARKS.c.seq))
    return rejected_by(chat_codec.remark(row) for row in rows)


def _heard_by(platform: str, server: str) -> ColumnElement[bool]:
    everyones = and_(REMARKS.c.platform == EVERYONE[0], REMARKS.c.server == EVERYONE[1])
    return or_(everyones, and_(REMARKS.c.platform == platform, REMARKS.c.server == server))


def _lasting(now: datetime) -> ColumnElement[bool]:
    return or_(MUTES.c.until.is_(None), MUTES.c.until > now)


def _in_place(table: Table, place: Place) -> ColumnElement[bool]:
    return and_(*(table.c[name] == value for name, value in codec.place_values(place).items()))


def _order(table: Table) -> list[ColumnElement[Any]]:
    return [table.c[name] for name in ("platform", "server", "channel", "claim")]
