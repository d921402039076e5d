"""The double seen by Slack's own library: Socket Mode, commands, buttons, forms, files."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.doubles.slack.steering import SlackSteering
from tests.doubles.wire.calls import Json

PNG = b"\x89PNG\r\n\x1a\n" + bytes(32)


@pytest.fixture
async def client(addresses: Json, double: SlackSteering) -> AsyncIterator[AsyncWebClient]:
    """Return a client of the app in the first workspace."""
    assert double
    async with aiohttp.ClientSession() as session:
        yield AsyncWebClient(token=addresses["bot_token"], base_url=f"{addresses['api']}/", session=session)


@pytest.fixture
async def app(addresses: Json, double: SlackSteering, client: AsyncWebClient) -> AsyncIterator[AsyncApp]:
    """Return an app that is connected by Socket Mode."""
    made = AsyncApp(client=client, signing_secret=addresses["signing_secret"])
    handler = AsyncSocketModeHandler(made, addresses["app_token"], web_client=client, ping_interval=0.5)
    await handler.connect_async()
    await double.connected()
    yield made
    await handler.close_async()


@pytest.fixture
async def channel(double: SlackSteering) -> str:
    """Return the first channel."""
    return (await double.channels())[0]


def button(action: str) -> Json:
    """Return a button in its block."""
    text = {"type": "plain_text", "text": "Go"}
    return {"type": "actions", "elements": [{"type": "button", "action_id": action, "text": text, "value": "7"}]}


def form(**more: Any) -> Json:
    """Return a modal that asks for one of the options that it is offered."""
    element = {"type": "external_select", "action_id": "pick", "min_query_length": 0}
    label = {"type": "plain_text", "text": "Which"}
    return {
        "type": "modal",
        "callback_id": "form",
        "title": {"type": "plain_text", "text": "Follow"},
        "submit": {"type": "plain_text", "text": "OK"},
        "blocks": [{"type": "input", "block_id": "b", "label": label, "element": element}],
        **more,
    }


async def test_a_command_is_acknowledged_and_answered_in_private(
    app: AsyncApp, double: SlackSteering, channel: str
) -> None:
    @app.command("/tally")
    async def answer(ack: Any, respond: Any, command: Json) -> None:
        await ack()
        await respond(text=f"You asked: {command['text']}")

    told = await double.run("ada", channel, "/tally figures storm")
    assert (told["acked"], told["late"]) == (True, False)
    assert told["message"]["text"] == "You asked: figures storm"
    assert told["message"]["is_ephemeral"]
    assert await double.posts(channel) == []


async def test_an_answer_in_the_acknowledgement_can_be_for_all(
    app: AsyncApp, double: SlackSteering, channel: str
) -> None:
    @app.command("/tally")
    async def answer(ack: Any) -> None:
        await ack(text="for all", response_type="in_channel")

    told = await double.run("ada", channel, "/tally")
    assert not told["message"]["is_ephemeral"]
    assert [each["text"] for each in await double.posts(channel)] == ["for all"]


async def test_a_button_opens_a_form_that_offers_and_takes(app: AsyncApp, double: SlackSteering, channel: str) -> None:
    submitted: list[Json] = []

    @app.command("/tally")
    async def command(ack: Any) -> None:
        await ack(text="x", blocks=[button("go")])

    @app.action("go")
    async def press(ack: Any, body: Json, client: AsyncWebClient) -> None:
        await ack()
        assert body["container"]["is_ephemeral"]
        await client.views_open(trigger_id=body["trigger_id"], view=form(private_metadata=body["actions"][0]["value"]))

    @app.options("pick")
    async def offer(ack: Any, body: Json) -> None:
        await ack(options=[{"text": {"type": "plain_text", "text": f"for {body['value']}"}, "value": "storm"}])

    @app.view("form")
    async def take(ack: Any, body: Json) -> None:
        await ack()
        submitted.append(body["view"])

    asked = await double.run("ada", channel, "/tally")
    opened = await double.click("ada", channel, asked["message"]["ts"], "go")
    view = opened["view"]["id"]
    options = await double.suggest_view(view, "pick", "st")
    assert [each["text"]["text"] for each in options] == ["for st"]
    with pytest.raises(ValueError, match="does not offer"):
        await double.submit(view, {"pick": "nothing"})
    with pytest.raises(ValueError, match="needs pick"):
        await double.submit(view)
    assert (await double.submit(view, {"pick": "storm"}))["acked"]
    assert submitted[0]["state"]["values"]["b"]["pick"]["selected_option"]["value"] == "storm"
    assert submitted[0]["private_metadata"] == "7"
    assert (await double.views("ada"))["open"] == []


async def test_a_command_that_nobody_answers_in_three_seconds_is_late(
    app: AsyncApp, double: SlackSteering, channel: str
) -> None:
    assert app
    await double.settings(answer_within=0.05)
    told = await double.run("ada", channel, "/unknown")
    assert (told["acked"], told["late"], told["message"]) == (False, True, None)


async def test_an_event_that_is_not_answered_comes_again(app: AsyncApp, double: SlackSteering) -> None:
    seen: list[str] = []
    await double.settings(answer_within=0.3, retries=[0.0, 0.0, 0.0])

    @app.event("app_mention")
    async def hear(body: Json) -> None:
        seen.append(body["event_id"])

    await double.lay({"match": {"method": "ACK"}, "do": "silence", "times": 2})
    told = await double.event({"type": "app_mention", "user": "U1", "text": "x", "channel": "C1", "ts": "1.0"})
    assert [each["retry"] for each in told["attempts"]] == [0, 1, 2]
    assert told["acked"]
    assert (len(seen), len(set(seen))) == (3, 1)


async def test_a_refreshed_connection_loses_nothing(app: AsyncApp, double: SlackSteering, channel: str) -> None:
    @app.command("/tally")
    async def answer(ack: Any) -> None:
        await ack("here")

    await double.settings(refresh_grace=0.01)
    for do in ("refresh", "close", "reset"):
        before = (await double.state())["opened"]
        await double.socket(do)
        await double.until(
            double.state,
            lambda state, before=before: state["opened"] > before and bool(state["connections"]),
        )
        assert (await double.run("ada", channel, "/tally"))["message"]["text"] == "here"


async def test_a_ticket_lets_in_once(addresses: Json, double: SlackSteering) -> None:
    assert double
    async with aiohttp.ClientSession(headers={"Authorization": f"Bearer {addresses['app_token']}"}) as session:
        async with session.post(f"{addresses['api']}/apps.connections.open") as response:
            url = (await response.json())["url"]
        async with session.ws_connect(url) as socket:
            hello = await socket.receive_json()
            assert (hello["type"], hello["num_connections"]) == ("hello", 1)
            assert hello["connection_info"]["app_id"] == addresses["app_id"]
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(url)


async def test_a_file_is_uploaded_in_three_steps_and_shown_later(
    client: AsyncWebClient, double: SlackSteering, channel: str
) -> None:
    uploaded = await client.files_upload_v2(filename="history.png", content=PNG, channel=channel, title="History")
    file_id = uploaded["file"]["id"]
    posts = await double.until(lambda: double.posts(channel), bool)
    assert posts[0]["files"][0]["id"] == file_id
    image = {"type": "image", "alt_text": "History", "slack_file": {"id": file_id}}
    assert (await client.chat_postMessage(channel=channel, text="x", blocks=[image]))["ok"]
    image["slack_file"] = {"id": "F0NOTHING"}
    await double.limits(channel=(9, 1.0))
    with pytest.raises(SlackApiError, match="invalid_blocks"):
        await client.chat_postMessage(channel=channel, text="x", blocks=[image])


@pytest.mark.parametrize(("do", "stored"), [("reset before store", 0), ("reset before reply", 1)])
async def test_a_reset_happens_before_or_after_the_message_stands(
    client: AsyncWebClient, double: SlackSteering, channel: str, do: str, stored: int
) -> None:
    client.retry_handlers.clear()
    await double.lay({"match": {"path": "/chat.postMessage", "nth": 1}, "do": do})
    with pytest.raises(aiohttp.ClientError):
        await client.chat_postMessage(channel=channel, text="x")
    assert len(await double.posts(channel)) == stored


@pytest.mark.parametrize("do", ["html 502", "status 503", "status 500"])
async def test_a_failure_of_slack_is_no_answer(
    client: AsyncWebClient, double: SlackSteering, channel: str, do: str
) -> None:
    await double.lay({"match": {"path": "/chat.postMessage"}, "do": do, "times": 1})
    with pytest.raises(SlackApiError):
        await client.chat_postMessage(channel=channel, text="x")
    assert await double.posts(channel) == []


async def test_an_error_can_be_laid_for_a_method(client: AsyncWebClient, double: SlackSteering, channel: str) -> None:
    await double.refuse("chat.postMessage", "fatal_error", times=1)
    with pytest.raises(SlackApiError, match="fatal_error"):
        await client.chat_postMessage(channel=channel, text="x")
    assert (await client.chat_postMessage(channel=channel, text="x"))["ok"]


async def test_no_secret_is_recorded(
    client: AsyncWebClient, double: SlackSteering, channel: str, addresses: Json
) -> None:
    await client.chat_postMessage(channel=channel, text="x")
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{addresses['api']}/auth.test", data={"token": addresses["bot_token"]}) as response,
    ):
        assert (await response.json())["ok"]
    traffic = await double.traffic()
    assert {each["path"] for each in traffic} >= {"/chat.postMessage", "/auth.test"}
    assert addresses["bot_token"] not in str(traffic)
