"""The store on a database."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, Update, and_, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.storage import codec
from adapters.storage.codec import LEASED, POSTED, WAITING, Values
from adapters.storage.connection import Guarded
from adapters.storage.histories import Histories
from adapters.storage.sqlite import READERS
from adapters.storage.tables import ARTICLES, FEEDS, LEDGER, POSTS, UNPOSTED
from adapters.storage.transaction import SqlTransaction
from bot.errors import StoreError
from bot.model import ArticleRecord, Entry, FeedState, QueuedPost

ROOM = 200_000
"""Decoded entries kept in memory, about 1.2 KB each: 240 MB when a ledger is that long."""

AFTER_ANY_ID = "\U0010ffff"


class SqlStore:
    """See bot.ports.Store. Without a writer it can only be read."""

    def __init__(self, database: str, *, reader: AsyncEngine, writer: AsyncEngine | None) -> None:
        self._database = database
        self._reader = reader
        self._writer = writer
        # Waiting here is fair and silent; waiting for SQLite or for the pool is neither.
        self._writing = asyncio.Lock()
        self._reading = asyncio.Semaphore(READERS)
        self._histories = Histories(ROOM)
        self._closed = False

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[SqlTransaction]:
        """See bot.ports.Store."""
        async with self._write() as db:
            yield SqlTransaction(db, self._histories)

    async def entries(self, topic: str, claim: str | None = None) -> tuple[Entry, ...]:
        """See bot.ports.Store."""
        async with self._read() as db:
            if claim is not None:
                return tuple(await self._histories.read_claim(db, topic, claim))
            return tuple((await self._histories.read(db, topic, keep=True)).entries)

    async def find_entries(self, prefix: str, limit: int = 20) -> tuple[Entry, ...]:
        """See bot.ports.Store."""
        start = prefix.upper()
        found = select(LEDGER.c.seq, LEDGER.c.entry).where(LEDGER.c.id >= start, LEDGER.c.id < start + AFTER_ANY_ID)
        async with self._read() as db:
            return tuple(entry for _, entry in await db.ledger(found.order_by(LEDGER.c.seq.desc()).limit(limit)))

    async def feed_states(self) -> tuple[FeedState, ...]:
        """See bot.ports.Store."""
        async with self._read() as db:
            return tuple(codec.feed_state(row) for row in await db.rows(select(FEEDS).order_by(FEEDS.c.url)))

    async def articles(self, limit: int) -> tuple[ArticleRecord, ...]:
        """See bot.ports.Store."""
        latest = select(ARTICLES).order_by(ARTICLES.c.seq.desc()).limit(limit)
        async with self._read() as db:
            return tuple(codec.article_record(row) for row in await db.rows(latest))

    async def waiting_posts(self) -> int:
        """See bot.ports.Store."""
        async with self._read() as db:
            (row,) = await db.rows(select(func.count()).select_from(POSTS).where(UNPOSTED))
            return int(row[0])

    async def lease_posts(self, now: datetime, limit: int, lease_seconds: float) -> tuple[QueuedPost, ...]:
        """See bot.ports.Store."""
        lease = (
            update(POSTS)
            .where(POSTS.c.seq.in_(_ready(now, limit)))
            .values(state=LEASED, lease_until=now + timedelta(seconds=lease_seconds), fence=POSTS.c.fence + 1)
            .returning(POSTS.c.seq, POSTS.c.post, POSTS.c.attempts, POSTS.c.fence)
        )
        async with self._write() as db:
            rows = await db.rows(lease)
        return tuple(codec.queued_post(row) for row in sorted(rows, key=lambda row: row.seq))

    async def mark_posted(self, queued: QueuedPost, message: str, now: datetime) -> bool:
        """See bot.ports.Store."""
        return await self._settle(queued, {"state": POSTED, "message": message, "posted_at": now, "fault": ""})

    async def mark_failed(self, queued: QueuedPost, fault: str, retry: datetime) -> bool:
        """See bot.ports.Store."""
        again = {"state": WAITING, "fault": fault, "next_attempt": retry, "attempts": POSTS.c.attempts + 1}
        return await self._settle(queued, again)

    async def release_posts(self, now: datetime) -> int:
        """See bot.ports.Store."""
        taken = update(POSTS).where(POSTS.c.state == LEASED)
        async with self._write() as db:
            return await db.write(taken.values(state=WAITING, lease_until=None, next_attempt=now))

    async def close(self) -> None:
        """See bot.ports.Store."""
        self._closed = True
        await self._reader.dispose()
        # The last connection to go folds the write-ahead log into the file, and only a writer can.
        if self._writer is not None:
            await self._writer.dispose()

    async def _settle(self, queued: QueuedPost, outcome: Values) -> bool:
        async with self._write() as db:
            return await db.write(_leased(queued).values(lease_until=None, **outcome)) == 1

    @asynccontextmanager
    async def _read(self) -> AsyncIterator[Guarded]:
        """Open a snapshot to read from."""
        async with self._reading, Guarded(self._opened(self._reader), self._database) as db:
            yield db

    @asynccontextmanager
    async def _write(self) -> AsyncIterator[Guarded]:
        """Open the one write transaction, after those asked for earlier."""
        if self._writer is None:
            raise StoreError(f"The database {self._database} was opened for reading only, so nothing can be stored.")
        async with self._writing, Guarded(self._opened(self._writer), self._database) as db:
            yield db

    def _opened(self, engine: AsyncEngine) -> AsyncEngine:
        """Refuse an engine after the end: it would connect again, without the lock on the file."""
        if self._closed:
            raise StoreError(f"The database {self._database} is closed.")
        return engine


def _ready(now: datetime, limit: int) -> Select[Any]:
    """Pick the first undelivered post of each channel, if its time has come: what waits behind it stays behind it."""
    first = select(func.min(POSTS.c.seq)).where(UNPOSTED).group_by(POSTS.c.platform, POSTS.c.channel)
    due = or_(
        and_(POSTS.c.state == WAITING, POSTS.c.next_attempt <= now),
        and_(POSTS.c.state == LEASED, POSTS.c.lease_until <= now),
    )
    ready = select(POSTS.c.seq).where(POSTS.c.seq.in_(first), due).order_by(POSTS.c.seq).limit(limit)
    return ready.with_for_update(skip_locked=True)


def _leased(queued: QueuedPost) -> Update:
    post = queued.post
    return update(POSTS).where(
        POSTS.c.platform == post.platform,
        POSTS.c.channel == post.channel,
        POSTS.c.key == post.key,
        POSTS.c.state == LEASED,
        POSTS.c.fence == queued.fence,
    )
