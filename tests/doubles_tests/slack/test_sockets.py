"""Socket Mode on the wire: greetings, pings, envelopes to any connection, refreshes, faults."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import aiohttp
import pytest

from tests.doubles.slack.steering import SlackSteering
from tests.doubles.wire.calls import Json

EVENT = {"type": "app_mention", "user": "U1", "text": "x", "channel": "C1", "ts": "1.0"}
Socket = aiohttp.ClientWebSocketResponse


@asynccontextmanager
async def connected(addresses: Json) -> AsyncIterator[Socket]:
    """Open a connection as an app does, and take its greeting."""
    async with aiohttp.ClientSession(headers={"Authorization": f"Bearer {addresses['app_token']}"}) as session:
        async with session.post(f"{addresses['api']}/apps.connections.open") as response:
            url = (await response.json())["url"]
        async with session.ws_connect(url, autoping=False) as socket:
            yield socket


async def text(socket: Socket) -> Json:
    """Return the next payload, pings left out."""
    while True:
        message = await socket.receive(timeout=10)
        if message.type is aiohttp.WSMsgType.TEXT:
            told: Json = message.json()
            return told


async def test_ten_connections_stand_and_the_eleventh_is_sent_away(double: SlackSteering, addresses: Json) -> None:
    assert double
    async with AsyncExitStack() as stack:
        sockets = [await stack.enter_async_context(connected(addresses)) for _ in range(11)]
        greetings = [await text(socket) for socket in sockets]
    assert [each.get("num_connections") for each in greetings[:10]] == list(range(1, 11))
    assert (greetings[10]["type"], greetings[10]["reason"]) == ("disconnect", "too_many_websockets")


async def test_envelopes_go_to_one_connection_each_and_to_all_in_turn(double: SlackSteering, addresses: Json) -> None:
    channel = (await double.channels())[0]
    async with connected(addresses) as one, connected(addresses) as other:
        await text(one)
        await text(other)
        for _ in range(4):
            await double.run("ada", channel, "/tally", wait=False)
        envelopes = [await text(socket) for socket in (one, other, one, other)]
    assert {each["type"] for each in envelopes} == {"slash_commands"}
    assert all(each["accepts_response_payload"] for each in envelopes)
    assert len({each["envelope_id"] for each in envelopes}) == 4
    assert len({each["payload"]["trigger_id"] for each in envelopes}) == 4


async def test_a_ping_is_answered_with_its_own_words_unless_silent(double: SlackSteering, addresses: Json) -> None:
    async with connected(addresses) as socket:
        await text(socket)
        await socket.ping(b"sdk-ping-pong:1.5")
        message = await socket.receive(timeout=10)
        assert (message.type, bytes(message.data)) == (aiohttp.WSMsgType.PONG, b"sdk-ping-pong:1.5")
        await double.socket("silence")
        await socket.ping(b"x")
        await double.run("ada", (await double.channels())[0], "/tally", wait=False)
        with pytest.raises(TimeoutError):
            await socket.receive(timeout=0.05)


async def test_slack_pings_and_counts_the_answers(double: SlackSteering, addresses: Json) -> None:
    await double.settings(ping_every=0.01)
    async with connected(addresses) as socket:
        await text(socket)
        message = await socket.receive(timeout=10)
        assert message.type is aiohttp.WSMsgType.PING
        await socket.pong(message.data)
        await double.until(double.state, lambda state: state["connections"][0]["pongs"] > 0)


@pytest.mark.parametrize(
    ("do", "told"), [("warning", ["warning"]), ("refresh", ["refresh_requested"]), ("disable", ["link_disabled"])]
)
async def test_a_connection_is_told_why_it_ends(
    double: SlackSteering, addresses: Json, do: str, told: list[str]
) -> None:
    await double.settings(refresh_grace=0.01)
    async with connected(addresses) as socket:
        await text(socket)
        await double.socket(do)
        goodbye = await text(socket)
        assert ([goodbye["reason"]], goodbye["type"]) == (told, "disconnect")
        if do != "warning":
            assert (await socket.receive(timeout=10)).type is aiohttp.WSMsgType.CLOSE


async def test_an_event_that_no_connection_answered_comes_over_another(double: SlackSteering, addresses: Json) -> None:
    await double.settings(retries=[0.0, 0.05, 0.05])
    async with connected(addresses) as one, connected(addresses) as other:
        await text(one)
        await text(other)
        await double.ask("POST", "/event", {"event": EVENT, "wait": False})
        first = await text(one)
        await double.socket("reset", number=1)
        again = await text(other)
        await other.send_json({"envelope_id": again["envelope_id"]})
        known = await double.until(double.deliveries, lambda known: known[-1]["acked"])
    assert first["payload"]["event_id"] == again["payload"]["event_id"]
    assert (first["retry_attempt"], again["retry_attempt"]) == (0, 1)
    assert (again["retry_reason"], first["envelope_id"] == again["envelope_id"]) == ("connection_failed", False)
    assert [each["over"] for each in known[-1]["attempts"]] == ["1", "2"]


async def test_an_envelope_can_be_told_once_more(double: SlackSteering, addresses: Json) -> None:
    async with connected(addresses) as socket:
        await text(socket)
        done = await double.run("ada", (await double.channels())[0], "/tally", wait=False)
        first = await text(socket)
        await socket.send_json({"envelope_id": first["envelope_id"]})
        await double.settings(answer_within=0.05)
        told = await double.replay(done["delivery"], retry=1)
        again = await text(socket)
    assert told["failed"] == "timeout"
    assert first["payload"] == again["payload"]


async def test_without_a_connection_a_command_fails_at_once(double: SlackSteering) -> None:
    told = await double.run("ada", (await double.channels())[0], "/tally")
    assert (told["acked"], told["status"]) == (False, 0)


async def test_socket_mode_that_is_off_gives_no_address(double: SlackSteering, addresses: Json) -> None:
    await double.settings(enabled=False)
    async with (
        aiohttp.ClientSession(headers={"Authorization": f"Bearer {addresses['app_token']}"}) as session,
        session.post(f"{addresses['api']}/apps.connections.open") as response,
    ):
        assert (await response.json())["error"] == "socket_mode_not_enabled"


async def test_a_connection_can_be_refused(double: SlackSteering, addresses: Json) -> None:
    await double.lay({"match": {"method": "CONNECT"}, "do": "status 500", "times": 1})
    with pytest.raises(aiohttp.WSServerHandshakeError):
        async with connected(addresses):
            pass
    async with connected(addresses) as socket:
        assert (await text(socket))["type"] == "hello"
