"""`run`: polls the feeds and posts alerts until it is stopped."""

import asyncio
import signal
from pathlib import Path
from typing import Annotated

import typer

from adapters.clock import Clock
from bot.cli.log import open_journal, tell
from bot.cli.memory import give_back_large_blocks
from bot.cli.open_files import allow_open_files
from bot.cli.service import opened, serve
from bot.cli.setup import read_settings
from bot.errors import Misuse
from bot.model import Role
from bot.settings import Settings

ConfigFile = Annotated[Path | None, typer.Option("--config", help="Settings file.")]
Roles = Annotated[str, typer.Option(help="What this process does, of poll, read, deliver and chat.", metavar="ROLES")]
EVERY_ROLE = ",".join(Role)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("run")(run)


def run(config: ConfigFile = None, roles: Roles = EVERY_ROLE) -> None:
    """Poll the feeds, read what is new, and post alerts, until stopped with Ctrl-C."""
    wanted = read_roles(roles)
    open_journal()  # what is wrong with the settings is told in words
    settings = read_settings(config)
    open_journal(lines=settings.log.lines)
    allow_open_files(settings.fetch.concurrency)
    give_back_large_blocks()
    asyncio.run(run_until_stopped(settings, wanted))


def read_roles(words: str) -> frozenset[Role]:
    """Return the roles that are named, with commas between; raise Misuse for a word that is none."""
    named = [word.strip() for word in words.split(",") if word.strip()]
    unknown = [word for word in named if word not in set(Role)]
    if unknown or not named:
        fault = f"no role is called {', '.join(unknown)}" if unknown else "no role is named"
        raise Misuse(f"--roles: {fault}; there are {', '.join(Role)}.")
    return frozenset(map(Role, named))


async def run_until_stopped(settings: Settings, roles: frozenset[Role], clock: Clock | None = None) -> None:
    """Serve until SIGTERM or SIGINT."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    async with opened(settings, roles, clock) as parts:
        await serve(parts, stop)
    tell("stopped")
