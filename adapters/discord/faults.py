"""Discord's refusals and silences as our errors."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import aiohttp
import discord

from bot.errors import ChannelRefused, MessageGone, MessageRefused, PlatformError, Unanswered

UNKNOWN_CHANNEL, UNKNOWN_GUILD, UNKNOWN_MESSAGE = 10003, 10004, 10008
MISSING_ACCESS, MISSING_PERMISSIONS = 50001, 50013
NO_DIRECT_MESSAGES, NO_TEXT, WRONG_KIND = 50007, 50008, 50024
OLD_EDITS, THREAD_ARCHIVED, THREAD_LOCKED, THREAD_EXISTS = 30046, 50083, 160005, 160004
BAD_REQUEST, UNAUTHORISED, FORBIDDEN, NOT_FOUND, TOO_LARGE, TOO_MANY, SERVER_FAULT = 400, 401, 403, 404, 413, 429, 500
BANNED = 600.0
"""Seconds to ask nothing when a proxy or a refused token answers: ten thousand such answers end in a ban."""
LIMITED, LONGEST_WAIT = 5.0, 3_600.0
_SAID = 160
_SENTENCES: Mapping[type[PlatformError], str] = {
    ChannelRefused: "Discord refuses the channel",
    MessageGone: "The message is gone from Discord",
    MessageRefused: "Discord refuses the message",
    PlatformError: "Discord does not do that now",
}
_BY_CODE: Mapping[int, type[PlatformError]] = {
    UNKNOWN_MESSAGE: MessageGone,
    **dict.fromkeys((UNKNOWN_CHANNEL, UNKNOWN_GUILD, MISSING_ACCESS, MISSING_PERMISSIONS), ChannelRefused),
    **dict.fromkeys((NO_DIRECT_MESSAGES, NO_TEXT, WRONG_KIND, THREAD_ARCHIVED, THREAD_LOCKED), ChannelRefused),
    # What a server's filters or Discord's own hold back: another message passes.
    **dict.fromkeys((200_000, 200_001, 240_000), MessageRefused),
}
_BY_STATUS: Mapping[int, type[PlatformError]] = {
    BAD_REQUEST: MessageRefused,
    TOO_LARGE: MessageRefused,
    FORBIDDEN: ChannelRefused,
}

Foreign = (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError, asyncio.IncompleteReadError)
"""Everything that discord.py raises when a request comes to nothing."""
Senseless = (LookupError, TypeError, ValueError, AttributeError)
"""What it stumbles over in an answer that is not as documented."""


class ShutOut(PlatformError):
    """Discord, or what stands before it, refuses whatever we ask; `wait` says for how long to ask nothing."""

    def __init__(self, message: str, wait: float) -> None:
        super().__init__(message, wait=wait)


@asynccontextmanager
async def translated() -> AsyncIterator[None]:
    """Raise what discord.py raises as one of our errors."""
    try:
        yield
    except Foreign as error:
        raise platform_error(error) from error
    except Senseless as error:
        raise Unanswered(f"Discord's answer makes no sense ({type(error).__name__}: {error}).") from error


def platform_error(error: Exception) -> PlatformError:
    """Return which of our errors it is."""
    if isinstance(error, discord.RateLimited):
        return PlatformError("Discord asks us to wait.", wait=error.retry_after)
    if isinstance(error, discord.LoginFailure):
        return ShutOut("Discord refuses the token.", BANNED)
    if isinstance(error, discord.HTTPException):
        return _http_error(error)
    # Nobody knows what was done: also discord.py's own tries before this one may have arrived.
    return Unanswered(f"Discord did not answer ({type(error).__name__}).")


def _http_error(error: discord.HTTPException) -> PlatformError:
    if error.status >= SERVER_FAULT:
        return Unanswered(f"Discord has trouble ({error.status}).")
    if error.status == UNAUTHORISED:
        return ShutOut("Discord refuses the token.", BANNED)
    if error.status == TOO_MANY:
        return _limited(error)
    if not is_discords(error):
        return _turned_away(error)
    kind = _BY_CODE.get(error.code) or _BY_STATUS.get(error.status, PlatformError)
    said = " ".join(error.text.split())[:_SAID]
    return kind(f"{_SENTENCES[kind]} ({error.status}, code {error.code}: {said}).")


def _turned_away(error: discord.HTTPException) -> PlatformError:
    """Return what a page says that is none of Discord's own answers: nothing about the channel or the message."""
    said = f"A proxy before Discord answers {error.status}."
    return ShutOut(said, BANNED) if error.status == FORBIDDEN else PlatformError(said)


def _limited(error: discord.HTTPException) -> PlatformError:
    """Return an error that waits as long as it says; without an answer in JSON a proxy has shut us out."""
    asked = asked_wait(error)
    if is_discords(error):
        return PlatformError("Discord is asked too often.", wait=LIMITED if asked is None else asked)
    return ShutOut("A proxy before Discord refuses us (429).", BANNED if asked is None else max(asked, LIMITED))


def asked_wait(error: discord.HTTPException) -> float | None:
    """Return the seconds that an answer asks to wait, none but a sensible number of them."""
    try:
        seconds = float(error.response.headers.get("Retry-After", ""))
    except ValueError:
        return None
    return min(seconds, LONGEST_WAIT) if seconds >= 0 else None


def is_discords(error: discord.HTTPException) -> bool:
    """Return whether Discord itself answered, and no proxy before it."""
    return error.response.headers.get("Content-Type", "").startswith("application/json")
