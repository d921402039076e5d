"""How a server lets the bot in, and which limits Discord names on the way."""

from types import SimpleNamespace

import aiohttp
import discord

SCOPES = ("bot", "applications.commands")
PERMISSIONS = discord.Permissions(
    view_channel=True,
    send_messages=True,
    embed_links=True,
    attach_files=True,
    read_message_history=True,
    create_public_threads=True,
    send_messages_in_threads=True,
)
"""No more than posting, looking back before posting again, boards' threads and pictures need; no mentions."""


def invite_url(application: int) -> str:
    """Return the address at which somebody who manages a server lets the bot in."""
    return discord.utils.oauth_url(application, permissions=PERMISSIONS, scopes=SCOPES)


class LimitsSeen:
    """The rate limits in the answers to requests, by what was asked."""

    def __init__(self) -> None:
        self._seen: dict[str, str] = {}

    def trace(self) -> aiohttp.TraceConfig:
        """Return what looks at each answer."""
        config = aiohttp.TraceConfig()
        config.on_request_end.append(self._note)
        return config

    def lines(self) -> list[str]:
        """Return a line for each kind of request that has a limit."""
        return [f"{asked}: {limit}" for asked, limit in sorted(self._seen.items())]

    async def _note(
        self, session: aiohttp.ClientSession, context: SimpleNamespace, params: aiohttp.TraceRequestEndParams
    ) -> None:
        del session, context
        headers = params.response.headers
        if "X-RateLimit-Limit" in headers:
            asked = f"{params.method} {_route(params.url.path)}"
            self._seen[asked] = (
                f"{headers['X-RateLimit-Limit']} at a time, anew after {headers.get('X-RateLimit-Reset-After', '?')} s"
            )


def _route(path: str) -> str:
    """Return an address without ids."""
    parts = path.split("/")
    return "/".join("ID" if part.isdecimal() else part for part in parts if part not in {"api", "v10"})
