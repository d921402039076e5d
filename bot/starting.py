"""What a start makes ready: the feeds, the figures on record, and a channel that follows everything."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.ledger import opening_entries
from bot.model import Feed, FeedState, Follow, Topic
from bot.ports import Store


async def know_feeds(store: Store, feeds: Iterable[Feed], now: datetime, *, baseline: bool, lease: float) -> None:
    """Make the configured feeds known; without `baseline`, a new feed's items are read from the first contact on.

    A feed that the last process held when it died is due again at once. Nothing tells it from one that is due within
    `lease` seconds anyway, so these are due as well.
    """
    fresh = [FeedState(feed=feed, next_due=now, baselined=not baseline) for feed in feeds]
    held_until = now + timedelta(seconds=lease)
    async with store.transaction() as transaction:
        await transaction.sync_feeds(fresh)
    states = [state for state in await store.feed_states() if now < state.next_due <= held_until]
    async with store.transaction() as transaction:
        for state in states:
            await transaction.put_feed(replace(state, next_due=now))


async def record_known_figures(store: Store, topics: Iterable[Topic], now: datetime) -> int:
    """Start each claim without history from the topic file's figures on record; return how many were entered.

    They are recorded in silence: what the desk knew before the start is no news.
    """
    entered = 0
    for topic in topics:
        async with store.transaction() as transaction:
            known = {entry.statement.claim for entry in await transaction.history(topic.id)}
            entries = [entry for entry in opening_entries(topic, now) if entry.statement.claim not in known]
            await transaction.append(entries)
        entered += len(entries)
    return entered


async def follow_everything(store: Store, platform: str, channel: str, topics: Iterable[Topic]) -> None:
    """Let a channel follow the topics that it does not follow yet, at the default level."""
    async with store.transaction() as transaction:
        for topic in topics:
            followers = await transaction.follows(topic.id)
            if not any((follow.platform, follow.channel) == (platform, channel) for follow in followers):
                await transaction.put_follow(Follow(platform=platform, channel=channel, topic=topic.id))
