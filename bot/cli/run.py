"""`run`: polls the feeds and posts alerts until it is stopped."""

import asyncio
import signal
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.log import open_journal, tell
from bot.cli.open_files import allow_open_files
from bot.cli.service import opened, serve
from bot.cli.setup import read_settings
from bot.settings import Settings

ConfigFile = Annotated[Path | None, typer.Option("--config", help="Settings file.")]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("run")(run)


def run(config: ConfigFile = None) -> None:
    """Poll the feeds, read what is new, and post alerts, until stopped with Ctrl-C."""
    open_journal()  # what is wrong with the settings is told in words
    settings = read_settings(config)
    open_journal(lines=settings.log.lines)
    allow_open_files(settings.fetch.concurrency)
    asyncio.run(run_until_stopped(settings))


async def run_until_stopped(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    async with opened(settings) as parts:
        await serve(parts, stop)
    tell("stopped")
