"""Registers the commands with Discord, and only when they have changed."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from adapters.discord.faults import translated
from adapters.discord.payload import digest, payload
from adapters.discord.rest import Rest
from adapters.discord.told import NotSynced, Synced, Told
from bot.commands import Command
from bot.errors import MessageRefused, PlatformError

FIRST_RETRY, LONGEST_RETRY = 5.0, 600.0


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


async def sync(rest: Rest, commands: Sequence[Command], memory: Path | None) -> Synced | None:
    """Overwrite the commands unless `memory` says that these were registered last; raise PlatformError.

    Without a memory they are registered each time, which changes nothing on Discord's side.
    """
    told = payload(commands)
    async with translated():
        client = await rest.client()
        application = client.application_id or 0
        mark = digest(told, application)
        if _remembered(memory) == mark:
            return None
        await client.http.bulk_upsert_global_commands(application, told)
    _remember(memory, mark)
    return Synced(commands=len(commands))


def _remembered(memory: Path | None) -> str:
    return memory.read_text(encoding="utf-8") if memory is not None and memory.is_file() else ""


def _remember(memory: Path | None, mark: str) -> None:
    if memory is not None:
        memory.write_text(mark, encoding="utf-8")
