"""One write transaction on the tables."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Table, and_, bindparam, delete, insert, or_, select, update

from adapters.storage import codec
from adapters.storage.codec import Values
from adapters.storage.connection import Guarded, chunks
from adapters.storage.histories import Histories
from adapters.storage.tables import ARTICLES, FEEDS, FOLLOWS, ITEMS, LEDGER, MUTES, POSTS
from bot.model import ArticleRecord, Entry, FeedState, Follow, Mute, Post


class SqlTransaction:
    """See bot.ports.Transaction. Read-then-write is sound here: the write lock is held from the first statement."""

    def __init__(self, guarded: Guarded, histories: Histories) -> None:
        self._db = guarded
        self._histories = histories
        self._appended = False

    async def lease_feeds(self, now: datetime, limit: int, lease_seconds: float) -> tuple[FeedState, ...]:
        """See bot.ports.Transaction."""
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
        """See bot.ports.Transaction."""
        held = and_(FEEDS.c.url == state.feed.url, FEEDS.c.fence == state.fence)
        return await self._db.write(update(FEEDS).where(held).values(codec.polled_values(state))) == 1

    async def sync_feeds(self, states: Collection[FeedState]) -> None:
        """See bot.ports.Transaction."""
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
        """See bot.ports.Transaction."""
        known: set[str] = set()
        for some in chunks(ids):
            rows = await self._db.rows(select(ITEMS.c.id).where(ITEMS.c.feed == feed, ITEMS.c.id.in_(some)))
            known.update(row.id for row in rows)
        return frozenset(known)

    async def add_items(self, feed: str, ids: Collection[str], now: datetime) -> None:
        """See bot.ports.Transaction."""
        known = await self.known_items(feed, ids)
        new = dict.fromkeys(item for item in ids if item not in known)
        await self._db.write(insert(ITEMS), [{"feed": feed, "id": item, "seen": now} for item in new])

    async def forget_items(self, before: datetime) -> int:
        """See bot.ports.Transaction."""
        return await self._db.write(delete(ITEMS).where(ITEMS.c.seen < before))

    async def known_articles(self, ids: Collection[str]) -> frozenset[str]:
        """See bot.ports.Transaction."""
        known: set[str] = set()
        for some in chunks(ids):
            rows = await self._db.rows(select(ARTICLES.c.id).where(ARTICLES.c.id.in_(some)))
            known.update(row.id for row in rows)
        return frozenset(known)

    async def add_article(self, record: ArticleRecord) -> None:
        """See bot.ports.Transaction."""
        await self._db.write(insert(ARTICLES), [codec.article_values(record)])

    async def history(self, topic: str) -> tuple[Entry, ...]:
        """See bot.ports.Transaction."""
        # What this transaction appended may yet be undone: it is read, never kept.
        return tuple((await self._histories.read(self._db, topic, keep=not self._appended)).entries)

    async def append(self, entries: Sequence[Entry]) -> None:
        """See bot.ports.Transaction."""
        self._appended = True
        await self._db.write(insert(LEDGER), [codec.entry_values(entry) for entry in entries])

    async def follows(self, topic: str) -> tuple[Follow, ...]:
        """See bot.ports.Transaction."""
        found = select(FOLLOWS).where(FOLLOWS.c.topic == topic)
        rows = await self._db.rows(found.order_by(FOLLOWS.c.platform, FOLLOWS.c.channel, FOLLOWS.c.claim))
        return tuple(codec.follow(row) for row in rows)

    async def put_follow(self, follow: Follow) -> None:
        """See bot.ports.Transaction."""
        await self._put(FOLLOWS, codec.target_values(follow), {"level": follow.level.value})

    async def mutes(self, topic: str, now: datetime) -> tuple[Mute, ...]:
        """See bot.ports.Transaction."""
        lasting = or_(MUTES.c.until.is_(None), MUTES.c.until > now)
        found = select(MUTES).where(MUTES.c.topic == topic, lasting)
        rows = await self._db.rows(found.order_by(MUTES.c.platform, MUTES.c.channel, MUTES.c.claim))
        return tuple(codec.mute(row) for row in rows)

    async def put_mute(self, mute: Mute) -> None:
        """See bot.ports.Transaction."""
        await self._put(MUTES, codec.target_values(mute), {"until": mute.until})

    async def queue(self, posts: Sequence[Post], now: datetime) -> None:
        """See bot.ports.Transaction."""
        known: set[tuple[str, str, str]] = set()
        for keys in chunks([post.key for post in posts]):
            found = select(POSTS.c.platform, POSTS.c.channel, POSTS.c.key).where(POSTS.c.key.in_(keys))
            known.update((row.platform, row.channel, row.key) for row in await self._db.rows(found))
        new: dict[tuple[str, str, str], Post] = {}
        for post in posts:
            address = (post.platform, post.channel, post.key)
            if address not in known:
                new.setdefault(address, post)
        await self._db.write(insert(POSTS), [codec.post_values(post, now) for post in new.values()])

    async def _put(self, table: Table, key: Values, rest: Values) -> None:
        """Write a row in place of the one with this key, in SQL that every database knows."""
        await self._db.write(delete(table).where(*(table.c[name] == value for name, value in key.items())))
        await self._db.write(insert(table), [{**key, **rest}])
