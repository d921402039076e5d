"""The chat platforms whose tokens are set, or else the console; and listening to what people ask there."""

import asyncio
import random
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from adapters import discord
from adapters.clock import Clock
from adapters.console import Platform as Console
from adapters.console import PostLog
from adapters.files.settings import SQLITE
from bot.cli.journal import tell_discord
from bot.commands import COMMANDS, Desk
from bot.ports import Platform
from bot.settings import Settings

Listen = Callable[[Callable[[], Desk]], Coroutine[Any, Any, None]]
"""Answers what is asked, from the desk of that moment, until cancelled; raises when it is let in no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """A platform, and how it is listened to where people ask there."""

    platform: Platform
    listen: Listen | None = None


async def open_chats(settings: Settings, clock: Clock, stack: AsyncExitStack) -> Mapping[str, Chat]:
    """Return the platforms by name, ready to post; what they hold is closed with the stack."""
    chats: list[Chat] = []
    if settings.discord.token is not None:
        chats.append(_discord(settings, settings.discord.token.get_secret_value(), clock, stack))
    return {chat.platform.name: chat for chat in chats or [_console(settings, clock, stack)]}


@asynccontextmanager
async def listening(
    chats: Mapping[str, Chat], desk: Callable[[], Desk], lost: Callable[[str, BaseException], None]
) -> AsyncIterator[None]:
    """Listen to every platform; `lost` is told of one that lets us in no more."""
    tasks = {name: asyncio.create_task(chat.listen(desk)) for name, chat in chats.items() if chat.listen is not None}

    def ended(name: str, task: asyncio.Task[None]) -> None:
        error = None if task.cancelled() else task.exception()
        if error is not None:
            lost(name, error)

    for name, task in tasks.items():
        task.add_done_callback(lambda task, name=name: ended(name, task))  # type: ignore[misc]  # bound at once
    try:
        yield
    finally:
        for task in tasks.values():
            task.cancel()
        await asyncio.gather(*tasks.values(), return_exceptions=True)


def people(settings: Settings, platform: str) -> frozenset[str]:
    """Return the operators on a platform, by their ids there."""
    named = [person.partition(":") for person in settings.operators.people]
    return frozenset(person for where, _, person in named if where == platform)


def _console(settings: Settings, clock: Clock, stack: AsyncExitStack) -> Chat:
    log = PostLog(Path(settings.console.log)) if settings.console.log else None
    if log is not None:
        stack.callback(log.close)
    return Chat(platform=Console(clock=clock, log=log))


def _discord(settings: Settings, token: str, clock: Clock, stack: AsyncExitStack) -> Chat:
    discord.aim(settings.discord.api_base, None)
    rest = discord.Rest(token)
    stack.push_async_callback(rest.close)
    rights = discord.Rights(
        operators=people(settings, discord.Platform.name), desk_roles=frozenset(settings.discord.desk_roles)
    )

    async def listen(desk: Callable[[], Desk]) -> None:
        gateway = discord.Gateway(
            token=token,
            url=settings.discord.gateway_url,
            take=discord.Interactions(desk=desk, rights=rights, tell=tell_discord).take,
            tell=tell_discord,
            chance=random.random,
        )
        syncing = asyncio.create_task(
            discord.keep_synced(rest, COMMANDS, commands_memory(settings.store.url), tell_discord)
        )
        try:
            await gateway.run()
        finally:
            syncing.cancel()
            await asyncio.gather(syncing, return_exceptions=True)

    return Chat(platform=discord.Platform(rest, clock), listen=listen)


def commands_memory(store: str) -> Path | None:
    """Return the file beside the ledger that says which commands were registered last; None where no file is."""
    scheme = next((scheme for scheme in SQLITE if store.startswith(scheme)), None)
    name = store.removeprefix(scheme).partition("?")[0] if scheme else ""
    return Path(f"{name}.discord") if name and not name.startswith((":memory:", "file:")) else None
