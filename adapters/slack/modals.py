"""Dialogues: for how long to mute, how much to follow, which feed to add."""

import json
from collections.abc import Mapping
from typing import Any

from adapters.slack.asked import Asked, Reply, at, interaction, text_at
from adapters.slack.menus import option, plain
from bot.commands import Choice
from bot.commands.prompts import Field, Prompt, continued, faults, filled
from bot.views.prompts import CANCEL, dialogue_title

ASK = "ask"
"""The callback_id of every dialogue of ours."""
LONGEST_TITLE, LONGEST_LABEL, LONGEST_METADATA, LONGEST_TEXT = 24, 2_000, 3_000, 3_000

Json = dict[str, Any]


def modal(prompt: Prompt, asked: Asked) -> Json:
    """Return a dialogue that asks for what is missing; it carries what it is for, and where its answer goes."""
    title = dialogue_title(prompt.command.name)
    return {
        "type": "modal",
        "callback_id": ASK,
        "title": plain(title, LONGEST_TITLE),
        "submit": plain(title, LONGEST_TITLE),
        "close": plain(CANCEL, LONGEST_TITLE),
        "private_metadata": _metadata(prompt, asked.reply),
        "blocks": [_input(field) for field in prompt.fields],
    }


def submitted(body: Mapping[str, Any]) -> tuple[Prompt, dict[str, str], Reply] | None:
    """Return what was filled in, and where its answer goes; None for a dialogue that is not ours."""
    try:
        told = json.loads(text_at(body, "view", "private_metadata"))
        prompt = continued(str(told["command"]), {str(name): str(value) for name, value in told["given"].items()})
        place = {name: str(told[name]) for name in ("url", "channel", "thread")}
        reply = Reply(**place, in_place=told["in_place"] is True)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    if prompt is None:
        return None
    values = {field.name: _value(body, field.name) for field in prompt.fields}
    return prompt, values, reply


def refusals(prompt: Prompt, values: Mapping[str, str]) -> dict[str, str]:
    """Return what stands under each field that is not right, by its block."""
    return faults(prompt, values)


def asked_by(body: Mapping[str, Any], prompt: Prompt, values: Mapping[str, str], reply: Reply) -> Asked:
    """Return the command that a dialogue completes."""
    arguments = filled(prompt, values)
    asked = interaction(body, command=prompt.command.name, arguments=arguments)
    return Asked(
        call=asked.call,
        server=asked.server,
        organisation=asked.organisation,
        channel=reply.channel,
        person=asked.person,
        name=asked.name,
        home=asked.home,
        command=asked.command,
        arguments=asked.arguments,
        trigger=asked.trigger,
        reply=reply,
    )


def _metadata(prompt: Prompt, reply: Reply) -> str:
    told = {
        "command": prompt.command.name,
        "given": dict(prompt.given),
        "url": reply.url,
        "channel": reply.channel,
        "thread": reply.thread,
        "in_place": reply.in_place,
    }
    whole = json.dumps(told, separators=(",", ":"))
    return whole if len(whole) <= LONGEST_METADATA else json.dumps({**told, "url": ""}, separators=(",", ":"))


def _input(field: Field) -> Json:
    block: Json = {
        "type": "input",
        "block_id": field.name,
        "label": plain(field.label, LONGEST_LABEL),
        "element": _select(field) if field.choices else _text(field),
    }
    return block if field.required else {**block, "optional": True}


def _select(field: Field) -> Json:
    options = [_option(each) for each in field.choices]
    usual = next((each for each in options if each["value"] == field.usual), options[0])
    return {"type": "static_select", "action_id": field.name, "options": options, "initial_option": usual}


def _option(choice: Choice) -> Json:
    """Return a choice; what it means stands under it."""
    if choice.label == choice.value:
        return option(choice.label, choice.value)
    return {**option(choice.value, choice.value), "description": plain(choice.label, 75)}


def _text(field: Field) -> Json:
    element: Json = {"type": "plain_text_input", "action_id": field.name, "max_length": LONGEST_TEXT}
    return {**element, "multiline": True} if field.long else element


def _value(body: Mapping[str, Any], name: str) -> str:
    found = at(body, "view", "state", "values", name, name)
    if not isinstance(found, Mapping):
        return ""
    return text_at(found, "selected_option", "value") or text_at(found, "value")
