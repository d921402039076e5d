"""Posts alerts, notices and boards to Discord's channels."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any, Literal

import discord

from adapters.discord.components import buttons_view, keys_under
from adapters.discord.faults import (
    BANNED,
    MISSING_ACCESS,
    MISSING_PERMISSIONS,
    NOT_FOUND,
    OLD_EDITS,
    THREAD_ARCHIVED,
    THREAD_EXISTS,
    translated,
)
from adapters.discord.rendering import Rendered
from adapters.discord.rendering import message as render
from adapters.discord.rest import Rest
from bot.errors import ChannelRefused, MessageGone, PlatformError
from bot.model import CardView, Message, Place, PostView
from bot.ports import Clock, Limits
from bot.views.posts import NOTES

NAME = "discord"
PATIENCE = 90.0
"""Seconds for a request with all tries and waits of discord.py: it may return long after Discord took the message."""
LOOK_BACK, LOOKED_AT = timedelta(minutes=2), 1_000
"""How much earlier than asked a search begins, since clocks differ, and how many messages of a channel it reads."""
OLD = timedelta(hours=1)
"""Messages of that age are edited only so often."""
ARCHIVED_AFTER: Literal[10080] = 10080
"""Minutes until a silent thread is hidden; what is posted brings it back."""
_THREAD = "-"
_NO_THREAD = {MISSING_ACCESS, MISSING_PERMISSIONS, THREAD_ARCHIVED}


class Platform:
    """See bot.ports.Platform. A message in a thread is called `thread-message`."""

    name = NAME
    # A message that empties its bucket returns up to five seconds late: so many may wait at 40 a second.
    limits = Limits(per_second=40.0, in_flight=200, between_edits=5.0)

    def __init__(self, rest: Rest, clock: Clock) -> None:
        """Post through `rest`."""
        self._rest = rest
        self._clock = clock
        self._rests_until: datetime | None = None

    async def post(self, key: str, place: Place, view: Message, *, board: str | None = None) -> str:
        """See bot.ports.Platform."""
        to_board = f"https://discord.com/channels/{place.server}/{place.channel}/{board}" if board else ""
        rendered = render(view, to_board)
        async with self._asking() as client:
            if board and isinstance(view, PostView) and view.note:
                posted = await self._post_in_thread(client, key, _number(place.channel), _number(board), rendered)
                if posted is not None:
                    return posted
            return str(await _send(client, key, _number(place.channel), rendered))

    async def edit(self, place: Place, message: str, view: Message) -> None:
        """See bot.ports.Platform. A board that is too old to be edited so often is gone; a post waits."""
        thread, _, number = message.rpartition(_THREAD)
        rendered = render(view)
        async with self._asking() as client:
            there = client.get_partial_messageable(_number(thread or place.channel))
            partial = there.get_partial_message(_number(number))
            try:
                await partial.edit(
                    content=rendered.content, embeds=_embeds(rendered), view=buttons_view(rendered.buttons)
                )
            except (discord.HTTPException, discord.RateLimited) as error:
                if isinstance(view, CardView) and self._is_too_old(partial, error):
                    raise MessageGone("Discord no longer lets this message be edited.") from error
                raise

    async def find(self, key: str, place: Place, since: datetime, *, board: str | None = None) -> str | None:
        """See bot.ports.Platform. Looks into the channel, then into the threads of its server that are ours."""
        del board
        async with self._asking() as client:
            found = await _found(client, _number(place.channel), key, since)
            if found is not None:
                return str(found)
            for thread in await _threads(client, place):
                found = await _found(client, thread, key, since)
                if found is not None:
                    return f"{thread}{_THREAD}{found}"
        return None

    def can_look_back(self, server: str) -> bool:
        """See bot.ports.Platform. Without the right to it Discord refuses the channel."""
        del server
        return True

    async def delete(self, place: Place, message: str) -> None:
        """Remove a message of ours."""
        thread, _, number = message.rpartition(_THREAD)
        async with self._asking() as client:
            there = client.get_partial_messageable(_number(thread or place.channel))
            await there.get_partial_message(_number(number)).delete()

    @asynccontextmanager
    async def _asking(self) -> AsyncIterator[discord.Client]:
        """Yield the client; what goes wrong is one of our errors. While Discord refuses everything it is left alone."""
        now = self._clock.now()
        if self._rests_until is not None and now < self._rests_until:
            raise PlatformError("Discord is left alone for a while.", wait=(self._rests_until - now).total_seconds())
        try:
            async with translated(), asyncio.timeout(PATIENCE):
                yield await self._rest.client()
        except PlatformError as error:
            if error.wait == BANNED:
                self._rests_until = self._clock.now() + timedelta(seconds=BANNED)
            raise

    def _is_too_old(self, partial: discord.PartialMessage, error: Exception) -> bool:
        """Return whether it is refused for its age: a long wait that discord.py breaks off does not say why."""
        if isinstance(error, discord.HTTPException):
            return error.code == OLD_EDITS
        return self._clock.now() - partial.created_at > OLD

    async def _post_in_thread(
        self, client: discord.Client, key: str, channel: int, board: int, rendered: Rendered
    ) -> str | None:
        """Post into the thread of a board, which is begun if need be; None where it cannot be used."""
        try:
            try:
                return f"{board}{_THREAD}{await _send(client, key, board, rendered)}"
            except discord.NotFound:
                await _begin_thread(client, channel, board)
                return f"{board}{_THREAD}{await _send(client, key, board, rendered)}"
        except discord.HTTPException as error:
            if error.status == NOT_FOUND or error.code in _NO_THREAD:
                return None
            raise


async def _begin_thread(client: discord.Client, channel: int, board: int) -> None:
    try:
        await client.http.start_thread_with_message(channel, board, name=NOTES, auto_archive_duration=ARCHIVED_AFTER)
    except discord.HTTPException as error:
        if error.code != THREAD_EXISTS:
            raise


async def _send(client: discord.Client, key: str, channel: int, rendered: Rendered) -> int:
    told: dict[str, Any] = {
        "content": rendered.content,
        "embeds": _embeds(rendered),
        "nonce": key,
        "silent": rendered.silent,
    }
    if view := buttons_view(rendered.buttons, key):
        told["view"] = view
    return (await client.get_partial_messageable(channel).send(**told)).id


async def _found(client: discord.Client, channel: int, key: str, since: datetime) -> int | None:
    history = client.get_partial_messageable(channel).history(after=since - LOOK_BACK, limit=LOOKED_AT)
    me = client.user.id if client.user else 0
    async for each in history:
        if each.author.id == me and key in keys_under(each):
            return each.id
    return None


async def _threads(client: discord.Client, place: Place) -> list[int]:
    """Return the open threads of a channel that we began."""
    if not place.server:
        return []
    told = await client.http.get_active_threads(_number(place.server))
    me = str(client.user.id) if client.user else ""
    mine = [each for each in told["threads"] if (str(each["parent_id"]), str(each["owner_id"])) == (place.channel, me)]
    return [int(each["id"]) for each in mine]


def _embeds(rendered: Rendered) -> list[discord.Embed]:
    return [discord.Embed(description=each.description, colour=each.colour) for each in rendered.embeds]


def _number(given: str) -> int:
    if not (given.isascii() and given.isdecimal()):
        raise ChannelRefused(f"'{given}' is no id of Discord's.")
    return int(given)
