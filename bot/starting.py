"""What a start makes ready: the feeds, the figures on record, and a channel that follows everything."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.ledger import kept_after, opening_entries
from bot.model import Feed, FeedState, Follow, Topic
from bot.ports import Store


async def know_feeds(store: Store, feeds: Iterable[Feed], now: datetime, *, baseline: bool) -> None:
    """Make the configured feeds known; without `baseline`, a new feed's items are read from the first contact on.

    So are those of a feed that is configured under the address to which one on record had moved.
    """
    moved = {state.address for state in await store.feed_states()}
    fresh = [FeedState(feed=feed, next_due=now, baselined=not baseline or feed.url in moved) for feed in feeds]
    async with store.transaction() as transaction:
        await transaction.sync_feeds(fresh)


async def forget_items(store: Store, now: datetime, days: int) -> None:
    """Forget which items feeds printed long ago: an article that comes back is still known by its own id."""
    async with store.transaction() as transaction:
        await transaction.forget_items(now - timedelta(days=days))


async def release_feeds(store: Store) -> None:
    """Let the feeds that the last process held when it died be polled."""
    async with store.transaction() as transaction:
        await transaction.release_feeds()


async def record_known_figures(store: Store, topics: Iterable[Topic], now: datetime) -> int:
    """Start each claim without history from the topic file's figures on record; return how many were entered.

    They are recorded in silence: what the desk knew before the start is no news.
    """
    entered = 0
    for topic in topics:
        async with store.transaction() as transaction:
            history = await transaction.history(topic.id)
            known = {entry.statement.claim for entry in history}
            entries = [entry for entry in opening_entries(topic, now) if entry.statement.claim not in known]
            await transaction.append(entries)
            await transaction.keep_standing(kept_after(entries, history, topic))
        entered += len(entries)
    return entered


async def follow_everything(store: Store, platform: str, channel: str, topics: Iterable[Topic]) -> None:
    """Let a channel follow the topics that it does not follow yet, at the default level."""
    async with store.transaction() as transaction:
        for topic in topics:
            followers = await transaction.follows(topic.id)
            if not any((follow.platform, follow.channel) == (platform, channel) for follow in followers):
                await transaction.put_follow(Follow(platform=platform, channel=channel, topic=topic.id))
