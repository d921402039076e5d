"""The connection on which Discord tells of commands and presses, watched over from outside."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, NoReturn

import discord
import yarl

from adapters.discord.told import AnswerFailed, Connected, Disconnected, Told
from bot.crash import Crash, survive
from bot.errors import Failure

FIRST_RETRY, LONGEST_RETRY = 1.0, 60.0
UP_WITHIN = 45.0
"""Seconds for a shard to come up, until all is begun anew."""
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

Take = Callable[[discord.Interaction], Awaitable[None]]


class DiscordLost(Failure):
    """Discord lets us in no more, and only a person can mend that."""


class _Client(discord.AutoShardedClient):
    """A client that hears of interactions and servers alone."""

    def __init__(self, take: Take, connected: Callable[[], None], tell: Callable[[Told], None]) -> None:
        intents = discord.Intents.none()
        intents.guilds = True
        super().__init__(
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
        )
        self._take = take
        self._connected = connected
        self._tell = tell

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Answer it."""
        outcome = await survive(self._take(interaction))
        if isinstance(outcome, Crash):
            self._tell(AnswerFailed(asked=interaction.type.name, crash=outcome))

    async def on_shard_connect(self, shard: int) -> None:
        """Note that a shard is up."""
        del shard
        self._connected()


class Gateway:
    """Connects, and connects again, until Discord lets us in no more."""

    def __init__(
        self,
        *,
        token: str,
        url: str | None,
        take: Take,
        tell: Callable[[Told], None],
        chance: Callable[[], float],
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        """Hand each interaction to `take`; `url` is where the gateway is, when Discord is not to be asked for it."""
        self._token = token
        self._url = url
        self._take = take
        self._tell = tell
        self._chance = chance
        self._sleep = sleep
        self._was_up = False

    async def run(self) -> NoReturn:
        """Stay connected until cancelled; raise DiscordLost where trying again is of no use."""
        tries = 0
        while True:
            self._was_up = False
            outcome = await survive(self._connection())
            fault = outcome.error if isinstance(outcome, Crash) else None
            if fault is not None and (sentence := lost_for(fault)):
                raise DiscordLost(sentence) from fault
            tries = 1 if self._was_up else tries + 1
            wait = min(FIRST_RETRY * 2 ** min(tries - 1, 10), LONGEST_RETRY) * (0.5 + self._chance() / 2)
            self._tell(Disconnected(fault=_said(fault), retry=wait))
            await self._sleep(wait)

    async def _connection(self) -> None:
        """Connect once, for as long as it lasts."""
        up = asyncio.Event()
        client = _Client(self._take, lambda: self._note_up(up), self._tell)
        if self._url is not None:
            _aim(client, self._url)
        async with client:
            await client.login(self._token)
            connection = asyncio.create_task(client.connect())
            waiting = asyncio.create_task(up.wait())
            try:
                await asyncio.wait({connection, waiting}, timeout=UP_WITHIN, return_when=asyncio.FIRST_COMPLETED)
                if not (up.is_set() or connection.done()):
                    raise TimeoutError(f"no shard came up within {UP_WITHIN:.0f} s")
                await connection
            finally:
                for task in (connection, waiting):
                    task.cancel()
                await asyncio.gather(connection, waiting, return_exceptions=True)

    def _note_up(self, up: asyncio.Event) -> None:
        if not up.is_set():
            self._tell(Connected())
        self._was_up = True
        up.set()


def lost_for(fault: Exception) -> str:
    """Return what a person has to mend before Discord lets us in again; empty where trying again may do."""
    if isinstance(fault, discord.LoginFailure):
        return CLOSINGS[BAD_TOKEN]
    if isinstance(fault, discord.PrivilegedIntentsRequired):
        return CLOSINGS[PRIVILEGED]
    return CLOSINGS.get(fault.code, "") if isinstance(fault, discord.ConnectionClosed) else ""


def _aim(client: discord.AutoShardedClient, url: str) -> None:
    """Let the client connect to this address, wherever Discord says that the gateway is."""
    ask = client.http.get_bot_gateway

    async def told() -> tuple[int, str, Any]:
        shards, _, limit = await ask()
        return shards, str(yarl.URL(url)), limit

    client.http.get_bot_gateway = told  # type: ignore[method-assign]  # discord.py has no setting for it


def _said(fault: Exception | None) -> str:
    return f"{type(fault).__name__}: {fault}" if fault else "the connection ended"
