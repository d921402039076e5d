"""What every store promises about feeds and their items."""

from collections import Counter
from dataclasses import replace

from bot.model import ArticleRecord, Feed, FeedState, FullText, Outcome, Pace, Tally
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
        await transaction.add_items({state.feed.url: ["a"] for state in leased.values()}, NOW)
    renamed = replace(polled("herald").feed, outlet="The Herald", interval=60.0)
    await put_feeds(store, replace(polled("herald"), feed=renamed), polled("new", due=MINUTE))

    assert await store.feed_states() == (replace(known, feed=renamed), polled("new", due=MINUTE))
    async with store.transaction() as transaction:
        assert not await transaction.put_feed(leased["gone"])
        assert await transaction.put_feed(replace(known, feed=polled("herald").feed))
    asked = {state.feed.url: ["a"] for state in leased.values()}
    assert await store.known_items(asked) == {(known.feed.url, "a")}
    assert (await store.feed_states())[0].feed == renamed


async def test_items_are_remembered_by_feed(store: Store) -> None:
    many = [f"item-{number}" for number in range(2_500)]
    feeds = [f"feed-{number}" for number in range(40)]
    async with store.transaction() as transaction:
        await transaction.add_items({"herald": ["a", "b", "a"]}, NOW)
        await transaction.add_items({"herald": ["b", "c"], "wire": many, "empty": []}, NOW)
        await transaction.add_items({feed: ["a", feed] for feed in feeds}, NOW)

    assert await store.known_items({"herald": ["a", "c", "d", "item-1"]}) == {("herald", "a"), ("herald", "c")}
    assert await store.known_items({"wire": ["a", *many]}) == {("wire", item) for item in many}
    assert await store.known_items({"wire": [], "unheard-of": ["a"]}) == frozenset()
    both = await store.known_items({feed: ["a", "b", feed] for feed in feeds})
    assert both == {(feed, item) for feed in feeds for item in ("a", feed)}


async def test_items_added_long_ago_can_be_forgotten(store: Store) -> None:
    async with store.transaction() as transaction:
        await transaction.add_items({"herald": ["old"]}, NOW - MINUTE)
        await transaction.add_items({"herald": ["old", "new"]}, NOW)
        assert await transaction.forget_items(NOW) == 1
    assert await store.known_items({"herald": ["old", "new"]}) == {("herald", "new")}


async def test_what_a_feed_brings_later_adds_no_article_that_is_on_record(store: Store) -> None:
    first, second = read_article("a"), read_article("b")
    async with store.transaction() as transaction:
        await transaction.add_article(replace(first, outcome=Outcome.NO_CLAIM))
        await transaction.add_article(replace(read_article("a", version=2), outcome=Outcome.NO_CLAIM))
        await transaction.add_unknown_articles([first, second, replace(second, outcome=Outcome.OFF_TOPIC)])
        await transaction.add_unknown_articles([])

    assert await store.known_articles(["a", "b", "c"]) == {"a", "b"}
    outcomes = [(record.article.id, record.outcome) for record in await store.articles(10)]
    assert outcomes == [("b", second.outcome), ("a", Outcome.NO_CLAIM), ("a", Outcome.NO_CLAIM)]


async def test_a_host_gets_no_more_of_a_lease_than_its_share(store: Store) -> None:
    hosts = {"busy": 5, "calm": 1, "own": 3, "crowded": 1}
    feeds = [
        FeedState(feed=Feed(url=f"https://{host}.example/{number}", outlet=host), next_due=NOW - number * SECOND)
        for host, count in hosts.items()
        for number in range(count)
    ]
    await put_feeds(store, *feeds)
    share = HostShare(most=2, crowded=frozenset({"crowded.example:443"}), own=frozenset({"own.example:443"}))
    async with store.transaction() as transaction:
        first = await transaction.lease_feeds(NOW, 100, 30.0, share)
        second = await transaction.lease_feeds(NOW, 100, 30.0, share)

    assert Counter(state.feed.outlet for state in first) == {"busy": 2, "calm": 1, "own": 3}
    assert {state.next_due for state in first if state.feed.outlet == "busy"} == {NOW - 4 * SECOND, NOW - 3 * SECOND}
    assert Counter(state.feed.outlet for state in second) == {"busy": 2}


async def test_the_host_is_the_one_that_the_feed_has_moved_to(store: Store) -> None:
    await put_feeds(store, polled("herald"))
    async with store.transaction() as transaction:
        (state,) = await transaction.lease_feeds(NOW, 5, 30.0, ANY)
        await transaction.put_feed(replace(state, address="https://new.example/rss"))
    await put_feeds(store, polled("herald"))
    async with store.transaction() as transaction:
        old, new = (HostShare(crowded=frozenset({f"{host}.example:443"})) for host in ("herald", "new"))
        assert await transaction.lease_feeds(NOW, 5, 30.0, new) == ()
        assert len(await transaction.lease_feeds(NOW, 5, 30.0, old)) == 1


async def test_many_results_are_stored_at_once_each_under_its_own_lease(store: Store) -> None:
    await put_feeds(store, polled("herald"), polled("post"))
    async with store.transaction() as transaction:
        await transaction.lease_feeds(NOW, 5, 30.0, ANY)
    later = NOW + MINUTE
    async with store.transaction() as transaction:
        leased = {state.feed.outlet: state for state in await transaction.lease_feeds(later, 5, 30.0, ANY)}
        done = replace(leased["herald"], next_due=later + MINUTE, etag='"v2"', tally=Tally(polls=3, lag=1.5))
        lost = replace(leased["post"], fence=1, etag='"lost"')
        assert await transaction.put_feeds([replace(done, fence=1), lost, done]) == (False, False, True)
        assert await transaction.put_feeds([]) == ()

    assert {state.feed.outlet: state for state in await store.feed_states()} == leased | {"herald": done}


async def test_everything_known_of_a_feed_comes_back(store: Store) -> None:
    whole = replace(
        polled("herald"),
        feed=Feed(url="https://herald.example/rss", outlet="herald", interval=None, full_text=FullText.NEVER),
        address="https://new.example/rss",
        failures=7,
        fault="no answer",
        last_success=NOW - MINUTE,
        paused=True,
        gone=True,
        told_failing=True,
        pace=Pace(interval=75.0, gap=300.0, last_new=NOW, asked=900.0),
        tally=Tally(polls=9, failed=1, unchanged=5, bytes=5_000_000_000, listed=20, alerted=2, lag=12.5),
    )
    await put_feeds(store, whole)
    assert await store.feed_states() == (whole,)


async def test_leases_of_a_process_that_died_can_be_ended(store: Store) -> None:
    await put_feeds(store, polled("herald"), polled("later", due=MINUTE))
    async with store.transaction() as transaction:
        await transaction.lease_feeds(NOW, 5, 30.0, ANY)
        assert await transaction.release_feeds() == 1
        (again,) = await transaction.lease_feeds(NOW, 5, 30.0, ANY)
    assert (again.feed.outlet, again.fence) == ("herald", 2)


async def test_a_paused_feed_is_not_due_and_its_poll_under_way_leaves_it_paused(store: Store) -> None:
    await put_feeds(store, polled("herald"))
    async with store.transaction() as transaction:
        (leased,) = await transaction.lease_feeds(NOW, 5, 30.0, ANY)
        await transaction.pause_feeds([leased.feed.url], paused=True)
        assert await transaction.put_feed(leased)
        assert await transaction.lease_feeds(NOW, 5, 30.0, ANY) == ()
        await transaction.pause_feeds([leased.feed.url, "https://unheard.example/of"], paused=False)
        assert len(await transaction.lease_feeds(NOW, 5, 30.0, ANY)) == 1


async def test_a_feed_that_is_gone_is_due_once_it_is_woken(store: Store) -> None:
    await put_feeds(store, polled("herald"))
    async with store.transaction() as transaction:
        (leased,) = await transaction.lease_feeds(NOW, 5, 30.0, ANY)
        await transaction.put_feed(replace(leased, gone=True, failures=1, told_failing=True))
        assert await transaction.lease_feeds(NOW, 5, 30.0, ANY) == ()
        await transaction.wake_feeds([leased.feed.url], NOW)
        (woken,) = await transaction.lease_feeds(NOW, 5, 30.0, ANY)
    assert (woken.gone, woken.failures, woken.told_failing) == (False, 1, True)


async def test_the_poll_that_was_under_way_when_a_feed_was_woken_is_not_stored(store: Store) -> None:
    await put_feeds(store, polled("herald"))
    async with store.transaction() as transaction:
        (leased,) = await transaction.lease_feeds(NOW, 5, 30.0, ANY)
        await transaction.wake_feeds([leased.feed.url], NOW)
        assert not await transaction.put_feed(replace(leased, next_due=NOW + MINUTE))
        assert len(await transaction.lease_feeds(NOW, 5, 30.0, ANY)) == 1


async def test_a_host_that_asks_for_it_is_left_alone_with_all_its_feeds(store: Store) -> None:
    other = replace(polled("herald"), feed=Feed(url="https://herald.example/other", outlet="other"))
    late = replace(polled("herald", due=5 * MINUTE), feed=Feed(url="https://herald.example/late", outlet="late"))
    await put_feeds(store, polled("herald"), other, late, polled("post"))
    async with store.transaction() as transaction:
        await transaction.hold_host("herald.example:443", NOW + MINUTE)
    due = {state.feed.outlet: state.next_due for state in await store.feed_states()}
    assert due == {"herald": NOW + MINUTE, "other": NOW + MINUTE, "late": NOW + 5 * MINUTE, "post": NOW - SECOND}


async def test_fingerprints_are_those_of_the_last_body(store: Store) -> None:
    await put_feeds(store, polled("herald"), polled("post"))
    herald, post = polled("herald").feed.url, polled("post").feed.url
    assert await store.fingerprints([herald, post]) == {}
    async with store.transaction() as transaction:
        await transaction.put_fingerprints({herald: ["a", "b"], post: ["x"]})
        await transaction.put_fingerprints({herald: ["c"]})
        await transaction.put_fingerprints({})
    assert await store.fingerprints([herald, post]) == {herald: ("c",), post: ("x",)}
    await put_feeds(store, polled("post"))
    assert await store.fingerprints([herald]) == {}


async def test_what_a_feed_brought_is_counted_by_how_it_ended(store: Store) -> None:
    def ended(name: str, outcome: Outcome, feed: str | None, version: int = 1) -> ArticleRecord:
        return replace(read_article(name, version=version), outcome=outcome, feed=feed)

    async with store.transaction() as transaction:
        for record in (
            ended("a", Outcome.MATCHED, "herald"),
            ended("a", Outcome.NO_CLAIM, "herald", version=2),
            ended("b", Outcome.MATCHED, "herald"),
            ended("c", Outcome.UNREADABLE, "herald"),
            ended("d", Outcome.BASELINE, "post"),
            ended("e", Outcome.MATCHED, None),
        ):
            await transaction.add_article(record)
    assert await store.feed_outcomes() == {
        "herald": {Outcome.MATCHED: 2, Outcome.UNREADABLE: 1},
        "post": {Outcome.BASELINE: 1},
    }
