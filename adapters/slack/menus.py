"""Menus that look names up while somebody types: under an ephemeral message, since commands have no typed options."""

import asyncio
import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from adapters.slack.asked import action_of, text_at
from adapters.slack.rendering import answer as render
from bot.commands import BY_NAME, Answer, Desk, last_changes, suggest
from bot.commands.prompts import Prompt
from bot.commands.suggesting import SLACK_LIMIT, Changed
from bot.crash import Crash, survive
from bot.views.prompts import TYPE_TO_SEARCH, pick_view

PICK = "pick."
"""What the action_id of every menu of ours starts with; what it is for follows."""
LONGEST_OPTION, LONGEST_VALUE, LONGEST_ID = 75, 150, 255
PATIENCE = 1.0
"""Seconds for what changed last, until names are offered in their own order: Slack waits three in all."""
FRESH = timedelta(seconds=10)
"""How long the order of names is kept while somebody types."""

Json = dict[str, Any]


def menu(prompt: Prompt) -> tuple[str, list[Json]]:
    """Return the text and the blocks that ask for a name."""
    rendered = render(Answer(views=(pick_view(prompt.command.name),)))
    element = {
        "type": "external_select",
        "action_id": action_id(prompt),
        "placeholder": plain(TYPE_TO_SEARCH, LONGEST_OPTION),
        "min_query_length": 0,
    }
    return rendered.text, [*rendered.blocks, {"type": "actions", "elements": [element]}]


def action_id(prompt: Prompt) -> str:
    """Return what a menu is for, in the only thing that comes back with every choice; too long a part is left out."""
    argument = prompt.pick.name if prompt.pick else ""
    told = [prompt.command.name, argument, dict(prompt.given)]
    whole = PICK + json.dumps(told, separators=(",", ":"))
    return whole if len(whole) <= LONGEST_ID else PICK + json.dumps([*told[:2], {}], separators=(",", ":"))


def read_action_id(given: str) -> tuple[str, str, dict[str, str]]:
    """Return a menu's command, argument and what was known before; all empty where it is not ours."""
    try:
        command, argument, known = json.loads(given.removeprefix(PICK))
    except (ValueError, TypeError):
        return "", "", {}
    if not (isinstance(command, str) and isinstance(argument, str) and isinstance(known, dict)):
        return "", "", {}
    return command, argument, {str(name): str(value) for name, value in known.items()}


def is_menu(body: Mapping[str, Any]) -> bool:
    """Return whether something was chosen from a menu of ours."""
    return text_at(action_of(body), "action_id").startswith(PICK)


def chosen(body: Mapping[str, Any]) -> str:
    """Return what was chosen from a menu."""
    return text_at(action_of(body), "selected_option", "value")


def option(label: str, value: str) -> Json:
    """Return one thing to choose."""
    return {"text": plain(label, LONGEST_OPTION), "value": value[:LONGEST_VALUE]}


def plain(text: str, most: int) -> Json:
    """Return plain text of at most so many characters, as Slack takes it: never empty."""
    return {"type": "plain_text", "text": text[:most] or "-", "emoji": False}


class Suggestions:
    """Offers names while somebody types, what changed last first; a slow disk does not hold them up."""

    def __init__(self) -> None:
        self._changed: Changed = {}
        self._changed_at: Any = None
        self._looking: asyncio.Task[Changed | Crash] | None = None

    async def options(self, body: Mapping[str, Any], desk: Desk) -> list[Json]:
        """Return the names that fit what is typed so far; none where the menu is not ours."""
        name, argument, _ = read_action_id(text_at(body, "action_id"))
        command = BY_NAME.get(name)
        kinds = [each.kind for each in command.arguments if each.name == argument] if command else []
        if not kinds:
            return []
        found = suggest(kinds[0], text_at(body, "value"), desk.topics, await self._last_changes(desk), SLACK_LIMIT)
        return [option(each.label, each.value) for each in found]

    async def _last_changes(self, desk: Desk) -> Changed:
        """Return when claims had news last, as of some seconds ago; as known before, where the disk is slow."""
        if self._changed_at is None or desk.now - self._changed_at > FRESH:
            if self._looking is None:
                self._looking = asyncio.create_task(survive(last_changes(desk)))
            done, _ = await asyncio.wait({self._looking}, timeout=PATIENCE)
            if done:
                found, self._looking = self._looking.result(), None
                if not isinstance(found, Crash):
                    self._changed, self._changed_at = found, desk.now
        return self._changed
