"""What operators read of feeds: notices, the list, the status, and what a check found."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.model import (
    Condition,
    DeskStatus,
    FeedCheck,
    FeedHealth,
    FeedItem,
    FeedLink,
    OutboxState,
    Outcome,
    OverdueLooks,
    Pace,
    ParsedFeed,
    Place,
    Tally,
)
from bot.polling import Concern
from bot.views import as_text
from bot.views.feeds import feed_notices
from bot.views.health import NO_FEEDS, check_view, feeds_view, length, status_view
from bot.views.messages import notice_view
from tests.newsroom import NOW
from tests.records import polled

DESK = Place(platform="console", channel="operators")
NIGHT = Place(platform="slack", channel="C1", server="T1")
HOUR = timedelta(hours=1)
BEFORE = replace(polled("herald"), last_success=NOW - HOUR, failures=4, fault="old", fence=7)
AFTER = replace(
    BEFORE, failures=5, fault="https://herald.example/rss: no answer in time", next_due=NOW + HOUR, told_failing=True
)


def told(concern: Concern, **changes: object) -> str:
    """Return a notice as the console prints it."""
    after = replace(AFTER, **changes)  # type: ignore[arg-type]  # fields of FeedState
    (notice,) = feed_notices(concern, BEFORE, after, [DESK], NOW)
    return as_text(notice_view(notice))


def test_a_failing_feed_is_told_with_what_it_met_and_when_it_is_asked_again() -> None:
    assert told(Concern.FAILING) == (
        "FEED FAILS: herald\n"
        "   herald.example/rss: 5 polls in a row went wrong; it was last read at 22 Jan 11:00 UTC.\n"
        "   The last one met: no answer in time\n"
        "   It is asked again at 22 Jan 13:00 UTC, and never given up."
    )


@pytest.mark.parametrize(
    ("concern", "words"),
    [
        (Concern.RECOVERED, ["FEED IS BACK: herald", "after 4 polls that went wrong"]),
        (Concern.MOVED, ["FEED HAS MOVED: herald", "new.example/rss", "feeds file still names the old address"]),
        (Concern.GONE, ["FEED IS GONE: herald", "`tallywire feeds retry herald.example/rss`", "feeds remove"]),
    ],
)
def test_each_concern_says_what_happened_and_what_can_be_done(concern: Concern, words: list[str]) -> None:
    text = told(concern, address="https://www.new.example/rss")
    assert [word for word in words if word not in text] == []


def test_a_notice_goes_to_every_operator_under_a_key_of_its_poll_alone() -> None:
    first = feed_notices(Concern.FAILING, BEFORE, AFTER, [DESK, NIGHT], NOW)
    again = feed_notices(Concern.FAILING, BEFORE, AFTER, [DESK, NIGHT], NOW + HOUR)
    assert [notice.place for notice in first] == [DESK, NIGHT]
    assert [notice.key for notice in first] == [notice.key for notice in again]
    other = feed_notices(Concern.FAILING, BEFORE, replace(AFTER, fence=8), [DESK], NOW)
    assert other[0].key != first[0].key
    assert len(first[0].key) <= 25


def test_what_a_feed_says_of_itself_neither_links_nor_pings_nor_breaks_the_line() -> None:
    text = told(Concern.FAILING, fault="\x1b[2J@everyone\nhttps://evil.example/ click <!channel>\u202e")
    assert "https://" not in text
    assert "\x1b" not in text
    assert text.count("\n") == 3


HEALTH = FeedHealth(
    state=replace(
        AFTER,
        feed=replace(AFTER.feed, interval=None),
        pace=Pace(interval=300.0),
        tally=Tally(polls=10, failed=2, unchanged=6, bytes=2_500_000, listed=20, alerted=1, lag=95.0),
    ),
    outcomes={Outcome.BASELINE: 20, Outcome.MATCHED: 3, Outcome.UNREADABLE: 1},
)


def test_the_list_shows_every_figure_of_a_feed_and_its_fault_below() -> None:
    view = feeds_view([HEALTH], NOW)
    shown = dict(zip(view.headings, view.rows[0], strict=True))
    assert shown == {
        "Outlet": "herald",
        "State": "failing",
        "Read": "1 h ago",
        "Lag": "2 min",
        "Every": "5 min",
        "Listed": "20",
        "New": "4",
        "Matched": "3",
        "Alerted": "1",
        "Unreadable": "1",
        "MB": "2.5",
        "304": "75%",
        "Next": "in 1 h",
        "Feed": "herald.example/rss",
    }
    assert view.rows[1][-1] == "no answer in time"
    assert view.title == "1 feed: 1 failing"


def test_a_feed_that_was_never_polled_has_no_figures_yet() -> None:
    (row,) = feeds_view(
        [FeedHealth(state=replace(polled("new"), feed=replace(polled("new").feed, interval=None)), outcomes={})], NOW
    ).rows
    assert row[1:5] == ("new", "-", "-", "-")
    assert row[-2] == "due"


STATUS = DeskStatus(
    feeds={Condition.FAILING: 1, Condition.FINE: 9},
    overdue=2,
    oldest_due=NOW - timedelta(seconds=12),
    looks=OverdueLooks(articles=3, oldest=NOW - timedelta(minutes=7)),
    lag=40.0,
    slowest=HEALTH.state,
    outcomes={Outcome.MATCHED: 3, Outcome.OFF_TOPIC: 1_000},
    failing=(AFTER,) * 7,
    posts=OutboxState(waiting=2, oldest=NOW - HOUR, last_posted=NOW - HOUR),
)


def test_the_status_fits_one_screen_and_says_what_needs_a_person() -> None:
    text = as_text(status_view(STATUS, NOW))
    assert len(text.splitlines()) <= 24
    for words in (
        "10 feeds: 1 failing, 9 fine",
        "2 feeds due, the first for 12 s",
        "3 pages due to be read, the first for 7 min.",
        "40 s (median of the feeds), slowest herald 2 min",
        "1,003 articles: 3 matched, 0 no claim, 1,000 off topic",
        "2 posts waiting, the first since 1 h ago; the last went out 1 h ago",
        "herald is failing, last read 1 h ago: no answer in time",
        "2 more: `feeds list`",
    ):
        assert words in text


def test_a_status_without_trouble_says_so() -> None:
    calm = replace(
        STATUS,
        overdue=0,
        oldest_due=None,
        looks=OverdueLooks(articles=0, oldest=None),
        failing=(),
        posts=OutboxState(waiting=0, oldest=None, last_posted=None),
    )
    text = as_text(status_view(calm, NOW))
    assert "No feed is overdue." in text
    assert "No post waits; none was delivered yet." in text
    assert "due to be read" not in text
    assert "Needs you" not in text


def an_item(title: str, minutes: int | None, *, summary_only: bool = False) -> FeedItem:
    """Make an item printed so long ago."""
    return FeedItem(
        id=title,
        url="",
        title=title,
        text="",
        published=None if minutes is None else NOW - timedelta(minutes=minutes),
        summary_only=summary_only,
    )


def test_a_check_of_a_feed_shows_what_a_poll_would_find() -> None:
    parsed = ParsedFeed(
        items=(an_item("older", 90, summary_only=True), an_item("newer", 5), an_item("undated", None)),
        title="The Herald",
        hubs=("https://hub.example/",),
        interval=900.0,
    )
    check = FeedCheck(url="http://herald.example/", found_at="https://herald.example/rss", moved=True, parsed=parsed)
    text = as_text(check_view(check, NOW))
    assert text.splitlines()[0] == "The Herald"
    for words in (
        "herald.example/, moved for good to herald.example/rss",
        "3 items, 1 with a summary only, 1 without a date",
        "printed 5 min ago, the oldest 1 h ago",
        "every 15 min",
        "push by hub.example/",
    ):
        assert words in text
    assert text.index("newer") < text.index("older")


def test_a_check_of_a_page_shows_where_its_feeds_are() -> None:
    links = (
        FeedLink(url="https://herald.example/rss", title="All news", declared=True),
        FeedLink(url="https://herald.example/feed", title="", declared=False),
    )
    text = as_text(check_view(FeedCheck(url="https://a/", found_at="https://a/", links=links), NOW))
    assert text.splitlines()[0] == "A web page, no feed"
    assert "It leads to\n   herald.example/rss (All news)" in text
    assert "A feed may be at\n   herald.example/feed" in text


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "0 s"), (59, "59 s"), (60, "1 min"), (3_600, "1 h"), (86_400, "24 h"), (5 * 86_400, "5 days")],
)
def test_spans_are_told_in_the_largest_unit_that_fits(seconds: float, words: str) -> None:
    assert length(seconds) == words


@pytest.mark.parametrize(("amiss", "title"), [(False, f"0 feeds: {NO_FEEDS}"), (True, "0 feeds: none")])
def test_no_feeds_say_how_there_come_to_be_some(*, amiss: bool, title: str) -> None:
    assert feeds_view([], NOW, amiss=amiss).title == title
