"""The road from a due feed to posts in the outbox: calls the steps in order, and decides nothing."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.crash import Crash, survive
from bot.errors import FaultyResource
from bot.intake import Intake, Taken
from bot.model import Article, ArticleRecord, Feed, FeedItem, FeedState, ParsedFeed, Place
from bot.polling import Gain, Mishap, Rules, article_of, concerns, failed, fingerprint, lag_of, succeeded
from bot.ports import Clock, Fetched, Fetcher, HostShare, Store, Syndication, Transaction
from bot.underway import Underway
from bot.urls import host_of
from bot.views.feeds import feed_notices

LEASE = 600.0
"""Seconds a poll may take before its feed is due again: more than waiting, fetching and parsing are allowed."""
PATIENCE = 2.0
"""Seconds after which a poll that is under way no longer counts as one of those at a time."""
SLOW_ONES = 4
"""So many times the polls at a time may be under way altogether: the slow ones hold up no others until then."""

THROTTLING = frozenset({429, 503})
"""HTTP statuses by which a server asks to be left alone: then every feed of its host waits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """A poll went well."""

    feed: Feed
    unchanged: bool = False
    baseline: bool = False
    """First contact: the items were remembered and none was read."""
    recovered_from: str = ""
    """The fault that the poll before had met."""
    moved_to: str = ""
    """Where the feed is polled from now on."""
    items: int = 0
    taken: tuple[Taken, ...] = ()
    """New articles that were read, oldest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PollFailed:
    """A poll went wrong; the feed is asked again, but for one that is gone."""

    feed: Feed
    fault: str
    failures: int
    retry: datetime
    gone: bool = False
    crash: Crash | None = None
    """Set when nobody foresaw the error."""


Told = Polled | PollFailed | Crash


@dataclass(frozen=True, slots=True, kw_only=True)
class Traffic:
    """How many polls may run."""

    at_once: int = 100
    """Polls at a time; slow ones are not counted."""
    per_host: int | None = None
    """Polls of one host at a time; None sets no limit."""
    own_hosts: frozenset[str] = frozenset()
    """Hosts, as `host:port`, to which that does not apply."""


Heed = Callable[[Sequence[FeedItem], Feed], Awaitable[tuple[Taken, ...]]]
"""Takes in what a feed tells differently of articles that it brought before."""


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
        tell: Callable[[Told], None],
        traffic: Traffic | None = None,
        rules: Rules | None = None,
        operators: Sequence[Place] = (),
        heed: Heed | None = None,
    ) -> None:
        """`chance` returns numbers evenly spread between 0 and 1; `tell` hears how each poll went."""
        self._store = store
        self._fetcher = fetcher
        self._syndication = syndication
        self._intake = intake
        self._clock = clock
        self._chance = chance
        self._tell = tell
        self._traffic = traffic or Traffic()
        self._rules = rules or Rules()
        self._operators = operators
        self._heed = heed
        self._polling: dict[str, tuple[str, datetime]] = {}
        """Host and beginning of each poll under way, by the feed's URL."""
        self._reports: list[FeedState] = []
        self._reporting = False
        self._ticking = asyncio.Lock()
        self.underway = Underway(tell)

    async def tick(self) -> None:
        """Begin to poll what is due, and do not wait for it."""
        async with self._ticking:
            while (room := self._room()) > 0:
                crowded = self._crowded()
                async with self._store.transaction() as transaction:
                    share = HostShare(most=self._traffic.per_host, crowded=crowded, own=self._traffic.own_hosts)
                    due = await transaction.lease_feeds(self._clock.now(), room, LEASE, share)
                for state in due:
                    self._polling[state.feed.url] = (host_of(state.address or state.feed.url), self._clock.now())
                    self.underway.start(self._poll_and_go_on(state))
                if len(due) == room or self._crowded() == crowded:
                    return

    def _room(self) -> int:
        """Return how many polls may begin."""
        late = self._clock.now() - timedelta(seconds=PATIENCE)
        prompt = sum(began > late for _, began in self._polling.values())
        return min(self._traffic.at_once - prompt, SLOW_ONES * self._traffic.at_once - len(self._polling))

    def _crowded(self) -> frozenset[str]:
        """Return the hosts that are asked by as many as may."""
        most = self._traffic.per_host
        if most is None:
            return frozenset()
        asked = Counter(host for host, _ in self._polling.values())
        return frozenset(host for host, count in asked.items() if count >= most and host not in self._traffic.own_hosts)

    async def _poll_and_go_on(self, state: FeedState) -> None:
        try:
            await self._poll(state)
        finally:
            self._polling.pop(state.feed.url, None)
        if len(self._polling) * 2 < self._traffic.at_once:
            await self.tick()  # where more is due than may run at a time, nothing waits for the clock

    async def _poll(self, state: FeedState) -> None:
        """Poll a feed; what goes wrong is recorded on it."""
        polled = await survive(self._ask(state))
        if isinstance(polled, Polled):
            self._tell(polled)
            return
        mishap = _mishap(polled)
        now = self._clock.now()
        after = failed(state, mishap, now, self._chance(), self._rules)
        self._tell(
            PollFailed(
                feed=state.feed,
                fault=mishap.fault,
                failures=after.failures,
                retry=after.next_due,
                gone=after.gone,
                crash=None if isinstance(polled.error, FaultyResource) else polled,
            )
        )
        async with self._store.transaction() as transaction:
            await self._store_result(state, after, transaction, now)
            if mishap.throttled:
                await transaction.hold_host(host_of(state.address or state.feed.url), after.next_due)

    async def _ask(self, state: FeedState) -> Polled:
        """Fetch a feed and take in what is new."""
        url = state.address or state.feed.url
        fetched = await self._fetcher.fetch(url, etag=state.etag, last_modified=state.last_modified)
        if fetched.changed and fingerprint(fetched.body) != state.body_hash:
            return await self._take_in(state, fetched)
        now = self._clock.now()
        after = succeeded(state, fetched, None, now, self._chance(), self._rules)
        if any(concerns(state, after)):
            async with self._store.transaction() as transaction:
                await self._store_result(state, after, transaction, now)
        else:
            self._report(after)
        return _polled(state, after, unchanged=True)

    async def _take_in(self, state: FeedState, fetched: Fetched) -> Polled:
        """Take every new article of a changed feed along the road, then store that the poll went well."""
        feed, now = state.feed, self._clock.now()
        parsed = await self._parsed(feed, fetched, now)
        arrival = await self._arrival(parsed, feed, now)
        taken = await self._take_along(arrival.articles, feed) if state.baselined else ()
        if self._heed is not None and state.baselined:
            taken += await self._heed(arrival.known_before, feed)
        quiet = [each.record for each in taken if not each.stored]
        if not state.baselined:
            quiet = [self._intake.baseline(article, feed) for article in arrival.articles]
        after = succeeded(state, fetched, arrival.gain(parsed, taken, now), now, self._chance(), self._rules)
        async with self._store.transaction() as transaction:
            if await self._store_result(state, after, transaction, now):
                await transaction.add_items(feed.url, [item.id for item in arrival.items], now)
                await transaction.put_fingerprints(feed.url, parsed.fingerprints)
                await _add_unknown(quiet, transaction)
        return _polled(state, after, taken=taken)

    async def _parsed(self, feed: Feed, fetched: Fetched, now: datetime) -> ParsedFeed:
        known = await self._store.fingerprints(feed.url)
        return await self._syndication.parse(
            fetched.body, content_type=fetched.content_type, url=fetched.url, now=now, known=known
        )

    async def _arrival(self, parsed: ParsedFeed, feed: Feed, now: datetime) -> "Arrival":
        """Return what the feed had not printed before, and the articles among it that are not on record."""
        async with self._store.transaction() as transaction:
            seen = await transaction.known_items(feed.url, [item.id for item in parsed.items])
            fresh = tuple(item for item in parsed.items if item.id not in seen)
            # Feeds print the newest first: what carries no time of its own keeps their order, turned round.
            articles = [article_of(item, feed, now) for item in reversed(fresh)]
            known = await transaction.known_articles([article.id for article in articles])
        new: dict[str, Article] = {}
        for article in sorted(articles, key=lambda article: article.published):
            if article.id not in known:
                new.setdefault(article.id, article)
        known_before = tuple(item for item in parsed.items if item.id in seen)
        return Arrival(items=fresh, known_before=known_before, articles=tuple(new.values()))

    async def _take_along(self, articles: Sequence[Article], feed: Feed) -> tuple[Taken, ...]:
        """Take articles along the road one after another, letting others go in between."""
        taken = []
        for article in articles:
            taken.append(await self._intake.take(article, feed))
            await asyncio.sleep(0)
        return tuple(each for each in taken if each is not None)

    async def _store_result(self, before: FeedState, after: FeedState, transaction: Transaction, now: datetime) -> bool:
        """Store a poll's result and tell the operators of it; False where its lease was lost."""
        stored = await transaction.put_feed(after)
        if stored:
            for concern in concerns(before, after):
                await transaction.queue(feed_notices(concern, before, after, self._operators, now), now)
        return stored

    def _report(self, after: FeedState) -> None:
        """Let a result be stored soon, together with others."""
        self._reports.append(after)
        if not self._reporting:
            self._reporting = True
            self.underway.start(self._store_reports())

    async def _store_reports(self) -> None:
        """Store results for as long as there are any; more gather while those before are written."""
        try:
            while self._reports:
                async with self._store.transaction() as transaction:
                    reports, self._reports = self._reports, []
                    await transaction.put_feeds(reports)
        finally:
            self._reporting = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """What is new in a body."""

    items: tuple[FeedItem, ...]
    """Those that the feed had not printed before."""
    known_before: tuple[FeedItem, ...]
    """Those that it had: something about them has changed."""
    articles: tuple[Article, ...]
    """Those among them that are not on record, each once, in order of print."""

    def gain(self, parsed: ParsedFeed, taken: Sequence[Taken], now: datetime) -> Gain:
        """Sum up what the body brought."""
        return Gain(
            listed=len(parsed.fingerprints) or len(parsed.items),
            new=len(self.items),
            alerted=sum(bool(each.alerts) for each in taken),
            asked=parsed.interval,
            lags=tuple(lag for item in self.items if (lag := lag_of(item, now)) is not None),
            damage=parsed.fault,
        )


def _polled(before: FeedState, after: FeedState, *, unchanged: bool = False, taken: tuple[Taken, ...] = ()) -> Polled:
    moved = after.address if after.address != before.address else None
    return Polled(
        feed=before.feed,
        unchanged=unchanged,
        baseline=after.baselined and not before.baselined,
        recovered_from=before.fault if before.failures else "",
        moved_to=moved or "",
        items=after.tally.listed,
        taken=taken,
    )


def _mishap(crash: Crash) -> Mishap:
    """Say why a poll went wrong."""
    error = crash.error
    if not isinstance(error, FaultyResource):
        return Mishap(fault=str(crash))
    return Mishap(
        fault=str(error), retry_after=error.retry_after, gone=error.gone, throttled=error.status in THROTTLING
    )


async def _add_unknown(records: Sequence[ArticleRecord], transaction: Transaction) -> None:
    """Record articles that add nothing to the ledger, but for those that another feed has brought meanwhile."""
    known = await transaction.known_articles([record.article.id for record in records])
    for record in records:
        if record.article.id not in known:
            await transaction.add_article(record)
