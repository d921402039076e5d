"""Subscriptions, on a database."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, bindparam, delete, or_, select, true, update

from adapters.storage import codec
from adapters.storage.codec import Values
from adapters.storage.connection import chunks
from adapters.storage.push_tables import SUBSCRIPTIONS
from adapters.storage.sql.parts import StorePart, TransactionPart
from adapters.storage.tables import FEEDS
from bot.model import FeedState, Offer, Subscription


class PushTransaction(TransactionPart):
    """See bot.ports.pushes.PushTransaction."""

    async def feed_state(self, url: str) -> FeedState | None:
        """See bot.ports.pushes."""
        rows = await self._db.rows(select(FEEDS).where(FEEDS.c.url == url))
        return codec.feed_state(rows[0]) if rows else None

    async def subscription(self, path: str) -> Subscription | None:
        """See bot.ports.pushes."""
        rows = await self._db.rows(select(SUBSCRIPTIONS).where(SUBSCRIPTIONS.c.path == path).with_for_update())
        return _subscription(rows[0]) if rows else None

    async def subscriptions_of(self, feed: str) -> tuple[Subscription, ...]:
        """See bot.ports.pushes."""
        of_feed = select(SUBSCRIPTIONS).where(SUBSCRIPTIONS.c.feed == feed).order_by(SUBSCRIPTIONS.c.path)
        return tuple(_subscription(row) for row in await self._db.rows(of_feed.with_for_update()))

    async def put_subscription(self, subscription: Subscription) -> None:
        """See bot.ports.pushes."""
        values = _values(subscription)
        await self._db.put(SUBSCRIPTIONS, {"path": values.pop("path")}, values)

    async def drop_subscriptions(self, paths: Collection[str]) -> None:
        """See bot.ports.pushes."""
        for some in chunks(paths):
            await self._db.write(delete(SUBSCRIPTIONS).where(SUBSCRIPTIONS.c.path.in_(some)))

    async def put_pushed(self, state: FeedState) -> None:
        """See bot.ports.pushes."""
        await self._db.write(update(FEEDS).where(FEEDS.c.url == state.feed.url).values(codec.pushed_values(state)))

    async def rely_on_polls(self, feeds: Collection[str]) -> None:
        """See bot.ports.pushes."""
        for some in chunks(feeds):
            await self._db.write(update(FEEDS).where(FEEDS.c.url.in_(some)).values(pushed_until=None))

    async def resume_polling(self, due: Mapping[str, datetime]) -> None:
        """See bot.ports.pushes."""
        polled = {"pushed_until": None, "lease_until": None, "fence": FEEDS.c.fence + 1, "next_due": bindparam("due")}
        changes = [{"known": url, "due": when} for url, when in sorted(due.items())]
        await self._db.write(update(FEEDS).where(FEEDS.c.url == bindparam("known")).values(polled), changes)


class PushStore(StorePart):
    """See bot.ports.pushes.PushStore."""

    async def subscriptions(self) -> tuple[Subscription, ...]:
        """See bot.ports.pushes."""
        async with self._read() as db:
            rows = await db.rows(select(SUBSCRIPTIONS).order_by(SUBSCRIPTIONS.c.path))
        return tuple(_subscription(row) for row in rows)

    async def subscription(self, path: str) -> Subscription | None:
        """See bot.ports.pushes."""
        async with self._read() as db:
            rows = await db.rows(select(SUBSCRIPTIONS).where(SUBSCRIPTIONS.c.path == path))
        return _subscription(rows[0]) if rows else None

    async def due_subscriptions(self, now: datetime, limit: int) -> tuple[Subscription, ...]:
        """See bot.ports.pushes."""
        dropped = FEEDS.c.url.is_(None)
        due = (
            select(SUBSCRIPTIONS, dropped.label("dropped"))
            .outerjoin(FEEDS, FEEDS.c.url == SUBSCRIPTIONS.c.feed)
            .where(or_(SUBSCRIPTIONS.c.next_step <= now, and_(SUBSCRIPTIONS.c.wanted == true(), dropped)))
            .order_by(SUBSCRIPTIONS.c.next_step, SUBSCRIPTIONS.c.path)
            .limit(limit)
        )
        async with self._read() as db:
            rows = await db.rows(due)
        return tuple(replace(_subscription(row), wanted=row.wanted and not row.dropped) for row in rows)


def _values(subscription: Subscription) -> Values:
    return {
        "path": subscription.path,
        "site": subscription.site,
        "secret": subscription.secret,
        "feed": subscription.feed,
        "hub": subscription.offer.hub,
        "topic": subscription.offer.topic,
        "wanted": subscription.wanted,
        "next_step": subscription.next_step,
        "waiting": subscription.waiting,
        "asked_until": subscription.asked_until,
        "until": subscription.until,
        "failures": subscription.failures,
        "fault": subscription.fault,
        "heard": subscription.heard,
        "ignored": subscription.ignored,
    }


def _subscription(row: Row[Any]) -> Subscription:
    return Subscription(
        path=row.path,
        site=row.site,
        secret=row.secret,
        feed=row.feed,
        offer=Offer(hub=row.hub, topic=row.topic),
        wanted=row.wanted,
        next_step=row.next_step,
        waiting=row.waiting,
        asked_until=row.asked_until,
        until=row.until,
        failures=row.failures,
        fault=row.fault,
        heard=row.heard,
        ignored=row.ignored,
    )
