"""The road from a due feed to posts in the outbox: calls the steps in order, and decides nothing."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.crash import Crash, survive
from bot.errors import FaultyResource
from bot.intake import Intake, Taken
from bot.model import Article, ArticleRecord, Feed, FeedItem, FeedState
from bot.polling import article_of, failed, fingerprint, succeeded
from bot.ports import Clock, Fetched, Fetcher, Store, Syndication, Transaction
from bot.underway import Underway

LEASE = 120.0
"""Seconds a poll may take before its feed is due again: more than fetching and parsing are allowed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """A poll went well."""

    feed: Feed
    unchanged: bool = False
    baseline: bool = False
    """First contact: the items were remembered and none was read."""
    recovered_from: str = ""
    """The fault that the poll before had met."""
    items: int = 0
    taken: tuple[Taken, ...] = ()
    """New articles that were read, oldest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PollFailed:
    """A poll went wrong; the feed is asked again."""

    feed: Feed
    fault: str
    failures: int
    retry: datetime
    crash: Crash | None = None
    """Set when nobody foresaw the error."""


Told = Polled | PollFailed | Crash


class Road:
    """Polls the feeds that are due. No feed holds up or ends another."""

    def __init__(
        self,
        *,
        store: Store,
        fetcher: Fetcher,
        syndication: Syndication,
        intake: Intake,
        clock: Clock,
        chance: Callable[[], float],
        most_at_once: int,
        tell: Callable[[Told], None],
    ) -> None:
        """`chance` returns numbers evenly spread between 0 and 1; `tell` hears how each poll went."""
        self._store = store
        self._fetcher = fetcher
        self._syndication = syndication
        self._intake = intake
        self._clock = clock
        self._chance = chance
        self._most_at_once = most_at_once
        self._tell = tell
        self.underway = Underway(tell)

    async def tick(self) -> None:
        """Begin to poll what is due, and do not wait for it."""
        room = self._most_at_once - len(self.underway)
        if room <= 0:
            return
        async with self._store.transaction() as transaction:
            due = await transaction.lease_feeds(self._clock.now(), room, LEASE)
        for state in due:
            self.underway.start(self._poll(state))

    async def _poll(self, state: FeedState) -> None:
        """Poll a feed; what goes wrong is recorded on it."""
        polled = await survive(self._ask(state))
        if isinstance(polled, Polled):
            self._tell(polled)
            return
        foreseen = isinstance(polled.error, FaultyResource)
        fault = str(polled.error if foreseen else polled)
        after = failed(state, fault, self._clock.now(), self._chance())
        self._tell(
            PollFailed(
                feed=state.feed,
                fault=fault,
                failures=after.failures,
                retry=after.next_due,
                crash=None if foreseen else polled,
            )
        )
        async with self._store.transaction() as transaction:
            await transaction.put_feed(after)

    async def _ask(self, state: FeedState) -> Polled:
        """Fetch a feed and take in what is new."""
        feed = state.feed
        fetched = await self._fetcher.fetch(feed.url, etag=state.etag, last_modified=state.last_modified)
        body_hash = fingerprint(fetched.body) if fetched.changed else state.body_hash
        after = succeeded(state, fetched, body_hash, self._clock.now(), self._chance())
        if not fetched.changed or body_hash == state.body_hash:
            async with self._store.transaction() as transaction:
                await transaction.put_feed(after)
            return Polled(feed=feed, unchanged=True, recovered_from=state.fault)
        return await self._take_in(state, after, fetched)

    async def _take_in(self, state: FeedState, after: FeedState, fetched: Fetched) -> Polled:
        """Take every new article of a changed feed along the road, then store that the poll went well."""
        feed, now = state.feed, self._clock.now()
        parsed = await self._syndication.parse(
            fetched.body, content_type=fetched.content_type, url=fetched.url, now=now
        )
        items = parsed.items
        arrived = await self._arrived(items, feed, now)
        taken = await self._take_along(arrived, feed) if state.baselined else ()
        quiet = [each.record for each in taken if not each.stored]
        if not state.baselined:
            quiet = [self._intake.baseline(article, feed) for article in arrived]
        async with self._store.transaction() as transaction:
            if await transaction.put_feed(replace(after, baselined=True)):
                await transaction.add_items(feed.url, [item.id for item in items], now)
                await _add_unknown(quiet, transaction)
        return Polled(
            feed=feed,
            items=len(items),
            baseline=not state.baselined,
            recovered_from=state.fault,
            taken=taken,
        )

    async def _arrived(self, items: Sequence[FeedItem], feed: Feed, now: datetime) -> list[Article]:
        """Return the articles that are not on record, each once, in order of print."""
        async with self._store.transaction() as transaction:
            seen = await transaction.known_items(feed.url, [item.id for item in items])
            # Feeds print the newest first: what carries no time of its own keeps their order, turned round.
            fresh = [article_of(item, feed, now) for item in reversed(items) if item.id not in seen]
            known = await transaction.known_articles([article.id for article in fresh])
        new: dict[str, Article] = {}
        for article in sorted(fresh, key=lambda article: article.published):
            if article.id not in known:
                new.setdefault(article.id, article)
        return list(new.values())

    async def _take_along(self, articles: Sequence[Article], feed: Feed) -> tuple[Taken, ...]:
        """Take articles along the road one after another, letting others go in between."""
        taken = []
        for article in articles:
            taken.append(await self._intake.take(article, feed))
            await asyncio.sleep(0)
        return tuple(each for each in taken if each is not None)


async def _add_unknown(records: Sequence[ArticleRecord], transaction: Transaction) -> None:
    """Record articles that add nothing to the ledger, but for those that another feed has brought meanwhile."""
    known = await transaction.known_articles([record.article.id for record in records])
    for record in records:
        if record.article.id not in known:
            await transaction.add_article(record)
