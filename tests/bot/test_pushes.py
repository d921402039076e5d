"""What is taken of hubs' pushes, and how much at a time."""

import asyncio
import hmac
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.arrivals import Arrivals
from bot.errors import FaultyResource
from bot.hubs import HubNews
from bot.intake import Intake
from bot.model import FeedState, Offer, ParsedFeed, Subscription
from bot.pushes import A_MINUTE, WAITING, Pushed, Pushes, PushTaken, PushTold, PushUnread, Receipt
from bot.records import Records
from tests.doubles.road import Scene, feed, item
from tests.doubles.steps import STEPS
from tests.newsroom import NOW

HERALD = feed("herald").url
KNOWN = Subscription(
    path="known",
    site="https://desk.example",
    secret="secret",  # noqa: S106 - a made-up one
    feed=HERALD,
    offer=Offer(hub="https://hub.example/", topic=HERALD),
    next_step=NOW,
    until=NOW + timedelta(days=1),
)


class Pushing:
    """A newsroom whose Herald is pushed; bodies hold the names of the items in them."""

    def __init__(self) -> None:
        self.scene = Scene()
        self.told: list[PushTold | HubNews] = []
        self.fault: Exception | None = None
        self.held = asyncio.Event()
        self.held.set()
        records = Records(self.scene.store, self.scene.clock, operators=())
        intake = Intake(store=self.scene.store, steps=STEPS, clock=self.scene.clock)
        arrivals = Arrivals(records=records, syndication=self, intake=intake, clock=self.scene.clock)
        self.pushes = Pushes(
            store=self.scene.store,
            records=records,
            arrivals=arrivals,
            clock=self.scene.clock,
            tell=self.told.append,
            tell_hub=self.told.append,
            patience=10.0,
        )

    async def parse(self, body: bytes, *, content_type: str, url: str, now: datetime, known: object = ()) -> ParsedFeed:
        """See bot.ports.Syndication."""
        assert (content_type, url, now.tzinfo is not None, known is not None) == ("text/xml", HERALD, True, True)
        await self.held.wait()
        if self.fault is not None:
            raise self.fault
        items = [item(name, f"The storm killed {name} people") for name in body.decode().split()]
        return ParsedFeed(items=tuple(items), fingerprints=())

    async def push(self, *names: str, path: str = "known") -> Receipt:
        """Push items, signed as agreed."""
        body = " ".join(names).encode()
        signature = f"sha256={hmac.new(b'secret', body, 'sha256').hexdigest()}"
        return await self.pushes.receive(path, Pushed(body=body, content_type="text/xml", signature=signature))

    async def known(self, **changes: object) -> FeedState:
        """Change what is known of the feed, and return it."""
        async with self.scene.store.transaction() as transaction:
            state = await transaction.feed_state(HERALD)
            assert state is not None
            await transaction.sync_feeds([])
            changed = replace(state, **changes)  # type: ignore[arg-type]  # fields of the state
            await transaction.sync_feeds([changed])
        return changed

    async def now(self) -> FeedState:
        """Return the feed's state."""
        (state,) = await self.scene.store.feed_states()
        return state


@pytest.fixture
async def pushing() -> AsyncIterator[Pushing]:
    pushing = Pushing()
    await pushing.scene.start("herald")
    pushing.scene.web.feeds["herald"] = []
    await pushing.scene.tick()
    async with pushing.scene.store.transaction() as transaction:
        await transaction.put_subscription(KNOWN)
    yield pushing
    await pushing.pushes.underway.end(1.0)


async def test_a_push_is_read_like_a_poll_and_relied_on_until_the_lease_ends(pushing: Pushing) -> None:
    assert await pushing.push("12", "13") is Receipt.TAKEN
    (told,) = pushing.told
    assert isinstance(told, PushTaken)
    assert (told.items, [taken.record.article.title for taken in told.taken]) == (2, ["agency", "agency"])
    assert len(await pushing.scene.store.entries("storm")) == 2
    assert (await pushing.now()).pushed_until == KNOWN.until
    (known,) = await pushing.scene.store.subscriptions()
    assert known.heard == NOW


async def test_what_was_pushed_twice_or_polled_too_is_read_once(pushing: Pushing) -> None:
    await pushing.push("12")
    await pushing.push("12")
    pushing.scene.web.feeds["herald"] = [item("12", "The storm killed 12 people")]
    await pushing.scene.tick(after=timedelta(hours=2))
    assert len(await pushing.scene.store.entries("storm")) == 1
    assert (await pushing.now()).pushed_until == KNOWN.until


async def test_a_push_and_a_poll_at_the_same_time_read_an_entry_once(pushing: Pushing) -> None:
    pushing.held.clear()
    push = asyncio.create_task(pushing.push("12"))
    while not len(pushing.pushes.underway):  # noqa: ASYNC110 - a turn of the loop is all there is to wait for
        await asyncio.sleep(0)
    pushing.scene.web.feeds["herald"] = [item("12", "The storm killed 12 people")]
    poll = asyncio.create_task(pushing.scene.tick(after=timedelta(hours=2)))
    pushing.held.set()
    await asyncio.gather(push, poll)
    assert len(await pushing.scene.store.entries("storm")) == 1


async def test_nobody_pushes_to_a_path_that_is_not_ours_or_no_longer(pushing: Pushing) -> None:
    assert await pushing.push("12", path="unknown") is Receipt.UNKNOWN
    async with pushing.scene.store.transaction() as transaction:
        await transaction.put_subscription(replace(KNOWN, wanted=False))
    assert await pushing.push("12") is Receipt.UNKNOWN
    assert pushing.told == []


@pytest.mark.parametrize("state", [{"paused": True}, {"baselined": False}], ids=["paused", "before first contact"])
async def test_pushes_of_a_feed_that_is_not_read_are_left_to_its_next_poll(
    pushing: Pushing, state: dict[str, bool]
) -> None:
    await pushing.known(**state)
    assert await pushing.push("12") is Receipt.TAKEN
    assert (pushing.told, await pushing.scene.store.articles(5)) == ([], ())
    assert (await pushing.now()).pushed_until is None


async def test_a_push_that_cannot_be_read_lets_its_feed_be_polled(pushing: Pushing) -> None:
    await pushing.push("12")
    state = await pushing.now()
    await pushing.known(pace=replace(state.pace, interval=3600.0), next_due=NOW + timedelta(minutes=50))
    pushing.fault = FaultyResource("this is no feed")
    assert await pushing.push("13") is Receipt.TAKEN
    assert isinstance(pushing.told[-1], PushUnread)
    assert ((await pushing.now()).pushed_until, (await pushing.now()).next_due) == (None, NOW)


async def test_a_hub_is_to_push_again_what_met_an_error_of_ours(pushing: Pushing) -> None:
    pushing.fault = ZeroDivisionError()
    assert await pushing.push("12") is Receipt.FAILED
    pushing.fault = None
    assert await pushing.push("12") is Receipt.TAKEN
    assert len(await pushing.scene.store.entries("storm")) == 1


async def test_only_a_few_pushes_of_a_feed_wait(pushing: Pushing) -> None:
    pushing.held.clear()
    waiting = [asyncio.create_task(pushing.push(str(number))) for number in range(12, 12 + WAITING)]
    while len(pushing.pushes.underway) < WAITING:  # noqa: ASYNC110 - see above
        await asyncio.sleep(0)
    assert await pushing.push("99") is Receipt.BUSY
    pushing.held.set()
    assert set(await asyncio.gather(*waiting)) == {Receipt.TAKEN}
    assert await pushing.push("99") is Receipt.TAKEN


async def test_a_feed_is_pushed_so_often_in_a_minute(pushing: Pushing) -> None:
    receipts = [await pushing.push("12") for _ in range(A_MINUTE + 1)]
    assert receipts == [Receipt.TAKEN] * A_MINUTE + [Receipt.BUSY]
    pushing.scene.clock.turn(timedelta(minutes=1))
    assert await pushing.push("12") is Receipt.TAKEN


async def test_a_hub_does_not_wait_for_what_takes_long(pushing: Pushing) -> None:
    pushing.pushes._patience = 0.01
    pushing.held.clear()
    assert await pushing.push("12") is Receipt.TAKEN
    pushing.held.set()
    await pushing.pushes.underway.settle()
    assert len(await pushing.scene.store.entries("storm")) == 1
