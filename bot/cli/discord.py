"""`discord invite` and `discord smoke`: how a newsroom lets the bot in, and whether it can speak there."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from adapters import discord
from adapters.clock import Clock
from adapters.files.topics import load_topics
from bot.cli.setup import read_settings
from bot.errors import Misuse
from bot.model import Place
from bot.settings import Settings
from bot.views.samples import sample_post

NO_TOKEN = "Set TALLYWIRE_DISCORD_TOKEN to the token on the Bot page of your application at discord.com/developers."  # noqa: S105 - a sentence

ConfigFile = Annotated[Path | None, typer.Option("--config", help="Settings file.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help="Let the bot into a Discord server, and try it out.", no_args_is_help=True)
    group.command("invite")(invite)
    group.command("smoke")(smoke)
    app.add_typer(group, name="discord")


def invite(config: ConfigFile = None) -> None:
    """Print the address at which somebody who manages a server lets the bot in, with no more rights than it needs."""
    typer.echo(asyncio.run(_invitation(read_settings(config))))


def smoke(
    channel: Annotated[str, typer.Option("--channel", help="The channel's id: right-click it, Copy Channel ID.")],
    config: ConfigFile = None,
) -> None:
    """Post, edit and remove one sample alert in a channel, and tell the limits that Discord names."""
    asyncio.run(_try_out(read_settings(config), channel))


async def _invitation(settings: Settings) -> str:
    async with _connected(settings) as rest, discord.translated():
        client = await rest.client()
        return discord.invite_url(client.application_id or 0)


async def _try_out(settings: Settings, channel: str) -> None:
    seen = discord.LimitsSeen()
    clock = Clock()
    topic = load_topics(Path(settings.topics.dir))[0]
    place = Place(platform=discord.Platform.name, channel=channel)
    sample = sample_post(topic, None, clock.now())
    async with _connected(settings, seen) as rest:
        platform = discord.Platform(rest, clock)
        key = f"SMOKE{int(clock.now().timestamp() * 1000)}"
        message = await platform.post(key, place, sample)
        typer.echo(f"posted   message {message}")
        found = await platform.find(key, place, clock.now() - timedelta(minutes=1))
        typer.echo("found    by its key" if found == message else "found    not: is Read Message History granted?")
        await platform.edit(place, message, sample)
        typer.echo("edited")
        await platform.delete(place, message)
        typer.echo("removed")
    for line in seen.lines():
        typer.echo(f"limit    {line}")


@asynccontextmanager
async def _connected(settings: Settings, seen: discord.LimitsSeen | None = None) -> AsyncIterator[discord.Rest]:
    if settings.discord.token is None:
        raise Misuse(NO_TOKEN)
    discord.aim(settings.discord.api_base)
    rest = discord.Rest(settings.discord.token.get_secret_value(), seen.trace() if seen else None)
    try:
        yield rest
    finally:
        await rest.close()
