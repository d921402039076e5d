"""What polls ask of the store and leave in it, many polls at a time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import compress

from bot.model import Article, ArticleRecord, Feed, FeedItem, FeedState, Notice, ParsedFeed, Place, Unread
from bot.polling import Gain, article_of, concerns, pushed
from bot.ports import Clock, Store
from bot.together import Together
from bot.urls import host_of
from bot.views.feeds import feed_notices

MOST = 200
"""Polls that one transaction stores: more would hold up posts and articles."""
GATHER = 0.01
"""Seconds that polls wait for each other: each transaction costs more than that many polls do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """What is new in a body."""

    items: tuple[FeedItem, ...]
    """Those that the feed had not printed before."""
    known_before: tuple[FeedItem, ...]
    """Those that it had: something about them has changed."""
    articles: tuple[Article, ...]
    """Those of the new items that are not on record, each once, in order of print."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a good poll or a failed one leaves behind. What a body brought is None where nothing has changed."""

    before: FeedState
    after: FeedState
    items: tuple[str, ...] = ()
    """Ids that the feed had not printed before."""
    fingerprints: tuple[str, ...] | None = None
    articles: tuple[ArticleRecord, ...] = ()
    """First printings that add nothing to the ledger."""
    unread: tuple[Unread, ...] = ()
    """New articles that another process is to read."""
    host_free: datetime | None = None
    """When feeds of its host may be asked again; None where they need not wait."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    feed: str
    items: tuple[str, ...]
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    items: frozenset[str]
    articles: frozenset[str]


class Records:
    """Reads and writes for polls; each waits for its own answer only."""

    def __init__(self, store: Store, clock: Clock, operators: Sequence[Place]) -> None:
        self._store = store
        self._clock = clock
        self._operators = operators
        self._fingerprints = Together(self._read_fingerprints, most=MOST, gather=GATHER)
        self._known = Together(self._look_up, most=MOST, gather=GATHER)
        self._results = Together(self._store_results, most=MOST, gather=GATHER)

    async def fingerprints(self, feed: Feed) -> tuple[str, ...]:
        """Return the fingerprints of a feed's last body."""
        return await self._fingerprints.ask(feed.url)

    async def arrival(self, parsed: ParsedFeed, feed: Feed, now: datetime) -> Arrival:
        """Return what the feed had not printed before, and the articles among it that are not on record."""
        # Feeds print the newest first: what carries no time of its own keeps their order, turned round.
        printed = [(item, article_of(item, feed, now)) for item in reversed(parsed.items)]
        question = _Question(
            feed=feed.url,
            items=tuple(item.id for item, _ in printed),
            articles=tuple(article.id for _, article in printed),
        )
        known = await self._known.ask(question)
        new: dict[str, Article] = {}
        for item, article in sorted(printed, key=lambda pair: pair[1].published):
            if item.id not in known.items and article.id not in known.articles:
                new.setdefault(article.id, article)
        return Arrival(
            items=tuple(item for item in parsed.items if item.id not in known.items),
            known_before=tuple(item for item in parsed.items if item.id in known.items),
            articles=tuple(new.values()),
        )

    async def store(self, result: Result) -> bool:
        """Store a poll's result and tell the operators of it; False (and nothing stored) where its lease was lost."""
        return await self._results.ask(result)

    async def store_pushed(
        self,
        feed: Feed,
        items: Sequence[str],
        articles: Sequence[ArticleRecord],
        gain: Gain,
        until: datetime | None,
        unread: Sequence[Unread] = (),
    ) -> None:
        """Store what a push left behind, as the result of a poll is; nothing for a feed that was dropped meanwhile."""
        now = self._clock.now()
        async with self._store.transaction() as transaction:
            state = await transaction.feed_state(feed.url)
            if state is None:
                return
            await transaction.put_pushed(pushed(state, gain, until, now))
            await transaction.add_items({feed.url: items}, now)
            await transaction.add_unknown_articles(articles)
            await transaction.add_unread(unread)

    async def _read_fingerprints(self, feeds: Sequence[str]) -> list[tuple[str, ...]]:
        found = await self._store.fingerprints(feeds)
        return [found.get(feed, ()) for feed in feeds]

    async def _look_up(self, questions: Sequence[_Question]) -> list[_Known]:
        items = await self._store.known_items({question.feed: question.items for question in questions})
        articles = await self._store.known_articles([each for question in questions for each in question.articles])
        return [
            _Known(
                items=frozenset(each for each in question.items if (question.feed, each) in items),
                articles=articles & set(question.articles),
            )
            for question in questions
        ]

    async def _store_results(self, results: Sequence[Result]) -> list[bool]:
        now = self._clock.now()
        async with self._store.transaction() as transaction:
            held = await transaction.put_feeds([result.after for result in results])
            stored = list(compress(results, held))
            changed = [result for result in stored if result.fingerprints is not None]
            await transaction.add_items({result.after.feed.url: result.items for result in changed}, now)
            await transaction.put_fingerprints({each.after.feed.url: each.fingerprints or () for each in changed})
            await transaction.rely_on_polls([each.after.feed.url for each in stored if _ends_trust(each)])
            await transaction.add_unknown_articles([record for result in stored for record in result.articles])
            await transaction.add_unread([unread for result in stored for unread in result.unread])
            await transaction.queue([notice for result in stored for notice in self._notices(result, now)], now)
        await self._hold_hosts(stored)
        return list(held)

    async def _hold_hosts(self, results: Iterable[Result]) -> None:
        """Let the feeds of a host wait; apart, since it touches feeds that other processes store at this moment."""
        free = {host_of(each.before.address or each.before.feed.url): each.host_free for each in results}
        for host, until in sorted(free.items()):
            if until is not None:
                async with self._store.transaction() as transaction:
                    await transaction.hold_host(host, until)

    def _notices(self, result: Result, now: datetime) -> Iterable[Notice]:
        for concern in concerns(result.before, result.after):
            yield from feed_notices(concern, result.before, result.after, self._operators, now)


def _ends_trust(result: Result) -> bool:
    """Tell a poll after which pushes are relied on no longer; one that came meanwhile is none of its business."""
    return result.before.pushed_until is not None and result.after.pushed_until is None
