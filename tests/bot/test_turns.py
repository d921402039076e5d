"""Turns: never faster than a platform declares, and no channel in another's way."""

from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.model import Place
from bot.ports import Limits
from bot.turns import Turns
from tests.doubles.clock import FakeClock
from tests.newsroom import NOW

CHANNELS = [Place(platform="chat", channel=name) for name in ("desk", "night", "wire")]


def test_without_limits_nobody_waits() -> None:
    turns = Turns(Limits(), FakeClock(NOW))
    assert [turns.take(CHANNELS[0], NOW) for _ in range(9)] == [0.0] * 9


def test_a_channel_that_waits_for_its_own_turn_holds_up_no_other() -> None:
    turns = Turns(Limits(per_channel=1.0), FakeClock(NOW))
    assert [turns.take(CHANNELS[0], NOW) for _ in range(3)] == [0.0, 1.0, 2.0]
    assert turns.take(CHANNELS[1], NOW) == 0.0


@given(
    st.lists(st.tuples(st.sampled_from(CHANNELS), st.floats(0, 0.5)), max_size=80), st.sampled_from([1.0, 10.0, 40.0])
)
def test_no_second_sees_more_than_the_platform_takes(asked: list[tuple[Place, float]], per_second: float) -> None:
    turns = Turns(Limits(per_second=per_second), FakeClock(NOW))
    now, sent = NOW, []
    for place, later in asked:
        now += timedelta(seconds=later)
        sent.append(now + timedelta(seconds=turns.take(place, now)))
    assert sent == sorted(sent)
    step = timedelta(seconds=1 / per_second) - timedelta(microseconds=2)
    assert all(after - before >= step for before, after in pairwise(sent))


@given(st.lists(st.tuples(st.sampled_from(CHANNELS), st.floats(0, 2)), max_size=60))
def test_a_channel_is_never_sent_two_messages_closer_than_it_takes(asked: list[tuple[Place, float]]) -> None:
    turns = Turns(Limits(per_second=10.0, per_channel=1.0), FakeClock(NOW))
    now = NOW
    last = {}
    for place, later in asked:
        now += timedelta(seconds=later)
        turn = now + timedelta(seconds=turns.take(place, now))
        if place in last:
            assert turn - last[place] >= timedelta(seconds=1) - timedelta(microseconds=2)
        last[place] = turn


async def test_waiting_sleeps_until_the_turn() -> None:
    slept = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    turns = Turns(Limits(per_second=4), FakeClock(NOW), sleep)
    for _ in range(3):
        await turns.wait(CHANNELS[0])
    assert slept == [0.25, 0.5]
