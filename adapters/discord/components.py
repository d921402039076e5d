"""Buttons that work for as long as their message stands: all they need is in their custom_id."""

from collections.abc import Iterable, Mapping
from typing import Any

import discord

from bot.model import Button

LONGEST_ID, LONGEST_LABEL, MOST = 100, 80, 25
_BETWEEN = "|"


def custom_id(words: str, key: str) -> str:
    """Return a button's words with the key of the post that it stands under, where both fit."""
    whole = f"{words}{_BETWEEN}{key}"
    return whole if len(whole) <= LONGEST_ID else f"{words}{_BETWEEN}"


def words_of(given: str) -> str:
    """Return what a button asks for."""
    return given.rpartition(_BETWEEN)[0] or given


def key_of(given: str) -> str:
    """Return the key of the post that a button stands under; empty for others."""
    return given.rpartition(_BETWEEN)[2]


def buttons_view(buttons: Iterable[Button], key: str = "") -> discord.ui.View | None:
    """Return the buttons as discord.py sends them; None where there are none.

    It is not listened to: presses are answered from their custom_id, also after a restart.
    """
    named = {button.words: button for button in buttons if len(button.words) < LONGEST_ID}
    if not named:
        return None
    view = discord.ui.View(timeout=None)
    for button in list(named.values())[:MOST]:
        style = discord.ButtonStyle.danger if button.words.startswith("reject ") else discord.ButtonStyle.secondary
        view.add_item(
            discord.ui.Button(label=button.label[:LONGEST_LABEL], custom_id=custom_id(button.words, key), style=style)
        )
    view.stop()
    return view


def keys_under(message: Mapping[str, Any]) -> set[str]:
    """Return the keys that a message was posted under, by its buttons and its nonce."""
    buttons = [button for row in message.get("components") or () for button in row.get("components") or ()]
    ids = [str(button.get("custom_id") or "") for button in buttons]
    return {key_of(each) for each in ids} | {str(message.get("nonce") or "")} - {""}
