"""Interactions: what people can do, and how and when the bot may answer."""

from typing import Any

import pytest

from tests.doubles.discord.double import Discord
from tests.doubles.discord.interactions import Interaction
from tests.doubles.discord.people import NotOfferedError
from tests.doubles.wire.calls import Answer, Json
from tests.doubles_tests.discord.conftest import Ask

TALLY = {
    "name": "tally",
    "description": "Figures and who said them",
    "contexts": [0],
    "options": [
        {
            "type": 1,
            "name": "figures",
            "description": "Current figures",
            "options": [
                {"type": 3, "name": "topic", "description": "Topic", "autocomplete": True},
                {"type": 4, "name": "most", "description": "How many", "min_value": 1, "max_value": 9},
            ],
        },
        {
            "type": 1,
            "name": "mute",
            "description": "Be silent",
            "options": [
                {
                    "type": 3,
                    "name": "time",
                    "description": "How long",
                    "required": True,
                    "choices": [{"name": "one hour", "value": "1h"}],
                }
            ],
        },
    ],
}
MANAGED = {"name": "setup", "description": "Set up", "default_member_permissions": 1 << 5}
BUTTON = {"type": 2, "style": 2, "label": "Why", "custom_id": "why:7F3K"}
ROWS = [{"type": 1, "components": [BUTTON, {**BUTTON, "custom_id": "off", "disabled": True}]}]
FORM = {
    "custom_id": "wrong:7F3K",
    "title": "Wrong reading",
    "components": [{"type": 18, "label": "Why?", "component": {"type": 4, "custom_id": "reason", "style": 2}}],
}


@pytest.fixture
async def scene(ask: Ask, discord: Discord) -> Discord:
    """Register the commands."""
    assert (await ask("PUT", "/applications/{a}/commands", [TALLY, MANAGED])).status == 200
    return discord


def run(discord: Discord, command: str = "/tally figures topic:the storm", **more: Any) -> Interaction:
    return discord.people.run({"user": "alice", "channel": next(iter(discord.world.channels)), "run": command, **more})


async def reply(ask: Ask, to: Interaction, kind: int, data: Json | None = None, **query: str) -> Answer:
    """Answer an interaction for the first time."""
    body = {"type": kind} | ({} if data is None else {"data": data})
    return await ask("POST", f"/interactions/{to.id}/{to.token}/callback", body, query=query, token="")


def hook(discord: Discord, to: Interaction, rest: str = "") -> str:
    return f"/webhooks/{discord.world.application_id}/{to.token}{rest}"


def test_a_command_is_sent_as_it_is_typed(scene: Discord) -> None:
    interaction = run(scene, "/tally figures topic:the storm in the north most:3")
    (sub,) = interaction.data["options"]
    assert (interaction.data["name"], sub["name"], sub["type"]) == ("tally", "figures", 1)
    assert {each["name"]: each["value"] for each in sub["options"]} == {"topic": "the storm in the north", "most": 3}


@pytest.mark.parametrize(
    ("command", "more", "told"),
    [
        ("/nothing", {}, "no command"),
        ("/tally", {}, "offers"),
        ("/tally figure", {}, "offers"),
        ("/tally figures title:x", {}, "no options"),
        ("/tally figures most:10", {}, "takes 1 to 9"),
        ("/tally mute", {}, "needs"),
        ("/tally mute time:2h", {}, "offers"),
        ("/setup", {}, "default_member_permissions"),
        ("/setup", {"permissions": ["MANAGE_MESSAGES"]}, "default_member_permissions"),
    ],
)
def test_the_client_does_not_offer_what_there_is_not(scene: Discord, command: str, more: Json, told: str) -> None:
    with pytest.raises(NotOfferedError, match=told):
        run(scene, command, **more)


@pytest.mark.parametrize("more", [{"permissions": ["MANAGE_GUILD"]}, {"user": "operator"}, {"force": True}])
def test_who_has_the_permission_is_offered_the_command(scene: Discord, more: Json) -> None:
    assert run(scene, "/setup", **more).data["name"] == "setup"


def test_a_command_of_servers_is_not_offered_outside(scene: Discord) -> None:
    scene.world.channels[5] = scene.world.channels.pop(next(iter(scene.world.channels)))
    scene.world.channels[5].guild_id = None
    with pytest.raises(NotOfferedError, match="outside servers"):
        run(scene, channel=5)


async def test_an_answer_is_shown_at_once(scene: Discord, ask: Ask) -> None:
    interaction = run(scene)
    answer = await reply(ask, interaction, 4, {"content": "120", "flags": 64}, with_response="1")
    told = await scene.interactions.wait(interaction, 1.0)
    assert (answer.status, told["answered"], told["ephemeral"], told["settled"]) == (200, 4, True, True)
    assert answer.body["resource"]["message"] == told["message"]
    assert told["message"]["content"] == "120"
    assert (await ask("GET", "/channels/{c}/messages")).body == [], "only one person sees it"


async def test_a_second_first_answer_is_refused(scene: Discord, ask: Ask) -> None:
    interaction = run(scene)
    assert (await reply(ask, interaction, 4, {"content": "x"})).status == 204
    again = await reply(ask, interaction, 5)
    assert (again.status, again.body["code"]) == (400, 40060)


async def test_an_answer_after_three_seconds_is_refused(scene: Discord, ask: Ask) -> None:
    interaction = run(scene)
    scene.pipeline.clock.turn(3.1)
    late = await reply(ask, interaction, 4, {"content": "x"})
    assert (late.status, late.body["code"]) == (404, 10062)
    told = await scene.interactions.wait(interaction, 1.0)
    assert (told["late"], told["answered"], told["message"]) == (True, None, None)


async def test_who_gets_no_answer_learns_it_after_three_seconds(scene: Discord) -> None:
    scene.interactions.answer_within = 0.01
    assert (await scene.interactions.wait(run(scene), 5.0))["late"] is True


@pytest.mark.parametrize("way", ["edit", "follow-up"])
async def test_a_deferred_answer_is_filled_in_later(scene: Discord, ask: Ask, way: str) -> None:
    interaction = run(scene)
    await reply(ask, interaction, 5, {"flags": 64})
    assert not interaction.settled()
    if way == "edit":
        await ask("PATCH", hook(scene, interaction, "/messages/@original"), {"content": "120"}, token="")
    else:
        await ask("POST", hook(scene, interaction), {"content": "120"}, token="")
    told = await scene.interactions.wait(interaction, 1.0)
    assert (told["message"]["content"], told["ephemeral"], told["followups"]) == ("120", True, [])
    assert told["message"]["flags"] == 64


async def test_follow_ups_live_for_fifteen_minutes(scene: Discord, ask: Ask) -> None:
    interaction = run(scene)
    await reply(ask, interaction, 4, {"content": "x"})
    assert (await ask("POST", hook(scene, interaction), {"content": "more"}, token="")).status == 200
    original = await ask("GET", hook(scene, interaction, "/messages/@original"), token="")
    assert original.body["content"] == "x"
    scene.pipeline.clock.turn(901)
    late = await ask("POST", hook(scene, interaction), {"content": "more"}, token="")
    assert (late.status, late.body["code"]) == (401, 50027)


async def test_nothing_can_follow_before_the_first_answer(scene: Discord, ask: Ask) -> None:
    answer = await ask("POST", hook(scene, run(scene)), {"content": "x"}, token="")
    assert (answer.status, answer.body["code"]) == (404, 10015)


async def test_what_is_deleted_is_gone(scene: Discord, ask: Ask) -> None:
    interaction = run(scene)
    await reply(ask, interaction, 4, {"content": "x"})
    original = hook(scene, interaction, "/messages/@original")
    assert (await ask("DELETE", original, token="")).status == 204
    assert (await ask("PATCH", original, {"content": "y"}, token="")).body["code"] == 10008


def choices(count: int) -> Json:
    return {"choices": [{"name": str(number), "value": str(number)} for number in range(count)]}


async def test_choices_are_offered_while_one_types(scene: Discord, ask: Ask) -> None:
    channel = next(iter(scene.world.channels))
    typed = {"user": "alice", "channel": channel, "run": "/tally figures", "options": {"topic": "st"}}
    interaction = scene.people.type({**typed, "focused": "topic"})
    (option,) = interaction.data["options"][0]["options"]
    assert option == {"name": "topic", "type": 3, "value": "st", "focused": True}
    assert (await reply(ask, interaction, 8, choices(26))).body["code"] == 50035
    assert (await reply(ask, interaction, 4, {"content": "x"})).body["code"] == 50035
    assert (await reply(ask, interaction, 8, choices(25))).status == 204
    assert len((await scene.interactions.wait(interaction, 1.0))["choices"]) == 25
    with pytest.raises(NotOfferedError, match="does not complete"):
        scene.people.type({**typed, "options": {}, "focused": "most"})


async def test_a_button_changes_its_message(scene: Discord, ask: Ask) -> None:
    message = (await ask("POST", "/channels/{c}/messages", {"content": "x", "components": ROWS})).body
    told = {"user": "alice", "channel": message["channel_id"], "message": message["id"]}
    for custom_id in ("off", "nothing"):
        with pytest.raises(NotOfferedError, match="nothing to press"):
            scene.people.click({**told, "custom_id": custom_id})
    interaction = scene.people.click({**told, "custom_id": "why:7F3K"})
    await reply(ask, interaction, 7, {"content": "pressed", "components": []})
    (shown,) = (await ask("GET", "/channels/{c}/messages")).body
    assert (shown["content"], shown["components"]) == ("pressed", [])
    with pytest.raises(NotOfferedError, match="nothing to press"):
        scene.people.click({**told, "custom_id": "why:7F3K"})


async def test_what_only_alice_sees_only_alice_presses(scene: Discord, ask: Ask) -> None:
    interaction = run(scene)
    await reply(ask, interaction, 4, {"content": "x", "components": ROWS, "flags": 64})
    assert interaction.original
    told = {"channel": interaction.channel.id, "message": interaction.original.id, "custom_id": "why:7F3K"}
    with pytest.raises(NotOfferedError, match="bob sees no message"):
        scene.people.click({"user": "bob", **told})
    assert scene.people.click({"user": "alice", **told}).message is interaction.original


async def test_a_form_is_filled_in(scene: Discord, ask: Ask) -> None:
    asked = run(scene)
    assert (await reply(ask, asked, 9, {**FORM, "title": "x" * 46})).body["code"] == 50035
    await reply(ask, asked, 9, FORM)
    with pytest.raises(NotOfferedError, match="needs reason"):
        scene.people.submit({"interaction": str(asked.id), "values": {}})
    sent = scene.people.submit({"interaction": str(asked.id), "values": {"reason": "a ceiling"}})
    assert sent.data["custom_id"] == "wrong:7F3K"
    assert sent.data["components"][0]["component"]["value"] == "a ceiling"
    await reply(ask, sent, 4, {"content": "noted"})
    assert (await scene.interactions.wait(sent, 1.0))["message"]["content"] == "noted"
