"""`db upgrade` and `db check`: the ledger's schema and health."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from adapters.storage import inspect_store, upgrade_store
from bot.cli.setup import read_settings
from bot.errors import StoreCorrupt

ConfigFile = Annotated[Path | None, typer.Option("--config", help="Settings file; its [store] url names the database.")]
commands = typer.Typer(help="Look after the database.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    commands.command("upgrade")(upgrade)
    commands.command("check")(check)
    app.add_typer(commands, name="db")


def upgrade(config: ConfigFile = None) -> None:
    """Bring the database to the schema of this program; it is created when there is none."""
    before, after = asyncio.run(upgrade_store(read_settings(config).store.url))
    if before == after:
        typer.echo(f"The database has the newest schema already ({after}).")
    else:
        typer.echo(f"The database was brought from {before or 'nothing'} to schema {after}.")


def check(config: ConfigFile = None) -> None:
    """Look the database over: schema, pages, and rows that point nowhere."""
    found = asyncio.run(inspect_store(read_settings(config).store.url))
    if found.faults:
        raise StoreCorrupt(f"{found.database} is damaged: {'; '.join(found.faults)}. Restore it from a backup.")
    if found.revision is None:
        typer.echo(f"{found.database} is empty; `tallywire db upgrade` gives it schema {found.head}. No fault found.")
        return
    typer.echo(f"{found.database}: schema {found.revision}, newest {found.head}; no fault found.")
