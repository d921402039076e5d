"""What an interaction asks for, who asks it and where, in the words of all platforms."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import discord

from adapters.discord.client import HEARD
from adapters.discord.components import words_of
from adapters.discord.lenient import channel_id
from bot.commands import Request

NAME = "discord"
_THREADS = frozenset(
    each.value
    for each in (discord.ChannelType.public_thread, discord.ChannelType.private_thread, discord.ChannelType.news_thread)
)
EPHEMERAL = discord.MessageFlags.ephemeral.flag


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """Whom the settings name, by id. A role's id is known in its own server only."""

    operators: frozenset[str] = frozenset()
    desk_roles: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A command with the options that are filled in, and the one that somebody types in just now."""

    command: str
    options: Mapping[str, str]
    focused: str = ""


def request_of(interaction: discord.Interaction, rights: Rights) -> Request:
    """Return the request; what the client hides from somebody is checked here again."""
    person = interaction.user
    common = {
        "platform": NAME,
        "server": str(interaction.guild_id or ""),
        "channel": channel_of(interaction),
        "person": person.name,
        "is_desk": _is_desk(interaction, rights),
        "is_operator": str(person.id) in rights.operators,
    }
    if interaction.type is discord.InteractionType.component:
        return Request(**common, words=words_of(pressed(interaction)))  # type: ignore[arg-type]  # named as they are
    typed = typed_in(interaction)
    return Request(**common, command=typed.command, arguments=typed.options)  # type: ignore[arg-type]  # as above


def pressed(interaction: discord.Interaction) -> str:
    """Return the custom_id of the button that was pressed."""
    data: Mapping[str, Any] = interaction.data or {}
    return str(data.get("custom_id", ""))


def typed_in(interaction: discord.Interaction) -> Typed:
    """Return the command that was typed, or is being typed."""
    data: Mapping[str, Any] = interaction.data or {}
    told: Mapping[str, Any] = next(iter(data.get("options") or []), {})
    options: list[Mapping[str, Any]] = told.get("options") or []
    focused = next((option["name"] for option in options if option.get("focused")), "")
    return Typed(
        command=str(told.get("name", "")),
        options={option["name"]: "" if option.get("value") is None else str(option["value"]) for option in options},
        focused=focused,
    )


def channel_of(interaction: discord.Interaction) -> str:
    """Return the channel that follows and mutes belong to: a thread's is the one that it hangs under.

    But nothing can be posted into a forum itself: each of its threads stands alone.
    """
    told = interaction.extras[HEARD]
    here = channel_id(told)
    channel, known = told.get("channel") or {}, interaction.client.get_channel(int(here))
    parent = channel.get("parent_id") if channel.get("type") in _THREADS else None
    if parent is None and isinstance(known, discord.Thread):
        parent = known.parent_id
    if parent is None or isinstance(interaction.client.get_channel(int(parent)), discord.ForumChannel):
        return here
    return str(parent)


def is_private(interaction: discord.Interaction) -> bool:
    """Return whether the button pressed stands under an answer that its asker alone sees."""
    message = interaction.extras[HEARD].get("message") or {}
    return bool(int(message.get("flags") or 0) & EPHEMERAL)


def _is_desk(interaction: discord.Interaction, rights: Rights) -> bool:
    allowed = interaction.permissions
    if allowed.administrator or allowed.manage_channels:
        return True
    # By id: the roles themselves are known only once the server is.
    roles = getattr(interaction.user, "_roles", ())
    return any(roles.has(int(role)) for role in rights.desk_roles if role.isdecimal()) if roles else False
