"""The outbox, on a database."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, Update, and_, exists, func, or_, select, update

from adapters.storage import chat_codec, codec
from adapters.storage.codec import LEASED, POSTED, REFUSED, WAITING, Values
from adapters.storage.connection import chunks
from adapters.storage.sql.parts import StorePart, TransactionPart
from adapters.storage.tables import CARRIED, PAUSED, POSTS, UNPOSTED
from bot.model import Delivered, OutboxState, Outgoing, QueuedPost, Wake

Address = tuple[str, str, str, str]
ADDRESS = ("platform", "server", "channel", "key")


class PostTransaction(TransactionPart):
    """See bot.ports.posts.PostTransaction."""

    async def queue(self, posts: Sequence[Outgoing], now: datetime) -> None:
        """See bot.ports.posts."""
        known: set[Address] = set()
        for keys in chunks([post.key for post in posts]):
            found = select(POSTS.c.platform, POSTS.c.server, POSTS.c.channel, POSTS.c.key).where(POSTS.c.key.in_(keys))
            known.update((row.platform, row.server, row.channel, row.key) for row in await self._db.rows(found))
        new: dict[Address, Outgoing] = {}
        for post in posts:
            address = (post.platform, post.server, post.channel, post.key)
            if address not in known:
                new.setdefault(address, post)
        if not new:
            return
        await self._db.add(POSTS, [codec.post_values(post, now) for post in new.values()])
        await self._db.add(CARRIED, [row for post in new.values() for row in chat_codec.carried_values(post)])
        await self._db.wake(Wake.POSTS)


class PostStore(StorePart):
    """See bot.ports.posts.PostStore."""

    async def lease_posts(
        self, now: datetime, limit: int, lease_seconds: float, platform: str | None = None
    ) -> tuple[QueuedPost, ...]:
        """See bot.ports.posts."""
        lease = (
            update(POSTS)
            .where(POSTS.c.seq.in_(_ready(now, limit, platform)))
            .values(state=LEASED, lease_until=now + timedelta(seconds=lease_seconds), fence=POSTS.c.fence + 1)
            .returning(POSTS.c.seq, POSTS.c.post, POSTS.c.queued, POSTS.c.attempts, POSTS.c.fence)
        )
        async with self._write() as db:
            rows = await db.rows(lease)
            sent = {row.seq: row.sent for row in await db.rows(_sent_before([row.seq for row in rows]))} if rows else {}
        return tuple(codec.queued_post(row, sent[row.seq]) for row in sorted(rows, key=lambda row: row.seq))

    async def mark_posted(self, queued: QueuedPost, message: str, now: datetime) -> bool:
        """See bot.ports.posts."""
        return await self._settle(queued, {"state": POSTED, "message": message, "posted_at": now, "fault": ""})

    async def renew_lease(self, queued: QueuedPost, until: datetime) -> bool:
        """See bot.ports.posts."""
        async with self._write() as db:
            return await db.write(_leased(queued).values(lease_until=until)) == 1

    async def mark_failed(self, queued: QueuedPost, fault: str, retry: datetime, *, unsure: bool = False) -> bool:
        """See bot.ports.posts."""
        counted = POSTS.c.attempts if unsure else POSTS.c.attempts + 1
        return await self._settle(
            queued, {"state": WAITING, "fault": fault, "next_attempt": retry, "attempts": counted}
        )

    async def mark_refused(self, queued: QueuedPost, fault: str, now: datetime) -> bool:
        """See bot.ports.posts."""
        return await self._settle(queued, {"state": REFUSED, "fault": fault, "posted_at": now})

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

    async def outbox_state(self) -> OutboxState:
        """See bot.ports.posts."""
        count = select(func.count().label("waiting")).where(UNPOSTED)
        oldest = select(func.min(POSTS.c.queued).label("queued")).where(UNPOSTED)
        last = select(func.max(POSTS.c.posted_at).label("posted")).where(POSTS.c.state == POSTED)
        async with self._read() as db:
            (left,), (first,), (done,) = await db.rows(count), await db.rows(oldest), await db.rows(last)
        return OutboxState(waiting=left.waiting, oldest=first.queued, last_posted=done.posted)

    async def delivered(
        self, statement: str, platform: str | None = None, server: str | None = None
    ) -> tuple[Delivered, ...]:
        """See bot.ports.posts."""
        same = and_(*(CARRIED.c[name] == POSTS.c[name] for name in ADDRESS))
        found = select(POSTS.c.post, POSTS.c.message).join(CARRIED, same)
        found = found.where(CARRIED.c.statement == statement, POSTS.c.state == POSTED)
        if platform is not None:
            found = found.where(POSTS.c.platform == platform, POSTS.c.server == server)
        async with self._read() as db:
            rows = await db.rows(found.order_by(POSTS.c.seq))
        return tuple(Delivered(post=row.post, message=row.message) for row in rows)

    async def _settle(self, queued: QueuedPost, outcome: Values) -> bool:
        async with self._write() as db:
            return await db.write(_leased(queued).values(lease_until=None, **outcome)) == 1


def _ready(now: datetime, limit: int, platform: str | None) -> Select[Any]:
    """Pick the first undelivered post of each channel, if its time has come: what waits behind it stays behind it."""
    first = select(func.min(POSTS.c.seq)).where(UNPOSTED)
    if platform is not None:
        first = first.where(POSTS.c.platform == platform)
    first = first.group_by(POSTS.c.platform, POSTS.c.server, POSTS.c.channel)
    due = or_(
        and_(POSTS.c.state == WAITING, POSTS.c.next_attempt <= now),
        and_(POSTS.c.state == LEASED, POSTS.c.lease_until <= now),
    )
    ready = select(POSTS.c.seq).where(POSTS.c.seq.in_(first), due, ~is_paused(POSTS, now))
    return ready.order_by(POSTS.c.seq).limit(limit).with_for_update(skip_locked=True)


def _sent_before(numbers: Sequence[int]) -> Select[Any]:
    """Ask when the post before each of these was settled in its channel."""
    before = POSTS.alias("before")
    same = and_(*(before.c[name] == POSTS.c[name] for name in ("platform", "server", "channel")))
    last = select(before.c.posted_at).where(same, before.c.seq < POSTS.c.seq).order_by(before.c.seq.desc()).limit(1)
    return select(POSTS.c.seq, last.scalar_subquery().label("sent")).where(POSTS.c.seq.in_(numbers))


def is_paused(table: Table, now: datetime) -> ColumnElement[bool]:
    """Tell the rows of a paused channel whose next look has not come."""
    same = and_(*(PAUSED.c[name] == table.c[name] for name in ("platform", "server", "channel")))
    return exists().where(same, PAUSED.c.next_look > now)


def _leased(queued: QueuedPost) -> Update:
    post = queued.post
    address = codec.place_values(post.place) | {"key": post.key, "state": LEASED, "fence": queued.fence}
    return update(POSTS).where(*(POSTS.c[name] == value for name, value in address.items()))
