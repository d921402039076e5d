"""Takes in what hubs push: signed, of a feed that we read, and not too much of it."""

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.arrivals import Arrivals, Brought
from bot.crash import Crash, survive
from bot.errors import FaultyResource
from bot.hubs import HubEvent, HubNews, poll_soon
from bot.intake import Taken
from bot.model import Feed, FeedState, Subscription
from bot.ports import Clock, Fetched, Store
from bot.push import is_signed
from bot.records import Records
from bot.underway import Underway

AT_ONCE = 50
"""Pushes that are taken in at a time; of one feed only one is."""
WAITING = 5
"""Pushes of one feed that may wait."""
A_MINUTE = 60
"""Pushes of one feed in a minute."""
PATIENCE = 5.0
"""Seconds that a hub waits for our answer; what takes longer is taken in all the same."""
NOT_SIGNED = "pushed what was not signed with our secret"


class Receipt(StrEnum):
    """What a hub hears of its push."""

    TAKEN = "taken"
    """Also where it is ignored: a hub that signs wrongly learns nothing from the answer (section 7.1)."""
    UNKNOWN = "unknown"
    """We have not asked for it, or no longer."""
    BUSY = "busy"
    """It may be pushed again later."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pushed:
    """What a hub sent."""

    body: bytes
    content_type: str
    signature: str
    """Empty where there was none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PushTaken:
    """A push was taken in."""

    feed: Feed
    items: int
    """Entries in the body."""
    taken: tuple[Taken, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PushUnread:
    """A push could not be read; its feed is polled instead."""

    feed: Feed
    fault: str


PushTold = PushTaken | PushUnread | Crash


class Pushes:
    """Takes pushes along the same road as polls."""

    def __init__(
        self,
        *,
        store: Store,
        records: Records,
        arrivals: Arrivals,
        clock: Clock,
        tell: Callable[[PushTold], None],
        tell_hub: Callable[[HubNews], None],
        patience: float = PATIENCE,
    ) -> None:
        self._store = store
        self._records = records
        self._arrivals = arrivals
        self._clock = clock
        self._tell = tell
        self._tell_hub = tell_hub
        self._patience = patience
        self._turns: dict[str, asyncio.Lock] = {}
        self._waiting: Counter[str] = Counter()
        self._minute: datetime | None = None
        self._came: Counter[str] = Counter()
        """Pushes of this minute, by path."""
        self.underway = Underway(tell)

    async def expects(self, path: str) -> bool:
        """Whether a hub may push there: asked before its body is read."""
        known = await self._store.subscription(path)
        return known is not None and known.wanted

    async def receive(self, path: str, push: Pushed) -> Receipt:
        """Take in what was pushed, and say so once it is stored or has taken a while."""
        if not await self.expects(path):
            return Receipt.UNKNOWN
        if not self._admits(path):
            return Receipt.BUSY
        known = await self._checked(path, push)
        if known is None:
            return Receipt.TAKEN
        settled: asyncio.Future[Receipt] = asyncio.get_running_loop().create_future()
        self._waiting[path] += 1
        self.underway.start(self._settle(*known, push, settled))
        try:
            async with asyncio.timeout(self._patience):
                return await asyncio.shield(settled)
        except TimeoutError:
            return Receipt.TAKEN

    def _admits(self, path: str) -> bool:
        """Whether there is room for one more push."""
        minute = self._clock.now().replace(second=0, microsecond=0)
        if minute != self._minute:
            self._minute, self._came = minute, Counter()
        self._came[path] += 1
        return self._came[path] <= A_MINUTE and self._waiting[path] < WAITING and len(self.underway) < AT_ONCE

    async def _checked(self, path: str, push: Pushed) -> tuple[Subscription, FeedState] | None:
        """Return whose push it is, where it is signed and its feed is read; what is not signed is counted."""
        async with self._store.transaction() as transaction:
            known = await transaction.subscription(path)
            state = None if known is None else await transaction.feed_state(known.feed)
            if known is None or state is None:
                return None
            signed = is_signed(known.secret, push.body, push.signature)
            after = replace(known, heard=self._clock.now())
            if not signed:
                after = replace(known, ignored=known.ignored + 1, fault=NOT_SIGNED)
            await transaction.put_subscription(after)
        if not signed:
            self._tell_hub(HubNews(HubEvent.IGNORED, after))
        # A feed that was never polled has no first contact behind it: what is new in it only a poll can tell.
        return (after, state) if signed and state.baselined and not state.paused else None

    async def _settle(
        self, known: Subscription, state: FeedState, push: Pushed, settled: asyncio.Future[Receipt]
    ) -> None:
        """Take a push in when it is its turn among those of its feed."""
        receipt = Receipt.FAILED
        try:
            async with self._turns.setdefault(known.path, asyncio.Lock()):
                receipt = await self._take(known, state, push)
        finally:
            self._waiting[known.path] -= 1
            if not self._waiting[known.path]:
                del self._waiting[known.path], self._turns[known.path]
            if not settled.done():
                settled.set_result(receipt)

    async def _take(self, known: Subscription, state: FeedState, push: Pushed) -> Receipt:
        brought = await survive(self._bring(known, state.feed, push))
        match brought:
            case Brought():
                taken = PushTaken(feed=state.feed, items=len(brought.parsed.items), taken=brought.taken)
                self._tell(taken)
                return Receipt.TAKEN
            case Crash(error=FaultyResource() as error):
                # Some hubs only say that something is new.
                await poll_soon(self._store, state.feed.url, self._clock.now())
                self._tell(PushUnread(feed=state.feed, fault=str(error)))
                return Receipt.TAKEN
            case Crash():
                self._tell(brought)
                return Receipt.FAILED

    async def _bring(self, known: Subscription, feed: Feed, push: Pushed) -> Brought:
        fetched = Fetched(
            url=known.offer.topic,
            changed=True,
            body=push.body,
            content_type=push.content_type,
            etag=None,
            last_modified=None,
            size=len(push.body),
        )
        brought = await self._arrivals.take(fetched, feed)
        await self._records.store_pushed(feed, brought.items, brought.quiet, brought.gain, known.until, brought.unread)
        return brought
