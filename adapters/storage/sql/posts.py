"""The outbox, on a database."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, Update, and_, func, insert, or_, select, update

from adapters.storage import codec
from adapters.storage.codec import LEASED, POSTED, WAITING, Values
from adapters.storage.connection import chunks
from adapters.storage.sql.parts import StorePart, TransactionPart
from adapters.storage.tables import POSTS, UNPOSTED
from bot.model import Outgoing, QueuedPost


class PostTransaction(TransactionPart):
    """See bot.ports.posts.PostTransaction."""

    async def queue(self, posts: Sequence[Outgoing], now: datetime) -> None:
        """See bot.ports.posts."""
        known: set[tuple[str, str, str]] = set()
        for keys in chunks([post.key for post in posts]):
            found = select(POSTS.c.platform, POSTS.c.channel, POSTS.c.key).where(POSTS.c.key.in_(keys))
            known.update((row.platform, row.channel, row.key) for row in await self._db.rows(found))
        new: dict[tuple[str, str, str], Outgoing] = {}
        for post in posts:
            address = (post.platform, post.channel, post.key)
            if address not in known:
                new.setdefault(address, post)
        await self._db.write(insert(POSTS), [codec.post_values(post, now) for post in new.values()])


class PostStore(StorePart):
    """See bot.ports.posts.PostStore."""

    async def lease_posts(self, now: datetime, limit: int, lease_seconds: float) -> tuple[QueuedPost, ...]:
        """See bot.ports.posts."""
        lease = (
            update(POSTS)
            .where(POSTS.c.seq.in_(_ready(now, limit)))
            .values(state=LEASED, lease_until=now + timedelta(seconds=lease_seconds), fence=POSTS.c.fence + 1)
            .returning(POSTS.c.seq, POSTS.c.post, POSTS.c.queued, POSTS.c.attempts, POSTS.c.fence)
        )
        async with self._write() as db:
            rows = await db.rows(lease)
        return tuple(codec.queued_post(row) for row in sorted(rows, key=lambda row: row.seq))

    async def mark_posted(self, queued: QueuedPost, message: str, now: datetime) -> bool:
        """See bot.ports.posts."""
        return await self._settle(queued, {"state": POSTED, "message": message, "posted_at": now, "fault": ""})

    async def mark_failed(self, queued: QueuedPost, fault: str, retry: datetime) -> bool:
        """See bot.ports.posts."""
        again = {"state": WAITING, "fault": fault, "next_attempt": retry, "attempts": POSTS.c.attempts + 1}
        return await self._settle(queued, again)

    async def release_posts(self, now: datetime) -> int:
        """See bot.ports.posts."""
        taken = update(POSTS).where(POSTS.c.state == LEASED)
        async with self._write() as db:
            return await db.write(taken.values(state=WAITING, lease_until=None, next_attempt=now))

    async def waiting_posts(self) -> int:
        """See bot.ports.posts."""
        async with self._read() as db:
            (row,) = await db.rows(select(func.count()).select_from(POSTS).where(UNPOSTED))
            return int(row[0])

    async def _settle(self, queued: QueuedPost, outcome: Values) -> bool:
        async with self._write() as db:
            return await db.write(_leased(queued).values(lease_until=None, **outcome)) == 1


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
