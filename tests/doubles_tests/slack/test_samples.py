"""What the double answers and tells looks like Slack's own samples, and would be noticed if it did not."""

from typing import Any

import pytest

from tests.doubles.slack.double import Slack
from tests.doubles.slack.interactions import COMMAND
from tests.doubles.slack.schema import Samples
from tests.doubles.wire.calls import Call, Json, Upload

PNG = b"\x89PNG" + bytes(8)


class Scene:
    """An app in a workspace of an organisation, and all that was answered."""

    def __init__(self, samples: Samples) -> None:
        self.slack = Slack(samples)
        world = self.slack.world
        self.workspace = world.found(2, in_enterprise=True)
        self.installation = world.install(self.workspace.id)
        self.channel = next(iter(self.workspace.channels.values()))
        self.person = world.person(self.workspace, "ada")
        self.channel.members.append(self.person.id)
        self.slack.counters.change({name: [10_000, 1.0] for name in self.slack.counters.limits})
        self.slack.set_host("127.0.0.1:9")
        self.called: set[str] = set()

    async def ask(self, method: str, **arguments: Any) -> Json:
        """Call a method as the app."""
        self.called.add(method)
        token = arguments.pop("token", self.installation.token)
        call = Call("POST", f"/{method}", headers={"Authorization": f"Bearer {token}"}, body=arguments)
        body: Json = (await self.slack.serve(call)).body
        assert body["ok"], (method, body)
        return body

    def trigger(self, **more: Any) -> str:
        """Return a trigger of something that the person did."""
        made = self.slack.interactions.begin(COMMAND, self.person, self.workspace, channel=self.channel, **more)
        return self.slack.interactions.trigger(made)


@pytest.fixture
def scene(samples: Samples) -> Scene:
    return Scene(samples)


async def test_every_method_that_has_a_sample_answers_like_it(scene: Scene, samples: Samples) -> None:
    ask, slack = scene.ask, scene.slack
    here = {"channel": scene.channel.id}
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "x"}}]
    metadata = {"event_type": "alert", "event_payload": {"id": "1"}}
    ts = (await ask("chat.postMessage", **here, text="x", blocks=blocks, metadata=metadata))["ts"]
    await ask("chat.postMessage", **here, text="y", thread_ts=ts, reply_broadcast=True)
    await ask("chat.update", **here, ts=ts, text="z")
    await ask("chat.postEphemeral", **here, user=scene.person.id, text="x")
    await ask("chat.getPermalink", **here, message_ts=ts)
    await ask("conversations.history", **here, include_all_metadata=True)
    await ask("conversations.replies", **here, ts=ts)
    for method in ("info", "join", "members"):
        await ask(f"conversations.{method}", **here)
    await ask("conversations.list", types="public_channel,private_channel,im")
    await ask("conversations.open", users=scene.person.id)
    await ask("users.conversations")
    await ask("users.info", user=scene.person.id)
    scene.slack.world.group(scene.workspace, "desk", [scene.person.id])
    await ask("usergroups.list", include_users=True)
    for method in ("team.info", "bots.info", "auth.test"):
        await ask(method)
    await ask("apps.connections.open", token=slack.world.app.app_token)
    await _files(scene)
    await _views(scene)
    await ask("chat.delete", **here, ts=ts)
    await _installs(scene)
    await ask("auth.revoke", test=True)
    assert slack.complaints == []
    assert {name for name in samples.names if "." in name} <= scene.called


async def _files(scene: Scene) -> None:
    asked = await scene.ask("files.getUploadURLExternal", filename="a.png", length=len(PNG))
    path = asked["upload_url"].split(scene.slack.files.host)[1]
    await scene.slack.serve(Call("POST", path, uploads=(Upload("file", "", "image/png", PNG),)))
    files = [{"id": asked["file_id"], "title": "x"}]
    await scene.ask("files.completeUploadExternal", files=files)


async def _views(scene: Scene) -> None:
    divider = [{"type": "divider"}]
    modal = {"type": "modal", "title": {"type": "plain_text", "text": "x"}, "blocks": divider}
    view = (await scene.ask("views.open", trigger_id=scene.trigger(), view=modal))["view"]
    await scene.ask("views.push", trigger_id=scene.trigger(view=view["id"]), view=modal)
    await scene.ask("views.update", view_id=view["id"], view=modal)
    await scene.ask("views.publish", user_id=scene.person.id, view={"type": "home", "blocks": divider})


async def _installs(scene: Scene) -> None:
    app = scene.slack.world.app
    scene.slack.auth.rotates = True
    code = scene.slack.auth.consent(scene.workspace.id, scene.person.id, "")
    told = {"client_id": app.client_id, "client_secret": app.client_secret, "code": code}
    await scene.ask("oauth.v2.access", **told)
    scene.installation = scene.slack.world.installations[0]


async def test_what_is_told_of_a_deed_looks_like_its_sample(scene: Scene) -> None:
    button = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}, "value": "1"}
    blocks = [{"type": "actions", "elements": [button]}]
    ts = (await scene.ask("chat.postMessage", channel=scene.channel.id, text="x", blocks=blocks))["ts"]
    place = {"user": "ada", "channel": scene.channel.id}
    people = scene.slack.people
    people.run({**place, "run": "/tally figures"})
    people.click({**place, "message": ts, "action": "go"})
    people.shortcut({**place, "message": ts, "callback": "check"})
    modal = {"type": "modal", "title": {"type": "plain_text", "text": "x"}, "blocks": blocks, "notify_on_close": True}
    view = (await scene.ask("views.open", trigger_id=scene.trigger(), view=modal))["view"]
    people.submit({"view": view["id"]})
    people.close({"view": view["id"]})
    kinds = [each.told()["type"] for each in scene.slack.deliveries.all]
    scene.slack.deliveries.end()
    assert kinds == ["/tally", "block_actions", "message_action", "view_submission", "view_closed"]
    assert scene.slack.complaints == []


@pytest.mark.parametrize(
    ("told", "complaint"),
    [
        ({"ok": True, "colour": "red"}, "auth.test: no /colour in the sample"),
        ({"ok": True, "team": 7}, "auth.test: /team is int, in the sample str"),
        ({"ok": "yes"}, "auth.test: /ok is str, in the sample bool"),
    ],
)
def test_an_answer_that_is_unlike_its_sample_is_noticed(samples: Samples, told: Json, complaint: str) -> None:
    assert list(samples.complaints("auth.test", told)) == [complaint]
