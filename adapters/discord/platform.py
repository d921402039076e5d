"""Posts alerts, notices and boards to Discord's channels."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import discord
from discord.utils import snowflake_time

from adapters.discord import messages
from adapters.discord.faults import (
    FORBIDDEN,
    NOT_FOUND,
    OLD_EDITS,
    SERVER_FAULT,
    THREAD_ARCHIVED,
    TOO_MANY,
    UNAUTHORISED,
    ShutOut,
    translated,
)
from adapters.discord.rendering import Rendered
from adapters.discord.rendering import message as render
from adapters.discord.rest import Rest
from bot.errors import ChannelRefused, MessageGone, PlatformError
from bot.model import CardView, Message, Place, PostView
from bot.ports import Clock, Held, Limits, always

NAME = "discord"
PATIENCE = 90.0
"""Seconds for a request with all tries and waits of discord.py: it may return long after Discord took the message."""
OLD = timedelta(hours=1)
"""Messages of that age are edited only so often."""
_THREAD = "-"


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

    async def post(
        self, key: str, place: Place, view: Message, *, board: str | None = None, held: Held = always
    ) -> str:
        """See bot.ports.Platform."""
        del held  # what is sent twice within minutes, Discord takes once
        to_board = f"https://discord.com/channels/{place.server}/{place.channel}/{board}" if board else ""
        rendered = render(view, to_board)
        async with self._asking() as client:
            if board and isinstance(view, PostView) and view.note:
                posted = await self._post_in_thread(client, key, _number(place.channel), _number(board), rendered)
                if posted is not None:
                    return posted
            return str(await messages.send(client, key, _number(place.channel), rendered))

    async def edit(self, place: Place, message: str, view: Message) -> None:
        """See bot.ports.Platform. A board that is too old to be edited so often is gone; a post waits."""
        thread, _, number = message.rpartition(_THREAD)
        rendered = render(view)
        async with self._asking() as client:
            there, known = _number(thread or place.channel), _number(number)
            try:
                await _edit(client, there, known, rendered)
            except (discord.HTTPException, discord.RateLimited) as error:
                if isinstance(view, CardView) and self._is_too_old(known, error):
                    raise MessageGone("Discord no longer lets this message be edited.") from error
                raise

    async def find(self, key: str, place: Place, since: datetime, *, board: str | None = None) -> str | None:
        """See bot.ports.Platform."""
        async with self._asking() as client:
            found = await messages.find(client, _number(place.channel), key, since)
            if found is not None:
                return str(found)
            found = await _find_in_thread(client, _number(board), key, since) if board else None
            return f"{board}{_THREAD}{found}" if found is not None else None

    def can_look_back(self, server: str) -> bool:
        """See bot.ports.Platform. Without the right to it Discord refuses the channel."""
        del server
        return True

    async def delete(self, place: Place, message: str) -> None:
        """Remove a message of ours."""
        thread, _, number = message.rpartition(_THREAD)
        async with self._asking() as client:
            await client.http.delete_message(_number(thread or place.channel), _number(number))

    @asynccontextmanager
    async def _asking(self) -> AsyncIterator[discord.Client]:
        """Yield the client; what goes wrong is one of our errors. While Discord refuses everything it is left alone."""
        now = self._clock.now()
        if self._rests_until is not None and now < self._rests_until:
            raise PlatformError("Discord is left alone for a while.", wait=(self._rests_until - now).total_seconds())
        try:
            async with translated(), asyncio.timeout(PATIENCE):
                yield await self._rest.client()
        except ShutOut as error:
            self._rests_until = self._clock.now() + timedelta(seconds=error.wait or 0.0)
            raise

    def _is_too_old(self, message: int, error: Exception) -> bool:
        """Return whether it is refused for its age: a long wait that discord.py breaks off does not say why."""
        if isinstance(error, discord.HTTPException):
            return error.code == OLD_EDITS
        return self._clock.now() - snowflake_time(message) > OLD

    async def _post_in_thread(
        self, client: discord.Client, key: str, channel: int, board: int, rendered: Rendered
    ) -> str | None:
        """Post into the thread of a board, which is begun if need be; None where it cannot be used."""
        try:
            try:
                return f"{board}{_THREAD}{await messages.send(client, key, board, rendered)}"
            except discord.NotFound:
                await messages.begin_thread(client, channel, board)
                return f"{board}{_THREAD}{await messages.send(client, key, board, rendered)}"
        except discord.HTTPException as error:
            if _is_about_the_place(error):
                return None
            raise


async def _edit(client: discord.Client, channel: int, message: int, rendered: Rendered) -> None:
    try:
        await messages.edit(client, channel, message, rendered)
    except discord.HTTPException as error:
        if error.code != THREAD_ARCHIVED:
            raise
        await messages.unarchive(client, channel)
        await messages.edit(client, channel, message, rendered)


async def _find_in_thread(client: discord.Client, thread: int, key: str, since: datetime) -> int | None:
    """Look into the thread of a board, if it has one."""
    try:
        return await messages.find(client, thread, key, since)
    except discord.HTTPException as error:
        if error.status in {NOT_FOUND, FORBIDDEN}:
            return None
        raise


def _is_about_the_place(error: discord.HTTPException) -> bool:
    """Return whether another channel may take what is refused here."""
    return error.status < SERVER_FAULT and error.status not in {UNAUTHORISED, TOO_MANY}


def _number(given: str) -> int:
    if not (given.isascii() and given.isdecimal()):
        raise ChannelRefused(f"'{given}' is no id of Discord's.")
    return int(given)
