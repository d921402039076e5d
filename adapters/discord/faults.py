"""Discord's refusals and silences as our errors."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import discord

from bot.errors import ChannelRefused, MessageGone, MessageRefused, PlatformError, Unanswered

UNKNOWN_CHANNEL, UNKNOWN_GUILD, UNKNOWN_MESSAGE = 10003, 10004, 10008
MISSING_ACCESS, MISSING_PERMISSIONS = 50001, 50013
OLD_EDITS, THREAD_ARCHIVED, THREAD_EXISTS = 30046, 50083, 160004
_CLOSED = frozenset({UNKNOWN_CHANNEL, UNKNOWN_GUILD, MISSING_ACCESS, MISSING_PERMISSIONS})
UNAUTHORISED, FORBIDDEN, NOT_FOUND, TOO_MANY, SERVER_FAULT = 401, 403, 404, 429, 500
BANNED = 600.0
"""Seconds to ask nothing when a proxy or a refused token answers: ten thousand such answers end in a ban."""
LIMITED = 5.0
_SAID = 160

Foreign = (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError, asyncio.IncompleteReadError)
"""Everything that discord.py raises when a request comes to nothing."""


@asynccontextmanager
async def translated() -> AsyncIterator[None]:
    """Raise what discord.py raises as one of our errors."""
    try:
        yield
    except Foreign as error:
        raise platform_error(error) from error


def platform_error(error: Exception) -> PlatformError:
    """Return which of our errors it is."""
    if isinstance(error, discord.RateLimited):
        return PlatformError("Discord asks us to wait.", wait=error.retry_after)
    if isinstance(error, discord.LoginFailure):
        return PlatformError("Discord refuses the token.", wait=BANNED)
    if isinstance(error, discord.HTTPException):
        return _http_error(error)
    # Nobody knows what was done: also discord.py's own tries before this one may have arrived.
    return Unanswered(f"Discord did not answer ({type(error).__name__}).")


def _http_error(error: discord.HTTPException) -> PlatformError:
    said = f"{error.status}, code {error.code}: {' '.join(error.text.split())[:_SAID]}"
    if error.code in _CLOSED or error.status == FORBIDDEN:
        return ChannelRefused(f"Discord refuses the channel ({said}).")
    if error.code == UNKNOWN_MESSAGE:
        return MessageGone(f"The message is gone from Discord ({said}).")
    if error.status >= SERVER_FAULT:
        return Unanswered(f"Discord has trouble ({error.status}).")
    if error.status == UNAUTHORISED:
        return PlatformError("Discord refuses the token.", wait=BANNED)
    if error.status == TOO_MANY:
        # Without an answer in JSON it is the proxy before Discord that refuses us.
        return PlatformError("Discord is asked too often.", wait=LIMITED if error.code else BANNED)
    return MessageRefused(f"Discord refuses the message ({said}).")
