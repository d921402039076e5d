"""Buttons that work for as long as their message stands: all they need is in their value."""

from collections.abc import Iterable
from itertools import islice
from typing import Any

from bot.model import Button

ACTION = "ask."
"""What the action_id of every button of ours starts with; its number follows, since none may stand twice in a block."""
LONGEST_LABEL, LONGEST_VALUE, MOST = 75, 2_000, 25
DANGER = "danger"

Json = dict[str, Any]


def actions(buttons: Iterable[Button]) -> list[Json]:
    """Return the buttons as one block; none where there are none."""
    named = {button.words: button for button in buttons if 0 < len(button.words) <= LONGEST_VALUE}
    elements = [_element(number, button) for number, button in enumerate(islice(named.values(), MOST))]
    return [{"type": "actions", "elements": elements}] if elements else []


def _element(number: int, button: Button) -> Json:
    element: Json = {
        "type": "button",
        "text": {"type": "plain_text", "text": button.label[:LONGEST_LABEL], "emoji": False},
        "action_id": f"{ACTION}{number}",
        "value": button.words,
    }
    return {**element, "style": DANGER} if button.words.startswith("reject ") else element
