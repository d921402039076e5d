"""Discord: alerts as messages, commands as slash commands, presses of buttons."""

from adapters.discord.asked import Rights
from adapters.discord.client import Patience
from adapters.discord.faults import translated
from adapters.discord.gateway import DiscordLost, Gateway
from adapters.discord.interactions import Interactions
from adapters.discord.inviting import LimitsSeen, invite_url
from adapters.discord.platform import Platform
from adapters.discord.rest import Rest, aim
from adapters.discord.sync import keep_synced
from adapters.discord.told import NotSynced, Synced, Told, Unread
from bot.connection import AnswerFailed, Connected, Disconnected

__all__ = [
    "AnswerFailed",
    "Connected",
    "Disconnected",
    "DiscordLost",
    "Gateway",
    "Interactions",
    "LimitsSeen",
    "NotSynced",
    "Patience",
    "Platform",
    "Rest",
    "Rights",
    "Synced",
    "Told",
    "Unread",
    "aim",
    "invite_url",
    "keep_synced",
    "translated",
]
