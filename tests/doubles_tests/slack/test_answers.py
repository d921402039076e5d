"""Triggers, views and response addresses: each opens what it may, in its time and as often as it may."""

from typing import Any

import pytest

from tests.doubles.slack.double import Slack
from tests.doubles.slack.errors import RefusedError
from tests.doubles.slack.interactions import ACTION, COMMAND, Interaction
from tests.doubles.slack.world import Channel
from tests.doubles.wire.calls import Answer, Call, Json
from tests.doubles_tests.slack.conftest import Ask


def plain(text: str) -> Json:
    """Return a plain_text object."""
    return {"type": "plain_text", "text": text}


def modal(**more: Any) -> Json:
    """Return a modal."""
    return {"type": "modal", "title": plain("Mute"), "blocks": [{"type": "divider"}], **more}


@pytest.fixture
def interaction(slack: Slack, channel: Channel) -> Interaction:
    """Return a command that a person has run."""
    workspace = slack.world.workspaces[channel.team_id]
    person = slack.world.person(workspace, "ada")
    return slack.interactions.begin(COMMAND, person, workspace, channel=channel)


async def answer(slack: Slack, url: str, **told: Any) -> Answer:
    """Answer at a response address."""
    return await slack.serve(Call("POST", url.split(slack.interactions.host)[1], body=told))


async def test_a_response_address_is_good_five_times(slack: Slack, interaction: Interaction) -> None:
    url = slack.interactions.hook(interaction)
    statuses = [(await answer(slack, url, text=str(n))).status for n in range(6)]
    assert statuses == [200] * 5 + [404]
    assert len(interaction.messages) == 5
    assert (await answer(slack, url, text="x")).body["error"] == "used_url"


async def test_a_response_address_is_good_for_half_an_hour(slack: Slack, interaction: Interaction) -> None:
    url = slack.interactions.hook(interaction)
    slack.pipeline.clock.turn(1799)
    assert (await answer(slack, url, text="in time")).status == 200
    slack.pipeline.clock.turn(2)
    late = await answer(slack, url, text="late")
    assert (late.status, late.body["error"]) == (404, "expired_url")
    assert (await answer(slack, f"http://{slack.interactions.host}/hooks/commands/T1/x/y", text="x")).status == 404


async def test_an_answer_is_private_unless_it_says_otherwise(
    slack: Slack, interaction: Interaction, channel: Channel
) -> None:
    url = slack.interactions.hook(interaction)
    await answer(slack, url, text="alone")
    await answer(slack, url, text="all", response_type="in_channel")
    assert [each.only_for for each in interaction.messages] == [interaction.person.id, ""]
    assert [each.wire["text"] for each in channel.seen()] == ["all"]


async def test_an_answer_replaces_or_deletes_the_message_it_is_about(
    slack: Slack, ask: Ask, interaction: Interaction, channel: Channel
) -> None:
    ts = (await ask("chat.postMessage", channel=channel.id, text="old"))["ts"]
    pressed = slack.interactions.begin(
        ACTION, interaction.person, interaction.workspace, channel=channel, message=channel.messages[ts]
    )
    url = slack.interactions.hook(pressed)
    await answer(slack, url, text="new", replace_original=True)
    assert [each.wire["text"] for each in channel.seen()] == ["new"]
    await answer(slack, url, delete_original=True)
    assert channel.seen() == []


async def test_a_wrong_answer_is_told_and_shows_nothing(slack: Slack, interaction: Interaction) -> None:
    url = slack.interactions.hook(interaction)
    told = await answer(slack, url, text="x", blocks=[{"type": "nothing"}])
    assert told.body["error"] == "invalid_blocks"
    assert interaction.messages == []


async def test_a_trigger_opens_one_view_within_three_seconds(slack: Slack, ask: Ask, interaction: Interaction) -> None:
    first, second = slack.interactions.trigger(interaction), slack.interactions.trigger(interaction)
    opened = await ask("views.open", trigger_id=first, view=modal())
    again = await ask("views.open", trigger_id=first, view=modal())
    slack.pipeline.clock.turn(3.1)
    late = await ask("views.open", trigger_id=second, view=modal())
    assert opened["view"]["id"] == interaction.views[0]["id"]
    assert (again["error"], late["error"]) == ("exchanged_trigger_id", "expired_trigger_id")
    assert (await ask("views.open", trigger_id="1.2.3", view=modal()))["error"] == "invalid_trigger_id"


async def test_a_trigger_of_another_workspace_opens_nothing(slack: Slack, ask: Ask, interaction: Interaction) -> None:
    trigger = slack.interactions.trigger(interaction)
    token = slack.world.installations[1].token
    assert (await ask("views.open", trigger_id=trigger, view=modal(), token=token))["error"] == "invalid_trigger_id"


async def test_views_are_stacked_three_high(slack: Slack, ask: Ask, interaction: Interaction) -> None:
    trigger = slack.interactions.trigger(interaction)
    view = (await ask("views.open", trigger_id=trigger, view=modal()))["view"]
    root = view["id"]
    errors = []
    for _ in range(3):
        pressed = slack.interactions.begin(ACTION, interaction.person, interaction.workspace, view=view["id"])
        told = await ask("views.push", trigger_id=slack.interactions.trigger(pressed), view=modal())
        errors.append(told.get("error"))
        view = told.get("view", view)
    assert errors == [None, None, "push_limit_reached"]
    assert view["root_view_id"] == root


async def test_a_view_is_updated_by_id_or_name_unless_the_hash_is_old(
    slack: Slack, ask: Ask, interaction: Interaction
) -> None:
    trigger = slack.interactions.trigger(interaction)
    view = (await ask("views.open", trigger_id=trigger, view=modal(external_id="mine")))["view"]
    changed = modal(title=plain("Mended"), external_id="mine")
    updated = await ask("views.update", external_id="mine", view=changed, hash=view["hash"])
    stale = await ask("views.update", view_id=view["id"], view=changed, hash=view["hash"])
    assert updated["view"]["title"]["text"] == "Mended"
    assert stale["error"] == "hash_conflict"
    assert (await ask("views.update", view_id="V0", view=changed))["error"] == "not_found"


async def test_a_home_tab_is_each_persons_own_and_guarded_by_its_hash(slack: Slack, ask: Ask, channel: Channel) -> None:
    user = channel.members[0]
    home = {"type": "home", "blocks": [{"type": "divider"}]}
    first = await ask("views.publish", user_id=user, view=home)
    second = await ask("views.publish", user_id=user, view=home, hash=first["view"]["hash"])
    stale = await ask("views.publish", user_id=user, view=home, hash=first["view"]["hash"])
    assert second["view"]["id"] == first["view"]["id"]
    assert stale["error"] == "hash_conflict"
    assert (await ask("views.publish", user_id="U0", view=home))["error"] == "user_not_found"
    assert list(slack.views.homes) == [(channel.team_id, user)]


ASKS = [{"type": "input", "label": plain("L"), "element": {"type": "plain_text_input", "action_id": "i"}}]


@pytest.mark.parametrize(
    ("view", "says"),
    [
        (modal(title=plain("a" * 25)), "must be less than 25 characters [json-pointer:/view/title/text]"),
        (modal(submit=plain("a" * 25)), "/view/submit/text"),
        (modal(close=plain("a" * 25)), "/view/close/text"),
        (modal(private_metadata="a" * 3001), "/view/private_metadata"),
        (modal(callback_id="a" * 256), "/view/callback_id"),
        (modal(blocks=[{"type": "divider"}] * 101), "no more than 100 items allowed"),
        (modal(blocks=ASKS), "`submit` is required"),
        ({"type": "modal", "blocks": [{"type": "divider"}]}, "missing required field: title"),
        (modal(blocks=[]), "between 1 and 100 blocks"),
        ({"type": "window"}, "/view/type"),
        ("nothing", "view must be an object"),
    ],
)
async def test_a_wrong_view_is_refused_at_its_place(
    slack: Slack, ask: Ask, interaction: Interaction, view: Any, says: str
) -> None:
    told = await ask("views.open", trigger_id=slack.interactions.trigger(interaction), view=view)
    assert told["error"] == "invalid_arguments"
    assert says in told["response_metadata"]["messages"][0]


def test_a_view_that_weighs_too_much_is_refused(slack: Slack) -> None:
    heavy = [{"type": "section", "text": {"type": "mrkdwn", "text": "é" * 3000}}] * 60
    with pytest.raises(RefusedError, match="view_too_large"):
        slack.views.checked({"type": "home", "blocks": heavy}, "home")
