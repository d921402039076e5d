"""When feeds are asked, whom they wait for, what operators hear of them, and that nothing is read twice or never."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.errors import FaultyResource
from bot.model import Feed, FeedState, Tally
from bot.road import Polled, PollFailed, Traffic
from bot.starting import know_feeds
from tests.doubles.road import HOUR, Scene, feed, item
from tests.newsroom import NOW

MINUTE = timedelta(minutes=1)
NO_ANSWER = FaultyResource("https://coast.example/feed: no answer in time")
GONE = FaultyResource("https://coast.example/feed: is gone", status=410, gone=True)
STORM = item("a", "the storm killed 12")


async def polled_again(scene: Scene, times: int, *, every: timedelta = HOUR) -> list[str]:
    """Poll what is due so often, and return the titles of the notices."""
    for _ in range(times):
        await scene.tick(after=every)
    return await scene.notices()


async def test_a_failing_feed_is_told_once_and_its_recovery_once() -> None:
    scene = Scene()
    scene.web.feeds["coast"] = NO_ANSWER
    await scene.start("coast")
    assert await polled_again(scene, 4) == []
    assert await polled_again(scene, 1) == ["FEED FAILS: coast"]
    assert await polled_again(scene, 20) == []
    scene.web.feeds["coast"] = [STORM]
    assert await polled_again(scene, 1) == ["FEED IS BACK: coast"]
    assert await polled_again(scene, 3) == []
    assert await scene.figures() == ["12"]


async def test_what_operators_were_told_outlives_a_restart() -> None:
    scene = Scene()
    scene.web.feeds["coast"] = NO_ANSWER
    await scene.start("coast")
    assert await polled_again(scene, 5) == ["FEED FAILS: coast"]
    for _ in range(3):
        await scene.start("coast")
        assert await polled_again(scene, 2) == []
    scene.web.feeds["coast"] = [STORM]
    await scene.start("coast")
    assert await polled_again(scene, 2) == ["FEED IS BACK: coast"]


async def test_a_result_whose_lease_was_lost_tells_nobody() -> None:
    scene = Scene()
    scene.web.feeds["coast"] = NO_ANSWER
    await scene.start("coast")
    await polled_again(scene, 4)
    scene.web.hanging.add("coast")
    scene.clock.turn(HOUR)
    await scene.road.tick()
    await asyncio.sleep(0)
    async with scene.store.transaction() as transaction:
        await transaction.wake_feeds([feed("coast").url], scene.clock.now())
    await scene.road.underway.end(0)
    scene.web.hanging.clear()
    assert (await scene.state("coast")).failures == 4
    assert await polled_again(scene, 1) == ["FEED FAILS: coast"]


async def test_a_feed_that_is_gone_is_told_and_not_asked_again_until_an_operator_says_so() -> None:
    scene = Scene()
    scene.web.feeds["coast"] = GONE
    await scene.start("coast")

    (told,) = await scene.tick()

    assert isinstance(told, PollFailed)
    assert told.gone
    assert await scene.notices() == ["FEED IS GONE: coast"]
    assert await polled_again(scene, 50) == []
    assert scene.web.asked == ["coast"]

    scene.web.feeds["coast"] = [STORM]
    async with scene.store.transaction() as transaction:
        await transaction.wake_feeds([feed("coast").url], scene.clock.now())
    assert await polled_again(scene, 1) == ["FEED IS BACK: coast"]
    assert await scene.figures() == ["12"]


async def test_a_feed_that_moved_is_read_in_its_new_place_under_its_old_name() -> None:
    scene = Scene()
    scene.web.feeds["new"] = [STORM]
    scene.web.moved["coast"] = "new"
    await scene.start("coast")

    (told,) = await scene.tick()

    assert isinstance(told, Polled)
    assert told.moved_to == feed("new").url
    assert await scene.notices() == ["FEED HAS MOVED: coast"]
    scene.web.feeds["new"] = [item("b", "the storm killed 30"), STORM]
    assert await polled_again(scene, 2) == []
    assert scene.web.asked == ["coast", "new", "new"]
    assert await scene.figures() == ["12", "30"]
    assert (await scene.state("coast")).feed == feed("coast")


async def test_a_page_that_is_no_feed_moves_nothing() -> None:
    """A hotel's log-in page may be a permanent redirect away from every address."""

    class Portal(Scene):
        """A scene where the new place holds no feed."""

    scene = Portal()
    scene.web.feeds["new"] = [STORM]
    scene.web.moved["coast"] = "new"
    parse = scene.web.parse

    async def refuse(*_: object, **__: object) -> None:
        raise FaultyResource("this is a web page, not a feed")

    scene.web.parse = refuse  # type: ignore[assignment, method-assign]  # the fake's own method, for one test
    await scene.start("coast")
    await polled_again(scene, 2)
    assert (await scene.state("coast")).address is None
    scene.web.parse = parse  # type: ignore[method-assign]  # as it was
    assert await polled_again(scene, 1) == ["FEED HAS MOVED: coast"]


@pytest.mark.parametrize(
    ("fault", "own", "others"),
    [
        pytest.param({"status": 429, "retry_after": 1_800.0}, 30, 30, id="asked too often"),
        pytest.param({"status": 429, "retry_after": 90_000.0}, 24 * 60, 60, id="asked too often, for a day"),
        pytest.param({"status": 429}, 1, 1, id="asked too often, and not for how long"),
        pytest.param({"status": 503, "retry_after": 1_800.0}, 30, 0.5, id="trouble of this feed"),
        pytest.param({"status": 404}, 1, 0.5, id="not found"),
    ],
)
async def test_only_a_server_that_is_asked_too_often_is_left_alone_with_all_its_feeds(
    fault: dict[str, Any], own: float, others: float
) -> None:
    scene = Scene()
    scene.web.feeds["coast"] = FaultyResource("no", **fault)
    await scene.start("coast")
    other = FeedState(
        feed=Feed(url="https://coast.example/other", outlet="other"), next_due=NOW + timedelta(seconds=30)
    )
    async with scene.store.transaction() as transaction:
        await transaction.sync_feeds([await scene.state("coast"), other])

    await scene.tick()

    due = {state.feed.outlet: (state.next_due - NOW) / MINUTE for state in await scene.store.feed_states()}
    assert due == {"coast": own, "other": others}


async def test_a_busy_feed_is_asked_more_often_and_a_fixed_interval_is_kept() -> None:
    scene = Scene()
    scene.web.feeds = {"coast": [], "fixed": []}
    fixed = replace(feed("fixed"), interval=1_000.0)
    await know_feeds(scene.store, [feed("coast"), fixed], NOW, baseline=True)
    await scene.tick()
    assert (await scene.state("coast")).next_due == NOW + 5 * MINUTE
    for minute in range(4, 13, 4):
        for name in ("coast", "fixed"):
            scene.web.feeds[name] = [item(f"{name}{minute}", "calm seas")]
        async with scene.store.transaction() as transaction:
            await transaction.wake_feeds([feed("coast").url, fixed.url], scene.clock.now() + 4 * MINUTE)
        await scene.tick(after=4 * MINUTE)
    assert (await scene.state("coast")).next_due == scene.clock.now() + MINUTE
    assert (await scene.state("fixed")).next_due == scene.clock.now() + timedelta(seconds=1_000)


async def test_cache_control_is_respected_where_no_interval_is_fixed() -> None:
    scene = Scene()
    scene.web.feeds["coast"] = []
    scene.web.max_age = 1_200.0
    await scene.start("coast")
    await scene.tick()
    assert (await scene.state("coast")).next_due == NOW + 20 * MINUTE


async def test_a_crowded_host_takes_no_place_from_others() -> None:
    scene = Scene()
    scene.traffic = Traffic(at_once=4, per_host=2)
    await scene.start()
    many = [Feed(url=f"https://slow.example/{number}", outlet="slow") for number in range(50)]
    others = [feed(name) for name in ("a", "b", "c")]
    scene.web.hanging.add("slow")
    scene.web.feeds = {name: [item(name, "calm seas")] for name in "abc"}
    await know_feeds(scene.store, many, NOW - HOUR, baseline=False)
    await know_feeds(scene.store, [*many, *others], NOW, baseline=False)
    await scene.road.tick()
    async with asyncio.timeout(10):
        while len(scene.told) < 3:
            await asyncio.sleep(0.001)
            await scene.road.tick()
    assert scene.web.asked.count("slow") == 2
    await scene.road.underway.end(0)


async def test_polls_that_take_long_make_room_for_others() -> None:
    scene = Scene()
    scene.traffic = Traffic(at_once=2)
    scene.web.hanging = {"slow", "slower"}
    scene.web.feeds["good"] = [STORM]
    await scene.start("slow", "slower")
    await scene.road.tick()
    await scene.start_more("good")
    await scene.road.tick()
    assert "good" not in scene.web.asked
    scene.clock.turn(timedelta(seconds=3))
    await scene.road.tick()
    async with asyncio.timeout(10):
        while await scene.figures() != ["12"]:  # noqa: ASYNC110 - a store has no event
            await asyncio.sleep(0.001)
    await scene.road.underway.end(0)


async def test_no_poll_begins_while_too_much_waits_to_be_read() -> None:
    scene = Scene()
    scene.traffic = Traffic(at_once=2, held=10)
    scene.web.tough = {"tough"}
    scene.web.feeds |= {"tough": [STORM], "good": [STORM]}
    await scene.start("tough")
    await scene.road.tick()
    async with asyncio.timeout(10):
        while not scene.web.known:  # noqa: ASYNC110 - the road tells nothing of it
            await asyncio.sleep(0.001)
    await scene.start_more("good")
    await scene.road.tick()
    assert "good" not in scene.web.asked
    await scene.road.underway.end(0)
    await scene.tick()
    assert "good" in scene.web.asked


async def test_only_what_has_changed_in_a_body_is_read_and_the_rest_is_remembered() -> None:
    scene = Scene()
    scene.web.feeds["coast"] = [STORM]
    await scene.start("coast")
    await scene.tick()
    scene.web.feeds["coast"] = [item("b", "the storm killed 30"), STORM]
    await scene.tick(after=HOUR)
    assert [len(known) for known in scene.web.known] == [0, 1]
    assert await scene.figures() == ["12", "30"]
    assert (await scene.state("coast")).tally.listed == 2


async def test_an_item_that_falls_out_of_its_feed_and_comes_back_is_not_new() -> None:
    scene = Scene()
    scene.web.feeds["coast"] = [STORM]
    await scene.start("coast")
    await scene.tick()
    await scene.posts()
    for body in ([item("b", "calm seas")], [STORM], [replace(STORM, id="a?2")]):
        scene.web.feeds["coast"] = body
        await scene.tick(after=HOUR)
    async with scene.store.transaction() as transaction:
        await transaction.forget_items(scene.clock.now() + HOUR)
    scene.web.feeds["coast"] = [STORM, item("c", "calm seas")]
    await scene.tick(after=HOUR)
    assert await scene.figures() == ["12"]
    assert await scene.posts() == []


async def test_polls_are_counted_feed_by_feed() -> None:
    scene = Scene()
    scene.web.feeds["coast"] = [STORM]
    await scene.start("coast", baseline=True)
    await scene.tick()
    scene.clock.turn(HOUR)
    fresh = {"published": scene.clock.now() - MINUTE}
    scene.web.feeds["coast"] = [replace(item("b", "the storm killed 30"), **fresh), item("c", "calm seas"), STORM]
    await scene.tick()
    await scene.tick(after=HOUR)
    scene.web.feeds["coast"] = NO_ANSWER
    await scene.tick(after=HOUR)
    tally = (await scene.state("coast")).tally
    assert tally == Tally(polls=4, failed=1, unchanged=1, bytes=300, listed=3, alerted=1, lag=tally.lag)
    assert tally.lag == 60 + 0.2 * (3_600 - 60)
