"""What a poll means for its feed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from bot.model import Feed, FeedItem, FeedState, Pace, Tally
from bot.pace import Bounds
from bot.polling import (
    Concern,
    Gain,
    Mishap,
    Rules,
    article_of,
    concerns,
    failed,
    fingerprint,
    lag_of,
    printed,
    succeeded,
)
from bot.ports import Fetched
from tests.newsroom import NOW

FEED = Feed(url="https://news.example/feed", outlet="Coast Herald", interval=300.0)
FREE = replace(FEED, interval=None)
STATE = FeedState(feed=FEED, next_due=NOW, etag='"old"', last_modified="old", body_hash="old", baselined=True)
ANSWER = Fetched(url=FEED.url, changed=True, body=b"x", content_type="", etag='"new"', last_modified=None, size=1_000)
SAME = replace(ANSWER, changed=False, body=b"", etag=None, size=100)
ITEM = FeedItem(id="1", url="https://news.example/a?utm_source=rss", title="t", text="x", published=NOW)
GAIN = Gain(listed=20, new=2)
RULES = Rules(bounds=Bounds(), notice_after=3)
MISHAP = Mishap(fault="no answer")
NEW_HOME = "https://feeds.example/news"


def good(state: FeedState, answer: Fetched = ANSWER, gain: Gain | None = GAIN) -> FeedState:
    """Return the feed after a good poll."""
    return succeeded(state, answer, gain, NOW, 0.0, RULES)


def bad(state: FeedState, mishap: Mishap = MISHAP) -> FeedState:
    """Return the feed after a poll that went wrong."""
    return failed(state, mishap, NOW, 0.0, RULES)


def test_a_good_poll_remembers_what_to_ask_with_and_forgets_the_fault() -> None:
    after = good(replace(STATE, failures=3, fault="gone", told_failing=True, gone=True))
    assert (after.etag, after.last_modified, after.body_hash) == ('"new"', None, fingerprint(b"x"))
    assert (after.failures, after.fault, after.told_failing, after.gone) == (0, "", False, False)
    assert (after.last_success, after.next_due) == (NOW, NOW + timedelta(minutes=5))


def test_an_unchanged_answer_may_leave_out_what_it_does_not_repeat() -> None:
    after = good(STATE, SAME, None)
    assert (after.etag, after.last_modified, after.body_hash) == ('"old"', "old", "old")


def test_an_unchanged_answer_is_no_first_contact() -> None:
    """Else a server that answers 304 to anybody would have its items read as news."""
    fresh = replace(STATE, baselined=False)
    assert not good(fresh, SAME, None).baselined
    assert good(fresh).baselined


def test_first_contact_says_nothing_of_the_pace_and_later_entries_do() -> None:
    long_ago = NOW - timedelta(minutes=10)
    first = good(replace(STATE, feed=FREE, baselined=False))
    assert first.pace == Pace(interval=300.0, last_new=NOW)
    later = good(replace(STATE, feed=FREE, pace=Pace(last_new=long_ago)))
    assert later.pace == Pace(interval=75.0, gap=300.0, last_new=NOW)
    assert later.next_due == NOW + timedelta(seconds=75)


def test_what_a_body_asks_for_holds_while_it_is_unchanged() -> None:
    asked = good(replace(STATE, feed=FREE), gain=replace(GAIN, new=0, asked=1_800.0))
    assert asked.pace.interval == 1_800.0
    assert good(asked, SAME, None).pace.interval == 1_800.0
    assert good(asked).pace.asked is None


def test_an_answer_that_asks_for_patience_gets_it() -> None:
    assert good(replace(STATE, feed=FREE), replace(SAME, max_age=900.0), None).next_due == NOW + timedelta(minutes=15)
    assert good(STATE, replace(SAME, retry_after=900.0), None).next_due == NOW + timedelta(minutes=15)


def test_a_failed_poll_keeps_what_is_known() -> None:
    after = bad(replace(STATE, failures=1))
    assert (after.failures, after.fault, after.next_due) == (2, "no answer", NOW + timedelta(minutes=10))
    assert (after.etag, after.body_hash, after.last_success) == ('"old"', "old", None)
    assert after.tally == Tally(polls=1, failed=1)


def test_retry_after_wins_over_a_fixed_interval() -> None:
    after = bad(STATE, replace(MISHAP, retry_after=7_200.0))
    assert after.next_due == NOW + timedelta(hours=2)


def test_polls_are_counted_by_how_they_ended() -> None:
    after = bad(good(good(STATE, gain=replace(GAIN, lags=(100.0, 200.0))), SAME, None))
    assert after.tally == Tally(polls=3, failed=1, unchanged=1, bytes=1_100, listed=20, lag=120.0)


def test_damage_in_a_body_that_could_be_read_is_no_failure_and_stays_until_the_next_body() -> None:
    damaged = good(STATE, gain=replace(GAIN, damage="breaks off"))
    assert (damaged.fault, damaged.failures) == ("breaks off", 0)
    assert good(damaged, SAME, None).fault == "breaks off"
    assert good(damaged).fault == ""
    assert good(replace(STATE, fault="no answer", failures=2), SAME, None).fault == ""


def told(*states: FeedState) -> list[Concern]:
    """Return what the operators hear of, poll after poll."""
    return [concern for before, after in pairwise(states) for concern in concerns(before, after)]


def test_the_operators_hear_once_of_a_failing_feed_and_once_of_its_recovery() -> None:
    polls = [STATE]
    for _ in range(8):
        polls.append(bad(polls[-1]))
    assert told(*polls) == told(*polls[:4]) == [Concern.FAILING]
    back = good(polls[-1], SAME, None)
    assert told(polls[-1], back, good(back), bad(back)) == [Concern.RECOVERED]


def test_a_hiccup_is_kept_from_the_operators() -> None:
    hiccup = bad(bad(STATE))
    assert told(STATE, hiccup, good(hiccup)) == []


def test_a_feed_that_is_gone_is_told_at_once_and_so_is_its_return() -> None:
    gone = bad(STATE, replace(MISHAP, gone=True))
    assert gone.gone
    assert told(STATE, gone) == [Concern.GONE]
    assert told(gone, bad(gone, replace(MISHAP, gone=True))) == []
    assert told(gone, good(gone)) == [Concern.RECOVERED]


def test_a_feed_that_has_moved_is_polled_there_and_told_once() -> None:
    moved = good(STATE, replace(ANSWER, moved_to=NEW_HOME))
    assert (moved.address, moved.feed) == (NEW_HOME, FEED)
    assert told(STATE, moved, good(moved), good(moved, replace(ANSWER, moved_to=NEW_HOME))) == [Concern.MOVED]
    assert good(moved, replace(ANSWER, moved_to=FEED.url)).address is None


def test_a_move_that_leads_nowhere_is_taken_back() -> None:
    moved = replace(STATE, address=NEW_HOME)
    assert (bad(bad(moved)).address, bad(bad(moved)).etag) == (NEW_HOME, '"old"')
    back = bad(bad(bad(moved)))
    assert (back.address, back.etag, back.last_modified) == (None, None, None)
    assert bad(bad(bad(STATE))).etag == '"old"'


@pytest.mark.parametrize(
    ("printed_at", "lag"),
    [
        (NOW - timedelta(minutes=1), 60.0),
        (NOW, 0.0),
        (None, None),
        (NOW + timedelta(seconds=1), None),
        (NOW - timedelta(days=3), None),
    ],
)
def test_only_an_entry_of_late_tells_how_soon_we_look(printed_at: datetime | None, lag: float | None) -> None:
    assert lag_of(replace(ITEM, published=printed_at), NOW) == lag


@pytest.mark.parametrize(
    ("given_", "wanted"),
    [
        (NOW - timedelta(hours=1), NOW - timedelta(hours=1)),
        (None, NOW),
        (datetime(1970, 1, 1, tzinfo=UTC), NOW),
        (datetime(1, 1, 1, tzinfo=UTC), NOW),
        (NOW + timedelta(days=400), NOW),
        (NOW + timedelta(seconds=1), NOW),
    ],
)
def test_an_article_is_printed_when_its_feed_says_unless_that_cannot_be(
    given_: datetime | None, wanted: datetime
) -> None:
    assert printed(given_, NOW) == wanted


def test_an_article_is_its_item_under_its_canonical_address() -> None:
    article = article_of(ITEM, FEED, NOW)
    assert (article.url, article.outlet, article.version) == ("https://news.example/a", "Coast Herald", 1)
    same = replace(ITEM, id="2", url="http://news.example/a/", title="edited", published=None)
    assert article_of(same, replace(FEED, url="https://other.example/feed"), NOW).id == article.id


@pytest.mark.parametrize("url", ["", "http://[", "mailto:desk@news.example"])
def test_an_item_without_an_address_is_known_by_feed_and_id(url: str) -> None:
    nameless = replace(ITEM, url=url)
    article = article_of(nameless, FEED, NOW)
    assert article.url == ""
    assert article.id == article_of(replace(nameless, title="edited"), FEED, NOW).id
    assert article.id != article_of(replace(nameless, id="2"), FEED, NOW).id
    assert article.id != article_of(nameless, replace(FEED, url="https://other.example/feed"), NOW).id


def test_items_at_one_address_are_articles_of_their_own() -> None:
    posts = [replace(ITEM, id=name, shares_url=True) for name in "ab"]
    one, other = (article_of(post, FEED, NOW) for post in posts)
    assert one.id != other.id
    assert (one.url, other.url) == ("", "")
