"""Follows and mutes, on a database."""

from datetime import datetime

from sqlalchemy import Table, delete, insert, or_, select

from adapters.storage import codec
from adapters.storage.codec import Values
from adapters.storage.sql.parts import TransactionPart
from adapters.storage.tables import FOLLOWS, MUTES
from bot.model import Follow, Mute


class AudienceTransaction(TransactionPart):
    """See bot.ports.audience.AudienceTransaction."""

    async def follows(self, topic: str) -> tuple[Follow, ...]:
        """See bot.ports.audience."""
        found = select(FOLLOWS).where(FOLLOWS.c.topic == topic)
        rows = await self._db.rows(
            found.order_by(FOLLOWS.c.platform, FOLLOWS.c.server, FOLLOWS.c.channel, FOLLOWS.c.claim)
        )
        return tuple(codec.follow(row) for row in rows)

    async def put_follow(self, follow: Follow) -> None:
        """See bot.ports.audience."""
        await self._put(FOLLOWS, codec.target_values(follow), {"level": follow.level.value})

    async def mutes(self, topic: str, now: datetime) -> tuple[Mute, ...]:
        """See bot.ports.audience."""
        lasting = or_(MUTES.c.until.is_(None), MUTES.c.until > now)
        found = select(MUTES).where(MUTES.c.topic == topic, lasting)
        rows = await self._db.rows(found.order_by(MUTES.c.platform, MUTES.c.server, MUTES.c.channel, MUTES.c.claim))
        return tuple(codec.mute(row) for row in rows)

    async def put_mute(self, mute: Mute) -> None:
        """See bot.ports.audience."""
        await self._put(MUTES, codec.target_values(mute), {"until": mute.until, "until_changed": mute.until_changed})

    async def _put(self, table: Table, key: Values, rest: Values) -> None:
        """Write a row in place of the one with this key, in SQL that every database knows."""
        await self._db.write(delete(table).where(*(table.c[name] == value for name, value in key.items())))
        await self._db.write(insert(table), [{**key, **rest}])
