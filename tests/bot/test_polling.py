"""What a poll means for its feed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Feed, FeedItem, FeedState
from bot.polling import article_of, delay, failed, printed, succeeded
from bot.ports import Fetched
from tests.newsroom import NOW

FEED = Feed(url="https://news.example/feed", outlet="Coast Herald", interval=300.0)
STATE = FeedState(feed=FEED, next_due=NOW, etag='"old"', last_modified="old", body_hash="old")
ANSWER = Fetched(url=FEED.url, changed=True, body=b"x", content_type="", etag='"new"', last_modified=None)
ITEM = FeedItem(id="1", url="https://news.example/a?utm_source=rss", title="t", text="x", published=NOW)


@pytest.mark.parametrize(
    ("interval", "failures", "minutes"),
    [
        (300, 0, 5),
        (300, 1, 10),
        (300, 2, 20),
        (300, 3, 40),
        (300, 4, 60),
        (300, 400, 60),
        (7200, 3, 120),
        (1, 2, 1 / 15),
    ],
)
def test_a_failing_feed_is_asked_later_and_later_and_at_least_hourly(
    interval: float, failures: int, minutes: float
) -> None:
    assert delay(interval, failures, 0.5) == timedelta(minutes=minutes)


@given(st.floats(0, 1), st.integers(0, 100))
def test_chance_moves_a_poll_by_a_twentieth(chance: float, failures: int) -> None:
    middle = delay(300, failures, 0.5)
    assert middle * 0.949 <= delay(300, failures, chance) <= middle * 1.051


def test_a_good_poll_remembers_what_to_ask_with_and_forgets_the_fault() -> None:
    broken = replace(STATE, failures=3, fault="gone")
    after = succeeded(broken, ANSWER, "new", NOW, 0.5)
    assert (after.etag, after.last_modified, after.body_hash) == ('"new"', None, "new")
    assert (after.failures, after.fault, after.last_success) == (0, "", NOW)
    assert after.next_due == NOW + timedelta(minutes=5)


def test_an_unchanged_answer_may_leave_out_what_it_does_not_repeat() -> None:
    after = succeeded(STATE, replace(ANSWER, changed=False, etag=None), "old", NOW, 0.5)
    assert (after.etag, after.last_modified, after.body_hash) == ('"old"', "old", "old")


def test_an_unchanged_answer_is_no_first_contact() -> None:
    """Else a server that answers 304 to anybody would have its items read as news."""
    assert not succeeded(STATE, replace(ANSWER, changed=False), "old", NOW, 0.5).baselined


def test_a_failed_poll_keeps_what_is_known() -> None:
    after = failed(replace(STATE, failures=1), "no answer", NOW, 0.5)
    assert (after.failures, after.fault, after.next_due) == (2, "no answer", NOW + timedelta(minutes=20))
    assert (after.etag, after.body_hash, after.last_success) == ('"old"', "old", None)


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
