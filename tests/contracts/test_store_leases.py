"""What every store promises about articles that wait to be read, leases held longer or handed back, and duties."""

from dataclasses import replace
from datetime import timedelta

from bot.model import Board, Feed, Place, Tally, Unread
from bot.ports import HostShare, Store
from tests.newsroom import NOW, TOPIC
from tests.records import MINUTE, SECOND, bound_for, lease, polled, put_feeds, queue, read_article, said, write

DESK = Place(platform="console", channel="desk")


def unread(name: str, feed: str = "herald", *, after: int = 0) -> Unread:
    """Make an article that waits since some seconds after now."""
    return Unread(
        article=read_article(name).article,
        feed=Feed(url=f"https://{feed}.example/rss", outlet=feed),
        queued=NOW + after * SECOND,
    )


async def wait(store: Store, *articles: Unread) -> None:
    """Let articles wait."""
    async with store.transaction() as transaction:
        await transaction.add_unread(articles)


async def settle(store: Store, leased: Unread) -> bool:
    """Let an article wait no longer."""
    async with store.transaction() as transaction:
        return await transaction.settle_unread(leased)


def names(articles: tuple[Unread, ...]) -> list[str]:
    return [each.article.id for each in articles]


async def test_articles_are_leased_in_order_of_arrival_one_a_feed(store: Store) -> None:
    await wait(store, unread("a"), unread("b", after=1), unread("c", "post", after=2), unread("d", "post", after=3))

    first = await store.lease_unread(NOW, 1, 30.0)
    assert names(first) == ["a"]
    assert names(await store.lease_unread(NOW, 9, 30.0)) == ["c"]
    assert await store.lease_unread(NOW, 9, 30.0) == ()
    assert await settle(store, first[0])
    (second,) = await store.lease_unread(NOW, 9, 30.0)
    assert second == replace(unread("b", after=1), fence=1)
    assert await store.waiting_articles() == 3


async def test_an_article_that_waits_already_is_left_as_it_is(store: Store) -> None:
    await wait(store, unread("a"), unread("a", "post", after=1))
    await wait(store, unread("a", "radio"))
    await wait(store)

    (only,) = await store.lease_unread(NOW, 9, 30.0)
    assert only.feed == unread("a").feed
    assert await store.waiting_articles() == 1


async def test_an_article_is_settled_under_its_own_lease_only(store: Store) -> None:
    await wait(store, unread("a"))
    (slow,) = await store.lease_unread(NOW, 9, 30.0)
    assert await store.lease_unread(NOW + 29 * SECOND, 9, 30.0) == ()
    (quick,) = await store.lease_unread(NOW + 30 * SECOND, 9, 30.0)

    assert (slow.fence, quick.fence) == (1, 2)
    assert not await settle(store, slow)
    assert await settle(store, quick)
    assert not await settle(store, quick)
    assert await store.waiting_articles() == 0


async def test_articles_can_be_held_for_longer_and_handed_back(store: Store) -> None:
    await wait(store, unread("a"), unread("b", "post"))
    a, b = await store.lease_unread(NOW, 9, 30.0)
    await store.renew_unread([a, b], NOW + 2 * MINUTE)
    assert await store.lease_unread(NOW + MINUTE, 9, 30.0) == ()
    await store.hand_back_unread([a])
    assert names(await store.lease_unread(NOW + MINUTE, 9, 30.0)) == ["a"]

    await store.hand_back_unread([a])
    await store.renew_unread([a], NOW + 9 * MINUTE)
    assert await store.lease_unread(NOW + MINUTE + SECOND, 9, 30.0) == (), "a lost lease hands nothing back"
    assert names(await store.lease_unread(NOW + 3 * MINUTE, 9, 30.0)) == ["a", "b"]


async def test_an_alert_is_counted_while_a_poll_is_under_way(store: Store) -> None:
    await put_feeds(store, polled("herald"))
    async with store.transaction() as transaction:
        (leased,) = await transaction.lease_feeds(NOW, 5, 30.0, HostShare())
        await transaction.count_alerted(leased.feed.url)
        await transaction.count_alerted("https://nobody.example/rss")
        assert await transaction.put_feed(replace(leased, tally=Tally(polls=1)))

    (state,) = await store.feed_states()
    assert state.tally == Tally(polls=1, alerted=1)


async def test_feeds_can_be_held_for_longer_and_handed_back(store: Store) -> None:
    await put_feeds(store, polled("herald"), polled("post"))
    async with store.transaction() as transaction:
        leased = {state.feed.url: state.fence for state in await transaction.lease_feeds(NOW, 9, 30.0, HostShare())}
        await transaction.renew_feeds(leased, NOW + 2 * MINUTE)
    herald = polled("herald").feed.url

    async def due(after: timedelta) -> list[str]:
        async with store.transaction() as transaction:
            return [state.feed.url for state in await transaction.lease_feeds(NOW + after, 9, 30.0, HostShare())]

    assert await due(MINUTE) == []
    async with store.transaction() as transaction:
        await transaction.hand_back_feeds({herald: leased[herald]})
    assert await due(MINUTE) == [herald]
    async with store.transaction() as transaction:
        await transaction.hand_back_feeds({herald: leased[herald]})
        await transaction.renew_feeds({herald: leased[herald]}, NOW + 9 * MINUTE)
    assert await due(MINUTE + SECOND) == [], "a lost lease hands nothing back"
    assert sorted(await due(3 * MINUTE)) == sorted(leased)


async def test_a_stop_leaves_a_post_to_others_who_know_that_it_may_have_been_sent(store: Store) -> None:
    await queue(store, bound_for("desk", "1"))
    (leased,) = await lease(store)
    assert await store.mark_failed(leased, "broken off", NOW, unsure=True)

    (again,) = await lease(store)
    assert again.unsure


async def test_a_board_is_recorded_under_its_own_lease_and_else_shown_anew(store: Store) -> None:
    await write(store, said(1))
    async with store.transaction() as transaction:
        await transaction.add_board(DESK, TOPIC.id)
    (slow,) = await store.lease_boards("console", NOW, 9, 30.0)
    (quick,) = await store.lease_boards("console", NOW + 30 * SECOND, 9, 30.0)
    assert (slow.fence, quick.fence) == (1, 2)
    shown = Board(place=DESK, topic=TOPIC.id, message="m2", upto=quick.upto, fence=quick.fence)
    await store.put_board(shown, NOW)
    assert await store.lease_boards("console", NOW + MINUTE, 9, 30.0) == ()

    await store.put_board(Board(place=DESK, topic=TOPIC.id, message="m1", upto=slow.upto, fence=slow.fence), NOW)
    board = await store.board(DESK, TOPIC.id)
    assert board is not None
    assert board.message == "m2"
    assert len(await store.lease_boards("console", NOW + MINUTE, 9, 30.0)) == 1


async def test_a_duty_is_one_processs_until_it_is_left_or_its_lease_ends(store: Store) -> None:
    assert await store.take_duty("chat discord", "one", NOW, 15.0)
    assert not await store.take_duty("chat discord", "two", NOW + 14 * SECOND, 15.0)
    assert await store.take_duty("chat discord", "one", NOW + 14 * SECOND, 15.0)
    assert not await store.take_duty("chat discord", "two", NOW + 28 * SECOND, 15.0)
    assert await store.take_duty("chat discord", "two", NOW + 29 * SECOND, 15.0)
    assert not await store.take_duty("chat discord", "one", NOW + 30 * SECOND, 15.0)

    await store.leave_duty("chat discord", "one")
    assert not await store.take_duty("chat discord", "one", NOW + 30 * SECOND, 15.0)
    await store.leave_duty("chat discord", "two")
    assert await store.take_duty("chat discord", "one", NOW + 30 * SECOND, 15.0)


async def test_duties_of_a_kind_are_counted_while_they_are_held(store: Store) -> None:
    for duty, process in (("deliver a", "a"), ("deliver b", "b"), ("deliver%", "c"), ("poll", "a")):
        await store.take_duty(duty, process, NOW, 15.0)

    assert await store.on_duty("deliver ", NOW) == 2
    assert await store.on_duty("deliver%", NOW) == 1
    assert await store.on_duty("deliver ", NOW + 15 * SECOND) == 0
