"""The gateway over a real socket: HELLO to close, every close code, replay after a resume."""

import json
import zlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest

from tests.doubles.discord.steering import DiscordSteering
from tests.doubles.wire.calls import Json
from tests.waiting import PATIENCE

IDENTIFY, RESUME = 2, 6
GUILDS, MEMBERS, MESSAGES, CONTENT = 1, 1 << 1, 1 << 9, 1 << 15


@pytest.fixture
async def double(double: DiscordSteering) -> DiscordSteering:
    """Grant the bot the content of messages, to tell them apart by it."""
    await double.settings(privileged=CONTENT)
    return double


class Shard:
    """A client's side of a connection."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, token: str) -> None:
        self.socket = socket
        self._token = token
        self._inflator = zlib.decompressobj()

    async def say(self, op: int, data: Any = None) -> None:
        """Send a payload."""
        await self.socket.send_json({"op": op, "d": data})

    async def hear(self) -> Json:
        """Return the next payload; a close is `{"close": code}`."""
        message = await self.socket.receive(timeout=PATIENCE)
        if message.type is aiohttp.WSMsgType.CLOSE:
            return {"close": message.data, "reason": message.extra}
        if message.type is aiohttp.WSMsgType.TEXT:
            payload: Json = json.loads(message.data)
            return payload
        if message.type is not aiohttp.WSMsgType.BINARY:
            return {"close": None}
        assert message.data.endswith(b"\x00\x00\xff\xff")
        inflated: Json = json.loads(self._inflator.decompress(message.data))
        return inflated

    async def until(self, wanted: Callable[[Json], bool]) -> Json:
        """Return the first payload that is wanted."""
        while not wanted(told := await self.hear()):
            assert "close" not in told, told
        return told

    async def identify(self, **changed: Any) -> None:
        """Send IDENTIFY."""
        await self.say(
            IDENTIFY, {"token": self._token, "intents": GUILDS | MESSAGES | CONTENT, "properties": {}, **changed}
        )

    async def resume(self, session: str, sequence: int, **changed: Any) -> None:
        """Send RESUME."""
        await self.say(RESUME, {"token": self._token, "session_id": session, "seq": sequence, **changed})


@asynccontextmanager
async def connected(double: DiscordSteering, query: str = "?v=10&encoding=json") -> AsyncIterator[Shard]:
    """Connect and hear HELLO."""
    url = double.addresses["gateway"] + query
    async with aiohttp.ClientSession() as session, session.ws_connect(url, autoclose=False) as socket:
        shard = Shard(socket, double.addresses["token"])
        yield shard


async def greeted(shard: Shard) -> Json:
    """Identify and return READY's data, all servers told."""
    assert (await shard.hear())["op"] == 10
    await shard.identify()
    ready = await shard.until(event("READY"))
    for _ in ready["d"]["guilds"]:
        await shard.until(event("GUILD_CREATE"))
    data: Json = ready["d"]
    return data


async def nobody_connected(double: DiscordSteering) -> None:
    """Wait until the double has seen that all connections are gone."""
    await double.until(double.state, lambda state: not any(each["connected"] for each in state["sessions"]))


def event(name: str) -> Callable[[Json], bool]:
    return lambda told: told.get("t") == name


async def test_a_shard_is_greeted_with_its_servers(double: DiscordSteering) -> None:
    async with connected(double, "?v=10&encoding=json&compress=zlib-stream") as shard:
        hello = await shard.hear()
        assert hello["d"]["heartbeat_interval"] == 41250
        await shard.identify(shard=[1, 2])
        ready = await shard.until(event("READY"))
        assert ready["d"]["resume_gateway_url"] == double.addresses["gateway"]
        assert ready["d"]["shard"] == [1, 2]
        (guild,) = ready["d"]["guilds"]
        assert (int(guild["id"]) >> 22) % 2 == 1
        told = await shard.until(event("GUILD_CREATE"))
        assert [each["name"] for each in told["d"]["channels"]] == ["newsroom", "foreign-desk"]
        await shard.say(1, told["s"])
        assert (await shard.hear())["op"] == 11


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"token": "wrong"}, 4004),
        ({"shard": [2, 2]}, 4010),
        ({"intents": 1 << 40}, 4013),
        ({"intents": "all"}, 4013),
        ({"intents": MEMBERS}, 4014),
    ],
)
async def test_a_wrong_identify_is_closed_with_its_code(double: DiscordSteering, changed: Json, code: int) -> None:
    async with connected(double) as shard:
        await shard.hear()
        await shard.identify(**changed)
        assert (await shard.hear())["close"] == code


async def test_a_granted_intent_and_enough_shards_are_taken(double: DiscordSteering) -> None:
    await double.settings(privileged=MEMBERS, least_shards=2)
    async with connected(double) as shard:
        await shard.hear()
        await shard.identify(intents=MEMBERS, shard=[0, 2])
        assert (await shard.hear())["t"] == "READY"
    async with connected(double) as shard:
        await shard.hear()
        await shard.identify()
        assert (await shard.hear())["close"] == 4011


@pytest.mark.parametrize(
    ("sent", "code"),
    [("no JSON", 4002), ('{"d": 1}', 4002), ('{"op": 3, "d": {}}', 4003), ('{"op": 99}', 4003)],
)
async def test_what_is_no_greeting_is_closed(double: DiscordSteering, sent: str, code: int) -> None:
    async with connected(double) as shard:
        await shard.hear()
        await shard.socket.send_str(sent)
        assert (await shard.hear())["close"] == code


async def test_what_is_wrong_after_the_greeting_is_closed(double: DiscordSteering) -> None:
    for op, code in ((99, 4001), (IDENTIFY, 4005)):
        async with connected(double) as shard:
            await greeted(shard)
            await (shard.identify() if op == IDENTIFY else shard.say(op))
            assert (await shard.hear())["close"] == code


async def test_an_old_version_is_closed(double: DiscordSteering) -> None:
    async with connected(double, "?v=6") as shard:
        assert (await shard.until(lambda told: "close" in told))["close"] == 4012


async def test_too_many_payloads_are_closed(double: DiscordSteering) -> None:
    async with connected(double) as shard:
        await greeted(shard)
        for _ in range(121):
            await shard.say(1)
        assert (await shard.until(lambda told: "close" in told or told["op"] != 11))["close"] == 4008


async def test_a_resumed_session_gets_what_it_missed_in_order(double: DiscordSteering) -> None:
    channel = (await double.channels())[0]
    async with connected(double) as shard:
        ready = await greeted(shard)
        await double.say("alice", channel, "before")
        seen = await shard.until(event("MESSAGE_CREATE"))
        await double.gateway("close", code=4000)
        assert (await shard.hear())["close"] == 4000
    for content in ("one", "two"):
        await double.say("alice", channel, content)
    async with connected(double) as shard:
        await shard.hear()
        await shard.resume(ready["session_id"], seen["s"])
        told = [await shard.hear() for _ in range(3)]
    assert [each["t"] for each in told] == ["MESSAGE_CREATE", "MESSAGE_CREATE", "RESUMED"]
    assert [each["d"]["content"] for each in told[:2]] == ["one", "two"]
    assert [each["s"] for each in told] == [seen["s"] + 1, seen["s"] + 2, seen["s"] + 3]


@pytest.mark.parametrize("way", ["unknown", "forgotten", "too late", "closed by the bot"])
async def test_a_session_that_is_gone_is_not_resumed(double: DiscordSteering, way: str) -> None:
    async with connected(double) as shard:
        ready = await greeted(shard)
        session = "nobody" if way == "unknown" else ready["session_id"]
        if way == "forgotten":
            await double.gateway("forget")
        if way == "closed by the bot":
            await shard.socket.close(code=1000)
        else:
            await double.gateway("reset")
    await nobody_connected(double)
    if way == "too late":
        await double.turn_clock(181)
    async with connected(double) as shard:
        await shard.hear()
        await shard.resume(session, 1)
        assert await shard.hear() == {"op": 9, "d": False}


async def test_a_sequence_from_the_future_is_closed(double: DiscordSteering) -> None:
    async with connected(double) as shard:
        ready = await greeted(shard)
        await double.gateway("reconnect")
        assert (await shard.hear())["op"] == 7
        await shard.socket.close(code=4000)
    async with connected(double) as shard:
        await shard.hear()
        await shard.resume(ready["session_id"], 10_000)
        assert (await shard.hear())["close"] == 4007


@pytest.mark.parametrize("resumable", [True, False])
async def test_a_session_is_invalidated(double: DiscordSteering, resumable: bool) -> None:
    async with connected(double) as shard:
        await greeted(shard)
        await double.gateway("invalidate", resumable=resumable)
        assert await shard.hear() == {"op": 9, "d": resumable}


async def test_a_silent_gateway_says_nothing_but_keeps_all_for_later(double: DiscordSteering) -> None:
    channel = (await double.channels())[0]
    async with connected(double) as shard:
        ready = await greeted(shard)
        await double.gateway("silence")
        await shard.say(1)
        await double.say("alice", channel, "unheard")
        await double.gateway("speak")
        await shard.say(1)
        assert (await shard.hear())["op"] == 11
        await shard.socket.close(code=4000)
    async with connected(double) as shard:
        await shard.hear()
        await shard.resume(ready["session_id"], 2)
        told = await shard.until(event("MESSAGE_CREATE"))
        assert told["d"]["content"] == "unheard"


async def test_who_identifies_too_soon_again_must_wait(double: DiscordSteering) -> None:
    await double.settings(identify_every=5.0)
    async with connected(double) as first, connected(double) as second:
        await greeted(first)
        await second.hear()
        await second.identify()
        assert await second.hear() == {"op": 9, "d": False}
        await double.turn_clock(6)
        await second.identify()
        assert (await second.hear())["t"] == "READY"


async def test_who_stops_the_heartbeat_is_closed(double: DiscordSteering) -> None:
    await double.settings(heartbeat=0.05)
    async with connected(double) as shard:
        assert (await shard.hear())["op"] == 10
        assert (await shard.hear())["close"] == 4009


async def test_faults_befall_connections_and_payloads(double: DiscordSteering) -> None:
    await double.lay(
        {"match": {"method": "CONNECT"}, "do": "reset", "times": 2},  # aiohttp tries a GET that was cut once more
        {"match": {"method": "CONNECT", "nth": 1}, "do": "status 503"},
        {"match": {"method": "IDENTIFY", "nth": 1}, "do": "close 4000"},
    )
    with pytest.raises(aiohttp.ServerDisconnectedError):
        async with connected(double):
            pass
    with pytest.raises(aiohttp.WSServerHandshakeError, match="503"):
        async with connected(double):
            pass
    async with connected(double) as shard:
        await shard.hear()
        await shard.identify()
        assert (await shard.hear())["close"] == 4000
    assert [each["happened"] for each in await double.faults()] == [2, 1, 1]


async def test_events_go_to_the_shard_of_their_server_and_to_whom_they_are_wanted_by(double: DiscordSteering) -> None:
    state = await double.state()
    first, second = (guild["channels"][0]["id"] for guild in state["guilds"])
    async with connected(double) as shard, connected(double) as deaf:
        await shard.hear()
        await shard.identify(shard=[0, 2])
        await shard.until(event("GUILD_CREATE"))
        await deaf.hear()
        await deaf.identify(shard=[1, 2], intents=GUILDS)
        await deaf.until(event("GUILD_CREATE"))
        await double.say("alice", second, "elsewhere")
        await double.say("alice", first, "here")
        assert (await shard.hear())["d"]["content"] == "here"
        await deaf.say(1)
        assert (await deaf.hear())["op"] == 11


async def test_what_others_write_is_blank_without_the_intent_unless_it_mentions_the_bot(
    double: DiscordSteering,
) -> None:
    channel, bot = (await double.channels())[0], (await double.state())["bot"]
    async with connected(double) as shard:
        await shard.hear()
        await shard.identify(intents=GUILDS | MESSAGES)
        for content in ("among us", f"<@{bot}> look"):
            await double.say("alice", channel, content)
        told = [(await shard.until(event("MESSAGE_CREATE")))["d"]["content"] for _ in range(2)]
        assert told == ["", f"<@{bot}> look"]
