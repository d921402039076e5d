"""What every store promises about hubs: subscriptions, and what pushes change about feeds."""

from dataclasses import replace
from datetime import timedelta

from bot.model import Offer, Pace, Subscription, Tally
from bot.ports import HostShare, Store
from tests.newsroom import NOW
from tests.records import MINUTE, SECOND, polled, put_feeds

HERALD, POST = polled("herald").feed.url, polled("post").feed.url


def subscribed(path: str, feed: str = HERALD, *, due: timedelta = MINUTE, wanted: bool = True) -> Subscription:
    """Make a subscription whose next step is due some time after now."""
    return Subscription(
        path=path,
        site="https://desk.example",
        secret=f"secret-{path}",
        feed=feed,
        offer=Offer(hub="https://hub.example/", topic=feed),
        wanted=wanted,
        next_step=NOW + due,
    )


async def put(store: Store, *subscriptions: Subscription) -> None:
    async with store.transaction() as transaction:
        for subscription in subscriptions:
            await transaction.put_subscription(subscription)


async def test_everything_known_of_a_subscription_comes_back_changed_or_not(store: Store) -> None:
    first = subscribed("a")
    await put(store, first, subscribed("b", POST))
    whole = replace(
        first,
        wanted=False,
        waiting=True,
        asked_until=NOW + MINUTE,
        until=NOW + 60 * MINUTE,
        failures=3,
        fault="no answer",
        heard=NOW,
        ignored=2,
    )
    await put(store, whole)
    assert await store.subscriptions() == (whole, subscribed("b", POST))
    assert (await store.subscription("a"), await store.subscription("z")) == (whole, None)
    async with store.transaction() as transaction:
        assert await transaction.subscription("a") == whole
        assert await transaction.subscription("z") is None
        assert await transaction.subscriptions_of(POST) == (subscribed("b", POST),)
        await transaction.drop_subscriptions(["a", "z"])
        assert await transaction.subscription("a") is None
    assert await store.subscriptions() == (subscribed("b", POST),)


async def test_the_longest_due_steps_come_first(store: Store) -> None:
    await put_feeds(store, polled("herald"))
    await put(store, subscribed("a", due=-SECOND), subscribed("b", due=-MINUTE), subscribed("c", due=MINUTE))
    assert [each.path for each in await store.due_subscriptions(NOW, 5)] == ["b", "a"]
    assert [each.path for each in await store.due_subscriptions(NOW, 1)] == ["b"]


async def test_the_subscription_of_a_dropped_feed_is_due_at_once_and_no_longer_wanted(store: Store) -> None:
    await put_feeds(store, polled("herald"), polled("post"))
    await put(store, subscribed("a"), subscribed("b", POST), subscribed("c", POST, wanted=False))
    assert await store.due_subscriptions(NOW, 5) == ()
    await put_feeds(store, polled("herald"))
    assert await store.due_subscriptions(NOW, 5) == (subscribed("b", POST, wanted=False),)


async def test_a_push_changes_what_is_known_of_a_feed_beside_the_poll_under_way(store: Store) -> None:
    await put_feeds(store, polled("herald"))
    async with store.transaction() as transaction:
        (leased,) = await transaction.lease_feeds(NOW, 5, 30.0, HostShare())
        assert await transaction.feed_state(HERALD) == leased
        assert await transaction.feed_state(POST) is None
        pushed = replace(leased, pushed_until=NOW + MINUTE, pace=Pace(last_new=NOW), tally=Tally(lag=4.0))
        counted = replace(pushed, tally=Tally(lag=4.0, alerted=9))
        await transaction.put_pushed(replace(counted, etag="not stored", next_due=NOW + MINUTE))
        await transaction.put_pushed(replace(pushed, feed=polled("post").feed))
        assert await transaction.feed_state(HERALD) == pushed
        assert await transaction.put_feed(replace(leased, etag="polled"))
    assert await store.feed_states() == (replace(leased, etag="polled", pushed_until=NOW + MINUTE),)


async def test_pushes_are_relied_on_until_that_is_ended(store: Store) -> None:
    await put_feeds(store, *(replace(polled(name), pushed_until=NOW + MINUTE) for name in ("herald", "post")))
    async with store.transaction() as transaction:
        herald, _ = sorted(await transaction.lease_feeds(NOW, 5, 30.0, HostShare()), key=lambda each: each.feed.url)
        await transaction.rely_on_polls([HERALD, "https://unheard.example/of"])
        await transaction.rely_on_polls([])
        assert await transaction.put_feed(herald)
    known = {state.feed.url: state.pushed_until for state in await store.feed_states()}
    assert known == {HERALD: None, POST: NOW + MINUTE}


async def test_polling_is_resumed_and_the_poll_under_way_is_not_stored(store: Store) -> None:
    await put_feeds(store, polled("herald"), polled("post"))
    async with store.transaction() as transaction:
        herald, post = sorted(await transaction.lease_feeds(NOW, 5, 30.0, HostShare()), key=lambda each: each.feed.url)
        await transaction.put_pushed(replace(herald, pushed_until=NOW + MINUTE))
        await transaction.resume_polling({HERALD: NOW + SECOND, "https://unheard.example/of": NOW})
        assert await transaction.put_feeds([herald, post]) == (False, True)
    known = {state.feed.url: state for state in await store.feed_states()}
    assert (known[HERALD].pushed_until, known[HERALD].next_due) == (None, NOW + SECOND)
    async with store.transaction() as transaction:
        leased = await transaction.lease_feeds(NOW + SECOND, 5, 30.0, HostShare())
    assert {state.feed.url for state in leased} == {HERALD, POST}
