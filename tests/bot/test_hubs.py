"""How subscriptions are made, kept and ended, with a hub that answers as a test says."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import count

import pytest

from adapters.storage import MemoryStore
from bot.errors import FaultyResource
from bot.hubs import HubEvent, HubNews, Hubs, rely_on_no_push
from bot.model import Feed, FeedState, Pace, ParsedFeed, Subscription
from bot.ports import Fetched
from bot.push import Asked
from bot.underway import Underway
from tests.doubles.clock import FakeClock
from tests.newsroom import NOW

HERALD = Feed(url="https://herald.example/feed", outlet="Herald")
HUB, OTHER = "https://hub.example/", "https://other.example/"
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@dataclass
class Forms:
    """Takes forms with a status, or meets an error."""

    status: int = 202
    fault: FaultyResource | None = None
    sent: list[tuple[str, str]] = field(default_factory=list)
    """Hub and mode of each."""

    async def submit(self, url: str, form: Mapping[str, str]) -> int:
        """See bot.ports.Forms."""
        self.sent.append((url, form["hub.mode"]))
        if self.fault is not None:
            raise self.fault
        return self.status


class Scene:
    """A newsroom that reads the Herald."""

    def __init__(
        self, site: str = "https://desk.example", before: "Scene | None" = None, *, own: Collection[str] | None = None
    ) -> None:
        """Let only hubs of our `own` reach the site, if there are any."""
        self.store = before.store if before else MemoryStore()
        self.clock = before.clock if before else FakeClock(NOW)
        self.forms = Forms()
        self.told: list[object] = []
        self._numbers = count(100 if before else 1)
        self.hubs = Hubs(
            store=self.store,
            forms=self.forms,
            clock=self.clock,
            site=site,
            token=lambda: f"token-{next(self._numbers)}",
            tell=self.told.append,
            underway=Underway(self.told.append),
            own_hosts=own or (),
            own_only=own is not None,
        )

    async def read(self, *feeds: Feed) -> None:
        """Let these be the feeds that are read."""
        async with self.store.transaction() as transaction:
            await transaction.sync_feeds([FeedState(feed=feed, next_due=NOW, baselined=True) for feed in feeds])

    async def offer(self, hub: str = "") -> None:
        """Let the Herald offer a hub, or none."""
        fetched = Fetched(url=HERALD.url, changed=True, body=b"", content_type="", etag=None, last_modified=None)
        await self.hubs.offered(HERALD, fetched, ParsedFeed(items=(), hubs=(hub,) if hub else ()))

    async def tick(self, after: timedelta = timedelta(0)) -> None:
        """Let time pass, and do what is due by then."""
        self.clock.turn(after)
        await self.hubs.tick()
        await self.hubs.underway.settle()

    async def verify(self, known: Subscription, mode: str = "subscribe", lease: str = "86400") -> str | None:
        """Let the hub ask whether it was us."""
        asked = Asked(mode=mode, topic=known.offer.topic, challenge="x", lease=lease)
        return await self.hubs.verify(known.path, asked)

    async def known(self) -> tuple[Subscription, ...]:
        """Return the subscriptions."""
        return await self.store.subscriptions()

    async def live(self) -> Subscription:
        """Subscribe the Herald, and let its hub verify it."""
        await self.read(HERALD)
        await self.offer(HUB)
        await self.tick()
        (known,) = await self.known()
        assert await self.verify(known) == "x"
        return (await self.known())[0]

    def events(self) -> list[HubEvent]:
        """Return what was told of hubs; nothing else was."""
        assert all(isinstance(each, HubNews) for each in self.told), self.told
        return [each.event for each in self.told if isinstance(each, HubNews)]


async def test_an_offer_is_taken_once_however_often_it_is_made() -> None:
    scene = Scene()
    await scene.live()
    await scene.offer(HUB)
    await scene.tick()
    assert scene.forms.sent == [(HUB, "subscribe")]
    assert scene.events() == [HubEvent.SUBSCRIBED]


@pytest.mark.parametrize(("own", "asked"), [([], 0), (["hub.example:443", "herald.example:443"], 1)])
async def test_where_only_our_own_hubs_reach_us_no_other_is_asked(own: list[str], asked: int) -> None:
    scene = Scene(own=own)
    await scene.read(HERALD)
    await scene.offer(HUB)
    await scene.tick()
    assert len(scene.forms.sent) == asked


async def test_a_hub_that_reaches_us_no_more_is_forgotten_at_the_next_start() -> None:
    scene = Scene()
    await scene.live()
    again = Scene("http://127.0.0.1:8080", before=scene, own=[])
    await again.hubs.start()
    assert await again.known() == ()


async def test_a_feed_that_is_dropped_meanwhile_is_not_subscribed() -> None:
    scene = Scene()
    await scene.offer(HUB)
    assert await scene.known() == ()


async def test_another_hub_is_asked_and_the_one_before_is_left() -> None:
    scene = Scene()
    old = await scene.live()
    await scene.offer(OTHER)
    await scene.tick()
    assert sorted(scene.forms.sent[1:]) == [(HUB, "unsubscribe"), (OTHER, "subscribe")]
    assert await scene.verify(old) is None
    assert await scene.verify(replace(old, wanted=False), "unsubscribe") == "x"
    (new,) = await scene.known()
    assert (new.offer.hub, new.path != old.path, new.secret != old.secret) == (OTHER, True, True)
    assert HubEvent.LEFT in scene.events()


async def test_a_hub_that_never_let_us_in_is_not_told_that_we_leave() -> None:
    scene = Scene()
    await scene.read(HERALD)
    await scene.offer(HUB)
    await scene.offer()
    await scene.tick()
    assert (scene.forms.sent, await scene.known()) == ([], ())


async def test_a_hub_that_does_not_let_us_go_is_told_three_times() -> None:
    scene = Scene()
    await scene.live()
    scene.forms.status = 500
    await scene.offer()
    for _ in range(6):
        await scene.tick(DAY / 12)
    assert scene.forms.sent[1:] == [(HUB, "unsubscribe")] * 3
    assert await scene.known() == ()


async def test_a_feed_that_comes_back_is_subscribed_anew() -> None:
    scene = Scene()
    old = await scene.live()
    await scene.read()
    await scene.tick()
    assert scene.forms.sent[1:] == [(HUB, "unsubscribe")]
    assert await scene.verify(old, "unsubscribe") == "x"
    await scene.live()
    assert scene.forms.sent[2:] == [(HUB, "subscribe")]


@pytest.mark.parametrize(
    ("status", "fault", "told"),
    [
        (500, None, "the hub answered with status 500"),
        (202, FaultyResource("no answer"), "no answer"),
        (202, None, "the hub took the question and never verified it"),
    ],
)
async def test_a_hub_that_fails_is_asked_again_with_the_same_address(
    status: int, fault: FaultyResource | None, told: str
) -> None:
    scene = Scene()
    scene.forms.status, scene.forms.fault = status, fault
    await scene.read(HERALD)
    await scene.offer(HUB)
    await scene.tick()
    await scene.tick(11 * MINUTE)
    (known,) = await scene.known()
    assert (known.fault, known.failures >= 1) == (told, True)
    scene.forms.status, scene.forms.fault = 202, None
    await scene.tick(40 * MINUTE)
    (again,) = await scene.known()
    assert await scene.verify(again) == "x"
    assert (again.path, again.secret) == (known.path, known.secret)
    assert scene.events()[-1] is HubEvent.SUBSCRIBED


async def test_a_hub_that_verifies_and_then_answers_with_an_error_has_verified() -> None:
    scene = Scene()
    await scene.read(HERALD)
    await scene.offer(HUB)

    async def submit(_url: str, _form: Mapping[str, str]) -> int:
        (known,) = await scene.known()
        assert await scene.verify(known) == "x"
        return 500

    scene.forms.submit = submit  # type: ignore[method-assign]  # a hub that verifies at once
    await scene.tick()
    (known,) = await scene.known()
    assert (known.fault, known.until is not None) == ("", True)


async def test_a_lease_is_renewed_and_pushes_are_relied_on_all_the_while() -> None:
    scene = Scene()
    first = await scene.live()
    await _push(scene, first)
    await scene.tick(DAY * 0.8)
    (asked,) = await scene.known()
    assert (asked.until, scene.forms.sent) == (first.until, [(HUB, "subscribe")] * 2)
    await scene.verify(asked)
    (state,) = await scene.store.feed_states()
    assert state.pushed_until == NOW + DAY * 1.8


async def test_a_lease_that_ends_lets_the_feed_be_polled() -> None:
    scene = Scene()
    await _push(scene, await scene.live())
    scene.forms.status = 500
    for _ in range(8):
        await scene.tick(DAY / 6)
    (state,) = await scene.store.feed_states()
    assert (state.pushed_until, state.next_due <= scene.clock.now()) == (None, True)
    assert scene.events().count(HubEvent.LAPSED) == 1


async def test_a_denial_is_believed_of_the_hub_alone() -> None:
    scene = Scene()
    known = await scene.live()
    await _push(scene, known)
    assert await scene.hubs.verify("other", Asked(mode="denied", topic=HERALD.url)) is None
    assert await scene.hubs.verify(known.path, Asked(mode="denied", topic=HERALD.url, reason="spam")) == ""
    (state,) = await scene.store.feed_states()
    assert state.pushed_until is None
    await scene.tick(DAY / 2)
    assert len(scene.forms.sent) == 1
    await scene.tick(DAY)
    assert len(scene.forms.sent) == 2


async def test_a_restart_goes_on_where_it_was_and_asks_again_what_was_not_answered() -> None:
    scene = Scene()
    await scene.read(HERALD)
    await scene.offer(HUB)
    await scene.tick()
    after = Scene(before=scene)
    await after.hubs.start()
    await after.offer(HUB)
    await after.tick()
    assert after.forms.sent == [(HUB, "subscribe")]
    assert [each.path for each in await after.known()] == ["token-1"]


async def test_under_another_address_of_ours_everything_is_asked_anew() -> None:
    scene = Scene()
    old = await scene.live()
    after = Scene("https://moved.example", before=scene)
    await after.hubs.start()
    await after.tick()
    (new,) = await after.known()
    assert (new.site, new.offer, new.path != old.path) == ("https://moved.example", old.offer, True)
    assert after.forms.sent == [(HUB, "subscribe")]


async def test_a_start_relies_on_no_push_until_one_comes() -> None:
    scene = Scene()
    await _push(scene, await scene.live())
    await rely_on_no_push(scene.store, scene.clock.now())
    (state,) = await scene.store.feed_states()
    assert (state.pushed_until, state.next_due) == (None, NOW)


async def test_no_more_than_a_few_hubs_are_asked_at_a_time() -> None:
    scene = Scene()
    feeds = [replace(HERALD, url=f"https://news.example/{number}") for number in range(25)]
    await scene.read(*feeds)
    for feed in feeds:
        fetched = Fetched(url=feed.url, changed=True, body=b"", content_type="", etag=None, last_modified=None)
        await scene.hubs.offered(feed, fetched, ParsedFeed(items=(), hubs=(HUB,)))
    await scene.hubs.tick()
    await scene.hubs.tick()
    assert len(scene.hubs.underway) == 20
    await scene.hubs.underway.settle()
    await scene.tick()
    assert len(scene.forms.sent) == 25


async def _push(scene: Scene, known: Subscription) -> None:
    """Let the feed be one whose hub has pushed, and which was polled just now."""
    (state,) = await scene.store.feed_states()
    polled = replace(state, last_success=scene.clock.now(), pace=Pace(interval=3_600.0), next_due=NOW + 60 * MINUTE)
    async with scene.store.transaction() as transaction:
        await transaction.sync_feeds([])
        await transaction.sync_feeds([replace(polled, pushed_until=known.until)])
