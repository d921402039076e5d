"""`ledger`: a topic's whole ledger out and in, and a claim's series for a spreadsheet."""

import asyncio
import csv
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, TextIO

import typer

from adapters.clock import Clock
from adapters.files.ledger_lines import LedgerFile, ledger_lines, load_ledger
from adapters.files.topics import load_topics
from adapters.storage import open_store
from bot.cli.setup import read_settings
from bot.commands import Desk, claim_history
from bot.errors import Failure, Misuse, UnknownName
from bot.model import Entry, Topic
from bot.ports import Store
from bot.settings import Settings
from bot.views.series import HEADINGS, series_rows
from bot.views.wording import counted

ConfigFile = Annotated[Path | None, typer.Option("--config", help="Settings file.")]
TopicId = Annotated[str, typer.Argument(metavar="TOPIC", help="The topic's id.")]
commands = typer.Typer(help="Take a topic's ledger out and in, and a claim's series out.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    commands.command("export")(export)
    commands.command("import")(import_)
    commands.command("csv")(series)
    app.add_typer(commands, name="ledger")


def export(
    topic: TopicId, file: Annotated[Path, typer.Argument(help="A new file.")], config: ConfigFile = None
) -> None:
    """Write a topic's whole ledger as JSON lines, with the articles it quotes but not their texts."""
    ledger = asyncio.run(_taken_out(read_settings(config), topic))
    if not ledger.entries:
        raise UnknownName(f"The ledger has nothing on '{topic}': `tallywire figures` shows what there is.")
    with _new(file) as out:
        out.writelines(f"{line}\n" for line in ledger_lines(ledger))
    entries = counted(len(ledger.entries), "entry", "entries")
    typer.echo(f"{file}: {entries}, {counted(len(ledger.articles), 'article version')}.")


def import_(
    topic: TopicId, file: Annotated[Path, typer.Argument(help="What `export` wrote.")], config: ConfigFile = None
) -> None:
    """Put a topic's ledger into a database that has none of it, or its beginning; nobody may work on an SQLite file."""
    ledger = load_ledger(file)
    if ledger.topic != topic:
        raise Misuse(f"{file} is the ledger of {ledger.topic}, not of {topic}.")
    new = asyncio.run(_put_in(read_settings(config), ledger))
    typer.echo(f"{file}: {counted(new, 'entry', 'entries')} taken in, {len(ledger.entries) - new} there already.")
    typer.echo("`tallywire db verify` replays them.")


def series(
    claim: Annotated[list[str], typer.Argument(metavar="CLAIM", help="Its id, or words of its title.")],
    out: Annotated[Path | None, typer.Option("--out", help="A new file; without it, standard output.")] = None,
    config: ConfigFile = None,
) -> None:
    """Write all that was ever said on a claim as CSV, a row an entry, safe to open in a spreadsheet."""
    settings = read_settings(config)
    asked, entries = asyncio.run(_history(settings, claim))
    rows = [HEADINGS, *series_rows(asked, entries)]
    if out is None:
        _write_csv(sys.stdout, rows)
        return
    with _new(out) as file:
        _write_csv(file, rows)
    typer.echo(f"{out}: {counted(len(rows) - 1, 'row')}.")


def _write_csv(file: TextIO, rows: Sequence[Sequence[object]]) -> None:
    csv.writer(file, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n").writerows(rows)


def _new(file: Path) -> TextIO:
    try:
        return file.open("x", encoding="utf-8", newline="")
    except FileExistsError as error:
        raise Misuse(f"There is a file {file} already: name another.") from error
    except OSError as error:
        raise Failure(f"{file} cannot be written ({error.strerror}).") from error


async def _history(settings: Settings, claim: list[str]) -> tuple[Topic, Sequence[Entry]]:
    topics = {topic.id: topic for topic in load_topics(Path(settings.topics.dir))}
    async with open_store(settings.store.url, exclusive=False) as store:
        asked, entries = await claim_history(claim, Desk(topics=topics, store=store, now=Clock().now()))
    return asked.topic, entries


async def _taken_out(settings: Settings, topic: str) -> LedgerFile:
    async with open_store(settings.store.url, exclusive=False) as store:
        entries = await store.entries(topic)
        quoted = dict.fromkeys(entry.statement.article for entry in entries)
        return LedgerFile(topic=topic, articles=await store.versions(list(quoted)), entries=entries)


async def _put_in(settings: Settings, ledger: LedgerFile) -> int:
    async with open_store(settings.store.url) as store:
        return await take_in(store, ledger)


async def take_in(store: Store, ledger: LedgerFile) -> int:
    """Add what is new of a ledger, all or nothing; return how many entries that are.

    Raise Misuse where what is on record is not how the file begins.
    """
    async with store.transaction() as transaction:
        known = await transaction.history(ledger.topic)
        if known != ledger.entries[: len(known)] and ledger.entries != known[: len(ledger.entries)]:
            raise Misuse(
                f"The ledger of {ledger.topic} here goes another way than the file's: import it into a database without"
                " one, before its first `tallywire run`."
            )
        new = ledger.entries[len(known) :]
        there = await transaction.known_articles([record.article.id for record in ledger.articles])
        for record in ledger.articles:
            if record.article.id not in there:
                await transaction.add_article(record)
        await transaction.append(new)
    return len(new)
