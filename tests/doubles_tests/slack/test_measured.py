"""What was measured of Slack's own clients shows against the double too: where they lose, double, refuse or pass."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from tests.doubles.slack.steering import SlackSteering
from tests.doubles.wire.calls import Json


@pytest.fixture
async def client(addresses: Json, double: SlackSteering) -> AsyncIterator[AsyncWebClient]:
    """Return a client with the handlers that it has by default."""
    assert double
    async with aiohttp.ClientSession() as session:
        yield AsyncWebClient(token=addresses["bot_token"], base_url=f"{addresses['api']}/", session=session)


@pytest.fixture
async def channel(double: SlackSteering) -> str:
    """Return the first channel."""
    return (await double.channels())[0]


async def outcomes(client: AsyncWebClient, channel: str, count: int) -> list[str]:
    """Post so many messages at once, and return the error of each, empty for none."""
    posts = (client.chat_postMessage(channel=channel, text=str(n)) for n in range(count))
    done = await asyncio.gather(*posts, return_exceptions=True)
    return [each.response["error"] if isinstance(each, SlackApiError) else "" for each in done]


async def test_the_plain_client_loses_nine_of_ten_to_one_channel(
    client: AsyncWebClient, double: SlackSteering, channel: str
) -> None:
    assert sorted(await outcomes(client, channel, 10)) == ["", *["ratelimited"] * 9]
    assert len(await double.posts(channel)) == 1
    assert (await double.state())["answered_429"] == 9


async def test_a_client_that_waits_as_told_loses_nothing(
    client: AsyncWebClient, double: SlackSteering, channel: str
) -> None:
    client.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=9))
    await double.limits(channel=(1, 0.1))
    assert await outcomes(client, channel, 2) == ["", ""]
    assert len(await double.posts(channel)) == 2


async def test_the_default_retry_after_a_reset_doubles_the_message(
    client: AsyncWebClient, double: SlackSteering, channel: str
) -> None:
    await double.limits(channel=(9, 1.0))
    await double.lay({"match": {"path": "/chat.postMessage", "nth": 1}, "do": "reset before reply"})
    await client.chat_postMessage(channel=channel, text="x")
    assert len(await double.posts(channel)) == 2


async def test_a_proxys_page_is_an_error_without_a_word(
    client: AsyncWebClient, double: SlackSteering, channel: str
) -> None:
    await double.lay({"match": {"path": "/chat.postMessage"}, "do": "html 502"})
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel=channel, text="x")
    assert caught.value.response.data == {}


@pytest.mark.parametrize(
    "error", ["internal_error", "service_unavailable", "ratelimited", "rate_limited", "fatal_error"]
)
async def test_a_failure_in_words_is_never_tried_again(
    client: AsyncWebClient, double: SlackSteering, channel: str, error: str
) -> None:
    await double.refuse("chat.postMessage", error)
    assert await outcomes(client, channel, 1) == [error]
    assert len(await double.traffic(path="/chat.postMessage")) == 1


async def test_a_hanging_call_ends_as_a_timeout_of_the_client(
    client: AsyncWebClient, double: SlackSteering, channel: str
) -> None:
    client.session = None
    client.timeout = 0.05
    await double.lay({"match": {"path": "/chat.postMessage"}, "do": "hang"})
    with pytest.raises(TimeoutError):
        await client.chat_postMessage(channel=channel, text="x")


async def test_a_listener_that_is_slow_to_acknowledge_never_does(
    addresses: Json, client: AsyncWebClient, double: SlackSteering, channel: str
) -> None:
    app = AsyncApp(client=client, signing_secret=addresses["signing_secret"])
    ended = asyncio.Event()

    @app.command("/tally")
    async def answer(ack: Any) -> None:
        await asyncio.sleep(0.05)
        await ack("too late")
        ended.set()

    handler = AsyncSocketModeHandler(app, addresses["app_token"], web_client=client)
    await handler.connect_async()
    await double.connected()
    await double.settings(answer_within=0.01)
    told = await double.run("ada", channel, "/tally")
    async with asyncio.timeout(10):
        await ended.wait()
    await handler.close_async()
    assert (told["acked"], told["late"], told["message"]) == (False, True, None)


@pytest.fixture
async def heard(addresses: Json, client: AsyncWebClient, double: SlackSteering) -> AsyncIterator[list[Json]]:
    """Let bolt listen over HTTP, and return the commands that it let through."""
    app = AsyncApp(client=client, signing_secret=addresses["signing_secret"])
    passed: list[Json] = []

    @app.command("/tally")
    async def answer(ack: Any, command: Json) -> None:
        passed.append(command)
        await ack("here")

    runner = web.AppRunner(app.web_app("/slack/events"), access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    assert (await double.http(f"http://{host}:{port}/slack/events"))["verified"]
    yield passed
    await runner.cleanup()


@pytest.mark.parametrize(
    ("tamper", "status"),
    [
        ({}, 200),
        ({"secret": "another"}, 401),
        ({"signature": "garbage"}, 401),
        ({"signature": ""}, 401),
        ({"age": 301}, 401),
        ({"age": 290}, 200),
        ({"age": -330}, 401),
    ],
    ids=["good", "wrong secret", "garbage", "none", "old", "old enough", "from the future"],
)
async def test_bolt_lets_through_what_is_signed_and_new(
    double: SlackSteering, channel: str, heard: list[Json], tamper: Json, status: int
) -> None:
    told = await double.run("ada", channel, "/tally", tamper=tamper)
    assert told["status"] == status
    assert len(heard) == (status == 200)


async def test_bolt_takes_the_same_request_twice(double: SlackSteering, channel: str, heard: list[Json]) -> None:
    done = await double.run("ada", channel, "/tally")
    again = await double.replay(done["delivery"])
    assert (again["status"], len(heard)) == (200, 2)
    assert heard[0]["trigger_id"] == heard[1]["trigger_id"]
