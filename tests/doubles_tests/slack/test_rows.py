"""Rows of what is known of Slack that no other test here holds: menus, homes, pictures, apps that are sold."""

import pytest

from tests.doubles.slack.double import Slack
from tests.doubles.slack.interactions import COMMAND
from tests.doubles.slack.world import Channel
from tests.doubles.wire.calls import Call, Json, Upload
from tests.doubles_tests.slack.conftest import Ask, Call_

PNG = b"\x89PNG" + bytes(8)


def option(number: int) -> Json:
    """Return an option."""
    return {"text": {"type": "plain_text", "text": str(number)}, "value": str(number)}


@pytest.mark.parametrize(
    ("answer", "failed"),
    [
        ({"options": [option(n) for n in range(100)]}, ""),
        ({"options": []}, ""),
        ({"options": [option(n) for n in range(101)]}, "no more than 100 items allowed"),
        ({"options": [{"text": {"type": "plain_text", "text": "a" * 76}, "value": "v"}]}, "less than 76 characters"),
        ({"option_groups": [{"label": {"type": "plain_text", "text": "x"}, "options": [option(1)]}]}, ""),
        ({}, "must define either options or option_groups"),
    ],
)
async def test_a_menu_offers_a_hundred_options_at_most(
    slack: Slack, ask: Ask, channel: Channel, answer: Json, failed: str
) -> None:
    menu = {"type": "external_select", "action_id": "pick", "min_query_length": 0}
    blocks = [{"type": "actions", "elements": [menu]}]
    ts = (await ask("chat.postMessage", channel=channel.id, text="x", blocks=blocks))["ts"]
    data = {"user": "ada", "channel": channel.id, "message": ts, "action": "pick", "text": ""}
    asked = slack.people.suggest(data)
    slack.people._offer(asked, answer)
    assert failed in asked.failed
    assert (asked.options is None) == bool(failed)
    slack.deliveries.end()


async def test_a_menu_asks_only_after_so_many_characters(slack: Slack, ask: Ask, channel: Channel) -> None:
    menu = {"type": "external_select", "action_id": "pick"}
    blocks = [{"type": "actions", "elements": [menu]}]
    ts = (await ask("chat.postMessage", channel=channel.id, text="x", blocks=blocks))["ts"]
    with pytest.raises(ValueError, match="after 3 characters"):
        slack.people.suggest({"user": "ada", "channel": channel.id, "message": ts, "action": "pick", "text": "ab"})


async def test_a_picture_can_be_shown_once_slack_has_looked_at_it(slack: Slack, ask: Ask, channel: Channel) -> None:
    slack.files.ready_after = 1.0
    asked = await ask("files.getUploadURLExternal", filename="a.png", length=len(PNG))
    path = asked["upload_url"].split(slack.files.host)[1]
    image = {"type": "image", "alt_text": "x", "slack_file": {"id": asked["file_id"]}}

    async def shown() -> bool:
        told = await ask("chat.postMessage", channel=channel.id, text="x", blocks=[image])
        return bool(told["ok"])

    assert not await shown()
    assert (await slack.serve(upload(path, PNG[:-1]))).status == 400
    assert (await slack.serve(upload(path, PNG))).status == 200
    assert (await slack.serve(upload(path, PNG))).status == 404
    assert not await shown()
    await ask("files.completeUploadExternal", files=[{"id": asked["file_id"]}])
    assert not await shown()
    slack.pipeline.clock.turn(1.1)
    assert await shown()
    again = await ask("files.completeUploadExternal", files=[{"id": asked["file_id"]}])
    assert again["error"] == "file_upload_failed"


def upload(path: str, content: bytes) -> Call:
    """Return the upload of a file."""
    return Call("POST", path, uploads=(Upload("file", "", "application/octet-stream", content),))


async def test_an_app_that_is_sold_reads_fifteen_messages_once_a_minute(
    slack: Slack, call: Call_, channel: Channel
) -> None:
    for number in range(20):
        await call("chat.postMessage", channel=channel.id, text=str(number))
    slack.conversations.most_history = 15
    slack.counters.change({"history": [1, 60]})
    first = await call("conversations.history", channel=channel.id, limit=999)
    second = await call("conversations.history", channel=channel.id)
    assert (len(first.body["messages"]), first.body["has_more"]) == (15, True)
    assert (second.status, int(second.headers["Retry-After"])) == (429, 60)


async def test_a_person_who_opens_the_home_tab_is_told_of_with_what_stands_there(
    slack: Slack, ask: Ask, channel: Channel
) -> None:
    user = channel.members[0]
    await ask("views.publish", user_id=user, view={"type": "home", "blocks": [{"type": "divider"}], "callback_id": "h"})
    known = slack.views.homes[channel.team_id, user].wire
    event = slack.deliveries.event(channel.team_id, {"type": "app_home_opened", "user": user, "view": known})
    assert event.payload["event"]["view"]["callback_id"] == "h"
    slack.world.app.made_from = type(slack.world.app.made_from)(home_tab=False)
    told = await ask("views.publish", user_id=user, view={"type": "home", "blocks": [{"type": "divider"}]})
    assert told["error"] == "not_enabled"


async def test_a_wrong_acknowledgement_of_a_command_is_a_failure_that_the_person_sees(
    slack: Slack, channel: Channel
) -> None:
    workspace = slack.world.workspaces[channel.team_id]
    made = slack.interactions.begin(COMMAND, slack.world.person(workspace, "ada"), workspace, channel=channel)
    slack.hooks.acknowledged(made, {"text": "x", "blocks": [{"type": "nothing"}]})
    assert "invalid_blocks" in made.failed
    assert made.messages == []


@pytest.mark.parametrize("reply_broadcast", [None, False])
async def test_an_answer_in_a_thread_is_not_broadcast_by_itself(
    ask: Ask, channel: Channel, reply_broadcast: bool | None
) -> None:
    ts = (await ask("chat.postMessage", channel=channel.id, text="x"))["ts"]
    more = {} if reply_broadcast is None else {"reply_broadcast": reply_broadcast}
    await ask("chat.postMessage", channel=channel.id, text="y", thread_ts=ts, **more)
    assert len((await ask("conversations.history", channel=channel.id))["messages"]) == 1
