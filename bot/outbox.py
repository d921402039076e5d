"""Posts what waits: taken from the store, put into words, handed to the platform, marked."""

import asyncio
from collections import Counter
from collections.abc import Callable, Collection, Coroutine, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

from bot.crash import Crash, survive
from bot.errors import ChannelRefused, LookBackRefused, MessageGone, MessageRefused, PlatformError, Unanswered
from bot.model import AlertLevel, Amendment, Message, Notice, Outgoing, Paused, Place, Post, QueuedPost, Topic
from bot.ports import Clock, Held, Platform, Store
from bot.turns import Turns
from bot.underway import Underway
from bot.views.messages import may_repeat
from bot.views.notices import paused_notice, refused_notice, resumed_notice

T = TypeVar("T")

LEASE = 30.0
"""Seconds until another process may take a post; one that is still under way is held for longer."""
FIRST_RETRY = 5.0
LONGEST_RETRY = 600.0
FIRST_LOOK = timedelta(seconds=15)
"""How long a channel that refuses us is left alone; doubled each time, to six hours."""
LONGEST_LOOK = timedelta(hours=6)


class LeaseLost(Exception):
    """Another process has taken a post meanwhile."""


Wording = Callable[[Outgoing, Mapping[str, Topic], Collection[str], datetime], Message]
"""Puts what goes out into words; the third are the statements that its channel's server calls wrong readings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """A post was delivered."""

    post: Outgoing
    message: str
    resumed: bool = False
    """Whether its channel had been paused until then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostFailed:
    """A post was not delivered, and is tried again."""

    post: Outgoing
    fault: str
    retry: datetime
    crash: Crash | None = None
    """Set when nobody foresaw the error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRefused:
    """A platform never takes this post; it is kept, and its channel goes on."""

    post: Outgoing
    fault: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelPaused:
    """A channel refuses us; its posts wait until it takes one again."""

    post: Outgoing
    paused: Paused


Delivery = Posted | PostFailed | PostRefused | ChannelPaused | Crash


class Outbox:
    """Delivers every post, each channel's in order of arrival; a slow or failing channel holds up no other."""

    def __init__(
        self,
        *,
        store: Store,
        platforms: Mapping[str, Platform],
        topics: Mapping[str, Topic],
        wording: Wording,
        clock: Clock,
        tell: Callable[[Delivery], None],
        turns: Mapping[str, Turns],
        operators: Sequence[Place] = (),
        lease: float = LEASE,
    ) -> None:
        """Deliver to `platforms`, taking `turns` on each; `operators` are told which channels refuse us."""
        self._store = store
        self._platforms = platforms
        self._topics = topics
        self._wording = wording
        self._clock = clock
        self._tell = tell
        self._turns = turns
        self._operators = operators
        self._lease = lease
        self._leases: dict[tuple[Place, str], tuple[QueuedPost, datetime]] = {}
        """What is under way, by channel and key, and until when it is leased."""
        self._cut_short: list[QueuedPost] = []
        self._busy: Counter[str] = Counter()
        self._paused: Mapping[Place, Paused] = {}
        self._repeated: set[tuple[Place, str]] = set()
        self._last_sent: dict[Place, datetime] = {}
        """When this process last delivered something to a channel."""
        self.underway = Underway(tell)

    async def tick(self) -> None:
        """Begin to deliver what is ready, and do not wait for it. What is for a platform not connected waits."""
        now = self._clock.now()
        for name, platform in self._platforms.items():
            room = min(platform.limits.in_flight - self._busy[name], self._turns[name].room)
            leased = await self._store.lease_posts(now, room, self._lease, name) if room > 0 else ()
            until = now + timedelta(seconds=self._lease)
            begun = [queued for queued in leased if not self._is_under_way(queued)]
            self._leases |= {(queued.post.place, queued.post.key): (queued, until) for queued in leased}
            self._busy[name] += len(begun)
            if begun:
                self._paused = {paused.place: paused for paused in await self._store.paused()}
            for queued in begun:
                self._heed_others(queued)
                self.underway.start(self._deliver_and_go_on(queued))

    def _is_under_way(self, queued: QueuedPost) -> bool:
        """Tell what goes on here under its new lease: the one before ran out, and nobody else took it meanwhile."""
        return (queued.post.place, queued.post.key) in self._leases

    def _as_leased(self, queued: QueuedPost) -> QueuedPost:
        """Return a post under way as it was leased last."""
        return self._leases[queued.post.place, queued.post.key][0]

    def _heed_others(self, queued: QueuedPost) -> None:
        """Keep a channel's pace also where another process sent what came before; of our own, turns know better."""
        place, sent = queued.post.place, queued.sent_before
        if sent is not None and sent != self._last_sent.get(place):
            self._turns[place.platform].heard(place, sent)

    def wake(self) -> None:
        """Look at once for what is ready, instead of at the next tick."""
        self.underway.start(self.tick())

    async def end(self, seconds: float) -> None:
        """Give deliveries time to end; whoever takes those that are cut short is told that they may have been sent."""
        await self.underway.end(seconds)
        for queued in self._cut_short:
            await self._store.mark_failed(queued, "broken off by a stop", self._clock.now(), unsure=True)

    async def _deliver_and_go_on(self, queued: QueuedPost) -> None:
        try:
            delivery = await self._deliver(queued)
            if delivery is not None:
                self._tell(delivery)
        except asyncio.CancelledError:
            self._cut_short.append(self._as_leased(queued))
            raise
        finally:
            self._leases.pop((queued.post.place, queued.post.key), None)
            self._busy[queued.post.platform] -= 1
        await self.tick()  # the next of this channel waits for no clock

    async def _deliver(self, queued: QueuedPost) -> Delivery | None:
        """Send and mark; None where the lease was lost before that.

        Killed in between, it is looked for before it is sent again under its key.
        """
        message = await survive(self._held(queued, self._sent(queued)))
        now = self._clock.now()
        if not isinstance(message, Crash):
            await self._store.mark_posted(self._as_leased(queued), message, now)
            self._last_sent[queued.post.place] = now
            return Posted(post=queued.post, message=message, resumed=await self._resume(queued.post.place, now))
        match message.error:
            case LeaseLost():
                return None
            case ChannelRefused() as error:
                return await self._pause(queued, str(error), now)
            case MessageRefused() as error:
                return await self._refuse(queued, str(error), now)
            case error:
                return await self._fail(queued, error, now)

    async def _sent(self, queued: QueuedPost) -> str:
        post, platform = queued.post, self._platforms[queued.post.platform]
        if isinstance(post, Amendment):
            return await self._amended(post, platform)
        board = await self._board(post)
        if queued.unsure:
            try:
                await self._turns[post.platform].wait(post.place)
                thread = board if isinstance(post, Post) and _is_note(post) else None
                found = await platform.find(post.key, post.place, queued.queued, board=thread)
            except LookBackRefused as error:
                return await self._again(post, platform, board, error)
            if found is not None:
                return found
        view = await self._worded(post)
        return await platform.post(post.key, post.place, view, board=board, held=self._is_held(post))

    async def _again(self, post: Post | Notice, platform: Platform, board: str | None, error: LookBackRefused) -> str:
        """Send what may stand in its channel already, once more: a lost alert is worse than a doubled one."""
        if (post.place, post.key) in self._repeated:
            raise MessageRefused(f"It was sent twice, and nobody knows whether it arrived. {error}") from error
        view = may_repeat(await self._worded(post))
        try:
            return await platform.post(post.key, post.place, view, board=board, held=self._is_held(post))
        except Unanswered:
            self._repeated.add((post.place, post.key))
            raise

    async def _amended(self, post: Amendment, platform: Platform) -> str:
        view = await self._worded(post)
        try:
            await platform.edit(post.place, post.message, view)
        except MessageGone:
            return post.message  # nothing is left that could mislead
        return post.message

    async def _worded(self, post: Outgoing) -> Message:
        """Wait for the channel's turn, then put what goes out into words."""
        rejected = await self._store.rejected(post.platform, post.server)
        await self._turns[post.platform].wait(post.place)
        await self._check_lease(post)
        return self._wording(post, self._topics, rejected, self._clock.now())

    async def _check_lease(self, post: Outgoing) -> None:
        """Send nothing after a long wait that another process may have sent meanwhile."""
        queued, until = self._leases[post.place, post.key]
        late = until - self._clock.now() <= timedelta(seconds=self._lease / 2)
        if late and not await self._renew(queued):
            raise LeaseLost

    def _is_held(self, post: Outgoing) -> Held:
        """Return what tells, without asking the store, whether nobody else can have taken a post."""
        return lambda: self._clock.now() < self._leases[post.place, post.key][1]

    async def _renew(self, queued: QueuedPost) -> bool:
        until = self._clock.now() + timedelta(seconds=self._lease)
        leased = self._as_leased(queued)
        renewed = await self._store.renew_lease(leased, until)
        if renewed and leased is self._as_leased(queued):
            self._leases[queued.post.place, queued.post.key] = (leased, until)
        return renewed

    async def _board(self, post: Post | Notice) -> str | None:
        topics = {alert.topic for alert in post.alerts} if isinstance(post, Post) else set()
        if len(topics) != 1:
            return None
        board = await self._store.board(post.place, topics.pop())
        return board.message if board else None

    async def _held(self, queued: QueuedPost, work: Coroutine[Any, Any, T]) -> T:
        """Do the work, holding the lease for as long as it takes."""
        task = asyncio.create_task(work)
        try:
            while not (await asyncio.wait({task}, timeout=self._lease / 3))[0]:
                await self._renew(queued)
            return task.result()
        finally:
            task.cancel()

    async def _fail(self, queued: QueuedPost, error: Exception, now: datetime) -> PostFailed:
        foreseen = isinstance(error, PlatformError)
        fault = str(error if foreseen else Crash(error))
        asked = timedelta(seconds=error.wait or 0) if isinstance(error, PlatformError) else timedelta()
        retry = now + max(pause(queued.fence - 1), asked)
        await self._store.mark_failed(self._as_leased(queued), fault, retry, unsure=isinstance(error, Unanswered))
        return PostFailed(post=queued.post, fault=fault, retry=retry, crash=None if foreseen else Crash(error))

    async def _pause(self, queued: QueuedPost, fault: str, now: datetime) -> ChannelPaused:
        place = queued.post.place
        known = self._paused.get(place)
        paused = Paused(
            place=place, reason=fault, since=known.since if known else now, next_look=now + look_after(known, now)
        )
        await self._store.mark_failed(self._as_leased(queued), fault, now)
        if await self._store.pause(paused):
            await self._tell_operators(paused_notice(paused), paused.place, now)
        return ChannelPaused(post=queued.post, paused=paused)

    async def _refuse(self, queued: QueuedPost, fault: str, now: datetime) -> PostRefused:
        await self._store.mark_refused(self._as_leased(queued), fault, now)
        if not isinstance(queued.post, Notice):
            await self._tell_operators(refused_notice(queued.post, fault), queued.post.place, now)
        return PostRefused(post=queued.post, fault=fault)

    async def _resume(self, place: Place, now: datetime) -> bool:
        paused = self._paused.get(place)
        if paused is None or not await self._store.resume(place):
            return False
        await self._tell_operators(resumed_notice(paused, now), place, now)
        return True

    async def _tell_operators(self, words: Callable[[Place, datetime], Notice], but: Place, now: datetime) -> None:
        notices = [words(operators, now) for operators in self._operators if operators != but]
        if notices:
            async with self._store.transaction() as transaction:
                await transaction.queue(notices, now)


async def look_again(store: Store, platform: str, servers: Collection[str], now: datetime) -> None:
    """Let the channels of these servers that refuse us be tried at once: they may let us in again."""
    known = {*servers, ""}  # the settings name the operators' channels without a server
    for paused in await store.paused():
        if paused.place.platform == platform and paused.place.server in known and paused.next_look > now:
            await store.pause(replace(paused, next_look=now))


def pause(attempts: int) -> timedelta:
    """Return how long a post waits after so many attempts before this one: doubled each time, to ten minutes."""
    return timedelta(seconds=min(FIRST_RETRY * 2 ** min(attempts, 12), LONGEST_RETRY))


def _is_note(post: Post) -> bool:
    return all(alert.level is AlertLevel.NOTE for alert in post.alerts)


def look_after(paused: Paused | None, now: datetime) -> timedelta:
    """Return how long a channel that refuses us is left alone."""
    waited = now - paused.since if paused else timedelta()
    return min(max(FIRST_LOOK, waited), LONGEST_LOOK)
