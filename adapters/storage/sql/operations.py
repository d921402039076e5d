"""Vital signs, alarms, and texts to be forgotten, on a database."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, delete, exists, func, or_, select, update

from adapters.storage.codec import LEASED
from adapters.storage.connection import chunks
from adapters.storage.operation_tables import ALARMS
from adapters.storage.reprint_tables import RECHECKS
from adapters.storage.sql.parts import StorePart, TransactionPart
from adapters.storage.sql.posts import is_paused
from adapters.storage.tables import ARTICLES, FEEDS, PAUSED, POSTS, UNPOSTED
from bot.model import Alarm, AlarmKind, Outcome, Vitals

READ = (Outcome.MATCHED.value, Outcome.NO_CLAIM.value)


class OperationTransaction(TransactionPart):
    """See bot.ports.operations.OperationTransaction."""

    async def alarms(self) -> tuple[Alarm, ...]:
        """See bot.ports.operations."""
        rows = await self._db.rows(select(ALARMS).order_by(ALARMS.c.kind).with_for_update())
        return tuple(Alarm(kind=AlarmKind(row.kind), since=row.since, calm_since=row.calm_since) for row in rows)

    async def put_alarm(self, alarm: Alarm) -> None:
        """See bot.ports.operations."""
        values = {"since": alarm.since, "calm_since": alarm.calm_since}
        await self._db.put(ALARMS, {"kind": alarm.kind.value}, values)

    async def drop_alarm(self, kind: AlarmKind) -> None:
        """See bot.ports.operations."""
        await self._db.write(delete(ALARMS).where(ALARMS.c.kind == kind.value))

    async def forget_texts(self, before: datetime, limit: int) -> int:
        """See bot.ports.operations."""
        old = await self._db.rows(_old_texts(before, limit))
        forgotten = 0
        for some in chunks([row.id for row in old]):
            left = and_(ARTICLES.c.id.in_(some), ARTICLES.c.text != "")
            forgotten += await self._db.write(update(ARTICLES).where(left).values(text=""))
            await self._db.write(delete(RECHECKS).where(RECHECKS.c.article.in_(some)))
        return forgotten


class OperationStore(StorePart):
    """See bot.ports.operations.OperationStore."""

    async def vitals(self, now: datetime, since: datetime) -> Vitals:
        """See bot.ports.operations."""
        async with self._read() as db:
            ((feeds,), (posts,), (paused,)) = (
                await db.rows(_feeds(now)),
                await db.rows(_posts(now)),
                await db.rows(select(func.count().label("channels")).select_from(PAUSED)),
            )
            outcomes = {row.outcome: row.articles for row in await db.rows(_outcomes(since))}
        return Vitals(
            feeds=feeds.feeds,
            failing=feeds.failing,
            due=feeds.due,
            oldest_due=feeds.oldest,
            polling=feeds.polling,
            waiting=posts.waiting,
            oldest_waiting=posts.oldest,
            delivering=posts.delivering,
            paused=paused.channels,
            read=sum(outcomes.get(outcome, 0) for outcome in READ),
            unreadable=outcomes.get(Outcome.UNREADABLE.value, 0),
        )


def _old_texts(before: datetime, limit: int) -> Select[Any]:
    """Pick article versions of which only old ones are there, and that nobody looks at again."""
    newer = ARTICLES.alias("newer")
    return (
        select(ARTICLES.c.id)
        .where(
            ARTICLES.c.text != "",
            ARTICLES.c.first_seen < before,
            ~exists().where(newer.c.id == ARTICLES.c.id, newer.c.first_seen >= before),
            ~exists().where(RECHECKS.c.article == ARTICLES.c.id, RECHECKS.c.next_check.is_not(None)),
        )
        .order_by(ARTICLES.c.first_seen)
        .limit(limit)
    )


def _feeds(now: datetime) -> Select[*tuple[Any, ...]]:
    free = or_(FEEDS.c.lease_until.is_(None), FEEDS.c.lease_until <= now)
    due = and_(FEEDS.c.next_due <= now, free, ~FEEDS.c.paused, ~FEEDS.c.gone)
    return select(
        func.count().label("feeds"),
        _count(and_(or_(FEEDS.c.gone, FEEDS.c.failures > 0), ~FEEDS.c.paused)).label("failing"),
        _count(due).label("due"),
        func.min(case((due, FEEDS.c.next_due))).label("oldest"),
        _count(FEEDS.c.lease_until > now).label("polling"),
    ).select_from(FEEDS)


def _posts(now: datetime) -> Select[*tuple[Any, ...]]:
    open_to_us = ~is_paused(POSTS, now)
    return (
        select(
            _count(open_to_us).label("waiting"),
            func.min(case((open_to_us, POSTS.c.queued))).label("oldest"),
            _count(and_(POSTS.c.state == LEASED, POSTS.c.lease_until > now)).label("delivering"),
        )
        .select_from(POSTS)
        .where(UNPOSTED)
    )


def _outcomes(since: datetime) -> Select[Any]:
    counted = (*READ, Outcome.UNREADABLE.value)
    late = and_(ARTICLES.c.outcome.in_(counted), ARTICLES.c.first_seen >= since)
    return select(ARTICLES.c.outcome, func.count().label("articles")).where(late).group_by(ARTICLES.c.outcome)


def _count(which: ColumnElement[bool]) -> ColumnElement[int]:
    """Count rows; a sum of nothing is nothing, and not NULL."""
    return func.coalesce(func.sum(case((which, 1), else_=0)), 0)
