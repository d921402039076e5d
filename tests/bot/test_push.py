"""What hubs are asked for and believed."""

import hmac
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Feed, FeedState, Offer, Pace, ParsedFeed, Subscription
from bot.pace import Bounds
from bot.polling import Gain, Rules, pushed, succeeded
from bot.ports import Fetched
from bot.push import (
    Asked,
    PushRules,
    Step,
    asking,
    callback,
    confirmed,
    denied,
    failing,
    form,
    is_lapsed,
    is_signed,
    next_step,
    offer_of,
    relieved,
)
from tests.newsroom import NOW

RULES = PushRules()
HOUR = timedelta(hours=1)
FEED = "https://news.example/feed"
HUB = "https://hub.example/"
NEW = Subscription(
    path="unguessable",
    site="https://desk.example",
    secret="secret",  # noqa: S106 - a made-up one
    feed=FEED,
    offer=Offer(hub=HUB, topic=FEED),
    next_step=NOW,
)
ASKED = asking(NEW, NOW, RULES)
YES = Asked(mode="subscribe", topic=FEED, challenge="x", lease="3600")


def fetched(url: str = FEED, **links: str) -> Fetched:
    """Make an answer whose headers name these links."""
    return Fetched(url=url, changed=True, body=b"", content_type="", etag=None, last_modified=None, links=links)


def live(until: timedelta = HOUR) -> Subscription:
    """Make a subscription whose lease ends some time after now."""
    return replace(NEW, until=NOW + until, next_step=NOW + until * 0.75, asked_until=NOW)


@pytest.mark.parametrize(
    ("answer", "parsed", "offer"),
    [
        (fetched(), ParsedFeed(items=()), None),
        (fetched(hub=HUB, self="https://a.example/"), ParsedFeed(items=()), Offer(hub=HUB, topic="https://a.example/")),
        (fetched(), ParsedFeed(items=(), hubs=(HUB, "https://b.example/"), self_url=FEED), Offer(hub=HUB, topic=FEED)),
        (
            fetched(hub="https://head.example/"),
            ParsedFeed(items=(), hubs=(HUB,)),
            Offer(hub="https://head.example/", topic=FEED),
        ),
        (fetched(hub="javascript:alert(1)"), ParsedFeed(items=()), None),
        (fetched(hub="https://hub.example/" + "x" * 3_000), ParsedFeed(items=()), None),
        (fetched(hub="https://10.0.0.1:8080/"), ParsedFeed(items=()), None),
        (
            fetched("https://10.0.0.1:8080/feed", hub="https://10.0.0.1:8080/"),
            ParsedFeed(items=()),
            Offer(hub="https://10.0.0.1:8080/", topic="https://10.0.0.1:8080/feed"),
        ),
    ],
    ids=["none", "headers", "body", "headers first", "scheme", "length", "ours, from elsewhere", "ours, from ours"],
)
def test_a_hub_is_taken_from_headers_before_the_body_and_never_from_strangers_among_our_own_hosts(
    answer: Fetched, parsed: ParsedFeed, offer: Offer | None
) -> None:
    assert offer_of(answer, parsed, {"10.0.0.1:8080"}) == offer


def test_a_hub_is_told_where_to_reach_us_and_what_to_sign_with() -> None:
    assert form(NEW, Step.ASK, RULES) == {
        "hub.mode": "subscribe",
        "hub.topic": FEED,
        "hub.callback": "https://desk.example/push/unguessable",
        "hub.lease_seconds": "864000",
        "hub.secret": "secret",
    }
    assert form(NEW, Step.LEAVE, RULES) == {
        "hub.mode": "unsubscribe",
        "hub.topic": FEED,
        "hub.callback": callback(NEW),
    }


def test_secrets_do_not_stand_in_what_is_printed_of_a_subscription() -> None:
    assert ("unguessable" in repr(NEW), "'secret'" in repr(NEW)) == (False, False)


@pytest.mark.parametrize(
    ("said", "granted"),
    [
        ("3600", HOUR),
        ("0", RULES.lease),
        ("-5", RULES.lease),
        ("soon", RULES.lease),
        ("", RULES.lease),
        ("٣٦٠٠", RULES.lease),
        ("9" * 500, RULES.longest),
        ("864000000", RULES.longest),
        ("10", timedelta(seconds=10)),
    ],
)
def test_a_lease_lasts_as_long_as_the_hub_says_within_reason(said: str, granted: timedelta) -> None:
    after = confirmed(ASKED, replace(YES, lease=said), NOW, RULES)
    assert after is not None
    assert after.until == NOW + granted
    assert after.next_step == NOW + max(granted * 0.75, RULES.least)
    assert (after.waiting, after.failures, after.fault) == (False, 0, "")


@pytest.mark.parametrize(
    ("known", "asked"),
    [
        (NEW, YES),
        (ASKED, replace(YES, topic="https://other.example/")),
        (ASKED, replace(YES, mode="unsubscribe")),
        (ASKED, replace(YES, mode="SUBSCRIBE")),
        (ASKED, replace(YES, challenge="")),
        (replace(ASKED, wanted=False), YES),
        (replace(ASKED, asked_until=NOW - timedelta(seconds=1)), YES),
    ],
    ids=["not asked", "other feed", "other mode", "no mode", "no challenge", "leaving", "too late"],
)
def test_nothing_is_confirmed_that_was_not_asked(known: Subscription, asked: Asked) -> None:
    assert confirmed(known, asked, NOW, RULES) is None


def test_a_hub_that_missed_the_answer_may_ask_again() -> None:
    once = confirmed(ASKED, YES, NOW, RULES)
    assert once is not None
    assert confirmed(once, YES, NOW, RULES) == once


def test_leaving_is_confirmed_once_it_was_asked() -> None:
    leaving = asking(replace(live(), wanted=False), NOW, RULES)
    after = confirmed(leaving, replace(YES, mode="unsubscribe"), NOW, RULES)
    assert after is not None
    assert (after.wanted, after.until) == (False, None)


@pytest.mark.parametrize(
    ("known", "step"),
    [
        (NEW, Step.ASK),
        (replace(live(), failures=50), Step.ASK),
        (replace(live(), wanted=False), Step.LEAVE),
        (replace(live(), wanted=False, failures=3), Step.FORGET),
        (replace(NEW, wanted=False), Step.FORGET),
    ],
    ids=["new", "failing", "leaving", "told often enough", "never live"],
)
def test_what_is_to_be_done(known: Subscription, step: Step) -> None:
    assert next_step(known) is step


def test_a_hub_that_fails_is_asked_again_later_and_later_for_ever() -> None:
    known, waits = NEW, []
    for _ in range(12):
        known = failing(known, "no answer", NOW, RULES)
        waits.append(known.next_step - NOW)
    assert waits[:4] == [timedelta(minutes=minutes) for minutes in (10, 20, 40, 80)]
    assert waits[-1] == timedelta(days=1)
    assert (known.failures, known.fault) == (12, "no answer")


def test_the_end_of_a_lease_is_never_slept_through() -> None:
    assert failing(live(timedelta(minutes=5)), "no answer", NOW, RULES).next_step == NOW + timedelta(minutes=5)
    assert asking(live(timedelta(minutes=5)), NOW, RULES).next_step == NOW + timedelta(minutes=5)
    assert (is_lapsed(live(), NOW), is_lapsed(live(), NOW + HOUR), is_lapsed(NEW, NOW)) == (False, True, False)


def test_a_denial_ends_the_lease_and_is_asked_about_a_day_later() -> None:
    after = denied(live(), Asked(mode="denied", topic=FEED, reason="spam" * 100), NOW, RULES)
    assert after is not None
    assert (after.until, after.asked_until, after.next_step) == (None, None, NOW + timedelta(days=1))
    assert after.fault.startswith("the hub denied it: spam")
    assert len(after.fault) < 250
    assert denied(live(), Asked(mode="denied", topic="https://other.example/"), NOW, RULES) is None


@pytest.mark.parametrize("method", ["sha1", "sha256", "sha384", "sha512", "SHA256"])
def test_a_body_is_signed_by_any_method_of_the_standard(method: str) -> None:
    good = hmac.new(b"secret", b"body", method.lower()).hexdigest()
    assert is_signed("secret", b"body", f"{method}={good}")
    assert is_signed("secret", b"body", f"{method}={good.upper()} ")
    assert not is_signed("secret", b"other", f"{method}={good}")
    assert not is_signed("other", b"body", f"{method}={good}")
    assert not is_signed("secret", b"body", f"{method}={good[:-1]}")


@given(st.text())
def test_no_other_words_sign_a_body(signature: str) -> None:
    assert not is_signed("secret", b"body", signature)


@pytest.mark.parametrize("method", ["md5", "sha224", "sha3_256", "", "none"])
def test_no_other_method_signs_a_body(method: str) -> None:
    assert not is_signed("secret", b"body", f"{method}=")
    if method:
        assert not is_signed("secret", b"body", f"{method}={'0' * 32}")


# What pushes mean for polling

QUICK = FeedState(
    feed=Feed(url=FEED, outlet="Coast Herald"),
    next_due=NOW,
    baselined=True,
    last_success=NOW - timedelta(minutes=1),
    pace=Pace(interval=60.0, gap=60.0, last_new=NOW - timedelta(minutes=1)),
)
PUSHED = replace(QUICK, pushed_until=NOW + timedelta(days=1))
BOUNDS = Rules(bounds=Bounds())
NOTHING_NEW = Gain(listed=20, new=0)


@pytest.mark.parametrize(
    ("state", "gain", "minutes", "relied"),
    [
        (QUICK, None, 1, False),
        (PUSHED, None, 60, True),
        (PUSHED, NOTHING_NEW, 60, True),
        (PUSHED, Gain(listed=20, new=1), 1, False),
        (replace(PUSHED, pushed_until=NOW), None, 1, False),
        (replace(PUSHED, feed=replace(PUSHED.feed, interval=120.0)), None, 2, True),
    ],
    ids=["not pushed", "pushed", "pushed, and nothing new", "an entry was not pushed", "lease over", "operator's own"],
)
def test_a_pushed_feed_is_polled_seldom_as_long_as_polls_find_nothing_new(
    state: FeedState, gain: Gain | None, minutes: int, *, relied: bool
) -> None:
    after = succeeded(state, fetched(), gain, NOW, 0.0, BOUNDS)
    assert after.next_due == NOW + timedelta(minutes=minutes)
    assert (after.pushed_until is not None) is relied


def test_a_push_counts_for_the_feeds_pace_and_lag_as_a_poll_does() -> None:
    after = pushed(QUICK, Gain(listed=1, new=1, lags=(4.0,)), NOW + HOUR, NOW)
    assert (after.pushed_until, after.pace.last_new) == (NOW + HOUR, NOW)
    assert (after.tally.lag, after.tally.polls) == (4.0, 0)
    assert after.next_due == QUICK.next_due


@pytest.mark.parametrize(
    ("state", "due"),
    [
        (replace(PUSHED, pace=Pace(interval=3600.0), next_due=NOW + timedelta(minutes=59)), NOW),
        (replace(PUSHED, pace=Pace(interval=3600.0), next_due=NOW + timedelta(hours=9)), NOW + timedelta(hours=9)),
        (replace(PUSHED, failures=1, next_due=NOW + HOUR), NOW + HOUR),
        (replace(PUSHED, next_due=NOW - HOUR), NOW - HOUR),
    ],
    ids=["slowed for pushes", "held by its publisher", "failing", "due"],
)
def test_a_feed_that_is_pushed_no_more_is_polled_at_once_unless_it_asked_for_more(
    state: FeedState, due: object
) -> None:
    assert relieved(state, NOW) == due
