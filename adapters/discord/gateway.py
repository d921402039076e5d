"""The connection on which Discord tells of commands and presses, watched over from outside."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, NoReturn

import discord

from adapters.discord.client import Client, NoStarts, Opened, Patience, Take
from adapters.discord.told import Told
from bot.connection import Connected, Disconnected, wait_before
from bot.crash import Crash, survive
from bot.errors import Failure

USUAL = Patience()
STEADY = 60.0
"""Seconds that a connection has to last for the next failure to be a first one: Discord counts connections a day."""
CLOSED_WITHIN = 2.0
"""Seconds for a goodbye; a gateway that no longer answers is left without."""
CLOSINGS = {
    4004: "Discord refuses the token: set TALLYWIRE_DISCORD_TOKEN to the one on the application's Bot page.",
    4010: "Discord refuses the shard that we say we are (4010): update Tallywire.",
    4011: "Discord wants more shards than we asked for (4011): start Tallywire again.",
    4012: "Discord no longer speaks this version of its gateway (4012): update Tallywire.",
    4013: "Discord does not know the intents that we ask for (4013): update Tallywire.",
    4014: "Discord does not allow this application the intents that it asks for (4014): update Tallywire.",
}
"""Closings that trying again does not mend."""
BAD_TOKEN, PRIVILEGED = 4004, 4014


class DiscordLost(Failure):
    """Discord lets us in no more, and only a person can mend that."""


class Gateway:
    """Connects, and connects again, until Discord lets us in no more."""

    def __init__(
        self,
        *,
        token: str,
        url: str | None,
        take: Take,
        opened: Opened,
        tell: Callable[[Told], None],
        chance: Callable[[], float],
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        patience: Patience = USUAL,
    ) -> None:
        """Hand each interaction to `take`, and servers that may let us in again to `opened`.

        `url` is where the gateway is, when Discord is not to be asked for it.
        """
        self._token = token
        self._url = url
        self._take = take
        self._opened = opened
        self._tell = tell
        self._chance = chance
        self._sleep = sleep
        self._patience = patience
        self._up_at: float | None = None

    async def run(self) -> NoReturn:
        """Stay connected until cancelled; raise DiscordLost where trying again is of no use."""
        tries = 0
        while True:
            self._up_at = None
            outcome = await survive(self._connection())
            fault = outcome.error if isinstance(outcome, Crash) else None
            if fault is not None and (sentence := lost_for(fault)):
                raise DiscordLost(sentence) from fault
            tries = 1 if self._was_steady() else tries + 1
            wait = wait_before(tries, self._chance())
            wait = max(wait, fault.wait) if isinstance(fault, NoStarts) else wait
            self._tell(Disconnected(fault=_said(fault), retry=wait))
            await self._sleep(wait)

    def _was_steady(self) -> bool:
        return self._up_at is not None and asyncio.get_running_loop().time() - self._up_at >= STEADY

    async def _connection(self) -> None:
        """Connect once, for as long as it lasts."""
        up = asyncio.Event()
        client = Client(
            take=self._take,
            opened=self._opened,
            connected=lambda: self._note_up(up),
            tell=self._tell,
            patience=self._patience,
        )
        client.seek(self._url)
        async with client:
            await client.login(self._token)
            connection = asyncio.create_task(client.connect())
            waiting = asyncio.create_task(up.wait())
            try:
                within = self._patience.up_within
                await asyncio.wait({connection, waiting}, timeout=within, return_when=asyncio.FIRST_COMPLETED)
                if not (up.is_set() or connection.done()):
                    raise TimeoutError(f"no shard came up within {within:.0f} s")
                await asyncio.wait({connection})  # cancelling this does not cancel it: see _end
                connection.result()
            finally:
                await _end(client, connection, waiting)

    def _note_up(self, up: asyncio.Event) -> None:
        if not up.is_set():
            self._tell(Connected())
            self._up_at = asyncio.get_running_loop().time()
        up.set()


async def _end(client: Client, *tasks: asyncio.Task[Any]) -> None:
    """Cancel and close. Closing comes first to an end: while it connects anew, discord.py passes over cancelling."""
    for task in tasks:
        task.cancel()
    closing = asyncio.create_task(client.close())
    await asyncio.wait({closing, *tasks}, timeout=CLOSED_WITHIN)
    if not closing.done():
        closing.cancel()
        await client.http.close()
    for task in tasks:
        task.cancel()
    await asyncio.wait({closing, *tasks}, timeout=CLOSED_WITHIN)


def lost_for(fault: Exception) -> str:
    """Return what a person has to mend before Discord lets us in again; empty where trying again may do."""
    if isinstance(fault, discord.LoginFailure):
        return CLOSINGS[BAD_TOKEN]
    if isinstance(fault, discord.PrivilegedIntentsRequired):
        return CLOSINGS[PRIVILEGED]
    return CLOSINGS.get(fault.code, "") if isinstance(fault, discord.ConnectionClosed) else ""


def _said(fault: Exception | None) -> str:
    return f"{type(fault).__name__}: {fault}" if fault else "the connection ended"
