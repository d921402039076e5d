"""Menus and dialogues stay within what Slack takes, whatever topics are called and however many there are."""

from dataclasses import replace
from typing import Any

import pytest

from adapters.slack.asked import Asked, Reply
from adapters.slack.menus import Suggestions, action_id, menu, read_action_id
from adapters.slack.modals import asked_by, modal, submitted
from adapters.storage import MemoryStore
from bot.commands import BY_NAME, Desk
from bot.commands.prompts import Prompt, continued, prompted
from bot.model import Topic
from tests.bot.commands.room import Room
from tests.newsroom import DEAD, NOW, TOPIC, TOPICS

REPLY = Reply(url="https://hooks.example/" + "x" * 200, channel="C1", thread="1.0", in_place=True)
ASKED = Asked(call="t", server="T1", channel="C1", person="U1", trigger="1.2.3", reply=REPLY)


def prompt(words: str) -> Prompt:
    """Return what is asked for after these words."""
    found = prompted(Room().request(words))
    assert found is not None
    return found


def many(number: int) -> dict[str, Topic]:
    """Make a topic of so many claims with long names."""
    claims = tuple(replace(DEAD, id=f"c{each}", title=f"Claim {each} <b>&{'ü' * 100}") for each in range(number))
    return {TOPIC.id: replace(TOPIC, claims=claims)}


async def test_a_hundred_names_are_offered_at_most_each_as_long_as_slack_takes() -> None:
    desk = Desk(topics=many(300), store=MemoryStore(), now=NOW)
    body = {"action_id": action_id(prompt("history")), "value": "claim"}
    offered = await Suggestions().options(body, desk)
    assert len(offered) == 100
    assert len({each["value"] for each in offered}) == 100
    assert all(0 < len(each["text"]["text"]) <= 75 and len(each["value"]) <= 150 for each in offered)


@pytest.mark.parametrize(
    "action", ["", "pick.", "pick.[1,2]", 'pick.["erase","x",{}]', "ask.0", 'pick.["mute","x",[]]']
)
async def test_a_menu_that_is_not_ours_offers_nothing(action: str) -> None:
    desk = Desk(topics=TOPICS, store=MemoryStore(), now=NOW)
    assert await Suggestions().options({"action_id": action, "value": ""}, desk) == []


@pytest.mark.parametrize("words", ["mute", "mute 24h", "follow conflicts", "history", "why", "unmute"])
def test_a_menu_says_in_its_id_what_it_is_for(words: str) -> None:
    asked = prompt(words)
    _, blocks = menu(asked)
    ((element,),) = [block["elements"] for block in blocks if block["type"] == "actions"]
    assert len(element["action_id"]) <= 255
    assert asked.pick is not None
    assert read_action_id(element["action_id"]) == (asked.command.name, asked.pick.name, dict(asked.given))


@pytest.mark.parametrize(
    ("command", "given"),
    [("mute", {"what": "A" * 2_900}), ("follow", {"what": "AAAA"}), ("feeds", {"action": "add"}), ("check", {})],
)
def test_a_dialogue_carries_what_it_is_for_within_slacks_limits(command: str, given: dict[str, str]) -> None:
    asked = continued(command, given)
    assert asked is not None
    view = modal(asked, ASKED)
    assert all(0 < len(view[part]["text"]) <= 24 for part in ("title", "submit", "close"))
    assert len(view["private_metadata"]) <= 3_000
    ids = [block["block_id"] for block in view["blocks"]]
    assert len(set(ids)) == len(ids) <= 100
    for block in view["blocks"]:
        for option in block["element"].get("options", ()):
            assert len(option["text"]["text"]) <= 75
            assert len(option.get("description", {}).get("text", "")) <= 75
    back = submitted(sent(view))
    assert back is not None
    assert (back[0].command, dict(back[0].given)) == (BY_NAME[command], given)
    assert (back[2].channel, back[2].thread) == ("C1", "1.0")


def sent(view: dict[str, Any], **values: str) -> dict[str, Any]:
    """Fill a dialogue in and send it."""
    state = {name: {name: {"type": "plain_text_input", "value": value}} for name, value in values.items()}
    return {
        "type": "view_submission",
        "team": {"id": "T1"},
        "user": {"id": "U1", "team_id": "T1"},
        "view": {**view, "id": "V1", "state": {"values": state}},
    }


def test_a_dialogue_is_answered_where_it_was_begun() -> None:
    asked = continued("feeds", {"action": "add"})
    assert asked is not None
    body = sent(modal(asked, ASKED), address="https://n.example/rss", outlet="Herald")
    back = submitted(body)
    assert back is not None
    done = asked_by(body, back[0], back[1], back[2])
    assert (done.command, done.arguments["what"], done.channel) == ("feeds", "https://n.example/rss Herald", "C1")
    assert done.reply == REPLY


@pytest.mark.parametrize(
    "metadata", ["", "{", "[]", '{"command":"erase","given":{},"url":"","channel":"","thread":""}']
)
def test_a_dialogue_that_is_not_ours_asks_for_nothing(metadata: str) -> None:
    assert submitted({"view": {"private_metadata": metadata}}) is None
