"""The connected side of discord.py: hears of interactions and servers alone, and stumbles over nothing it is told."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from adapters.discord import lenient
from adapters.discord.faults import Senseless
from adapters.discord.told import Told, Unread
from bot.connection import AnswerFailed
from bot.crash import Crash, survive
from bot.errors import Failure

HEARD = "heard"
"""Where an interaction keeps what Discord told of it, word for word."""
OPENING = frozenset(
    {"GUILD_CREATE", "GUILD_UPDATE", "GUILD_ROLE_CREATE", "GUILD_ROLE_UPDATE", "GUILD_ROLE_DELETE"}
    | {"GUILD_MEMBER_UPDATE", "CHANNEL_CREATE", "CHANNEL_UPDATE", "THREAD_UPDATE"}
)
"""Events after which we may be let into a channel that refused us."""

Take = Callable[[discord.Interaction], Awaitable[None]]
Opened = Callable[[Collection[str]], Awaitable[None]]


class NoStarts(Failure):
    """Discord lets us connect no more until later: it counts connections, and takes the token away for too many."""

    def __init__(self, wait: float) -> None:
        super().__init__("Discord lets us begin no more connections until later.")
        self.wait = wait


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long things may take, in seconds."""

    up_within: float = 45.0
    """For a shard to come up, until all is begun anew."""
    silent_for: float = 60.0
    """Without a word, not even an answer to a heartbeat, until a connection is given up."""
    between_starts: float = 5.0
    """Before each session but the first: Discord takes one in five seconds."""


class Client(discord.AutoShardedClient):
    """Hands interactions to `take`, and servers in which permissions may have changed to `opened`."""

    def __init__(
        self,
        *,
        take: Take,
        opened: Opened,
        connected: Callable[[], None],
        tell: Callable[[Told], None],
        patience: Patience,
    ) -> None:
        super().__init__(
            heartbeat_timeout=patience.silent_for,
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
        )
        self._take = take
        self._opened = opened
        self._connected = connected
        self._tell = tell
        self._between_starts = patience.between_starts
        self._servers: set[str] = set()
        lenient.put_up_with(self)
        parsers = self._connection.parsers
        for event, parse in list(parsers.items()):
            parsers[event] = partial(self._hear, event, parse)
        parsers["READY"] = partial(self._hear_ready, parsers["READY"])
        parsers["INTERACTION_CREATE"] = partial(self._hear, "INTERACTION_CREATE", self._interaction)

    def seek(self, url: str | None) -> None:
        """Connect where `url` says; without it, or for what else there is to know, ask Discord."""

        async def told() -> tuple[int, str, Any]:
            shards, address, limit = await self._asked_gateway(url)
            # Also where a session is begun anew after it could not be resumed.
            DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(address)
            return shards, address, limit

        self.http.get_bot_gateway = told  # type: ignore[method-assign]  # discord.py has no setting for it

    async def _asked_gateway(self, url: str | None) -> tuple[int, str, Any]:
        try:
            told: Mapping[str, Any] = await self.http.request(Route("GET", "/gateway/bot"))
        except discord.NotFound:
            if url is None:
                raise
            told = {}
        shards, limit = int(told.get("shards") or 1), told.get("session_start_limit") or {}
        if limit.get("remaining", shards) < shards:
            raise NoStarts(limit.get("reset_after", 0) / 1000)
        return shards, url or told["url"], limit

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Wait before each session but the first."""
        del shard_id
        if not initial:
            await asyncio.sleep(self._between_starts)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Answer it."""
        outcome = await survive(self._take(interaction))
        if isinstance(outcome, Crash):
            self._tell(AnswerFailed(asked=interaction.type.name, crash=outcome))

    async def on_shard_connect(self, shard: int) -> None:
        """Note that a shard is up."""
        del shard
        self._connected()

    async def on_access(self) -> None:
        """Tell of the servers that changed; those that change meanwhile are told together."""
        servers, self._servers = self._servers, set()
        outcome = await survive(self._opened(servers)) if servers else None
        if isinstance(outcome, Crash):
            self._tell(Unread(event="access", fault=str(outcome)))

    def _hear_ready(self, parse: Callable[[Any], Any], told: Mapping[str, Any]) -> None:
        parse(lenient.ready(told, self._connection.shard_count or 1))

    def _interaction(self, told: Mapping[str, Any]) -> None:
        made = lenient.interaction(told, self.application_id or 0)
        interaction: discord.Interaction = discord.Interaction(data=made, state=self._connection)  # type: ignore[arg-type]  # a dict
        interaction.extras[HEARD] = told
        self.dispatch("interaction", interaction)

    def _hear(self, event: str, parse: Callable[[Any], Any], told: Any) -> None:
        """Let discord.py read an event; one that it cannot read ends no connection."""
        try:
            parse(told)
        except Senseless as error:
            self._tell(Unread(event=event, fault=f"{type(error).__name__}: {error}"))
        if isinstance(told, Mapping) and (event in OPENING or _is_meant_for_us(event, told)):
            self._servers.add(str(told.get("guild_id") or told.get("id") or ""))
            self.dispatch("access")


def _is_meant_for_us(event: str, told: Mapping[str, Any]) -> bool:
    """Return whether somebody asks us for something, as one does who has just let us in again."""
    return event == "INTERACTION_CREATE" and told.get("type") != discord.InteractionType.autocomplete.value
