"""`status`: how all is going, on one screen."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from adapters.clock import Clock
from adapters.storage import open_store
from bot.cli.health_lines import status_line
from bot.cli.lines import as_json
from bot.cli.setup import read_settings
from bot.cli.show import show
from bot.commands.feeds import desk_status
from bot.model import DeskStatus
from bot.views.health import status_view


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("status")(status)


def status(
    config: Annotated[Path | None, typer.Option("--config", help="Settings file.")] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON object, for programs.")] = False,  # noqa: FBT002 - typer's flags
) -> None:
    """Show how all is going: feeds, what is unread, articles, posts, and what needs a person."""
    now = Clock().now()
    found = asyncio.run(_asked(read_settings(config).store.url))
    if json:
        typer.echo(as_json(status_line(found, now)))
    else:
        show([status_view(found, now)])


async def _asked(url: str) -> DeskStatus:
    async with open_store(url, exclusive=False) as store:
        return await desk_status(store, Clock().now())
