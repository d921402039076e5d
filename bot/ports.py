"""The protocols that the core needs from the world; each adapter bears its port's name."""

from collections.abc import Collection, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.model import (
    ArticleRecord,
    Entry,
    FeedItem,
    FeedState,
    Follow,
    Mute,
    Post,
    PostView,
    QueuedPost,
    Topic,
)


class Clock(Protocol):
    """The one place where the time comes from."""

    def now(self) -> datetime:
        """Return the aware time in UTC."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """An answer to a conditional GET. `body` is empty when `changed` is false."""

    url: str
    """Where the body came from, after redirects."""
    changed: bool
    body: bytes
    content_type: str
    etag: str | None
    last_modified: str | None


class Fetcher(Protocol):
    """Gets a URL, within limits of time and size."""

    async def fetch(self, url: str, *, etag: str | None, last_modified: str | None) -> Fetched:
        """Return the answer, or raise FaultyResource with a sentence that names the URL."""
        ...


class Syndication(Protocol):
    """Reads a feed's body."""

    async def parse(self, body: bytes, *, content_type: str, url: str) -> tuple[FeedItem, ...]:
        """Return the items, newest first as printed; raise FaultyResource when this is no feed."""
        ...


class Transaction(Protocol):
    """One write transaction: all of it is stored, or nothing. What it reads cannot change under it.

    Every method raises StoreError when the database fails; from then on the transaction is lost, even where the
    caller goes on. Times come back as the same instant in UTC.
    """

    async def lease_feeds(self, now: datetime, limit: int, lease_seconds: float) -> tuple[FeedState, ...]:
        """Take up to `limit` due feeds, the longest due first.

        They come in no order, with a grown fence and `next_due` at the lease's end: a poll that never reports is due
        again then.
        """
        ...

    async def put_feed(self, state: FeedState) -> bool:
        """Store a poll's result under its fence; False (and nothing stored) when the lease was lost.

        A lease is lost once someone else took the feed, or it was dropped; not by its end alone. Outlet and interval
        stay as they were synced.
        """
        ...

    async def sync_feeds(self, states: Collection[FeedState]) -> None:
        """Make the configured feeds known.

        New ones are added as given, known ones keep their state but for outlet and interval, others are dropped with
        their items.
        """
        ...

    async def known_items(self, feed: str, ids: Collection[str]) -> frozenset[str]:
        """Return those item ids of a feed that were seen before."""
        ...

    async def add_items(self, feed: str, ids: Collection[str], now: datetime) -> None:
        """Remember item ids of a feed; those known stay as they are."""
        ...

    async def forget_items(self, before: datetime) -> int:
        """Forget the items added before a time, and return how many.

        One that is still listed will look new: its article's id (`known_articles`) is what tells.
        """
        ...

    async def known_articles(self, ids: Collection[str]) -> frozenset[str]:
        """Return those article ids that are on record in any version."""
        ...

    async def add_article(self, record: ArticleRecord) -> None:
        """Record an article version and how its reading ended; a version on record already is an error."""
        ...

    async def history(self, topic: str) -> tuple[Entry, ...]:
        """Return the topic's whole ledger in order of arrival, with what this transaction appended."""
        ...

    async def append(self, entries: Sequence[Entry]) -> None:
        """Write entries to the ledger, in this order.

        A statement id on record already is an error, and so is correcting an entry that is not on record.
        """
        ...

    async def follows(self, topic: str) -> tuple[Follow, ...]:
        """Return who follows the topic or one of its claims."""
        ...

    async def put_follow(self, follow: Follow) -> None:
        """Add a follow, or change its level."""
        ...

    async def mutes(self, topic: str, now: datetime) -> tuple[Mute, ...]:
        """Return the mutes of the topic that have not ended."""
        ...

    async def put_mute(self, mute: Mute) -> None:
        """Add a mute, or change its end."""
        ...

    async def queue(self, posts: Sequence[Post], now: datetime) -> None:
        """Put posts into the outbox; one whose key is there already for its channel is left as it is."""
        ...


class Store(Protocol):
    """The ledger, the outbox, the feeds' state and what channels follow.

    Readers see what is committed and never wait for a writer. Every method raises StoreError when the database fails.
    """

    def transaction(self) -> AbstractAsyncContextManager[Transaction]:
        """Open a write transaction, after those asked for earlier; an exception inside undoes it.

        Nothing else is stored meanwhile: fetch, read and post before or after, not inside. A second transaction
        inside, and `lease_posts` and `mark_...` are such, would wait for ever.
        """
        ...

    async def entries(self, topic: str, claim: str | None = None) -> tuple[Entry, ...]:
        """Return the ledger entries of a topic, or of one claim, in order of arrival."""
        ...

    async def find_entries(self, prefix: str, limit: int = 20) -> tuple[Entry, ...]:
        """Return up to `limit` entries whose id starts with this, newest first.

        Ids are upper case; `prefix` need not be.
        """
        ...

    async def feed_states(self) -> tuple[FeedState, ...]:
        """Return every feed's state, by URL."""
        ...

    async def articles(self, limit: int) -> tuple[ArticleRecord, ...]:
        """Return the articles recorded last, newest first."""
        ...

    async def lease_posts(self, now: datetime, limit: int, lease_seconds: float) -> tuple[QueuedPost, ...]:
        """Take up to `limit` posts in order of arrival; taken ones are hidden until the lease ends.

        At most one a channel, and only the first that is undelivered there: while it is leased or waits for its next
        attempt, what came after it waits too, and other channels go on.
        """
        ...

    async def mark_posted(self, queued: QueuedPost, message: str, now: datetime) -> bool:
        """Record a delivery and the platform's message id; False (and nothing stored) when the lease was lost."""
        ...

    async def mark_failed(self, queued: QueuedPost, fault: str, retry: datetime) -> bool:
        """Record a failed attempt and when to try again; False (and nothing stored) when the lease was lost."""
        ...

    async def release_posts(self, now: datetime) -> int:
        """Hand back every taken post, and return how many.

        For the start of the one process that works on the store: whoever took them has died.
        """
        ...

    async def waiting_posts(self) -> int:
        """Count the posts not yet delivered."""
        ...

    async def close(self) -> None:
        """Let go of the database; using the store afterwards is an error, closing it again is not."""
        ...


class Platform(Protocol):
    """A place where posts appear. A post with a key that is there already is not posted again."""

    name: str

    async def post(self, key: str, channel: str, view: PostView) -> str:
        """Post once per key; return the platform's message id. Raise PlatformError when it could not."""
        ...


class Charts(Protocol):
    """Draws a claim's history."""

    def draw(self, topic: Topic, claim: str, entries: Sequence[Entry]) -> bytes:
        """Return a PNG: a step line a source, range bars, verdict marks."""
        ...
