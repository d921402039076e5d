"""The chat platforms whose tokens are set and those that are named, else the console; and what people ask there."""

import asyncio
import random
from collections.abc import AsyncIterator, Callable, Collection, Coroutine, Iterable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from aiohttp import web

from adapters import console, discord, slack
from adapters.clock import Clock
from adapters.files.settings import SQLITE
from bot.cli.journal import tell_discord
from bot.cli.slack_listening import Line, Listening, make_workspaces
from bot.commands import COMMANDS, Desk
from bot.errors import Misuse
from bot.model import Place
from bot.outbox import look_again
from bot.ports import Platform, Store
from bot.settings import Settings

MakeDesk = Callable[[], Desk]
"""Returns the desk of that moment."""
Listen = Callable[[MakeDesk], Coroutine[Any, Any, None]]
"""Answers what is asked, until cancelled; raises when it is let in no more."""
Routes = Callable[[MakeDesk], Sequence[web.RouteDef]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """A platform, and how it is listened to where people ask there."""

    platform: Platform
    listen: Listen | None = None
    routes: Routes | None = None
    """What is served for it on our own port."""


async def open_chats(settings: Settings, clock: Clock, store: Store, stack: AsyncExitStack) -> Mapping[str, Chat]:
    """Return the platforms by name, ready to post; what they hold is closed with the stack."""
    chats: list[Chat] = []
    if settings.discord.token is not None:
        chats.append(_discord(settings, settings.discord.token.get_secret_value(), clock, stack))
    if settings.slack.bot_token is not None or settings.slack.installable:
        chats.append(await _slack(settings, clock, store, stack))
    named = settings.platforms.also or (() if chats else (console.Platform.name,))
    chats += [_named(name, settings, clock, stack) for name in named]
    return {chat.platform.name: chat for chat in chats}


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


def routes_of(chats: Mapping[str, Chat], desk: MakeDesk) -> Sequence[web.RouteDef]:
    """Return what all platforms serve."""
    return [route for chat in chats.values() if chat.routes is not None for route in chat.routes(desk)]


def places(channels: Iterable[str]) -> tuple[Place, ...]:
    """Return the channels that the settings name as `platform:channel`; on Slack `slack:workspace/channel` too."""
    return tuple(map(_place, channels))


def _place(told: str) -> Place:
    platform, _, channel = told.partition(":")
    server = ""
    if platform == slack.Platform.name:
        server, _, channel = channel.rpartition("/")
    return Place(platform=platform, server=server, channel=channel)


def people(settings: Settings, platform: str) -> frozenset[str]:
    """Return the operators on a platform, by their ids there."""
    named = [person.partition(":") for person in settings.operators.people]
    return frozenset(person for where, _, person in named if where == platform)


def _named(name: str, settings: Settings, clock: Clock, stack: AsyncExitStack) -> Chat:
    """Open a platform that needs no token: whatever folder of `adapters/` says how it is opened."""
    try:
        opened = import_module(f"adapters.{name}").open_platform
    except (ModuleNotFoundError, AttributeError) as error:
        raise Misuse(f"There is no platform '{name}' that needs no token: look at [platforms] also.") from error
    return Chat(platform=opened(settings, clock, stack))


def _discord(settings: Settings, token: str, clock: Clock, stack: AsyncExitStack) -> Chat:
    discord.aim(settings.discord.api_base)
    rest = discord.Rest(token)
    stack.push_async_callback(rest.close)
    rights = discord.Rights(
        operators=people(settings, discord.Platform.name), desk_roles=frozenset(settings.discord.desk_roles)
    )

    async def listen(desk: Callable[[], Desk]) -> None:
        async def opened(servers: Collection[str]) -> None:
            await look_again(desk().store, discord.Platform.name, servers, clock.now())

        interactions = discord.Interactions(desk=desk, rights=rights, tell=tell_discord)
        await interactions.warm()
        gateway = discord.Gateway(
            token=token,
            url=settings.discord.gateway_url,
            opened=opened,
            take=interactions.take,
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


async def _slack(settings: Settings, clock: Clock, store: Store, stack: AsyncExitStack) -> Chat:
    session = await stack.enter_async_context(slack.open_session())
    workspaces = make_workspaces(settings, store, clock, session)
    rest = slack.Rest(settings.slack.api_base, session, workspaces)
    line = Line(
        settings=settings,
        clock=clock,
        store=store,
        session=session,
        rest=rest,
        workspaces=workspaces,
        operators=places(settings.operators.channels),
        people=people(settings, slack.Platform.name),
    )
    opened: list[Listening] = []

    def listening_to(desk: MakeDesk) -> Listening:
        """Return the one that serves the port and hears the socket."""
        if not opened:
            opened.append(Listening(line, desk))
        return opened[0]

    return Chat(
        platform=slack.Platform(rest, clock),
        listen=lambda desk: listening_to(desk).run(),
        routes=lambda desk: listening_to(desk).routes(),
    )


def commands_memory(store: str) -> Path | None:
    """Return the file beside the ledger that says which commands were registered last; None where no file is."""
    scheme = next((scheme for scheme in SQLITE if store.startswith(scheme)), None)
    name = store.removeprefix(scheme).partition("?")[0] if scheme else ""
    return Path(f"{name}.discord") if name and not name.startswith((":memory:", "file:")) else None
