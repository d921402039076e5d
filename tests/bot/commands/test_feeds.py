"""Which feed is meant, how each is doing, and how all are."""

from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.storage import MemoryStore
from bot.commands.feeds import desk_status, feed_healths, find_feeds, pause_feeds, wake_feeds
from bot.errors import UnknownName
from bot.model import Condition, Feed, FeedHealth, FeedState, Outcome, OverdueLooks, Tally
from tests.newsroom import NOW
from tests.records import MINUTE, bound_for, due, polled, put_feeds, read_article

COAST = Feed(url="https://www.coast.example/rss/", outlet="Coast Herald")
SPORT = Feed(url="https://coast.example/sport?key=abc", outlet="Coast Herald")
HILL = Feed(url="http://hill.example/feed", outlet="Hill Post")
FEEDS = (COAST, SPORT, HILL)


@pytest.mark.parametrize(
    ("names", "wanted"),
    [
        (["https://www.coast.example/rss/"], (COAST,)),
        (["coast.example/rss"], (COAST,)),
        (["https://hill.example/feed"], (HILL,)),
        (["coast.example/sport?key=…"], (SPORT,)),
        (["coast herald"], (COAST, SPORT)),
        (["Hill Post", "hill.example/feed"], (HILL,)),
        (["Hill Post", "Coast Herald"], (HILL, COAST, SPORT)),
    ],
)
def test_a_feed_is_named_by_its_address_or_its_outlet(names: list[str], wanted: tuple[Feed, ...]) -> None:
    assert find_feeds(names, FEEDS) == wanted


@pytest.mark.parametrize(
    ("name", "hint"), [("hil post", "hill post"), ("hill.example/fed", "hill.example/feed"), ("xyz", "`feeds list`")]
)
def test_an_unknown_name_is_answered_with_those_that_may_be_meant(name: str, hint: str) -> None:
    with pytest.raises(UnknownName, match=hint):
        find_feeds([name], FEEDS)


def good(name: str, **changes: object) -> FeedState:
    """Make a feed that was read lately and is not due."""
    return replace(polled(name, due=MINUTE), last_success=NOW - MINUTE, **changes)  # type: ignore[arg-type]  # fields of FeedState


@pytest.mark.parametrize(
    ("state", "condition"),
    [
        (polled("a"), Condition.NEW),
        (good("a"), Condition.FINE),
        (good("a", failures=1), Condition.FAILING),
        (replace(polled("a"), failures=1), Condition.FAILING),
        (good("a", failures=1, gone=True), Condition.GONE),
        (good("a", failures=1, gone=True, paused=True), Condition.PAUSED),
    ],
)
def test_a_feed_is_in_one_condition(state: FeedState, condition: Condition) -> None:
    assert FeedHealth(state=state, outcomes={}).condition is condition


@pytest.mark.parametrize(
    ("tally", "share"),
    [(Tally(), None), (Tally(polls=1, failed=1), None), (Tally(polls=6, failed=2, unchanged=3), 0.75)],
)
def test_the_share_of_polls_without_news_leaves_failures_out(tally: Tally, share: float | None) -> None:
    assert FeedHealth(state=good("a", tally=tally), outcomes={}).unchanged_share == share


async def test_feeds_that_need_a_person_come_first() -> None:
    store = MemoryStore()
    long_ago = NOW - timedelta(days=2)
    await put_feeds(
        store,
        good("fine"),
        good("blinking", failures=1),
        replace(good("dark", failures=9), last_success=long_ago),
        good("gone", gone=True, failures=1),
        good("paused", paused=True),
        polled("new"),
    )
    order = [health.state.feed.outlet for health in await feed_healths(store)]
    assert order == ["gone", "dark", "blinking", "paused", "new", "fine"]


async def test_the_status_sums_up_feeds_articles_and_posts() -> None:
    store = MemoryStore()
    overdue = replace(good("late", tally=Tally(lag=40.0)), next_due=NOW - 3 * MINUTE)
    resting = replace(good("resting", paused=True), next_due=NOW - 9 * MINUTE)
    await put_feeds(
        store,
        overdue,
        resting,
        good("a", tally=Tally(lag=20.0)),
        good("b", failures=2),
        good("c", tally=Tally(lag=900.0)),
    )
    async with store.transaction() as transaction:
        await transaction.add_article(replace(read_article("one"), feed=overdue.feed.url))
        await transaction.add_article(replace(read_article("two"), feed=overdue.feed.url, outcome=Outcome.UNREADABLE))
        await transaction.queue([bound_for("desk")], NOW - MINUTE)
        await transaction.add_recheck(due("storm", -MINUTE))

    status = await desk_status(store, NOW)

    assert status.feeds == {Condition.FINE: 3, Condition.FAILING: 1, Condition.PAUSED: 1}
    assert (status.overdue, status.oldest_due) == (1, NOW - 3 * MINUTE)
    assert (status.lag, status.slowest and status.slowest.feed.outlet) == (40.0, "c")
    assert status.outcomes == {Outcome.MATCHED: 1, Outcome.UNREADABLE: 1}
    assert [state.feed.outlet for state in status.failing] == ["b"]
    assert status.looks == OverdueLooks(articles=1, oldest=NOW - MINUTE)
    assert (status.posts.waiting, status.posts.oldest) == (1, NOW - MINUTE)


async def test_feeds_are_paused_resumed_and_woken() -> None:
    store = MemoryStore()
    await put_feeds(store, good("coast", gone=True), good("hill"))
    coast, hill = [state.feed for state in await store.feed_states()]
    await pause_feeds(store, [hill], paused=True)
    await wake_feeds(store, [coast], NOW)
    states = {state.feed: state for state in await store.feed_states()}
    assert (states[hill].paused, states[coast].gone, states[coast].next_due) == (True, False, NOW)
    await pause_feeds(store, [hill], paused=False)
    assert not any(state.paused for state in await store.feed_states())
