"""The road from a due feed to posts in the outbox: what is read, what is silent, and what no fault can stop."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from bot.crash import Crash
from bot.errors import FaultyResource
from bot.model import Outcome
from bot.ports import Fetched, HostShare
from bot.road import Polled, PollFailed, Traffic
from tests.doubles.road import HOUR, FakeWeb, Scene, feed, item
from tests.doubles.steps import CURSE, POISON, TWICE
from tests.newsroom import NOW


async def test_a_new_article_becomes_statements_and_a_post() -> None:
    scene = Scene()
    scene.web.feeds["coast"] = [item("a", "the storm killed 12")]
    await scene.start("coast")

    (told,) = await scene.tick()

    assert isinstance(told, Polled)
    assert [(taken.record.article.id, len(taken.alerts)) for taken in told.taken] == [
        ((await scene.store.articles(1))[0].article.id, 1)
    ]
    assert await scene.figures() == ["12"]
    assert await scene.posts() == [["12"]]
    assert await scene.outcomes() == {"a": Outcome.MATCHED}


async def test_later_articles_are_compared_with_earlier_ones() -> None:
    scene = Scene()
    scene.web.feeds["coast"] = [item("a", "the storm killed 12")]
    await scene.start("coast")
    await scene.tick()
    await scene.posts()
    scene.web.feeds["coast"] = [item("b", "the storm killed 90", source="ministry"), item("a", "the storm killed 12")]
    scene.clock.turn(-HOUR)
    await scene.tick(after=2 * HOUR)
    assert await scene.figures() == ["12", "90"]
    assert await scene.posts() == [["90"]]


async def test_first_contact_remembers_and_reads_nothing() -> None:
    scene = Scene()
    scene.web.feeds["coast"] = [item("a", "the storm killed 12"), item("b", "the storm killed 90")]
    await scene.start("coast", baseline=True)

    (told,) = await scene.tick()

    assert isinstance(told, Polled)
    assert (told.baseline, told.items, told.taken) == (True, 2, ())
    assert await scene.figures() == await scene.posts() == []
    assert set((await scene.outcomes()).values()) == {Outcome.BASELINE}

    scene.web.feeds["coast"] = [item("c", "the storm killed 14"), item("a", "the storm killed 12")]
    await scene.tick(after=HOUR)
    assert await scene.figures() == ["14"]


async def test_an_empty_feed_is_a_first_contact_too() -> None:
    scene = Scene()
    scene.web.feeds["coast"] = []
    await scene.start("coast", baseline=True)
    await scene.tick()
    scene.web.feeds["coast"] = [item("a", "the storm killed 12")]
    await scene.tick(after=HOUR)
    assert await scene.figures() == ["12"]


async def test_a_restart_floods_nothing() -> None:
    scene = Scene()
    scene.web.feeds["coast"] = [item("a", "the storm killed 12")]
    await scene.start("coast")
    await scene.tick()
    await scene.posts()
    for _ in range(2):
        await scene.start("coast", baseline=True)
        scene.web.feeds["coast"] = [*scene.web.feeds["coast"]]
        await scene.tick(after=HOUR)
    assert await scene.figures() == ["12"]
    assert await scene.posts() == []


async def test_a_feed_held_by_a_process_that_died_is_polled_at_once() -> None:
    scene = Scene()
    scene.web.feeds["coast"] = [item("a", "the storm killed 12")]
    scene.web.hanging.add("coast")
    await scene.start("coast")
    await scene.road.tick()
    await asyncio.sleep(0)
    await scene.road.underway.end(0)

    scene.web.hanging.clear()
    await scene.start("coast")
    await scene.tick()
    assert await scene.figures() == ["12"]


async def test_a_bumped_date_or_a_new_guid_is_no_news() -> None:
    scene = Scene()
    first = item("a", "the storm killed 12", minutes=5)
    scene.web.feeds["coast"] = [first]
    await scene.start("coast")
    await scene.tick()
    scene.web.feeds["coast"] = [replace(first, published=NOW), replace(first, id="a#2", published=NOW)]
    await scene.tick(after=HOUR)
    assert await scene.figures() == ["12"]
    assert len(await scene.store.articles(10)) == 1


async def test_an_article_in_two_feeds_or_twice_in_one_is_read_once() -> None:
    scene = Scene()
    once = item("a", "the storm killed 12")
    scene.web.feeds["coast"] = [once, replace(once, id="again", url="http://news.example/a?utm_source=x")]
    scene.web.feeds["hill"] = [replace(once, id="other")]
    await scene.start("coast", "hill")
    await scene.tick()
    assert await scene.figures() == ["12"]
    assert len(await scene.posts()) == 1


async def test_articles_enter_the_ledger_in_order_of_print() -> None:
    scene = Scene()
    scene.web.feeds["coast"] = [
        item("new", "the storm killed 30", minutes=1),
        replace(item("undated, printed before it", "the storm killed 32"), published=None),
        item("old", "the storm killed 10", minutes=9),
        item("middle", "the storm killed 20", minutes=5),
    ]
    await scene.start("coast")
    await scene.tick()
    assert await scene.figures() == ["10", "20", "30", "32"]


async def test_every_article_ends_in_one_outcome() -> None:
    scene = Scene()
    scene.web.feeds["coast"] = [
        item("off", "a football match, 3 to 1"),
        item("none", "the storm is over"),
        item("bad", f"{POISON}: the storm killed 12"),
        item("worse", f"{CURSE}: the storm killed 13"),
        item("good", "the storm killed 14"),
    ]
    await scene.start("coast")
    (told,) = await scene.tick()
    assert await scene.outcomes() == {
        "off": Outcome.OFF_TOPIC,
        "none": Outcome.NO_CLAIM,
        "bad": Outcome.UNREADABLE,
        "worse": Outcome.UNREADABLE,
        "good": Outcome.MATCHED,
    }
    assert await scene.figures() == ["14"]
    assert isinstance(told, Polled)
    assert [str(taken.crash) for taken in told.taken if taken.crash] == [
        "ZeroDivisionError: a fault in the judgement",
        "ZeroDivisionError: a fault in the reader",
    ]
    unreadable = [record for record in await scene.store.articles(10) if record.outcome is Outcome.UNREADABLE]
    assert {record.reason[:17] for record in unreadable} == {"ZeroDivisionError"}


async def test_an_unchanged_feed_costs_no_parsing_and_is_asked_in_its_interval() -> None:
    scene = Scene()
    scene.web.feeds["coast"] = [item("a", "the storm killed 12")]
    await scene.start("coast")
    await scene.tick()
    (told,) = await scene.tick(after=timedelta(minutes=5))
    assert isinstance(told, Polled)
    assert told.unchanged
    assert await scene.tick(after=timedelta(minutes=4)) == []
    assert (await scene.state("coast")).last_success == NOW + timedelta(minutes=5)


async def test_the_same_body_without_an_etag_is_unchanged_too() -> None:
    class PlainWeb(FakeWeb):
        """A server that knows of no conditions."""

        async def fetch(self, url: str, *, etag: str | None, last_modified: str | None) -> Fetched:
            """See bot.ports.Fetcher."""
            assert etag is None
            return replace(await super().fetch(url, etag=None, last_modified=last_modified), etag=None)

    scene = Scene()
    scene.web = PlainWeb({"coast": [item("a", "the storm killed 12")]})
    await scene.start("coast")
    await scene.tick()
    (told,) = await scene.tick(after=HOUR)
    assert isinstance(told, Polled)
    assert told.unchanged


async def test_a_bad_feed_is_recorded_asked_later_and_stops_no_other() -> None:
    scene = Scene()
    scene.web.feeds["bad"] = FaultyResource("https://bad.example/feed: no answer in time")
    scene.web.feeds["good"] = [item("a", "the storm killed 12")]
    await scene.start("bad", "good")

    told = await scene.tick()

    (failed,) = [each for each in told if isinstance(each, PollFailed)]
    assert (failed.feed, failed.failures, failed.crash) == (feed("bad"), 1, None)
    assert failed.retry == NOW + timedelta(minutes=1)
    state = await scene.state("bad")
    assert (state.fault, state.failures) == ("https://bad.example/feed: no answer in time", 1)
    assert await scene.figures() == ["12"]


async def test_a_feed_that_recovers_says_from_what() -> None:
    scene = Scene()
    scene.web.feeds["coast"] = FaultyResource("no answer in time")
    await scene.start("coast")
    await scene.tick()
    scene.web.feeds["coast"] = [item("a", "the storm killed 12")]
    (told,) = await scene.tick(after=HOUR)
    assert isinstance(told, Polled)
    assert told.recovered_from == "no answer in time"
    assert (await scene.state("coast")).fault == ""


async def test_an_unforeseen_error_is_told_with_its_traceback_and_stops_no_other() -> None:
    scene = Scene()
    scene.web.feeds["bad"] = ZeroDivisionError("a fault in the library")
    scene.web.feeds["good"] = [item("a", "the storm killed 12")]
    await scene.start("bad", "good")

    told = await scene.tick()

    (failed,) = [each for each in told if isinstance(each, PollFailed)]
    assert failed.crash is not None
    assert failed.crash.error.__traceback__ is not None
    assert (await scene.state("bad")).fault == "ZeroDivisionError: a fault in the library"
    assert await scene.figures() == ["12"]


async def test_a_slow_feed_holds_up_neither_the_tick_nor_another_feed() -> None:
    scene = Scene()
    scene.web.hanging.add("slow")
    scene.web.feeds["good"] = [item("a", "the storm killed 12")]
    await scene.start("good", "slow")
    await scene.road.tick()
    async with asyncio.timeout(10):
        while await scene.figures() != ["12"] or len(scene.road.underway) > 1:  # noqa: ASYNC110 - a store has no event
            await asyncio.sleep(0)
    assert scene.web.asked == ["good", "slow"]
    await scene.road.underway.end(0)


async def test_no_more_feeds_are_polled_at_once_than_is_allowed() -> None:
    scene = Scene()
    scene.traffic = Traffic(at_once=2)
    scene.web.hanging = {"a", "b", "c"}
    await scene.start("a", "b", "c")
    for _ in range(3):
        await scene.road.tick()
        await asyncio.sleep(0)
    assert scene.web.asked == ["a", "b"]
    await scene.road.underway.end(0)


async def test_nothing_of_a_poll_is_stored_for_a_feed_that_was_dropped_meanwhile() -> None:
    scene = Scene()
    scene.web.feeds["coast"] = [item("a", "a football match")]
    await scene.start("coast", "hill")
    async with scene.store.transaction() as transaction:
        (leased, *_) = await transaction.lease_feeds(NOW, 1, 60, HostShare())
    await scene.start("hill")
    await scene.road._poll(leased)
    assert await scene.store.articles(10) == ()
    assert [state.feed.outlet for state in await scene.store.feed_states()] == ["hill"]


async def test_what_the_store_refuses_leaves_no_half_of_an_article_and_is_tried_again() -> None:
    scene = Scene()
    scene.web.feeds["coast"] = [item("a", f"{TWICE}: the storm killed 12")]
    await scene.start("coast")

    told = await scene.tick()

    (failed,) = [each for each in told if isinstance(each, PollFailed)]
    assert "is on record" in failed.fault
    assert await scene.figures() == await scene.posts() == []
    assert await scene.store.articles(10) == ()
    scene.web.feeds["coast"] = [item("a", "the storm killed 12")]
    await scene.tick(after=HOUR)
    assert await scene.posts() == [["12"]]


async def test_a_store_that_fails_altogether_is_told_and_ends_nothing() -> None:
    scene = Scene()
    scene.web.feeds["coast"] = [item("a", "the storm killed 12")]
    await scene.start("coast")
    await scene.road.tick()
    await scene.store.close()
    await scene.road.underway.settle()
    assert [type(told) for told in scene.told] == [PollFailed, Crash]
    assert "closed" in str(scene.told[1])
