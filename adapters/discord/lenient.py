"""What Discord may leave out of what it tells, filled in where discord.py insists on it."""

import json
from collections.abc import Mapping
from typing import Any

import aiohttp
import discord.http
import discord.webhook.async_

Json = dict[str, Any]
TEXT_CHANNEL = 0


def be_lenient() -> None:
    """Let discord.py take for JSON what is JSON, whatever stands beside its type; it looks for the bare type."""
    discord.http.json_or_text = _json_or_text
    discord.webhook.async_.json_or_text = _json_or_text  # type: ignore[attr-defined]  # it imports it by name


async def _json_or_text(response: aiohttp.ClientResponse) -> Any:
    text = await response.text(encoding="utf-8")
    return json.loads(text) if text and response.content_type == "application/json" else text


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
