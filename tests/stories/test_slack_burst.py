"""Many alerts for many channels: each arrives, none twice, also where Slack answers badly or we are killed.

BURST (alerts and channels) and KILLS set the size; `BURST=600,200 KILLS=25` is the whole of it and takes minutes.
"""

import asyncio
import os
import random
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from bot.model import Place, Post
from bot.views.messages import MAY_REPEAT
from tests.doubles.slack.steering import SlackSteering
from tests.doubles.wire.calls import Json
from tests.doubles.wire.launching import launched
from tests.stories import bursts
from tests.stories.bursts import configure
from tests.waiting import PATIENCE

ALERTS, CHANNELS = map(int, os.environ.get("BURST", "12,6").split(","))
KILLS = int(os.environ.get("KILLS", "1"))
TO_ONE = 10 if "BURST" in os.environ else 3
"""Alerts to a single channel, which takes one a second."""
SENDING = {"path": "/chat.postMessage"}
LOSSES = ("reset before reply", "status 500", "garbage before reply", "reset", "status 503 before reply", "html 502")
BLIND = ["chat:write", "commands"]
"""The rights of an app that may not look back."""


@pytest.fixture(scope="module")
def addresses() -> Iterator[Json]:
    with launched("tests.doubles.slack", "--channels", str(CHANNELS)) as told:
        yield told


@pytest.fixture
async def double(addresses: Json) -> AsyncIterator[SlackSteering]:
    """Steer the double, with the limits that Slack documents."""
    async with SlackSteering(addresses) as steering:
        await steering.reset()
        yield steering


async def queue(folder: Path, double: SlackSteering, alerts: int, channels: int) -> list[Post]:
    """Put alerts into the outbox of a desk that posts to the double, for so many of its channels."""
    workspace = (await double.state())["workspaces"][0]
    url = configure(folder, f'[slack]\napi_base = "{double.addresses["api"]}"\n')
    ids = [each["id"] for each in workspace["channels"]][:channels]
    return await bursts.queue(
        url, [Place(platform="slack", server=workspace["id"], channel=each) for each in ids], alerts
    )


def running(folder: Path, addresses: Json) -> AbstractAsyncContextManager[None]:
    """Run `tallywire run` against the double, and kill it at the end."""
    return bursts.running(folder, {"TALLYWIRE_SLACK_BOT_TOKEN": addresses["bot_token"]})


def key_of(message: Json) -> str:
    """Return the key that a message, or the request for one, carries."""
    return str(message["metadata"]["event_payload"]["key"])


async def keys(double: SlackSteering) -> Counter[str]:
    """Return how often each key stands in a channel."""
    return Counter([key_of(each) for channel in await double.channels() for each in await double.posts(channel)])


class Arrivals:
    """Which alerts the double has taken, asked for bit by bit."""

    def __init__(self, double: SlackSteering) -> None:
        self._double = double
        self._last = 0
        self.keys: set[str] = set()

    async def reach(self, goal: float) -> None:
        """Wait until so many different alerts have arrived, also such as were taken without an answer."""
        async with asyncio.timeout(PATIENCE + ALERTS):
            while len(self.keys) < goal:
                await asyncio.sleep(0.005)
                news = await self._double.traffic(**SENDING, after=self._last)
                self.keys |= {key_of(each["body"]) for each in news if _was_taken(each)}
                unfinished = [each["number"] for each in news if not each["status"] and not each["fault"]]
                self._last = min(unfinished, default=max((each["number"] for each in news), default=self._last) + 1) - 1


def _was_taken(exchange: Json) -> bool:
    answer = exchange["answer"]
    return "before reply" in exchange["fault"] or (isinstance(answer, dict) and answer.get("ok") is True)


async def report(double: SlackSteering, how: str) -> None:
    """Print what was measured, for `pytest -s`."""
    sent, found, state = await double.traffic(**SENDING), await keys(double), await double.state()
    looked = await double.traffic(path="/conversations.history")
    lasted = max(each["at"] for each in sent) - min(each["at"] for each in sent)
    print(  # noqa: T201 - the figures of a run
        f"\n{how}: {len(found)} delivered, {sum(count - 1 for count in found.values())} doubled, {len(sent)} messages"
        f" sent, {len(looked)} looks back, {state['answered_429']} answered with 429; {lasted:.1f} s from first to last"
    )


async def test_alerts_to_one_channel_arrive_in_order_one_a_second(
    tmp_path: Path, double: SlackSteering, addresses: Json
) -> None:
    posts = await queue(tmp_path, double, TO_ONE, 1)
    async with running(tmp_path, addresses):
        await Arrivals(double).reach(TO_ONE)
    (channel, *_) = await double.channels()
    assert [key_of(each) for each in await double.posts(channel)] == [each.key for each in posts]
    assert len(await double.traffic(**SENDING)) < 2 * TO_ONE, "they are paced, and not let run into the limit"
    await report(double, f"{TO_ONE} alerts to one channel")


async def test_a_burst_arrives_whole_and_once_also_where_replies_are_lost(
    tmp_path: Path, double: SlackSteering, addresses: Json
) -> None:
    posts = await queue(tmp_path, double, ALERTS, CHANNELS)
    losses = [
        {"match": {**SENDING, "nth": 2 + 3 * number}, "do": LOSSES[number % len(LOSSES)]}
        for number in range(max(ALERTS // 20, 3))
    ]
    await double.lay(*losses)
    async with running(tmp_path, addresses):
        await Arrivals(double).reach(ALERTS)
    assert await keys(double) == {each.key: 1 for each in posts}
    await report(double, f"{ALERTS} alerts, {CHANNELS} channels, {len(losses)} answers lost")


async def test_without_the_right_to_look_back_what_was_lost_goes_out_once_more_and_says_so(
    tmp_path: Path, double: SlackSteering, addresses: Json
) -> None:
    posts = await queue(tmp_path, double, 3, 3)
    channels = sorted({each.channel for each in posts})

    async def messages() -> list[Json]:
        return [each for channel in channels for each in await double.posts(channel)]

    await double.installation("scopes", scopes=BLIND)
    await double.lay({"match": {**SENDING, "nth": 2}, "do": "reset before reply"})
    async with running(tmp_path, addresses):
        found: list[Json] = []
        async with asyncio.timeout(PATIENCE + ALERTS):
            while len(found) <= len(posts):
                found = await messages()
                await asyncio.sleep(0.05)
    (doubled,) = [each for each in found if MAY_REPEAT in str(each["blocks"])]
    assert sorted(key_of(each) for each in found) == sorted([*(each.key for each in posts), key_of(doubled)])


async def test_killed_at_random_moments_a_burst_arrives_whole_and_once(
    tmp_path: Path, double: SlackSteering, addresses: Json
) -> None:
    posts = await queue(tmp_path, double, ALERTS, CHANNELS)
    chance = random.Random(7)  # noqa: S311 - moments, not secrets
    arrivals = Arrivals(double)
    for number in range(KILLS):
        async with running(tmp_path, addresses):
            await arrivals.reach((number + chance.random()) * ALERTS / (KILLS + 1))
            await asyncio.sleep(chance.random() * 0.05)
    async with running(tmp_path, addresses):
        await arrivals.reach(ALERTS)
    assert await keys(double) == {each.key: 1 for each in posts}
    await report(double, f"{ALERTS} alerts, {CHANNELS} channels, killed {KILLS} times")
