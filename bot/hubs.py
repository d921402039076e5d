"""Subscribes feeds to the hubs that they offer: asks, confirms, renews and leaves."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.errors import FaultyResource
from bot.model import Feed, Offer, ParsedFeed, Subscription
from bot.ports import Clock, Fetched, Forms, Store, Transaction
from bot.push import (
    Asked,
    PushRules,
    Step,
    asking,
    confirmed,
    denied,
    failing,
    form,
    is_lapsed,
    next_step,
    offer_of,
    relieved,
)
from bot.underway import Underway
from bot.urls import host_of

AT_ONCE = 20
"""Hubs that are asked at a time."""
TAKEN = range(200, 300)
"""Statuses that mean yes."""
UNVERIFIED = "the hub took the question and never verified it"


class HubEvent(StrEnum):
    """What happened between a hub and us."""

    SUBSCRIBED = "subscribed"
    FAILED = "failed"
    DENIED = "denied"
    LAPSED = "lapsed"
    LEFT = "left"
    IGNORED = "push ignored"


@dataclass(frozen=True, slots=True)
class HubNews:
    """Something happened between a hub and us; the subscription is as it was left."""

    event: HubEvent
    subscription: Subscription


class Hubs:
    """Keeps subscriptions alive. While one is not, its feed is polled at its own pace."""

    def __init__(
        self,
        *,
        store: Store,
        forms: Forms,
        clock: Clock,
        site: str,
        token: Callable[[], str],
        tell: Callable[[HubNews], None],
        underway: Underway,
        own_hosts: Collection[str] = (),
        own_only: bool = False,
        rules: PushRules | None = None,
    ) -> None:
        """`site` is where hubs reach us: hubs on `own_hosts` alone, if `own_only`.

        `token` makes words that nobody can guess, of up to 199 letters.
        """
        self._store = store
        self._forms = forms
        self._clock = clock
        self._site = site
        self._token = token
        self._tell = tell
        self._own = own_hosts
        self._own_only = own_only
        self._rules = rules or PushRules()
        self._offers: dict[str, Offer] = {}
        """What each feed offered last, by its URL."""
        self._asking: set[str] = set()
        self.underway = underway

    async def start(self) -> None:
        """Go on with the subscriptions on record; those made for another address of ours are made anew."""
        now = self._clock.now()
        for known in await self._store.subscriptions():
            offer = self._reaching(known.offer) if known.wanted else None
            if offer is not None:
                self._offers[known.feed] = offer
            if known.site == self._site and not known.waiting:
                continue
            async with self._store.transaction() as transaction:
                if known.site == self._site:
                    await transaction.put_subscription(replace(known, waiting=False, next_step=now))
                    continue
                await transaction.drop_subscriptions([known.path])
                if offer is not None:
                    await transaction.put_subscription(self._new(known.feed, offer))

    async def offered(self, feed: Feed, fetched: Fetched, parsed: ParsedFeed) -> None:
        """Hear where a feed says that it is pushed from: subscribe there, and leave where it was pushed from before."""
        offer, url = self._reaching(offer_of(fetched, parsed, self._own)), feed.url
        if offer == self._offers.get(url):
            return
        now = self._clock.now()
        async with self._store.transaction() as transaction:
            if await transaction.feed_state(url) is None:
                return
            for known in await transaction.subscriptions_of(url):
                leaving = replace(known, wanted=False, waiting=False, asked_until=None, failures=0, next_step=now)
                await transaction.put_subscription(leaving if known.wanted else known)
            await _relieve(url, transaction, now)
            if offer is not None:
                await transaction.put_subscription(self._new(url, offer))
        self._offers.pop(url, None)
        if offer is not None:
            self._offers[url] = offer

    async def tick(self) -> None:
        """Take the next step wherever one is due, and do not wait for hubs."""
        now, room = self._clock.now(), AT_ONCE - len(self._asking)
        if room <= 0:
            return
        for due in await self._store.due_subscriptions(now, AT_ONCE):
            if due.path in self._asking or len(self._asking) >= AT_ONCE:
                continue
            self._asking.add(due.path)
            self.underway.start(self._step(due))

    async def verify(self, path: str, asked: Asked) -> str | None:
        """Answer a hub's question with its challenge, or the empty word; None where it was not us."""
        now = self._clock.now()
        async with self._store.transaction() as transaction:
            known = await transaction.subscription(path)
            if known is None:
                return None
            if asked.mode == "denied":
                return await self._deny(known, asked, transaction)
            after = confirmed(known, asked, now, self._rules)
            if after is None:
                return None
            if after.wanted:
                await transaction.put_subscription(after)
                await _extend(after, transaction)
            else:
                await transaction.drop_subscriptions([path])
        if after.wanted != known.wanted or after.until != known.until:
            self._tell(HubNews(HubEvent.SUBSCRIBED if after.wanted else HubEvent.LEFT, after))
        return asked.challenge

    async def _deny(self, known: Subscription, asked: Asked, transaction: Transaction) -> str | None:
        after = denied(known, asked, self._clock.now(), self._rules)
        if after is None:
            return None
        await transaction.put_subscription(after)
        await _relieve(known.feed, transaction, self._clock.now())
        self._tell(HubNews(HubEvent.DENIED, after))
        return ""

    async def _step(self, due: Subscription) -> None:
        """Do what is due about one subscription."""
        try:
            step = next_step(due)
            if due.waiting:
                await self._failed(due.path, UNVERIFIED)
            elif step is Step.FORGET:
                await self._forget(due)
            else:
                await self._prepare(due, step)
                await self._ask(due, step)
        finally:
            self._asking.discard(due.path)

    async def _prepare(self, due: Subscription, step: Step) -> None:
        """Store what is to be confirmed before the hub is asked, for it may verify at once."""
        now, lapsed = self._clock.now(), is_lapsed(due, self._clock.now())
        current = replace(due, until=None) if lapsed else due
        async with self._store.transaction() as transaction:
            await transaction.put_subscription(asking(current, now, self._rules))
            if lapsed or step is Step.LEAVE:
                await _relieve(due.feed, transaction, now)
            await self._forget_offer(due.feed, transaction)
        if lapsed:
            self._tell(HubNews(HubEvent.LAPSED, current))

    async def _ask(self, due: Subscription, step: Step) -> None:
        try:
            status = await self._forms.submit(due.offer.hub, form(due, step, self._rules))
        except FaultyResource as error:
            await self._failed(due.path, str(error))
        else:
            if status not in TAKEN:
                await self._failed(due.path, f"the hub answered with status {status}")

    async def _failed(self, path: str, fault: str) -> None:
        """Note that an asking failed, unless the hub has verified it meanwhile."""
        async with self._store.transaction() as transaction:
            known = await transaction.subscription(path)
            if known is None or not known.waiting:
                return
            after = failing(known, fault, self._clock.now(), self._rules)
            await transaction.put_subscription(after)
        self._tell(HubNews(HubEvent.FAILED, after))

    async def _forget(self, due: Subscription) -> None:
        async with self._store.transaction() as transaction:
            await transaction.drop_subscriptions([due.path])
            await self._forget_offer(due.feed, transaction)
        self._tell(HubNews(HubEvent.LEFT, due))

    async def _forget_offer(self, feed: str, transaction: Transaction) -> None:
        """Forget what a feed offered that was dropped: it may come back."""
        if await transaction.feed_state(feed) is None:
            self._offers.pop(feed, None)

    def _reaching(self, offer: Offer | None) -> Offer | None:
        """Return the offer, where its hub can reach us."""
        beyond = offer is not None and self._own_only and host_of(offer.hub) not in self._own
        return None if beyond else offer

    def _new(self, feed: str, offer: Offer) -> Subscription:
        return Subscription(
            path=self._token(),
            site=self._site,
            secret=self._token(),
            feed=feed,
            offer=offer,
            next_step=self._clock.now(),
        )


async def rely_on_no_push(store: Store, now: datetime) -> None:
    """Poll every feed at its own pace again: what was pushed while nobody listened is lost.

    For a start: the next push of a hub shows that it still reaches us.
    """
    pushed = [state for state in await store.feed_states() if state.pushed_until is not None]
    async with store.transaction() as transaction:
        await transaction.resume_polling({state.feed.url: relieved(state, now) for state in pushed})


async def poll_soon(store: Store, feed: str, now: datetime) -> None:
    """Poll a feed at once, if it was its hub that kept us from it, and at its own pace from then on."""
    async with store.transaction() as transaction:
        await _relieve(feed, transaction, now)


async def _relieve(feed: str, transaction: Transaction, now: datetime) -> None:
    """Poll a feed at its own pace again."""
    state = await transaction.feed_state(feed)
    if state is not None and state.pushed_until is not None:
        await transaction.resume_polling({feed: relieved(state, now)})


async def _extend(subscription: Subscription, transaction: Transaction) -> None:
    """Rely on pushes for the new lease too, where they were relied on in the old one."""
    state = await transaction.feed_state(subscription.feed)
    if state is not None and state.pushed_until is not None:
        await transaction.put_pushed(replace(state, pushed_until=subscription.until))
