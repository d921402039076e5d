"""Feeds and their items, on a database."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import and_, bindparam, delete, insert, select, update

from adapters.storage import codec
from adapters.storage.connection import chunks
from adapters.storage.sql.parts import StorePart, TransactionPart
from adapters.storage.tables import FEEDS, ITEMS
from bot.model import FeedState


class FeedTransaction(TransactionPart):
    """See bot.ports.feeds.FeedTransaction."""

    async def lease_feeds(self, now: datetime, limit: int, lease_seconds: float) -> tuple[FeedState, ...]:
        """See bot.ports.feeds."""
        due = (
            select(FEEDS.c.url)
            .where(FEEDS.c.next_due <= now)
            .order_by(FEEDS.c.next_due, FEEDS.c.url)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        lease = (
            update(FEEDS)
            .where(FEEDS.c.url.in_(due))
            .values(next_due=now + timedelta(seconds=lease_seconds), fence=FEEDS.c.fence + 1)
            .returning(FEEDS)
        )
        return tuple(codec.feed_state(row) for row in await self._db.rows(lease))

    async def put_feed(self, state: FeedState) -> bool:
        """See bot.ports.feeds."""
        held = and_(FEEDS.c.url == state.feed.url, FEEDS.c.fence == state.fence)
        return await self._db.write(update(FEEDS).where(held).values(codec.polled_values(state))) == 1

    async def sync_feeds(self, states: Collection[FeedState]) -> None:
        """See bot.ports.feeds."""
        known = {row.url for row in await self._db.rows(select(FEEDS.c.url))}
        wanted = {state.feed.url: state for state in states}
        for dropped in chunks(known - wanted.keys()):
            await self._db.write(delete(FEEDS).where(FEEDS.c.url.in_(dropped)))
            await self._db.write(delete(ITEMS).where(ITEMS.c.feed.in_(dropped)))
        await self._db.write(
            update(FEEDS).where(FEEDS.c.url == bindparam("known")),
            [{"known": url, **codec.configured_values(wanted[url].feed)} for url in known & wanted.keys()],
        )
        await self._db.write(
            insert(FEEDS), [codec.feed_values(state) for url, state in wanted.items() if url not in known]
        )

    async def known_items(self, feed: str, ids: Collection[str]) -> frozenset[str]:
        """See bot.ports.feeds."""
        known: set[str] = set()
        for some in chunks(ids):
            rows = await self._db.rows(select(ITEMS.c.id).where(ITEMS.c.feed == feed, ITEMS.c.id.in_(some)))
            known.update(row.id for row in rows)
        return frozenset(known)

    async def add_items(self, feed: str, ids: Collection[str], now: datetime) -> None:
        """See bot.ports.feeds."""
        known = await self.known_items(feed, ids)
        new = dict.fromkeys(item for item in ids if item not in known)
        await self._db.write(insert(ITEMS), [{"feed": feed, "id": item, "seen": now} for item in new])

    async def forget_items(self, before: datetime) -> int:
        """See bot.ports.feeds."""
        return await self._db.write(delete(ITEMS).where(ITEMS.c.seen < before))


class FeedStore(StorePart):
    """See bot.ports.feeds.FeedStore."""

    async def feed_states(self) -> tuple[FeedState, ...]:
        """See bot.ports.feeds."""
        async with self._read() as db:
            return tuple(codec.feed_state(row) for row in await db.rows(select(FEEDS).order_by(FEEDS.c.url)))
