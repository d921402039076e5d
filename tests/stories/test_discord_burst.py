"""Many alerts for many channels at once: every one arrives, none twice, and Discord is never asked too often.

BURST (alerts and channels) and KILLS set the size; `BURST=1000,200 KILLS=25` is the whole of it and takes minutes.
"""

import asyncio
import os
import random
from bisect import bisect_left
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from bot.model import Place, Post
from tests.doubles.discord.steering import DiscordSteering
from tests.doubles.wire.calls import Json
from tests.doubles.wire.launching import launched
from tests.stories import bursts
from tests.stories.bursts import configure
from tests.waiting import PATIENCE

ALERTS, CHANNELS = map(int, os.environ.get("BURST", "40,10").split(","))
KILLS = int(os.environ.get("KILLS", "1"))
SENDING = {"method": "POST", "path": "/channels/*/messages"}
GLOBAL_LIMIT = 50


@pytest.fixture(scope="module")
def addresses() -> Iterator[Json]:
    with launched("tests.doubles.discord", "--channels", str(CHANNELS)) as told:
        yield told


@pytest.fixture
async def double(addresses: Json) -> AsyncIterator[DiscordSteering]:
    async with DiscordSteering(addresses) as steering:
        await steering.reset()
        yield steering


async def queue(folder: Path, double: DiscordSteering) -> list[Post]:
    """Put the alerts into the outbox of a desk that posts to the double."""
    addresses, guild = double.addresses, (await double.state())["guilds"][0]
    url = configure(folder, f'[discord]\napi_base = "{addresses["api"]}"\ngateway_url = "{addresses["gateway"]}"\n')
    places = [Place(platform="discord", server=guild["id"], channel=each["id"]) for each in guild["channels"]]
    return await bursts.queue(url, places, ALERTS)


def running(folder: Path, addresses: Json) -> AbstractAsyncContextManager[None]:
    """Run `tallywire run` against the double, and kill it at the end."""
    return bursts.running(folder, {"TALLYWIRE_DISCORD_TOKEN": addresses["token"]})


async def keys(double: DiscordSteering) -> Counter[str]:
    """Return how often each key stands in a channel."""
    return Counter([each["nonce"] for channel in await double.channels() for each in await double.messages(channel)])


def busiest(requests: list[Json]) -> int:
    """Return the most requests within any one second."""
    times = sorted(each["at"] for each in requests)
    return max(bisect_left(times, at + 1.0) - index for index, at in enumerate(times))


async def report(double: DiscordSteering, how: str) -> None:
    """Print what was measured, for `pytest -s`."""
    sent, asked = await double.traffic(**SENDING), await double.traffic()
    state, found = await double.state(), await keys(double)
    lasted = max(each["at"] for each in sent) - min(each["at"] for each in sent)
    print(  # noqa: T201 - the figures of a run
        f"\n{ALERTS} alerts, {CHANNELS} channels, {how}: {len(found)} delivered, {ALERTS - len(found)} lost,"
        f" {sum(count - 1 for count in found.values())} doubled, {state['answered_429']} answered with 429;"
        f" {lasted:.1f} s from the first to the last, {len(sent)} messages sent ({busiest(sent)} at most in a second),"
        f" {len(asked)} requests in all ({busiest(asked)} at most in a second)"
    )


class Arrivals:
    """How many messages the double has taken, asked for bit by bit."""

    def __init__(self, double: DiscordSteering) -> None:
        self._double = double
        self._last = 0
        self.keys: set[str] = set()

    async def reach(self, goal: float) -> None:
        """Wait until so many different alerts have arrived."""
        async with asyncio.timeout(PATIENCE + ALERTS / 5):
            while len(self.keys) < goal:
                await asyncio.sleep(0.005)
                news = await self._double.traffic(**SENDING, after=self._last)
                self.keys |= {each["body"]["nonce"] for each in news if each["status"] == 200}
                unfinished = [each["number"] for each in news if not each["status"]]
                self._last = min(unfinished, default=max((each["number"] for each in news), default=self._last) + 1) - 1


async def test_a_burst_arrives_whole_and_meets_no_limit(
    tmp_path: Path, double: DiscordSteering, addresses: Json
) -> None:
    posts = await queue(tmp_path, double)
    async with running(tmp_path, addresses):
        await Arrivals(double).reach(ALERTS)
    assert await keys(double) == {each.key: 1 for each in posts}
    sent = await double.traffic(**SENDING)
    assert len(sent) == ALERTS
    assert (await double.state())["answered_429"] == 0
    assert busiest(sent) <= GLOBAL_LIMIT
    await report(double, "without a stop")


async def test_killed_at_random_moments_a_burst_arrives_whole_and_once(
    tmp_path: Path, double: DiscordSteering, addresses: Json
) -> None:
    posts = await queue(tmp_path, double)
    chance = random.Random(7)  # noqa: S311 - moments, not secrets
    arrivals = Arrivals(double)
    for number in range(KILLS):
        async with running(tmp_path, addresses):
            await arrivals.reach((number + chance.random()) * ALERTS / (KILLS + 1))
            await asyncio.sleep(chance.random() * 0.05)
    async with running(tmp_path, addresses):
        await arrivals.reach(ALERTS)
    assert await keys(double) == {each.key: 1 for each in posts}
    assert (await double.state())["answered_429"] == 0
    await report(double, f"killed {KILLS} times")
