"""The gateway: up again after every fault that passes, and one sentence after those that do not."""

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager, suppress
from dataclasses import replace

import discord
import pytest

from adapters.discord import Connected, Disconnected, DiscordLost, Gateway, Patience, Rest, Told, Unread, aim
from adapters.discord.gateway import CLOSINGS
from tests.doubles.discord.steering import DiscordSteering
from tests.doubles.wire.calls import Json
from tests.waiting import PATIENCE, until

BRISK = Patience(up_within=30.0, between_starts=0.02)


class Listener:
    """A gateway under watch, which waits for nothing between its tries."""

    def __init__(self, addresses: Json, token: str = "", patience: Patience = BRISK) -> None:
        self.told: list[Told] = []
        self.heard: list[discord.Interaction] = []
        self.waits: list[float] = []
        self.opened: set[str] = set()
        self.gateway = Gateway(
            token=token or addresses["token"],
            url=addresses["gateway"],
            take=self._take,
            opened=self._opened,
            tell=self.told.append,
            chance=lambda: 1.0,
            sleep=self._sleep,
            patience=patience,
        )

    async def _take(self, interaction: discord.Interaction) -> None:
        self.heard.append(interaction)
        await interaction.response.send_message("heard", ephemeral=True)

    async def _opened(self, servers: Collection[str]) -> None:
        self.opened.update(servers)

    async def _sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        await asyncio.sleep(0.01)


@asynccontextmanager
async def listening(addresses: Json, patience: Patience = BRISK) -> AsyncIterator[Listener]:
    """Run a gateway for as long as the block lasts."""
    aim(addresses["api"])
    listener = Listener(addresses, patience=patience)
    task = asyncio.create_task(listener.gateway.run())
    try:
        yield listener
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def a_command(double: DiscordSteering) -> str:
    """Register a command by hand, and return a channel to run it in."""
    aim(double.addresses["api"])
    rest = Rest(double.addresses["token"])
    client = await rest.client()
    await client.http.bulk_upsert_global_commands(client.application_id or 0, [{"name": "tally", "description": "."}])
    await rest.close()
    return (await double.channels())[0]


async def heard_again(double: DiscordSteering, channel: str) -> Json:
    """Ask until somebody answers, and return the answer: what is asked while nobody has a session is lost."""
    return await double.until(
        lambda: double.run("ben", channel, "/tally", patience=0.2), lambda told: told["answered"] is not None
    )


@pytest.mark.parametrize("code", [4004, 4010, 4011, 4012, 4013, 4014])
async def test_a_closing_that_only_a_person_can_mend_ends_with_its_sentence(
    double: DiscordSteering, addresses: Json, code: int
) -> None:
    aim(addresses["api"])
    listener = Listener(addresses)
    task = asyncio.create_task(listener.gateway.run())
    await until(lambda: Connected() in listener.told)
    await double.gateway("close", code=code)
    with pytest.raises(DiscordLost) as lost:
        await asyncio.wait_for(task, PATIENCE)
    assert str(lost.value) == CLOSINGS[code]


@pytest.mark.parametrize("code", [4004, 4014])
async def test_a_greeting_that_is_refused_for_good_ends_with_its_sentence(
    double: DiscordSteering, addresses: Json, code: int
) -> None:
    aim(addresses["api"])
    await double.lay({"match": {"method": "IDENTIFY"}, "do": f"close {code}"})
    with pytest.raises(DiscordLost) as lost:
        await asyncio.wait_for(Listener(addresses).gateway.run(), PATIENCE)
    assert str(lost.value) == CLOSINGS[code]


async def test_a_refused_token_ends_with_its_sentence(double: DiscordSteering, addresses: Json) -> None:
    del double
    aim(addresses["api"])
    with pytest.raises(DiscordLost, match="TALLYWIRE_DISCORD_TOKEN"):
        await asyncio.wait_for(Listener(addresses, "wrong").gateway.run(), PATIENCE)


async def test_a_discord_that_cannot_be_reached_at_first_is_tried_again(
    double: DiscordSteering, addresses: Json
) -> None:
    await double.lay({"match": {"path": "/users/@me"}, "do": "status 503", "times": 3})
    async with listening(addresses) as listener:
        await until(lambda: Connected() in listener.told)
    assert [isinstance(each, Disconnected) for each in listener.told[:4]] == [True, True, True, False]
    assert listener.waits == [1.0, 2.0, 4.0]


@pytest.mark.parametrize(
    "deed",
    [
        {"do": "reset"},
        {"do": "reconnect"},
        {"do": "invalidate", "resumable": True},
        {"do": "invalidate", "resumable": False},
        *({"do": "close", "code": code} for code in (1000, 1001, 4000, 4001, 4002, 4003, 4005, 4007, 4008, 4009)),
    ],
    ids=lambda deed: "-".join(map(str, deed.values())),
)
async def test_after_a_fault_that_passes_commands_are_heard_again(
    double: DiscordSteering, addresses: Json, deed: Json
) -> None:
    channel = await a_command(double)
    async with listening(addresses) as listener:
        await until(lambda: Connected() in listener.told)
        await double.gateway(**deed)
        assert (await heard_again(double, channel))["message"]["content"] == "heard"
        assert not [each for each in listener.told if not isinstance(each, Connected | Disconnected)]


async def test_what_was_asked_while_the_connection_was_away_is_heard_when_it_resumes(
    double: DiscordSteering, addresses: Json
) -> None:
    channel = await a_command(double)
    async with listening(addresses) as listener:
        await until(lambda: Connected() in listener.told)
        await double.lay({"match": {"method": "CONNECT"}, "do": "delay 0.5", "times": 1})
        await double.gateway("reset")
        answered = await double.run("ben", channel, "/tally")
        assert answered["message"]["content"] == "heard"
        assert [each["method"] for each in await double.traffic(path="/gateway") if each["method"] == "RESUME"] == [
            "RESUME"
        ]
        assert (await double.state())["identified"] == 1


async def test_a_gateway_that_falls_silent_is_left_and_what_was_asked_meanwhile_is_heard(
    double: DiscordSteering, addresses: Json
) -> None:
    channel = await a_command(double)
    await double.settings(heartbeat=0.3, hears_within=PATIENCE)
    async with listening(addresses, replace(BRISK, silent_for=0.9)) as listener:
        await until(lambda: Connected() in listener.told)
        await double.gateway("silence")
        assert (await double.run("ben", channel, "/tally"))["message"]["content"] == "heard"
        assert (await double.state())["identified"] == 1


async def test_a_way_back_that_is_refused_at_first_is_tried_again(double: DiscordSteering, addresses: Json) -> None:
    channel = await a_command(double)
    async with listening(addresses) as listener:
        await until(lambda: Connected() in listener.told)
        await double.lay({"match": {"method": "CONNECT"}, "do": "status 503", "times": 1})
        await double.gateway("reset")
        assert (await heard_again(double, channel))["message"]["content"] == "heard"
    assert [each["happened"] for each in await double.faults()] == [1]


@pytest.mark.parametrize("bare", [False, True], ids=["whole", "bare"])
async def test_a_gateway_that_tells_no_more_than_it_must_is_enough(
    double: DiscordSteering, addresses: Json, bare: bool
) -> None:
    await double.settings(bare=bare)
    channel = await a_command(double)
    async with listening(addresses) as listener:
        await until(lambda: Connected() in listener.told)
        assert (await double.run("ben", channel, "/tally"))["message"]["content"] == "heard"


async def test_a_server_whose_permissions_change_or_that_asks_us_is_told_of(
    double: DiscordSteering, addresses: Json
) -> None:
    (guild,) = (await double.state())["guilds"]
    async with listening(addresses) as listener:
        await until(lambda: guild["id"] in listener.opened)
        listener.opened.clear()
        channel = await a_command(double)
        await double.permit(channel, deny=("SEND_MESSAGES",))
        await until(lambda: guild["id"] in listener.opened)
        listener.opened.clear()
        await double.run("ben", channel, "/tally")
        await until(lambda: bool(listener.opened))
        assert listener.opened == {guild["id"]}


async def test_an_event_that_makes_no_sense_ends_no_connection(double: DiscordSteering, addresses: Json) -> None:
    channel = await a_command(double)
    async with listening(addresses) as listener:
        await until(lambda: Connected() in listener.told)
        for event, told in (("GUILD_CREATE", {"id": "?"}), ("NEVER_HEARD_OF", {}), ("INTERACTION_CREATE", {"id": "1"})):
            await double.gateway("tell", event=event, data=told)
        assert (await double.run("ben", channel, "/tally"))["message"]["content"] == "heard"
        assert [each.event for each in listener.told if isinstance(each, Unread)] == [
            "GUILD_CREATE",
            "INTERACTION_CREATE",
        ]


@pytest.mark.parametrize("deed", [{"do": "invalidate", "resumable": False}, {"do": "silence"}], ids=["anew", "silent"])
async def test_it_ends_also_while_it_connects_anew_or_the_other_side_has_fallen_silent(
    double: DiscordSteering, addresses: Json, deed: Json
) -> None:
    async with asyncio.timeout(PATIENCE):
        async with listening(addresses, replace(BRISK, between_starts=2 * PATIENCE)) as listener:
            await until(lambda: Connected() in listener.told)
            await double.gateway(**deed)
            if deed["do"] == "invalidate":
                await double.until(double.state, nobody_is_connected)
    assert nobody_is_connected(await double.until(double.state, nobody_is_connected))


def nobody_is_connected(state: Json) -> bool:
    """Return whether no session has a connection."""
    return not any(each["connected"] for each in state["sessions"])


async def test_where_discord_knows_no_gateway_the_settings_do(double: DiscordSteering, addresses: Json) -> None:
    channel = await a_command(double)
    await double.lay({"match": {"path": "/gateway/bot"}, "do": "status 404"})
    async with listening(addresses) as listener:
        await until(lambda: Connected() in listener.told)
        assert (await double.run("ben", channel, "/tally"))["message"]["content"] == "heard"
    assert {each["status"] for each in await double.traffic(path="/gateway/bot")} == {404}


async def test_no_connection_is_begun_when_discord_allows_no_more_for_now(
    double: DiscordSteering, addresses: Json
) -> None:
    spent = {"total": 1000, "remaining": 0, "reset_after": 14_400_000, "max_concurrency": 1}
    answer = {"url": addresses["gateway"], "shards": 1, "session_start_limit": spent}
    await double.lay({"match": {"path": "/gateway/bot"}, "do": "status 200", "answer": answer, "times": 1})
    async with listening(addresses) as listener:
        await until(lambda: Connected() in listener.told)
    assert listener.waits == [14_400.0]


async def test_a_first_connection_that_is_refused_is_begun_anew(double: DiscordSteering, addresses: Json) -> None:
    await double.lay({"match": {"method": "CONNECT"}, "do": "status 503", "times": 1})
    async with listening(addresses, replace(BRISK, up_within=1.0)) as listener:
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
