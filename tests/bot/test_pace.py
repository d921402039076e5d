"""How often a feed is polled."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Pace
from bot.pace import (
    CEILING,
    LONGEST_HOLD,
    QUIET,
    SPREAD,
    WISH,
    Bounds,
    interval,
    observed,
    own_interval,
    patience,
    wait,
)
from tests.newsroom import NOW

BOUNDS = Bounds()
MINUTE, HOUR = 60.0, 3_600.0
seconds = st.floats(0, 10_000_000)
maybe = st.none() | seconds
chances = st.floats(0, 1)
bounds = st.builds(
    Bounds, normal=st.floats(0.1, 90_000), least=st.floats(0.1, 3_600), most=st.floats(60, 86_400)
).filter(lambda drawn: drawn.least <= drawn.most)


def pace(*, gap: float | None = None, idle: float | None = None, asked: float | None = None) -> Pace:
    """Make the pace of a feed that has had nothing new for `idle` seconds."""
    return Pace(gap=gap, last_new=None if idle is None else NOW - timedelta(seconds=idle), asked=asked)


paces = st.builds(pace, gap=maybe, idle=maybe, asked=maybe)


@pytest.mark.parametrize(
    ("told", "fixed", "max_age", "wanted"),
    [
        pytest.param(pace(), None, None, 5 * MINUTE, id="nothing is known"),
        pytest.param(pace(idle=0), None, None, 5 * MINUTE, id="first contact"),
        pytest.param(pace(gap=60, idle=0), None, None, MINUTE, id="an entry a minute"),
        pytest.param(pace(gap=8 * MINUTE, idle=0), None, None, 2 * MINUTE, id="an entry in eight minutes"),
        pytest.param(pace(gap=60, idle=12 * MINUTE), None, None, 3 * MINUTE, id="a burst that is over"),
        pytest.param(pace(gap=3 * HOUR, idle=0), None, None, 5 * MINUTE, id="a few entries a day"),
        pytest.param(pace(gap=60, idle=QUIET), None, None, 5 * MINUTE, id="quiet for four hours"),
        pytest.param(pace(gap=60, idle=4 * QUIET), None, None, 20 * MINUTE, id="quiet for sixteen hours"),
        pytest.param(pace(idle=30 * 24 * HOUR), None, None, HOUR, id="quiet for a month"),
        pytest.param(pace(), None, 10 * MINUTE, 10 * MINUTE, id="fresh for ten minutes"),
        pytest.param(pace(), None, 30 * 24 * HOUR, HOUR, id="fresh for a month"),
        pytest.param(pace(), None, 1, 5 * MINUTE, id="fresh for a second"),
        pytest.param(pace(asked=30 * MINUTE), None, None, 30 * MINUTE, id="asks for half an hour"),
        pytest.param(pace(asked=24 * HOUR), None, None, HOUR, id="asks for a day"),
        pytest.param(pace(gap=4 * MINUTE, idle=0, asked=HOUR), None, None, 5 * MINUTE, id="says hourly, prints often"),
        pytest.param(pace(gap=40 * MINUTE, idle=0, asked=HOUR), None, None, 40 * MINUTE, id="says hourly, prints more"),
        pytest.param(pace(gap=2 * HOUR, idle=0, asked=HOUR), None, None, HOUR, id="says hourly, prints less"),
        pytest.param(pace(gap=60, idle=0, asked=HOUR), 20.0, HOUR, 20.0, id="fixed, shorter than all"),
        pytest.param(pace(gap=60, idle=0), 24 * HOUR, None, 24 * HOUR, id="fixed, longer than all"),
    ],
)
def test_the_interval_follows_the_feed(told: Pace, fixed: float | None, max_age: float | None, wanted: float) -> None:
    assert interval(told, fixed, max_age, NOW, BOUNDS) == pytest.approx(wanted)


def test_a_short_normal_interval_is_one_for_busy_and_quiet_feeds_too() -> None:
    quick = Bounds(normal=0.2)
    assert own_interval(pace(gap=1, idle=0), NOW, quick) == 0.2
    assert own_interval(pace(idle=10 * QUIET), NOW, quick) == pytest.approx(2.0)
    assert patience(2, None, None, quick, 0.0).total_seconds() == pytest.approx(0.4)


@given(paces, maybe, bounds)
def test_the_interval_keeps_its_bounds_or_the_publishers_wish(
    told: Pace, max_age: float | None, within: Bounds
) -> None:
    found = interval(told, None, max_age, NOW, within)
    assert min(within.least, within.normal) <= found <= max(within.most, within.normal, WISH)


@given(paces, st.floats(0.1, 100_000), maybe, bounds)
def test_a_fixed_interval_is_obeyed(told: Pace, fixed: float, max_age: float | None, within: Bounds) -> None:
    assert interval(told, fixed, max_age, NOW, within) == fixed


@given(maybe, seconds, seconds, bounds)
def test_the_longer_a_feed_is_quiet_the_less_it_is_asked(
    gap: float | None, one: float, two: float, within: Bounds
) -> None:
    short, long = sorted((one, two))
    assert own_interval(pace(gap=gap, idle=short), NOW, within) <= own_interval(pace(gap=gap, idle=long), NOW, within)


@given(maybe, st.floats(0, QUIET), bounds)
def test_no_feed_is_slowed_down_within_hours_of_its_last_entry(gap: float | None, idle: float, within: Bounds) -> None:
    assert own_interval(pace(gap=gap, idle=idle), NOW, within) <= within.normal


@pytest.mark.parametrize(
    ("told", "new", "gap"),
    [
        pytest.param(pace(), 3, None, id="first contact"),
        pytest.param(pace(gap=600, idle=60), 0, 600, id="nothing new"),
        pytest.param(pace(idle=600), 1, 600, id="the first new entry"),
        pytest.param(pace(gap=600, idle=60), 1, 60, id="faster: at once"),
        pytest.param(pace(gap=600, idle=300), 5, 60, id="several at a time"),
        pytest.param(pace(gap=600, idle=1_600), 1, 900, id="slower: bit by bit"),
        pytest.param(pace(gap=60, idle=QUIET), 1, 60, id="after a lull, as fast as before it"),
        pytest.param(pace(gap=60, idle=-5), 1, 0, id="a clock that was set back"),
    ],
)
def test_a_burst_is_believed_at_once_and_a_lull_is_not(told: Pace, new: int, gap: float | None) -> None:
    after = observed(told, new, NOW)
    assert after.gap == (None if gap is None else pytest.approx(gap))
    assert after.last_new == (NOW if new else told.last_new)


@given(st.floats(0, 100_000), maybe, chances)
def test_a_wait_is_stretched_by_a_tenth_at_most_and_retry_after_is_kept(
    lasting: float, retry_after: float | None, chance: float
) -> None:
    least = max(lasting, min(retry_after or 0, LONGEST_HOLD))
    assert least <= wait(lasting, retry_after, chance).total_seconds() + 1e-6
    assert wait(lasting, retry_after, chance).total_seconds() <= least * (1 + SPREAD) + 1e-6


@pytest.mark.parametrize(
    ("failures", "fixed", "retry_after", "wanted"),
    [
        (1, None, None, MINUTE),
        (2, None, None, 2 * MINUTE),
        (5, None, None, 16 * MINUTE),
        (7, None, None, HOUR),
        (10_000, None, None, HOUR),
        (1, 300.0, None, 5 * MINUTE),
        (3, 300.0, None, 20 * MINUTE),
        (9, 7_200.0, None, 2 * HOUR),
        (3, 0.2, None, 0.8),
        (1, None, 600.0, 10 * MINUTE),
        (1, None, 10.0, MINUTE),
        (9, 1.0, 1e9, 24 * HOUR),
    ],
)
def test_a_failing_feed_is_asked_later_and_later_and_at_least_hourly(
    failures: int, fixed: float | None, retry_after: float | None, wanted: float
) -> None:
    assert patience(failures, fixed, retry_after, BOUNDS, 0.0).total_seconds() == pytest.approx(wanted)


@given(st.integers(1, 10**9), st.floats(0.1, CEILING) | st.none(), chances, bounds)
def test_no_failing_feed_is_given_up(failures: int, fixed: float | None, chance: float, within: Bounds) -> None:
    pause = patience(failures, fixed, None, within, chance).total_seconds()
    assert 0 < pause <= CEILING


def test_a_pace_is_remembered_as_a_whole() -> None:
    told = replace(pace(gap=60, idle=10, asked=900), interval=120.0)
    assert observed(told, 1, NOW) == replace(told, gap=10.0, last_new=NOW)
