"""The way to Discord's REST: logged in when first needed, and alive whatever the gateway does."""

import asyncio
from typing import Any

import aiohttp
import discord
from discord.http import Route

from adapters.discord.lenient import be_lenient, put_up_with

LONGEST_WAIT = 60.0
"""Seconds of a rate limit that discord.py waits for; beyond, the message goes back to the outbox."""


def aim(api_base: str) -> None:
    """Send what discord.py sends to this address; it keeps it for the whole process."""
    Route.BASE = api_base.rstrip("/")
    be_lenient()


class Rest:
    """A client that never connects to the gateway."""

    def __init__(self, token: str, trace: aiohttp.TraceConfig | None = None) -> None:
        """Take the token, and what is to be told of each request."""
        self._token = token
        self._options: dict[str, Any] = {"http_trace": trace} if trace else {}
        self._client: discord.Client | None = None
        self._login = asyncio.Lock()

    async def client(self) -> discord.Client:
        """Return the client, logged in; raise what discord.py raises when that cannot be done."""
        async with self._login:
            if self._client is None:
                client = self._made()
                try:
                    await client.login(self._token)
                except BaseException:
                    await client.close()
                    raise
                self._client = client
            return self._client

    async def close(self) -> None:
        """End its connections."""
        if self._client is not None:
            await self._client.close()

    def _made(self) -> discord.Client:
        client = discord.Client(
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            max_ratelimit_timeout=LONGEST_WAIT,
            max_messages=None,
            **self._options,
        )
        put_up_with(client)
        return client
