"""The command table as Discord registers it: one group, with typed options."""

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from bot.commands import NAMED, Argument, ArgumentKind, Command

GROUP = "tally"
SUMMARY = "Tracked figures: who says what, and what changed."
SUB_COMMAND, STRING, INTEGER = 1, 3, 4
GUILD_ONLY = 0
LONGEST, LONGEST_TEXT = 100, 4_000
MOST_PAGES = 9_999

Json = dict[str, Any]


def payload(commands: Iterable[Command]) -> list[Json]:
    """Return the application's commands.

    Discord grants permissions to a group as a whole, so the group is open to all, as reading is; who may change what
    is checked where it is done.
    """
    return [
        {
            "name": GROUP,
            "type": 1,
            "description": SUMMARY,
            "options": [_command(command) for command in commands],
            "contexts": [GUILD_ONLY],
            "integration_types": [0],
            "default_member_permissions": None,
            "nsfw": False,
        }
    ]


def digest(commands: list[Json], application: int) -> str:
    """Return what tells two registrations apart."""
    return sha256(json.dumps([application, commands], sort_keys=True).encode()).hexdigest()


def completed(argument: Argument) -> bool:
    """Return whether choices are offered while somebody types."""
    return argument.kind in NAMED or argument.kind is ArgumentKind.LENGTH


def _command(command: Command) -> Json:
    arguments = sorted(command.arguments, key=lambda argument: not argument.required)
    return {
        "name": command.name,
        "type": SUB_COMMAND,
        "description": command.summary[:LONGEST],
        "options": [_option(argument) for argument in arguments],
    }


def _option(argument: Argument) -> Json:
    option: Json = {
        "name": argument.name,
        "description": argument.summary[:LONGEST],
        "required": argument.required,
    }
    if argument.kind is ArgumentKind.PAGE:
        return {**option, "type": INTEGER, "min_value": 1, "max_value": MOST_PAGES}
    option["type"] = STRING
    if completed(argument):
        return {**option, "autocomplete": True, "max_length": LONGEST}
    if argument.choices:
        return {**option, "choices": [{"name": each, "value": each} for each in argument.choices]}
    return {**option, "max_length": LONGEST_TEXT if argument.kind is ArgumentKind.TEXT else LONGEST}
