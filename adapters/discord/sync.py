"""Registers the commands with Discord, and only when they have changed."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import discord

from adapters.discord.faults import SERVER_FAULT, TOO_MANY, UNAUTHORISED, translated
from adapters.discord.payload import digest, payload
from adapters.discord.rest import Rest
from adapters.discord.told import NotSynced, Synced, Told
from bot.commands import Command
from bot.errors import MessageRefused, PlatformError

FIRST_RETRY, LONGEST_RETRY = 5.0, 600.0
ELSEWHERE = (
    "Discord sends the commands to an Interactions Endpoint URL, and none to us: empty it on the application's page"
    " General Information."
)


async def keep_synced(
    rest: Rest,
    commands: Sequence[Command],
    memory: Path | None,
    tell: Callable[[Told], None],
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
) -> None:
    """Register the commands, and try again until Discord has answered."""
    wait = FIRST_RETRY
    while True:
        try:
            synced = await sync(rest, commands, memory)
            if await _goes_elsewhere(rest):
                tell(NotSynced(fault=ELSEWHERE))
        except PlatformError as error:
            tell(NotSynced(fault=str(error)))
            if isinstance(error, MessageRefused):
                return
            await sleep(max(wait, error.wait or 0.0))
            wait = min(2 * wait, LONGEST_RETRY)
        else:
            if synced is not None:
                tell(synced)
            return


async def _goes_elsewhere(rest: Rest) -> bool:
    async with translated():
        application = (await rest.client()).application
        return application is not None and bool(application.interactions_endpoint_url)


async def sync(rest: Rest, commands: Sequence[Command], memory: Path | None) -> Synced | None:
    """Overwrite the commands unless they are registered as they are; raise PlatformError.

    `memory` says what was registered last; then it is enough that Discord still has commands of these names.
    """
    told = payload(commands)
    async with translated():
        client = await rest.client()
        application = client.application_id or 0
        mark = digest(told, application)
        known = await _known(client, application)
        if known is None or _names(known) == _names(told):
            if _remembered(memory) == mark:
                return None
            if known is not None and _holds(known, told):
                _remember(memory, mark)
                return None
        await client.http.bulk_upsert_global_commands(application, told)
    _remember(memory, mark)
    return Synced(commands=len(commands))


async def _known(client: discord.Client, application: int) -> list[Any] | None:
    """Return the commands that Discord has; None where it does not tell."""
    try:
        return list(await client.http.get_global_commands(application))
    except discord.HTTPException as error:
        if error.status in {UNAUTHORISED, TOO_MANY} or error.status >= SERVER_FAULT:
            raise
        return None


def _names(commands: Iterable[Mapping[str, Any]]) -> set[tuple[str, ...]]:
    """Return what people type: each command with each word below it."""
    return {(each["name"], *(below["name"] for below in each.get("options") or ())) for each in commands}


def _holds(known: Any, told: Any) -> bool:
    """Return whether Discord knows a thing as we tell it. It adds keys, and may leave out what is empty or false."""
    if isinstance(told, Mapping):
        return isinstance(known, Mapping) and all(_holds(known.get(key), value) for key, value in told.items())
    if isinstance(told, list) and told:
        pairs = zip(known or (), told, strict=False)
        return len(known or ()) == len(told) and all(_holds(one, other) for one, other in pairs)
    return bool(known == told) if told else not known


def _remembered(memory: Path | None) -> str:
    return memory.read_text(encoding="utf-8") if memory is not None and memory.is_file() else ""


def _remember(memory: Path | None, mark: str) -> None:
    if memory is not None:
        memory.write_text(mark, encoding="utf-8")
