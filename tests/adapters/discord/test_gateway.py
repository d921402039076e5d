"""The gateway: up again after every fault that passes, and one sentence after those that do not."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

import discord
import pytest

from adapters.discord import Connected, Disconnected, DiscordLost, Gateway, Told, aim
from adapters.discord.gateway import CLOSINGS
from tests.doubles.discord.steering import DiscordSteering
from tests.doubles.wire.calls import Json


class Listener:
    """A gateway under watch, which waits for nothing between its tries."""

    def __init__(self, addresses: Json, token: str = "", up_within: float = 30.0) -> None:
        self.told: list[Told] = []
        self.heard: list[discord.Interaction] = []
        self.waits: list[float] = []
        self.gateway = Gateway(
            token=token or addresses["token"],
            url=addresses["gateway"],
            take=self._take,
            tell=self.told.append,
            chance=lambda: 1.0,
            sleep=self._sleep,
            up_within=up_within,
        )

    async def _take(self, interaction: discord.Interaction) -> None:
        self.heard.append(interaction)
        await interaction.response.send_message("heard", ephemeral=True)

    async def _sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        await asyncio.sleep(0.01)


@asynccontextmanager
async def listening(addresses: Json, up_within: float = 30.0) -> AsyncIterator[Listener]:
    """Run a gateway for as long as the block lasts."""
    aim(addresses["api"], None)
    listener = Listener(addresses, up_within=up_within)
    task = asyncio.create_task(listener.gateway.run())
    try:
        yield listener
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def until(seen: Callable[[], bool]) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(20):
        while not seen():  # noqa: ASYNC110 - discord.py tells nobody
            await asyncio.sleep(0.01)


async def is_up(double: DiscordSteering) -> None:
    await double.until(double.state, lambda state: any(each["connected"] for each in state["sessions"]))


@pytest.mark.parametrize("code", [4004, 4010, 4011, 4012, 4013, 4014])
async def test_a_closing_that_only_a_person_can_mend_ends_with_its_sentence(
    double: DiscordSteering, addresses: Json, code: int
) -> None:
    aim(addresses["api"], None)
    listener = Listener(addresses)
    task = asyncio.create_task(listener.gateway.run())
    await until(lambda: Connected() in listener.told)
    await double.gateway("close", code=code)
    with pytest.raises(DiscordLost) as lost:
        await asyncio.wait_for(task, 20)
    assert str(lost.value) == CLOSINGS[code]


async def test_a_refused_token_ends_with_its_sentence(double: DiscordSteering, addresses: Json) -> None:
    del double
    aim(addresses["api"], None)
    with pytest.raises(DiscordLost, match="TALLYWIRE_DISCORD_TOKEN"):
        await asyncio.wait_for(Listener(addresses, "wrong").gateway.run(), 20)


async def test_a_discord_that_cannot_be_reached_at_first_is_tried_again(
    double: DiscordSteering, addresses: Json
) -> None:
    await double.lay({"match": {"path": "/users/@me"}, "do": "status 503", "times": 3})
    async with listening(addresses) as listener:
        await until(lambda: Connected() in listener.told)
    assert [isinstance(each, Disconnected) for each in listener.told[:4]] == [True, True, True, False]
    assert listener.waits == [1.0, 2.0, 4.0]


@pytest.mark.parametrize("code", [1006, 4000, 4008])
async def test_after_a_closing_that_passes_commands_are_heard_again(
    double: DiscordSteering, addresses: Json, code: int
) -> None:
    async with listening(addresses) as listener:
        await until(lambda: Connected() in listener.told)
        if code == 1006:
            await double.gateway("reset")
        else:
            await double.gateway("close", code=code)
        await is_up(double)
        assert not [each for each in listener.told if not isinstance(each, Connected | Disconnected)]


async def test_a_first_connection_that_is_refused_is_begun_anew(double: DiscordSteering, addresses: Json) -> None:
    await double.lay({"match": {"method": "CONNECT"}, "do": "status 503", "times": 1})
    async with listening(addresses, up_within=2.0) as listener:
        await until(lambda: Connected() in listener.told)
    assert isinstance(listener.told[0], Disconnected)


async def test_the_intents_that_are_asked_for_are_granted_to_every_application(
    double: DiscordSteering, addresses: Json
) -> None:
    async with listening(addresses) as listener:
        await until(lambda: Connected() in listener.told)
        assert (await double.state())["identified"] == 1


async def test_as_many_shards_are_opened_as_discord_asks_for(double: DiscordSteering, addresses: Json) -> None:
    await double.settings(shards=2, identify_every=0.0)
    async with listening(addresses):
        state = await double.until(
            double.state, lambda state: [each["connected"] for each in state["sessions"]] == [True, True]
        )
    assert [(each["shard"], each["shards"]) for each in state["sessions"]] == [(0, 2), (1, 2)]
