"""Signed requests: what a listener over HTTP gets from the double, and what it makes of forged and repeated ones."""

import asyncio
import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qs

import pytest
from aiohttp import web

from tests.doubles.slack.steering import SlackSteering
from tests.doubles.wire.calls import Json

EVENT = {"type": "app_mention", "user": "U1", "text": "x", "channel": "C1", "ts": "1.0"}


@dataclass
class Listener:
    """An app that is told things over HTTP. `statuses` are its next answers; it is asleep while it is `asleep`."""

    url: str = ""
    heard: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    answer: object = None
    asleep: float = 0.0

    async def hear(self, request: web.Request) -> web.Response:
        """Take a request."""
        body = await request.read()
        if b"url_verification" in body:
            return web.Response(text=json.loads(body)["challenge"])
        self.heard.append((dict(request.headers), body))
        await asyncio.sleep(self.asleep)
        status = self.statuses.pop(0) if self.statuses else 200
        text = "" if self.answer is None else json.dumps(self.answer)
        return web.Response(status=status, text=text, headers=self.headers, content_type="application/json")

    def told(self, place: int = -1) -> Json:
        """Return what was told, out of whichever form it came in."""
        headers, body = self.heard[place]
        if headers["Content-Type"] == "application/json":
            return json.loads(body)
        form = {key: values[0] for key, values in parse_qs(body.decode(), keep_blank_values=True).items()}
        return json.loads(form["payload"]) if "payload" in form else form

    def is_signed(self, secret: str, place: int = -1) -> bool:
        """Tell whether a request proves itself with a secret."""
        headers, body = self.heard[place]
        base = f"v0:{headers['X-Slack-Request-Timestamp']}:".encode() + body
        return headers.get("X-Slack-Signature") == "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


@asynccontextmanager
async def listening() -> AsyncIterator[Listener]:
    """Run a listener."""
    made = Listener()
    app = web.Application()
    app.router.add_post("/slack/events", made.hear)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    made.url = f"http://{host}:{port}/slack/events"
    yield made
    await runner.cleanup()


@pytest.fixture
async def listener(double: SlackSteering) -> AsyncIterator[Listener]:
    """Run a listener that the double knows and has verified."""
    async with listening() as made:
        assert (await double.http(made.url))["verified"]
        await double.settings(retries=[0.0, 0.0, 0.0])
        yield made


async def test_an_address_that_does_not_give_the_word_back_is_not_verified(double: SlackSteering) -> None:
    told = await double.http("http://127.0.0.1:9/")
    assert (told["verified"], told["failed"]) == (False, "connection_failed")


async def test_a_command_comes_signed_as_a_form(double: SlackSteering, listener: Listener, addresses: Json) -> None:
    listener.answer = {"text": "private"}
    channel = (await double.channels())[0]
    done = await double.run("ada", channel, "/tally figures storm & flood")
    told = listener.told()
    assert listener.is_signed(addresses["signing_secret"])
    assert (told["command"], told["text"]) == ("/tally", "figures storm & flood")
    assert (told["channel_id"], told["is_enterprise_install"]) == (channel, "false")
    assert (done["status"], done["message"]["text"], done["message"]["is_ephemeral"]) == (200, "private", True)


@pytest.mark.parametrize(
    ("tamper", "good"),
    [({}, True), ({"secret": "other"}, False), ({"signature": "v0=00"}, False), ({"signature": ""}, False)],
)
async def test_a_request_can_be_forged(
    double: SlackSteering, listener: Listener, addresses: Json, tamper: Json, good: bool
) -> None:
    await double.run("ada", (await double.channels())[0], "/tally", tamper=tamper, patience=0.2)
    await double.until(double.deliveries, lambda known: known[-1]["acked"])
    assert listener.is_signed(addresses["signing_secret"]) is good


@pytest.mark.parametrize("age", [301, -301])
async def test_a_request_can_come_from_another_time(
    double: SlackSteering, listener: Listener, addresses: Json, age: int
) -> None:
    channel = (await double.channels())[0]
    stamps = []
    for tamper in ({}, {"age": age}):
        await double.run("ada", channel, "/tally", tamper=tamper, wait=False)
        await double.until(double.deliveries, lambda known: known[-1]["acked"])
        stamps.append(int(listener.heard[-1][0]["X-Slack-Request-Timestamp"]))
        assert listener.is_signed(addresses["signing_secret"])
    assert abs(stamps[0] - stamps[1] - age) <= 30


async def test_a_request_can_be_replayed_to_the_byte(double: SlackSteering, listener: Listener) -> None:
    done = await double.run("ada", (await double.channels())[0], "/tally", wait=False)
    await double.until(double.deliveries, lambda known: known[-1]["acked"])
    assert (await double.replay(done["delivery"]))["status"] == 200
    names = ("X-Slack-Signature", "X-Slack-Request-Timestamp", "Content-Type")
    first, second = (([headers[name] for name in names], body) for headers, body in listener.heard)
    assert first == second


async def test_an_event_that_fails_comes_again_up_to_three_times(double: SlackSteering, listener: Listener) -> None:
    listener.statuses = [500, 500, 200]
    told = await double.event(EVENT)
    retries = [(headers.get("X-Slack-Retry-Num"), headers.get("X-Slack-Retry-Reason")) for headers, _ in listener.heard]
    assert retries == [(None, None), ("1", "http_error"), ("2", "http_error")]
    assert told["acked"]
    assert len({listener.told(place)["event_id"] for place in range(3)}) == 1
    listener.statuses = [500] * 9
    given_up = await double.event(EVENT)
    assert (given_up["given_up"], len(given_up["attempts"])) == (True, 4)


async def test_an_event_comes_no_more_where_the_app_says_so(double: SlackSteering, listener: Listener) -> None:
    listener.statuses, listener.headers = [500], {"X-Slack-No-Retry": "1"}
    assert len((await double.event(EVENT))["attempts"]) == 1


async def test_an_answer_after_the_time_is_none(double: SlackSteering, listener: Listener) -> None:
    await double.settings(answer_within=0.02)
    listener.asleep = 0.05
    done = await double.run("ada", (await double.channels())[0], "/tally")
    assert (done["acked"], done["late"]) == (False, True)


async def test_buttons_and_shortcuts_come_with_all_that_an_app_needs(double: SlackSteering, listener: Listener) -> None:
    button = {"type": "button", "action_id": "why", "value": "7", "text": {"type": "plain_text", "text": "Why?"}}
    listener.answer = {
        "response_type": "in_channel",
        "text": "x",
        "blocks": [{"type": "actions", "elements": [button]}],
    }
    channel = (await double.channels())[0]
    shown = (await double.run("ada", channel, "/tally"))["message"]
    listener.answer = None
    await double.click("ben", channel, shown["ts"], "why", wait=False)
    await double.until(double.deliveries, lambda known: len(known) == 2 and known[-1]["acked"])
    pressed = listener.told()
    assert (pressed["type"], pressed["actions"][0]["value"]) == ("block_actions", "7")
    assert pressed["container"] == {
        "type": "message",
        "message_ts": shown["ts"],
        "channel_id": channel,
        "is_ephemeral": False,
    }
    assert pressed["message"]["ts"] == shown["ts"]
    assert pressed["user"]["id"] == await double.person("ben")
    await double.shortcut("ben", "check", channel=channel, message=shown["ts"], wait=False)
    await double.until(double.deliveries, lambda known: len(known) == 3 and known[-1]["acked"])
    assert (listener.told()["type"], listener.told()["callback_id"]) == ("message_action", "check")
    with pytest.raises(ValueError, match="there is no 'how'"):
        await double.click("ben", channel, shown["ts"], "how")


async def test_the_end_of_an_installation_is_told_and_its_token_is_dead(
    double: SlackSteering, listener: Listener
) -> None:
    known = (await double.installation("uninstall"))["installation"]
    await double.until(double.deliveries, lambda told: len(told) == 2 and all(each["acked"] for each in told))
    assert {listener.told(place)["event"]["type"] for place in (0, 1)} == {"app_uninstalled", "tokens_revoked"}
    assert known["refuses"] == "account_inactive"


async def test_each_workspace_tells_of_itself(double: SlackSteering, listener: Listener) -> None:
    teams = [each["id"] for each in (await double.state())["workspaces"]]
    for place in (0, 1):
        channel = (await double.channels(place))[0]
        await double.run("ada", channel, "/tally", wait=False)
        await double.until(lambda: asyncio.sleep(0, listener.heard), lambda heard, n=place: len(heard) == n + 1)
        assert listener.told()["team_id"] == teams[place]
        assert listener.told()["enterprise_id"]


async def test_an_event_names_its_workspace_and_who_it_is_for(double: SlackSteering, listener: Listener) -> None:
    team = (await double.state())["workspaces"][1]
    await double.event(EVENT, team=team["id"])
    told = listener.told()
    assert (told["team_id"], told["type"]) == (team["id"], "event_callback")
    assert told["authorizations"][0]["user_id"] == team["installation"]["bot_user"]
