"""Feeds, articles, ledger entries and posts of the made-up newsroom, as a store keeps them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.model import (
    Article,
    ArticleRecord,
    Entry,
    Feed,
    FeedState,
    Hedge,
    Kind,
    Outcome,
    Outgoing,
    Post,
    QueuedPost,
    Recheck,
)
from bot.ports import Store
from tests.newsroom import DEAD, NOW, TOPIC, alert, entry, post, statement

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


def polled(name: str, *, due: timedelta = -SECOND, interval: float = 300.0) -> FeedState:
    """Make a feed's state before its first poll."""
    return FeedState(feed=Feed(url=f"https://{name}.example/rss", outlet=name, interval=interval), next_due=NOW + due)


def read_article(name: str, *, version: int = 1) -> ArticleRecord:
    """Make the record of an article."""
    article = Article(
        id=name,
        url=f"https://news.example/{name}",
        outlet="Coast Herald",
        published=NOW - MINUTE,
        title="Storm’s toll",
        text="Some text\nin “two” lines: ١٢",
        version=version,
    )
    return ArticleRecord(article=article, feed=None, first_seen=NOW, outcome=Outcome.MATCHED, reason="two figures")


def due(name: str, after: timedelta | None = -SECOND) -> Recheck:
    """Make the recheck of an article; None is never."""
    return Recheck(
        article=name,
        url=f"https://news.example/{name}",
        next_check=None if after is None else NOW + after,
        changed=NOW - MINUTE,
        text_hash="",
        item_hash="item",
    )


def said(value: int, *, claim: str = DEAD.id, topic: str = TOPIC.id, known_as: str | None = None) -> Entry:
    """Make a ledger entry of a made-up figure."""
    new = statement(f"some {value}", value, Hedge.ABOUT)
    return entry(replace(new, claim=claim, topic=topic, id=known_as or new.id), Kind.REVISION)


def bound_for(channel: str, key: str = "key", *, platform: str = "console") -> Post:
    """Make a post for a channel."""
    return replace(
        post(alert(Kind.CONFLICT, statement("at least 30", 30), statement("24", 24))),
        platform=platform,
        channel=channel,
        key=key,
    )


async def put_feeds(store: Store, *states: FeedState) -> None:
    """Configure these feeds."""
    async with store.transaction() as transaction:
        await transaction.sync_feeds(states)


async def write(store: Store, *entries: Entry) -> None:
    """Write to the ledger."""
    async with store.transaction() as transaction:
        await transaction.append(entries)


async def queue(store: Store, *posts: Outgoing) -> None:
    """Put into the outbox."""
    async with store.transaction() as transaction:
        await transaction.queue(posts, NOW)


async def lease(store: Store, *, after: timedelta = timedelta(0), limit: int = 10) -> tuple[QueuedPost, ...]:
    """Take from the outbox, some time after now."""
    return await store.lease_posts(NOW + after, limit, 60.0)


def keys(queued: Sequence[QueuedPost]) -> list[str]:
    """Name posts by channel and key."""
    return [f"{one.post.channel}/{one.post.key}" for one in queued]
