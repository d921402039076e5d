"""Rechecks and sketches, on a database."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, delete, func, insert, select, update

from adapters.storage.codec import Values
from adapters.storage.connection import chunks
from adapters.storage.reprint_tables import RECHECKS, SKETCH_KEYS, SKETCHES
from adapters.storage.sql.parts import StorePart, TransactionPart
from bot.model import Origin, OverdueLooks, Recheck, Sketch


class ReprintTransaction(TransactionPart):
    """See bot.ports.reprints.ReprintTransaction."""

    async def lease_rechecks(self, now: datetime, limit: int, lease_seconds: float) -> tuple[Recheck, ...]:
        """See bot.ports.reprints."""
        due = (
            select(RECHECKS.c.article)
            .where(RECHECKS.c.next_check <= now)
            .order_by(RECHECKS.c.next_check, RECHECKS.c.article)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        return await self._taken(RECHECKS.c.article.in_(due), now, lease_seconds)

    async def take_rechecks(
        self, articles: Collection[str], now: datetime, lease_seconds: float
    ) -> tuple[Recheck, ...]:
        """See bot.ports.reprints."""
        taken: list[Recheck] = []
        for some in chunks(articles):
            which = select(RECHECKS.c.article).where(RECHECKS.c.article.in_(some)).order_by(RECHECKS.c.article)
            taken += await self._taken(RECHECKS.c.article.in_(which.with_for_update()), now, lease_seconds)
        return tuple(taken)

    async def rechecks(self, articles: Collection[str]) -> Mapping[str, Recheck]:
        """See bot.ports.reprints."""
        found: dict[str, Recheck] = {}
        for some in chunks(articles):
            rows = await self._db.rows(select(RECHECKS).where(RECHECKS.c.article.in_(some)))
            found.update((row.article, _recheck(row)) for row in rows)
        return found

    async def add_recheck(self, recheck: Recheck) -> None:
        """See bot.ports.reprints."""
        await self._db.write(
            insert(RECHECKS), [{"article": recheck.article, "fence": recheck.fence, **_looked(recheck)}]
        )

    async def put_recheck(self, recheck: Recheck) -> bool:
        """See bot.ports.reprints."""
        held = and_(RECHECKS.c.article == recheck.article, RECHECKS.c.fence == recheck.fence)
        return await self._db.write(update(RECHECKS).where(held).values(_looked(recheck))) == 1

    async def alike(self, keys: Sequence[int], since: datetime, limit: int) -> tuple[tuple[Origin, Sketch], ...]:
        """See bot.ports.reprints."""
        if not keys:
            return ()
        rows = await self._db.rows(_sharing(keys, since, limit))
        return tuple(
            (Origin(article=row.article, outlet=row.outlet), Sketch(hashes=row.hashes, shingles=row.shingles))
            for row in rows
        )

    async def add_sketch(self, origin: Origin, sketch: Sketch, keys: Sequence[int], now: datetime) -> None:
        """See bot.ports.reprints."""
        values = {"hashes": sketch.hashes, "shingles": sketch.shingles, "added": now}
        if await self._db.add_one(SKETCHES, {"article": origin.article, "outlet": origin.outlet, **values}):
            await self._db.add(SKETCH_KEYS, [{"key": key, "article": origin.article} for key in dict.fromkeys(keys)])

    async def forget_sketches(self, before: datetime) -> int:
        """See bot.ports.reprints."""
        old = select(SKETCHES.c.article).where(SKETCHES.c.added < before)
        await self._db.write(delete(SKETCH_KEYS).where(SKETCH_KEYS.c.article.in_(old)))
        return await self._db.write(delete(SKETCHES).where(SKETCHES.c.added < before))

    async def _taken(self, which: ColumnElement[bool], now: datetime, lease_seconds: float) -> tuple[Recheck, ...]:
        lease = (
            update(RECHECKS)
            .where(which)
            .values(next_check=now + timedelta(seconds=lease_seconds), fence=RECHECKS.c.fence + 1)
            .returning(RECHECKS)
        )
        return tuple(_recheck(row) for row in await self._db.rows(lease))


class ReprintStore(StorePart):
    """See bot.ports.reprints.ReprintStore."""

    async def overdue_looks(self, now: datetime) -> OverdueLooks:
        """See bot.ports.reprints."""
        due = RECHECKS.c.next_check <= now
        count = select(func.count().label("articles")).select_from(RECHECKS).where(due)
        first = select(func.min(RECHECKS.c.next_check).label("due")).where(due)
        async with self._read() as db:
            (waiting,), (oldest,) = await db.rows(count), await db.rows(first)
        return OverdueLooks(articles=waiting.articles, oldest=oldest.due)


def _sharing(keys: Sequence[int], since: datetime, limit: int) -> Select[Any]:
    """Count the keys that each text shares; of equals the one printed first comes first."""
    shared = (
        select(SKETCH_KEYS.c.article, func.count().label("shared"))
        .where(SKETCH_KEYS.c.key.in_(keys))
        .group_by(SKETCH_KEYS.c.article)
        .subquery()
    )
    return (
        select(SKETCHES)
        .join(shared, SKETCHES.c.article == shared.c.article)
        .where(SKETCHES.c.added >= since)
        .order_by(shared.c.shared.desc(), SKETCHES.c.added, SKETCHES.c.article)
        .limit(limit)
    )


def _looked(recheck: Recheck) -> Values:
    """Return what a look learns of an article."""
    return {
        "url": recheck.url,
        "next_check": recheck.next_check,
        "changed": recheck.changed,
        "text_hash": recheck.text_hash,
        "item_hash": recheck.item_hash,
        "etag": recheck.etag,
        "last_modified": recheck.last_modified,
        "failures": recheck.failures,
        "fault": recheck.fault,
    }


def _recheck(row: Row[Any]) -> Recheck:
    return Recheck(
        article=row.article,
        url=row.url,
        next_check=row.next_check,
        changed=row.changed,
        text_hash=row.text_hash,
        item_hash=row.item_hash,
        etag=row.etag,
        last_modified=row.last_modified,
        failures=row.failures,
        fault=row.fault,
        fence=row.fence,
    )
