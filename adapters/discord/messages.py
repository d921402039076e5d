"""Messages on Discord's REST: sent, found, edited. Of what Discord answers, no more is read than is needed."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Literal

import discord
from discord.http import handle_message_parameters
from discord.utils import MISSING, snowflake_time

from adapters.discord.components import buttons_view, keys_under
from adapters.discord.faults import THREAD_EXISTS
from adapters.discord.rendering import Embed, Rendered
from bot.views.posts import NOTES

LOOK_BACK = timedelta(minutes=15)
"""How much earlier than asked a search ends, since clocks differ: by minutes, on a machine that is left alone."""
PAGE, PAGES = 100, 10
"""How many messages of a channel a search reads at a time, and how often; the newest come first."""
ARCHIVED_AFTER: Literal[10080] = 10080
"""Minutes until a silent thread is hidden; what is posted brings it back."""


async def send(client: discord.Client, key: str, channel: int, rendered: Rendered) -> int:
    """Post under a key: Discord takes it for the same message for some minutes, and its buttons carry it for good."""
    flags = discord.MessageFlags(suppress_notifications=True) if rendered.silent else MISSING
    with handle_message_parameters(
        content=rendered.content,
        embeds=embeds_of(rendered.embeds),
        nonce=key,
        flags=flags,
        view=buttons_view(rendered.buttons, key) or MISSING,
        previous_allowed_mentions=client.allowed_mentions,
    ) as parameters:
        told = await client.http.send_message(channel, params=parameters)
    return int(told["id"])


async def edit(client: discord.Client, channel: int, message: int, rendered: Rendered) -> None:
    """Show a message anew."""
    with handle_message_parameters(
        content=rendered.content,
        embeds=embeds_of(rendered.embeds),
        view=buttons_view(rendered.buttons),
        previous_allowed_mentions=client.allowed_mentions,
    ) as parameters:
        await client.http.edit_message(channel, message, params=parameters)


async def find(client: discord.Client, channel: int, key: str, since: datetime) -> int | None:
    """Return our message with that key, of those since a time and of the newest thousand."""
    me = str(client.user.id) if client.user else ""
    before: str | None = None
    for _ in range(PAGES):
        told: list[Mapping[str, Any]] = list(await client.http.logs_from(channel, PAGE, before=before))
        for each in told:
            if str(each["author"]["id"]) == me and key in keys_under(each):
                return int(each["id"])
        if len(told) < PAGE:
            return None
        oldest = min(int(each["id"]) for each in told)
        if snowflake_time(oldest) < since - LOOK_BACK:
            return None
        before = str(oldest)
    return None


async def begin_thread(client: discord.Client, channel: int, message: int) -> None:
    """Begin the thread of a message, which has its id."""
    try:
        await client.http.start_thread_with_message(channel, message, name=NOTES, auto_archive_duration=ARCHIVED_AFTER)
    except discord.HTTPException as error:
        if error.code != THREAD_EXISTS:
            raise


async def unarchive(client: discord.Client, thread: int) -> None:
    """Bring a thread back: in a hidden one nothing can be edited."""
    await client.http.edit_channel(thread, archived=False)


def embeds_of(embeds: Iterable[Embed]) -> list[discord.Embed]:
    """Return embeds as discord.py sends them."""
    return [discord.Embed(description=each.description, colour=each.colour) for each in embeds]
