"""Blocks: what Slack takes is taken, and each budget is refused one character or item too far, at its place."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.doubles.slack.blocks import MOST_IN_VIEW, BlockRules
from tests.doubles.slack.double import Slack
from tests.doubles.slack.errors import RefusedError
from tests.doubles.slack.models import of_blocks, of_view
from tests.doubles.slack.schema import BlockSchema
from tests.doubles.slack.world import Channel
from tests.doubles.wire.calls import Json
from tests.doubles_tests.slack.conftest import Ask

Make = Callable[[int], Json]


def plain(text: str) -> Json:
    """Return a plain_text object."""
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    """Return a mrkdwn object."""
    return {"type": "mrkdwn", "text": text}


def section(text: str = "x", **more: Any) -> Json:
    """Return a section."""
    return {"type": "section", "text": mrkdwn(text), **more}


def button(**more: Any) -> Json:
    """Return a button."""
    return {"type": "button", "text": plain("Why?"), "action_id": "why", **more}


def actions(*elements: Json) -> Json:
    """Return a row of elements."""
    return {"type": "actions", "elements": list(elements)}


def option(value: str = "v", text: str = "t", **more: Any) -> Json:
    """Return an option."""
    return {"text": plain(text), "value": value, **more}


def select(*options: Json, **more: Any) -> Json:
    """Return a static select."""
    return {"type": "static_select", "action_id": "s", "options": list(options), **more}


def asked(**more: Any) -> Json:
    """Return an input block."""
    return {"type": "input", "label": plain("L"), "element": {"type": "plain_text_input", "action_id": "i"}, **more}


LENGTHS: list[tuple[str, int, Make]] = [
    ("text/text", 3000, lambda n: section("a" * n)),
    ("fields/0/text", 2000, lambda n: {"type": "section", "fields": [mrkdwn("a" * n)]}),
    ("text/text", 150, lambda n: {"type": "header", "text": plain("a" * n)}),
    ("elements/0/text", 3000, lambda n: {"type": "context", "elements": [mrkdwn("a" * n)]}),
    ("elements/0/text/text", 75, lambda n: actions(button(text=plain("a" * n)))),
    ("elements/0/value", 2000, lambda n: actions(button(value="a" * n))),
    ("elements/0/url", 3000, lambda n: actions(button(url="https://x.example/" + "a" * (n - 18)))),
    ("elements/0/action_id", 255, lambda n: actions(button(action_id="a" * n))),
    ("block_id", 255, lambda n: section(block_id="a" * n)),
    ("elements/0/options/0/text/text", 75, lambda n: actions(select(option(text="a" * n)))),
    ("elements/0/options/0/value", 150, lambda n: actions(select(option("a" * n)))),
    ("elements/0/placeholder/text", 150, lambda n: actions(select(option(), placeholder=plain("a" * n)))),
    ("alt_text", 2000, lambda n: {"type": "image", "image_url": "https://x.example/a.png", "alt_text": "a" * n}),
    ("label/text", 2000, lambda n: asked(label=plain("a" * n))),
    ("text", 12_000, lambda n: {"type": "markdown", "text": "a" * n}),
]
COUNTS: list[tuple[str, int, Make]] = [
    ("fields", 10, lambda n: {"type": "section", "fields": [mrkdwn("x")] * n}),
    ("elements", 10, lambda n: {"type": "context", "elements": [mrkdwn("x")] * n}),
    ("elements", 25, lambda n: actions(*(button(action_id=str(place)) for place in range(n)))),
    ("elements/0/options", 100, lambda n: actions(select(*(option(str(place)) for place in range(n))))),
    (
        "elements/0/options",
        5,
        lambda n: actions(
            {"type": "overflow", "action_id": "o", "options": [option(str(place)) for place in range(n)]}
        ),
    ),
]


@pytest.mark.parametrize(("place", "most", "make"), LENGTHS + COUNTS)
async def test_a_budget_is_kept_to_the_last_and_refused_one_beyond(
    ask: Ask, channel: Channel, place: str, most: int, make: Make
) -> None:
    kept = await ask("chat.postMessage", channel=channel.id, text="x", blocks=[make(most)])
    told = await ask("chat.postMessage", channel=channel.id, text="x", blocks=[make(most + 1)])
    assert kept["ok"], kept
    assert told["error"] == "invalid_blocks"
    assert f"[json-pointer:/blocks/0/{place}]" in told["response_metadata"]["messages"][0]
    assert str(most) in told["errors"][0] or str(most + 1) in told["errors"][0]


async def test_a_message_has_50_blocks_at_most_and_a_view_100(slack: Slack, ask: Ask, channel: Channel) -> None:
    divider = {"type": "divider"}
    assert (await ask("chat.postMessage", channel=channel.id, text="x", blocks=[divider] * 50))["ok"]
    told = await ask("chat.postMessage", channel=channel.id, text="x", blocks=[divider] * 51)
    assert told["errors"] == ["no more than 50 items allowed [json-pointer:/blocks]"]
    home = {"type": "home", "blocks": [divider] * 100}
    assert slack.views.checked(home, "home")
    with pytest.raises(RefusedError, match="invalid_arguments"):
        slack.views.checked({"type": "home", "blocks": [divider] * 101}, "home")


async def test_all_text_together_has_a_ceiling_of_its_own(ask: Ask, channel: Channel) -> None:
    legal = [section("a" * 3000)] * 4
    assert (await ask("chat.postMessage", channel=channel.id, text="x", blocks=[*legal, section("a" * 1000)]))["ok"]
    told = await ask("chat.postMessage", channel=channel.id, text="x", blocks=[*legal, section("a" * 1001)])
    assert told["error"] == "msg_blocks_too_long"


WRONG: list[tuple[str, Json, str]] = [
    ("no such block", {"type": "banner"}, "unsupported type: banner"),
    ("empty section", {"type": "section"}, "must define either text or fields"),
    ("empty text", section(""), "must be more than 0 characters"),
    ("markup in a header", {"type": "header", "text": mrkdwn("x")}, "unsupported type: mrkdwn"),
    ("style that is none", actions(button(style="loud")), "must be a valid enum value"),
    ("no alt_text", {"type": "image", "image_url": "https://x.example/a.png"}, "missing required field: alt_text"),
    ("no image", {"type": "image", "alt_text": "x"}, "must define either image_url or slack_file"),
    ("link without an address", actions(button(url="javascript:alert(1)")), "Invalid URL"),
    ("unknown key", section(colour="red"), "invalid additional property: colour"),
    ("two of one action_id", actions(button(), button()), "already exists"),
    ("no options", actions(select()), "must have at least 1 items"),
    ("input among actions", actions({"type": "plain_text_input", "action_id": "i"}), "unsupported type"),
    ("unknown file", {"type": "image", "alt_text": "x", "slack_file": {"id": "F1"}}, "invalid slack file"),
]


@pytest.mark.parametrize(("block", "says"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG])
async def test_a_wrong_block_is_refused_at_its_place(ask: Ask, channel: Channel, block: Json, says: str) -> None:
    told = await ask("chat.postMessage", channel=channel.id, text="x", blocks=[{"type": "divider"}, block])
    assert told["error"] == "invalid_blocks"
    assert says in told["errors"][0]
    assert "/blocks/1" in told["errors"][0]
    assert channel.messages == {}


async def test_block_ids_are_each_there_once(ask: Ask, channel: Channel) -> None:
    told = await ask("chat.postMessage", channel=channel.id, text="x", blocks=[section(block_id="a")] * 2)
    assert "already exists for another block" in told["errors"][0]


GOOD: list[tuple[str, Json]] = [
    ("section", section(fields=[mrkdwn("x")], accessory=button())),
    ("picture beside", section(accessory={"type": "image", "image_url": "https://x.example/a.png", "alt_text": "x"})),
    ("select beside", section(accessory={"type": "external_select", "action_id": "a", "min_query_length": 0})),
    ("row", actions(button(style="danger"), select(option()))),
    (
        "groups",
        actions(
            {"type": "static_select", "action_id": "g", "option_groups": [{"label": plain("x"), "options": [option()]}]}
        ),
    ),
    ("context", {"type": "context", "elements": [mrkdwn("x"), plain("y")]}),
    ("input", asked(hint=plain("x"), optional=True)),
    ("rich text", {"type": "rich_text", "elements": []}),
    (
        "overflow",
        section(accessory={"type": "overflow", "action_id": "o", "options": [option(description=plain("x"))]}),
    ),
    ("people", actions({"type": "users_select", "action_id": "u"}, {"type": "conversations_select", "action_id": "c"})),
]


@pytest.mark.parametrize("block", [row[1] for row in GOOD], ids=[row[0] for row in GOOD])
def test_a_good_block_passes_our_rules_and_slacks_schema(schema: BlockSchema, block: Json) -> None:
    rules = BlockRules(lambda _: False, schema)
    assert [str(each) for each in rules.faults([block], most=MOST_IN_VIEW)] == []


@pytest.mark.parametrize(
    "block",
    [
        {
            "type": "rich_text",
            "elements": [{"type": "rich_text_section", "elements": [{"type": "shout", "text": "x"}]}],
        },
        asked(element={"type": "datepicker", "action_id": "d", "max_selected_items": 3}),
        {"type": "table", "rows": [["x"]]},
    ],
    ids=["rich text", "input", "table"],
)
def test_what_our_rules_do_not_know_the_schema_refuses(schema: BlockSchema, block: Json) -> None:
    assert list(BlockRules(lambda _: False, schema).faults([block], most=50)) != []


def test_slacks_own_library_is_asked_too() -> None:
    titled = {"type": "home", "blocks": [section()], "submit": plain("Send")}
    assert "cannot have submit" in str(next(of_view(titled)))
    long = {"type": "section", "fields": [mrkdwn("x")] * 11}
    assert "fields" in str(next(of_blocks([long], ("blocks",))))
