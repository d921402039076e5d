"""What every store promises about feeds and their items."""

from dataclasses import replace

from bot.ports import HostShare, Store
from tests.newsroom import NOW
from tests.records import MINUTE, SECOND, polled, put_feeds, read_article

ANY = HostShare()


async def test_feeds_longest_due_are_leased_first_and_only_once(store: Store) -> None:
    await put_feeds(store, polled("late", due=-MINUTE), polled("later", due=-SECOND), polled("not-yet", due=SECOND))
    async with store.transaction() as transaction:
        (first,) = await transaction.lease_feeds(NOW, 1, 30.0, ANY)
        (second,) = await transaction.lease_feeds(NOW, 5, 30.0, ANY)
        assert await transaction.lease_feeds(NOW, 5, 30.0, ANY) == ()

    assert [first.feed.outlet, second.feed.outlet] == ["late", "later"]
    assert first == replace(polled("late", due=-MINUTE), fence=1)


async def test_a_poll_that_never_reports_is_due_again_when_its_lease_ends(store: Store) -> None:
    await put_feeds(store, polled("herald"))
    async with store.transaction() as transaction:
        await transaction.lease_feeds(NOW, 5, 30.0, ANY)
        assert await transaction.lease_feeds(NOW + 29 * SECOND, 5, 30.0, ANY) == ()
        (again,) = await transaction.lease_feeds(NOW + 30 * SECOND, 5, 30.0, ANY)

    assert again.fence == 2


async def test_a_poll_is_stored_under_its_own_lease_only(store: Store) -> None:
    await put_feeds(store, polled("herald"))
    async with store.transaction() as transaction:
        (slow,) = await transaction.lease_feeds(NOW, 5, 30.0, ANY)
        (quick,) = await transaction.lease_feeds(NOW + MINUTE, 5, 30.0, ANY)
        done = replace(quick, next_due=NOW + 5 * MINUTE, etag='"v2"', baselined=True, last_success=NOW + MINUTE)
        assert await transaction.put_feed(done)
        assert not await transaction.put_feed(replace(slow, etag='"v1"'))
        assert not await transaction.put_feed(polled("unheard-of"))

    assert await store.feed_states() == (done,)


async def test_a_lease_that_ended_still_counts_while_nobody_else_took_the_feed(store: Store) -> None:
    await put_feeds(store, polled("herald"))
    async with store.transaction() as transaction:
        (slow,) = await transaction.lease_feeds(NOW, 5, 30.0, ANY)
    done = replace(slow, next_due=NOW + 10 * MINUTE, failures=3, fault="no answer", body_hash="f00")
    async with store.transaction() as transaction:
        assert await transaction.put_feed(done)

    assert await store.feed_states() == (done,)


async def test_syncing_keeps_what_is_known_of_a_feed_and_takes_its_new_settings(store: Store) -> None:
    await put_feeds(store, polled("herald"), polled("gone"))
    async with store.transaction() as transaction:
        leased = {state.feed.outlet: state for state in await transaction.lease_feeds(NOW, 5, 30.0, ANY)}
        known = replace(leased["herald"], etag='"v1"', last_modified="yesterday", baselined=True)
        assert await transaction.put_feed(known)
        await transaction.add_items(known.feed.url, ["a"], NOW)
        await transaction.add_items(leased["gone"].feed.url, ["a"], NOW)
    renamed = replace(polled("herald").feed, outlet="The Herald", interval=60.0)
    await put_feeds(store, replace(polled("herald"), feed=renamed), polled("new", due=MINUTE))

    assert await store.feed_states() == (replace(known, feed=renamed), polled("new", due=MINUTE))
    async with store.transaction() as transaction:
        assert not await transaction.put_feed(leased["gone"])
        assert await transaction.put_feed(replace(known, feed=polled("herald").feed))
        assert await transaction.known_items(known.feed.url, ["a"]) == {"a"}
        assert await transaction.known_items(leased["gone"].feed.url, ["a"]) == frozenset()
    assert (await store.feed_states())[0].feed == renamed


async def test_items_are_remembered_by_feed(store: Store) -> None:
    many = [f"item-{number}" for number in range(2_500)]
    async with store.transaction() as transaction:
        await transaction.add_items("herald", ["a", "b", "a"], NOW)
        await transaction.add_items("herald", ["b", "c"], NOW)
        await transaction.add_items("wire", many, NOW)
    async with store.transaction() as transaction:
        assert await transaction.known_items("herald", ["a", "b", "c", "d", "item-1"]) == {"a", "b", "c"}
        assert await transaction.known_items("wire", ["a", *many]) == set(many)
        assert await transaction.known_items("wire", []) == frozenset()


async def test_items_added_long_ago_can_be_forgotten(store: Store) -> None:
    async with store.transaction() as transaction:
        await transaction.add_items("herald", ["old"], NOW - MINUTE)
        await transaction.add_items("herald", ["old", "new"], NOW)
        assert await transaction.forget_items(NOW) == 1
        assert await transaction.known_items("herald", ["old", "new"]) == {"new"}
