"""Turns: never faster than a platform declares, and no channel in another's way."""

import asyncio
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Place
from bot.ports import Limits
from bot.turns import Turns
from tests.doubles.clock import FakeClock
from tests.newsroom import NOW

CHANNELS = [Place(platform="chat", channel=name) for name in ("desk", "night", "wire")]
ODD = timedelta(microseconds=2)
"""What rounding to whole microseconds may take."""


class Scene:
    """Turns on a clock that goes on while somebody sleeps, and longer than asked where it stalls."""

    def __init__(self, limits: Limits) -> None:
        self.clock = FakeClock(NOW)
        self.slept: list[float] = []
        self.stalls: list[float] = []
        self.turns = Turns(limits, self.clock, self.sleep)

    async def sleep(self, seconds: float) -> None:
        """Let the time pass."""
        self.slept.append(seconds)
        self.clock.turn(timedelta(seconds=seconds + (self.stalls.pop(0) if self.stalls else 0.0)))

    async def take(self, place: Place = CHANNELS[0]) -> datetime:
        """Wait for a turn, and return when it came."""
        await self.turns.wait(place)
        return self.clock.now()


async def test_without_limits_nobody_waits() -> None:
    scene = Scene(Limits())
    assert [await scene.take() for _ in range(9)] == [NOW] * 9
    assert scene.slept == []


async def test_waiting_sleeps_until_the_turn() -> None:
    scene = Scene(Limits(per_second=4))
    for _ in range(3):
        await scene.take()
    assert scene.slept == [0.25, 0.25]


async def test_processes_that_send_on_one_platform_share_what_it_takes() -> None:
    scene = Scene(Limits(per_second=4))
    scene.turns.share = 3
    for _ in range(3):
        await scene.take()
    assert scene.slept == [0.75, 0.75]
    assert scene.turns.room == 1


async def test_a_channel_that_waits_for_its_own_turn_holds_up_no_other() -> None:
    asleep: list[float] = []
    woken = asyncio.Event()

    async def sleep(seconds: float) -> None:
        asleep.append(seconds)
        await woken.wait()

    turns = Turns(Limits(per_channel=1.0), FakeClock(NOW), sleep)
    await turns.wait(CHANNELS[0])
    again = [asyncio.create_task(turns.wait(CHANNELS[0])) for _ in range(2)]
    await asyncio.sleep(0)
    await turns.wait(CHANNELS[1])
    assert asleep == [1.0, 2.0]
    woken.set()
    await asyncio.gather(*again)


@given(
    st.lists(st.tuples(st.sampled_from(CHANNELS), st.floats(0, 0.5)), max_size=60),
    st.lists(st.sampled_from([0.0, 0.003, 0.4]), max_size=20),
    st.sampled_from([1.0, 10.0, 40.0]),
)
def test_no_second_sees_more_than_the_platform_takes(
    asked: list[tuple[Place, float]], stalls: list[float], per_second: float
) -> None:
    async def go() -> list[datetime]:
        scene = Scene(Limits(per_second=per_second))
        scene.stalls = stalls
        sent = []
        for place, later in asked:
            scene.clock.turn(timedelta(seconds=later))
            sent.append(await scene.take(place))
        return sent

    sent = asyncio.run(go())
    # A turn that came late may be made up for, by one and no more.
    for at in sent:
        assert len([each for each in sent if at <= each < at + timedelta(seconds=1) - ODD]) <= per_second + 1


@given(st.lists(st.tuples(st.sampled_from(CHANNELS), st.floats(0, 2)), max_size=60))
def test_a_channel_is_never_sent_two_messages_closer_than_it_takes(asked: list[tuple[Place, float]]) -> None:
    async def go() -> dict[Place, list[datetime]]:
        scene = Scene(Limits(per_second=10.0, per_channel=1.0))
        sent: dict[Place, list[datetime]] = {place: [] for place in CHANNELS}
        for place, later in asked:
            scene.clock.turn(timedelta(seconds=later))
            sent[place].append(await scene.take(place))
        return sent

    for times in asyncio.run(go()).values():
        assert all(after - before >= timedelta(seconds=1) - ODD for before, after in pairwise(times))


async def test_what_another_process_sent_to_a_channel_counts_for_its_pace() -> None:
    scene = Scene(Limits(per_channel=1.1))
    scene.turns.heard(CHANNELS[0], NOW - timedelta(seconds=0.5))
    assert await scene.take() == NOW + timedelta(seconds=0.6)
    scene.turns.heard(CHANNELS[0], NOW - timedelta(seconds=9))
    assert await scene.take() == NOW + timedelta(seconds=1.7), "what is long ago shortens no wait"
    assert scene.slept == pytest.approx([0.6, 1.1])


async def test_a_stall_is_not_made_up_for_in_a_rush() -> None:
    scene = Scene(Limits(per_second=10))
    scene.stalls = [3.0]
    sent = [await scene.take() for _ in range(6)]
    assert [(after - before).total_seconds() for before, after in pairwise(sent)] == pytest.approx(
        [3.1, 0.0, 0.1, 0.1, 0.1]
    )


async def test_no_more_are_called_up_than_get_a_turn_within_a_second() -> None:
    blocked = asyncio.Event()

    async def sleep(_: float) -> None:
        await blocked.wait()

    turns = Turns(Limits(per_second=5), FakeClock(NOW), sleep)
    assert turns.room == 5
    waiting = [asyncio.create_task(turns.wait(CHANNELS[0])) for _ in range(4)]
    await asyncio.sleep(0)
    assert turns.room == 2
    blocked.set()
    await asyncio.gather(*waiting)
    assert turns.room == 5
    assert Turns(Limits(in_flight=7), FakeClock(NOW)).room == 7
