"""`db`: the database's schema, its soundness, backups."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from adapters.clock import Clock
from adapters.files.topics import load_topics
from adapters.storage import backup_store, inspect_store, restore_store, upgrade_store, verify_store
from bot.cli.setup import read_settings
from bot.errors import StoreCorrupt
from bot.views.soundness import finding_lines
from bot.views.wording import counted

ConfigFile = Annotated[Path | None, typer.Option("--config", help="Settings file; its [store] url names the database.")]
commands = typer.Typer(help="Look after the database.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    commands.command("upgrade")(upgrade)
    commands.command("check")(check)
    commands.command("verify")(verify)
    commands.command("backup")(backup)
    commands.command("restore")(restore)
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


def verify(
    config: ConfigFile = None,
    most: Annotated[int, typer.Option("--most", help="How many findings of one kind are told one by one.")] = 20,
) -> None:
    """Look every row over, and replay the ledger through the desk rules; say what is wrong and what to do."""
    settings = read_settings(config)
    topics = {topic.id: topic for topic in load_topics(Path(settings.topics.dir))}
    found = asyncio.run(verify_store(settings.store.url, topics))
    for line in finding_lines(found.findings, most=most):
        typer.echo(line)
    typer.echo(
        f"{found.database}: {counted(found.entries, 'ledger entry', 'ledger entries')},"
        f" {counted(found.articles, 'article version')} and {counted(found.posts, 'post')} were looked at."
    )
    if found.unchecked:
        names = ", ".join(found.unchecked)
        typer.echo(f"Not replayed, since no topic file has them any more: {names}.")
    if found.findings:
        raise StoreCorrupt(f"{found.database} is not sound: {counted(len(found.findings), 'finding')}, told above.")
    typer.echo("Every verdict comes out as it is stored; no fault found.")


def backup(
    file: Annotated[Path, typer.Argument(help="A new file; backups are never written over.")],
    config: ConfigFile = None,
) -> None:
    """Copy the database to a file, beside a running Tallywire or not."""
    made = backup_store(read_settings(config).store.url, file)
    entries = counted(made.entries, "ledger entry", "ledger entries")
    typer.echo(f"{made.database} was backed up to {file}: {entries}, schema {made.revision}, {made.size:,} bytes.")


def restore(
    file: Annotated[Path, typer.Argument(help="What `db backup` wrote.")],
    config: ConfigFile = None,
    replace: Annotated[bool, typer.Option("--replace", help="Put it in the place of what is there.")] = False,  # noqa: FBT002 - typer's flags
) -> None:
    """Put a backup in the database's place; nobody may work on it. What is undelivered is looked for before it goes."""
    stamp = f"{Clock().now():%Y%m%dT%H%M%S}"
    made = restore_store(read_settings(config).store.url, file, replace=replace, stamp=stamp)
    entries = counted(made.entries, "ledger entry", "ledger entries")
    typer.echo(f"{made.database} was restored from {file}: {entries}, schema {made.revision}.")
    if made.aside is not None:
        typer.echo(f"What was there before is kept as {made.aside}.")
    typer.echo("`tallywire db verify` looks it over; `tallywire db upgrade` brings an older schema up.")
