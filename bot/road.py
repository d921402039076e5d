"""The road from a due feed to posts in the outbox: calls the steps in order, and decides nothing."""

import asyncio
from collections import Counter
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.arrivals import Arrivals, Heed
from bot.crash import Crash, survive
from bot.errors import FaultyResource, StoreHeldUp
from bot.intake import Intake, Taken
from bot.model import Feed, FeedState, ParsedFeed, Place
from bot.polling import Mishap, Rules, failed, fingerprint, host_free, succeeded
from bot.ports import Clock, Fetched, Fetcher, HostShare, Store, Syndication
from bot.records import Records, Result
from bot.underway import Underway
from bot.urls import host_of

LEASE = 30.0
"""Seconds until a feed is due again whose poll is not heard of; one that is still under way is held for longer."""
PATIENCE = 2.0
"""Seconds after which a poll that is under way no longer counts as one of those at a time."""
SLOW_ONES = 4
"""So many times the polls at a time may be under way altogether: the slow ones hold up no others until then."""

TOO_MANY = 429
"""The HTTP status of a server that is asked too often, whatever the feed; 503 may be one feed's own trouble."""


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
    held: int = 32_000_000
    """Bytes of bodies that are read or wait for it; while there are more, no poll begins."""

    @property
    def least_room(self) -> int:
        """For how many polls there must be room before feeds are looked for: each look costs as much as some polls."""
        return max(1, self.at_once // 4)


@dataclass(frozen=True, slots=True)
class _Poll:
    """A poll under way: whom it asks, since when, and the fence of its lease."""

    host: str
    began: datetime
    fence: int


Offered = Callable[[Feed, Fetched, ParsedFeed], Coroutine[Any, Any, None]]
"""Hears what a feed's body says, such as which hubs push it."""


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
        offered: Offered | None = None,
        lease: float = LEASE,
        reads: bool = True,
    ) -> None:
        """`chance` returns numbers evenly spread between 0 and 1; `tell` hears how each poll went.

        Unless it `reads`, new articles are left for another process to read.
        """
        self._lease = lease
        self._store = store
        self._fetcher = fetcher
        self._clock = clock
        self._chance = chance
        self._tell = tell
        self._traffic = traffic or Traffic()
        self._rules = rules or Rules()
        self._offered = offered
        self._polling: dict[str, _Poll] = {}
        """The polls under way, by the feed's URL."""
        self._cut_short: dict[str, int] = {}
        """Fences of polls that were broken off."""
        self._held = 0
        """Bytes of the bodies that polls under way have fetched."""
        self._records = Records(store, clock, operators)
        self._arrivals = Arrivals(
            records=self._records, syndication=syndication, intake=intake, clock=clock, heed=heed, reads=reads
        )
        self._ticking = asyncio.Lock()
        self._more_due = False
        self.underway = Underway(tell)

    async def tick(self) -> None:
        """Begin to poll what is due, and do not wait for it."""
        async with self._ticking:
            while (room := self._room()) >= self._traffic.least_room:
                crowded = self._crowded()
                async with self._store.transaction() as transaction:
                    share = HostShare(most=self._traffic.per_host, crowded=crowded, own=self._traffic.own_hosts)
                    due = await transaction.lease_feeds(self._clock.now(), room, self._lease, share)
                for state in due:
                    host = host_of(state.address or state.feed.url)
                    self._polling[state.feed.url] = _Poll(host, self._clock.now(), state.fence)
                    self.underway.start(self._poll_and_go_on(state))
                self._more_due = len(due) == room
                if self._more_due or self._crowded() == crowded:
                    return

    async def renew(self) -> None:
        """Hold the feeds that are being polled for longer."""
        if self._polling:
            until = self._clock.now() + timedelta(seconds=self._lease)
            async with self._store.transaction() as transaction:
                await transaction.renew_feeds({url: poll.fence for url, poll in self._polling.items()}, until)

    async def end(self, seconds: float) -> None:
        """Give polls time to end, and hand back the feeds of those that are cut short."""
        await self.underway.end(seconds)
        if self._cut_short:
            async with self._store.transaction() as transaction:
                await transaction.hand_back_feeds(self._cut_short)

    def _room(self) -> int:
        """Return how many polls may begin."""
        if self._held > self._traffic.held:
            return 0
        late = self._clock.now() - timedelta(seconds=PATIENCE)
        prompt = sum(poll.began > late for poll in self._polling.values())
        return min(self._traffic.at_once - prompt, SLOW_ONES * self._traffic.at_once - len(self._polling))

    def _crowded(self) -> frozenset[str]:
        """Return the hosts that are asked by as many as may."""
        most = self._traffic.per_host
        if most is None:
            return frozenset()
        asked = Counter(poll.host for poll in self._polling.values())
        return frozenset(host for host, count in asked.items() if count >= most and host not in self._traffic.own_hosts)

    async def _poll_and_go_on(self, state: FeedState) -> None:
        try:
            await self._poll(state)
        except asyncio.CancelledError:
            self._cut_short[state.feed.url] = state.fence
            raise
        finally:
            self._polling.pop(state.feed.url, None)
        if self._more_due:
            await self.tick()  # what is due waits for room only, not for the clock

    async def _poll(self, state: FeedState) -> None:
        """Poll a feed; what goes wrong is recorded on it."""
        polled = await survive(self._ask(state))
        if isinstance(polled, Polled):
            self._tell(polled)
            return
        if isinstance(polled.error, StoreHeldUp):
            self._tell(polled)  # that says nothing of the feed: it is due again when its lease ends
            return
        mishap = _mishap(polled)
        after = failed(state, mishap, self._clock.now(), self._chance(), self._rules)
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
        await self._records.store(Result(before=state, after=after, host_free=host_free(mishap, self._clock.now())))

    async def _ask(self, state: FeedState) -> Polled:
        """Fetch a feed and take in what is new."""
        url = state.address or state.feed.url
        fetched = await self._fetcher.fetch(url, etag=state.etag, last_modified=state.last_modified)
        if fetched.changed and fingerprint(fetched.body) != state.body_hash:
            return await self._take_in(state, fetched)
        after = succeeded(state, fetched, None, self._clock.now(), self._chance(), self._rules)
        await self._records.store(Result(before=state, after=after))
        return _polled(state, after, unchanged=True)

    async def _take_in(self, state: FeedState, fetched: Fetched) -> Polled:
        """Take every new article of a changed feed along the road, then store that the poll went well."""
        feed, now = state.feed, self._clock.now()
        self._held += len(fetched.body)
        try:
            brought = await self._arrivals.take(fetched, feed, baselined=state.baselined)
        finally:
            self._held -= len(fetched.body)
        after = succeeded(state, fetched, brought.gain, now, self._chance(), self._rules)
        result = Result(
            before=state,
            after=after,
            items=brought.items,
            fingerprints=brought.parsed.fingerprints,
            articles=brought.quiet,
            unread=brought.unread,
        )
        await self._records.store(result)
        if self._offered is not None:
            self.underway.start(self._offered(feed, fetched, brought.parsed))
        return _polled(state, after, taken=brought.taken)


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
    return Mishap(fault=str(error), retry_after=error.retry_after, gone=error.gone, throttled=error.status == TOO_MANY)
