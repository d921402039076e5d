"""When an article is read again, and what a look at it means."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.edits import (
    SHORTER,
    first_recheck,
    is_doubtful,
    looked,
    new_version,
    next_check,
    retry_check,
    text_hash,
    unread,
    wants_page,
)
from bot.model import Article, ArticleRecord, Feed, FullText, Outcome, Recheck, TakenFrom
from tests.newsroom import NOW
from tests.records import read_article

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
RECORD = read_article("storm")
PAGE = replace(RECORD.article, taken_from=TakenFrom.PAGE, text="word " * 100)


def a_feed(full_text: FullText = FullText.AUTO) -> Feed:
    return Feed(url="https://news.example/rss", outlet="Coast Herald", full_text=full_text)


def a_recheck(article: Article = PAGE) -> Recheck:
    return first_recheck(article, RECORD.article, a_feed(), NOW, 0.5)


def on_record(article: Article, outcome: Outcome = Outcome.MATCHED) -> ArticleRecord:
    return replace(RECORD, article=article, outcome=outcome)


@pytest.mark.parametrize(
    ("age", "wait"),
    [
        (timedelta(0), 15 * MINUTE),
        (3 * HOUR - MINUTE, 15 * MINUTE),
        (3 * HOUR, HOUR),
        (DAY, 3 * HOUR),
        (7 * DAY, 3 * DAY),
        (30 * DAY - MINUTE, 3 * DAY),
        (30 * DAY, None),
    ],
)
def test_the_longer_an_article_stays_as_it_is_the_more_seldom_it_is_read(
    age: timedelta, wait: timedelta | None
) -> None:
    assert next_check(NOW - age, NOW, 0.5) == (None if wait is None else NOW + wait)


def test_chance_moves_a_look_a_little() -> None:
    early, late = next_check(NOW, NOW, 0.0), next_check(NOW, NOW, 1.0)
    assert early is not None
    assert late is not None
    assert timedelta(0) < late - early < 2 * MINUTE


def test_a_change_makes_an_article_fresh_again() -> None:
    old = replace(a_recheck(), changed=NOW - 5 * DAY, failures=3, fault="f")
    assert looked(old, NOW, 0.5).next_check == NOW + 3 * HOUR
    changed = looked(old, NOW, 0.5, changed=True)
    assert (changed.next_check, changed.changed, changed.failures, changed.fault) == (NOW + 15 * MINUTE, NOW, 0, "")


def test_what_is_never_looked_at_stays_so() -> None:
    never = first_recheck(RECORD.article, RECORD.article, a_feed(FullText.NEVER), NOW, 0.5)
    assert never.next_check is None
    assert looked(never, NOW, 0.5, changed=True).next_check is None
    nowhere = first_recheck(replace(RECORD.article, url=""), RECORD.article, a_feed(), NOW, 0.5)
    assert nowhere.next_check is None


@pytest.mark.parametrize(
    ("full_text", "taken_from", "wanted"),
    [
        (FullText.AUTO, TakenFrom.SUMMARY, True),
        (FullText.AUTO, TakenFrom.ITEM, False),
        (FullText.ALWAYS, TakenFrom.ITEM, True),
        (FullText.NEVER, TakenFrom.SUMMARY, False),
    ],
)
def test_a_page_is_wanted_where_the_feed_or_its_setting_asks_for_it(
    full_text: FullText, taken_from: TakenFrom, wanted: bool
) -> None:
    article = replace(RECORD.article, taken_from=taken_from)
    assert wants_page(article, a_feed(full_text)) is wanted
    assert not wants_page(replace(article, url=""), a_feed(full_text))


def test_a_page_that_nobody_could_read_is_given_up_and_one_that_was_read_is_not() -> None:
    recheck, unreadable = a_recheck(), on_record(PAGE, Outcome.UNREADABLE)
    waits = []
    while recheck.next_check is not None:
        recheck = unread(recheck, unreadable, "a wall", None, NOW)
        waits.append(recheck.next_check)
    assert waits == [NOW + 15 * MINUTE, NOW + HOUR, NOW + 3 * HOUR, NOW + 12 * HOUR, None]
    assert retry_check(1, NOW) == waits[0]
    assert unread(recheck, on_record(PAGE), "a wall", None, NOW).next_check is not None


def test_a_publisher_that_asks_to_be_left_alone_is() -> None:
    assert unread(a_recheck(), on_record(PAGE), "busy", 7_200.0, NOW).next_check == NOW + 2 * HOUR


def test_a_text_that_lost_half_is_doubted_once() -> None:
    stub = replace(PAGE, text="word " * 40)
    recheck = a_recheck()
    assert is_doubtful(stub, on_record(PAGE), recheck)
    assert not is_doubtful(stub, on_record(PAGE), replace(recheck, fault=SHORTER, text_hash=text_hash(stub)))
    assert not is_doubtful(replace(PAGE, text="word " * 60), on_record(PAGE), recheck)
    assert not is_doubtful(stub, on_record(replace(PAGE, taken_from=TakenFrom.ITEM)), recheck)


def test_a_new_version_keeps_whose_and_of_when_it_is() -> None:
    edited = replace(PAGE, outlet="other", published=NOW + DAY, url="https://else.example/")
    version = new_version(edited, on_record(PAGE))
    assert version == replace(PAGE, version=2)
    assert new_version(edited, on_record(PAGE, Outcome.UNREADABLE)).version == 1
