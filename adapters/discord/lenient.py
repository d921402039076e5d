"""What Discord may leave out of what it tells, filled in where discord.py insists on it."""

import json
from collections.abc import Mapping
from typing import Any

import aiohttp
import discord
import discord.http
import discord.webhook.async_
from discord.http import Route

Json = dict[str, Any]
TEXT_CHANNEL = 0
ANSWERED_WITHIN = aiohttp.ClientTimeout(total=20.0)
"""Seconds for one answer of Discord's; discord.py would wait for five minutes."""
_APPLICATION: Mapping[str, Any] = {
    "name": "",
    "description": "",
    "icon": None,
    "verify_key": "",
    "bot_public": False,
    "bot_require_code_grant": False,
    "flags": 0,
}


def be_lenient() -> None:
    """Let discord.py take for JSON what is JSON, whatever stands beside its type; it looks for the bare type."""
    discord.http.json_or_text = _json_or_text
    discord.webhook.async_.json_or_text = _json_or_text  # type: ignore[attr-defined]  # it imports it by name


async def _json_or_text(response: aiohttp.ClientResponse) -> Any:
    text = await response.text(encoding="utf-8")
    return json.loads(text) if text and response.content_type == "application/json" else text


def put_up_with(client: discord.Client) -> None:
    """Let a client log in to a Discord that tells little of it, and wait no longer for answers than is of use."""
    http = client.http
    ask, ask_who, ask_what = http.request, http.static_login, http.application_info

    async def request(route: Route, **more: Any) -> Any:
        return await ask(route, timeout=ANSWERED_WITHIN, **more)

    async def static_login(token: str) -> Any:
        return _user(await ask_who(token))

    async def application_info() -> Any:
        told: Json = {**await ask_what()}
        return {**_APPLICATION, **told, "owner": _user(told.get("owner") or {})}

    http.request = request  # type: ignore[method-assign]  # discord.py has no setting for these three
    http.static_login = static_login  # type: ignore[method-assign]  # as above
    http.application_info = application_info  # type: ignore[method-assign]  # as above


def ready(told: Mapping[str, Any], shards: int) -> Json:
    """Return READY as discord.py reads it."""
    named = (told.get("application") or {}).get("id")
    application = {"application": {"flags": 0, **told["application"]}} if named else {}
    return {
        **told,
        "user": _user(told["user"]),
        "guilds": told.get("guilds") or [],
        "shard": told.get("shard") or [0, shards],
        **application,
    }


def interaction(told: Mapping[str, Any], application: int) -> Json:
    """Return an interaction as discord.py reads it, with what it needs for an answer; the rest we read ourselves."""
    made: Json = {
        "id": told["id"],
        "type": told["type"],
        "token": told["token"],
        "application_id": told.get("application_id") or application,
        "data": told.get("data") or {},
        "version": 1,
        "attachment_size_limit": 0,
    }
    member, guild = told.get("member") or {}, told.get("guild_id")
    user = _user(member.get("user") or told.get("user") or {})
    if not guild:
        return {**made, "user": user}
    channel = {"id": channel_id(told), "type": TEXT_CHANNEL, "name": "", "position": 0}
    member = {"flags": 0, "roles": [], "permissions": "0", **member, "user": user}
    return {**made, "guild_id": guild, "channel": channel, "member": member}


def channel_id(told: Mapping[str, Any]) -> str:
    """Return the channel or thread of an interaction."""
    return str((told.get("channel") or {}).get("id") or told.get("channel_id") or 0)


def _user(told: Mapping[str, Any]) -> Json:
    return {"id": "0", "username": "", "discriminator": "0", "avatar": None, **told}
