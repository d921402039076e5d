"""What is not Slack's, not of now, not of here or not this person's: the right status, and nothing comes of it."""

import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

import aiohttp
import pytest

from adapters.http import Server
from adapters.storage import MemoryStore
from bot.model import Follow
from bot.settings import Settings
from tests.adapters.slack.office import Office, RunningClock, listener, listening, said
from tests.doubles.slack.steering import SlackSteering
from tests.doubles.wire.calls import Json
from tests.newsroom import NOW, TOPIC, statement

FORM = "application/x-www-form-urlencoded"
MUTE = "mute storm 24h"
PRESS = {"type": "button", "action_id": "ask.0", "block_id": "b", "value": MUTE, "action_ts": "1.0"}


@dataclass
class Door:
    """The address that Slack calls, and who knocks."""

    office: Office
    secret: str
    session: aiohttp.ClientSession
    url: str

    def command(self, **changed: Any) -> bytes:
        """Return a command of somebody at the desk."""
        told = {
            "team_id": self.office.team,
            "channel_id": self.office.channel,
            "user_id": "U0BOSS",
            "user_name": "boss",
            "command": "/tally",
            "text": MUTE,
            "response_url": "",
            "trigger_id": "1.2.3",
        }
        return urlencode(told | changed).encode()

    def press(self, **changed: Any) -> bytes:
        """Return a press of a button."""
        told = {
            "type": "block_actions",
            "team": {"id": self.office.team},
            "user": {"id": "U0BOSS", "username": "boss", "team_id": self.office.team},
            "channel": {"id": self.office.channel},
            "container": {"type": "message", "channel_id": self.office.channel, "message_ts": "1.1"},
            "trigger_id": "1.2.4",
            "response_url": "",
            "actions": [PRESS],
        }
        return urlencode({"payload": json.dumps(told | changed)}).encode()

    async def knock(
        self, body: bytes, *, age: int = 0, secret: str = "", **headers: str
    ) -> tuple[int, str, Mapping[str, str]]:
        """Send a body, signed; return status, answer and headers."""
        at = int(self.office.clock.now().timestamp()) - age
        base = f"v0:{at}:".encode() + body
        digest = hmac.new((secret or self.secret).encode(), base, hashlib.sha256).hexdigest()
        told = {
            "Content-Type": FORM,
            "X-Slack-Request-Timestamp": str(at),
            "X-Slack-Signature": f"v0={digest}",
        } | headers
        sent = {name: value for name, value in told.items() if value}
        async with self.session.post(self.url, data=BytesIO(body), headers=sent) as answer:
            return answer.status, await answer.text(), answer.headers

    async def standing(self) -> tuple[Any, ...]:
        """Return everything that a request could have changed, here and with Slack."""
        store, place = self.office.store, self.office.place
        return (
            await store.muted(place, NOW),
            await store.following(place),
            await store.rejected("slack", self.office.team),
            await store.installs("slack"),
            await self.office.double.messages(self.office.channel),
            await self.office.double.traffic(path="/chat.*"),
            await self.office.double.traffic(path="/views.*"),
        )


@pytest.fixture
async def door(double: SlackSteering, addresses: Json, session: aiohttp.ClientSession) -> AsyncIterator[Door]:
    """Stand before the port, as the operator whom the settings name."""
    workspace = (await double.state())["workspaces"][0]
    known = {"api_base": addresses["api"], "mode": "http"}
    known |= {name: addresses[name] for name in ("bot_token", "signing_secret")}
    settings = Settings.model_validate({"slack": known}, strict=False)
    clock, store = RunningClock(), MemoryStore()
    office = Office(double, workspace["channels"][0]["id"], workspace["id"], store, clock)
    heard = listener(office, settings, session, people=frozenset({"U0BOSS"}))
    async with store.transaction() as transaction:
        await transaction.put_follow(
            Follow(platform="slack", server=office.team, channel=office.channel, topic=TOPIC.id)
        )
    async with Server("127.0.0.1", 0, heard.routes()) as server:
        yield Door(office, addresses["signing_secret"], session, f"http://{server.address}/slack/events")


def leaks(door: Door, text: str, addresses: Json) -> list[str]:
    """Return what of ours stands in an answer."""
    secrets = [addresses[name] for name in ("bot_token", "signing_secret", "app_token")]
    return [word for word in (*secrets, TOPIC.title, "Traceback", door.office.channel) if word and word in text]


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ({"secret": "somebody else's"}, 401),
        ({"X-Slack-Signature": ""}, 401),
        ({"X-Slack-Signature": "v0=" + "0" * 64}, 401),
        ({"X-Slack-Request-Timestamp": "0"}, 401),
        ({"X-Slack-Request-Timestamp": "soon"}, 401),
        ({"age": 301}, 401),
        ({"age": -301}, 401),
    ],
)
@pytest.mark.parametrize("kind", ["command", "press"])
async def test_what_slack_did_not_sign_or_not_lately_is_unauthorised(
    door: Door, addresses: Json, kind: str, told: dict[str, Any], status: int
) -> None:
    before = await door.standing()
    body = door.command() if kind == "command" else door.press()
    answered, text, _ = await door.knock(body, **told)
    assert (answered, leaks(door, text, addresses)) == (status, [])
    assert await door.standing() == before


@pytest.mark.parametrize("kind", ["command", "press", "dialogue", "event"])
async def test_what_a_workspace_asks_that_did_not_let_us_in_is_forbidden(
    door: Door, addresses: Json, kind: str
) -> None:
    before = await door.standing()
    foreign = {"id": "T0FOREIGN", "domain": "rival"}
    user = {"id": "U0BOSS", "username": "boss", "team_id": "T0FOREIGN"}
    metadata = {"command": "mute", "given": {"what": "storm"}, "url": "", "channel": door.office.channel, "thread": ""}
    view = {"id": "V1", "callback_id": "ask", "private_metadata": json.dumps(metadata | {"in_place": False})}
    view["state"] = {"values": {"time": {"time": {"selected_option": {"value": "7d"}}}}}  # type: ignore[assignment]  # JSON
    bodies = {
        "command": door.command(team_id="T0FOREIGN"),
        "press": door.press(team=foreign, user=user),
        "dialogue": urlencode(
            {"payload": json.dumps({"type": "view_submission", "team": foreign, "user": user, "view": view})}
        ).encode(),
        "event": json.dumps(
            {
                "type": "event_callback",
                "team_id": "T0FOREIGN",
                "event_id": "Ev1",
                "event": {"type": "app_uninstalled"},
                "authorizations": [{"team_id": "T0FOREIGN", "is_bot": True}],
            }
        ).encode(),
    }
    kinds = {"event": "application/json"}
    status, text, headers = await door.knock(bodies[kind], **{"Content-Type": kinds.get(kind, FORM)})
    assert (status, leaks(door, text, addresses)) == (403, [])
    assert headers["X-Slack-No-Retry"] == "1"
    assert await door.standing() == before


async def test_the_same_request_again_is_taken_and_nothing_comes_of_it(door: Door) -> None:
    body = door.command()
    assert (await door.knock(body))[0] == 200
    await door.office.double.until(lambda: door.office.store.muted(door.office.place, NOW), bool)
    async with door.office.store.transaction() as transaction:
        await transaction.drop_mute(door.office.place, TOPIC.id, None)
    assert [(await door.knock(body))[0], (await door.knock(body, age=60))[0]] == [200, 200]
    # Another request is answered; by then those before it were looked at.
    await door.knock(door.command(text="mute homes 24h", trigger_id="1.2.9"))
    muted = await door.office.double.until(lambda: door.office.store.muted(door.office.place, NOW), bool)
    assert [each.claim for each in muted] == ["homes"]


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b"[1]", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"payload=%7B", FORM, 400),
        (b"payload=5", FORM, 400),
        (b"a=b&" * 200, FORM, 400),
        (b"x" * 1_100_000, FORM, 413),
        (b"", FORM, 403),
        (b"{}", "application/json", 403),
    ],
)
async def test_a_body_that_is_none_of_slacks_is_answered_with_what_is_wrong(
    door: Door, addresses: Json, body: bytes, kind: str, status: int
) -> None:
    answered, text, _ = await door.knock(body, **{"Content-Type": kind})
    assert (answered, leaks(door, text, addresses)) == (status, [])


async def test_while_nobody_knows_whose_token_it_is_slack_is_asked_to_come_again(door: Door) -> None:
    await door.office.double.lay({"match": {"path": "/auth.test"}, "do": "status 500", "times": 50})
    status, _, headers = await door.knock(door.command())
    assert (status, "X-Slack-No-Retry" in headers) == (503, False)
    assert await door.office.store.muted(door.office.place, NOW) == ()
    await door.office.double.clear_faults()
    assert (await door.knock(door.command()))[0] == 200


async def test_nothing_else_is_served_there(door: Door) -> None:
    site = door.url.removesuffix("/slack/events")
    for path in ("/slack/install", "/slack/oauth_redirect", "/slack/events", "/slack"):
        async with door.session.get(f"{site}{path}") as answer:
            assert answer.status in {404, 405}


async def test_a_look_at_the_certificate_is_answered_with_nothing(door: Door) -> None:
    assert (await door.knock(b"ssl_check=1&token=x", **{"X-Slack-Signature": ""}))[:2] == (200, "")


async def test_a_word_of_slacks_choice_comes_back(door: Door) -> None:
    told = json.dumps({"type": "url_verification", "challenge": "abc"}).encode()
    status, text, _ = await door.knock(told, **{"Content-Type": "application/json"})
    assert (status, json.loads(text)["challenge"]) == (200, "abc")
    assert (await door.knock(told, secret="else", **{"Content-Type": "application/json"}))[0] == 401  # noqa: S106 - made up


async def test_a_person_without_rights_is_refused_and_told_so_alone(
    double: SlackSteering, addresses: Json, session: aiohttp.ClientSession
) -> None:
    async with listening(double, addresses, session, mode="http") as office:
        for words in (MUTE, "follow storm", "quiet 22:00-07:00", f"restore {statement('4', 4).id}"):
            answered = await office.run(words)
            assert (answered["status"], answered["message"]["is_ephemeral"]) == (200, True)
            assert "Only the desk" in said(answered)
        assert await office.store.muted(office.place, NOW) == ()
        assert await office.store.following(office.place) == ()
        assert await office.store.quiet(office.place) is None
        assert await office.double.posts(office.channel) == []
