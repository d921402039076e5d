"""`figures`, `history` and `why`: what the ledger knows, also beside a running Tallywire."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from adapters.charts import Charts
from adapters.clock import Clock
from adapters.files.topics import load_topics
from adapters.storage import open_store
from bot.cli.lines import as_json, statement_line
from bot.cli.setup import read_settings
from bot.cli.show import show
from bot.commands import LAST_CHANGES, Desk, claim_changes, claim_history, current_figures, explanation
from bot.errors import Failure
from bot.model import Entry, Explained, TopicFigures
from bot.settings import Settings
from bot.views import figures_view, history_view, why_view

T = TypeVar("T")
ConfigFile = Annotated[Path | None, typer.Option("--config", help="Settings file.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line, for programs.")]
Png = Annotated[Path | None, typer.Option("--png", help="Draw the history into this file, 1200 x 675 pixels.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("figures")(figures)
    app.command("history")(history)
    app.command("why")(why)


def figures(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[TOPIC] [CLAIM]", help="Ids, or words of a title; everything without."),
    ] = None,
    config: ConfigFile = None,
    json: Json = False,  # noqa: FBT002 - typer's flags
) -> None:
    """Show the current figures, disputed ones first: a line a source."""
    now = Clock().now()
    found = _ask(lambda desk: current_figures(words or [], desk), config)
    if json:
        for topic in found:
            for line in figure_lines(topic):
                typer.echo(as_json(line))
    else:
        show(figures_view(topic, now) for topic in found)


def history(
    claim: Annotated[list[str], typer.Argument(metavar="CLAIM", help="Its id, or words of its title.")],
    png: Png = None,
    last: Annotated[int, typer.Option("--last", min=1, help="How many changes to show.")] = LAST_CHANGES,
    config: ConfigFile = None,
    json: Json = False,  # noqa: FBT002 - typer's flags
) -> None:
    """Show how a claim came to its current figures, as text and as a picture."""
    if png is not None or json:
        asked, entries = _ask(lambda desk: claim_history(claim, desk), config)
        if png is not None:
            _save(png, Charts().draw(asked.topic, asked.claim.id, entries))
        if json:
            for entry in entries:
                typer.echo(as_json(entry_line(entry)))
            return
    asked, changes = _ask(lambda desk: claim_changes(claim, desk, last), config)
    show([history_view(asked.topic, asked.claim, changes, Clock().now())])
    if png is not None:
        typer.echo(f"Chart: {png}")


def why(
    wanted: Annotated[list[str], typer.Argument(metavar="ID|CLAIM", help="The #id of a post, or a claim.")],
    config: ConfigFile = None,
    json: Json = False,  # noqa: FBT002 - typer's flags
) -> None:
    """Show the quote, the speaker and the rule behind an alert, or why nothing was posted."""
    found = _ask(lambda desk: explanation(wanted, desk), config)
    if json:
        typer.echo(as_json(explained_line(found)))
    else:
        show([why_view(found, Clock().now())])


def figure_lines(figures: TopicFigures) -> list[dict[str, Any]]:
    """Return a line a standing figure."""
    return [
        {
            "topic": figures.topic.id,
            "claim": claim.claim.id,
            "disputed": claim.disputed,
            "outlets": list(figure.outlets),
            "figure": statement_line(figure.statement),
        }
        for claim in figures.claims
        for figure in claim.figures
    ]


def entry_line(entry: Entry) -> dict[str, Any]:
    """Return a ledger entry."""
    return {
        "topic": entry.statement.topic,
        "claim": entry.statement.claim,
        "kind": entry.verdict.kind.value,
        "rule": entry.verdict.rule,
        "recorded": entry.recorded.isoformat(),
        "corrects": entry.corrects,
        "outlet": entry.statement.outlet,
        "url": entry.statement.url,
        "published": entry.statement.published.isoformat(),
        "figure": statement_line(entry.statement),
        "against": list(entry.verdict.against),
    }


def explained_line(explained: Explained) -> dict[str, Any]:
    """Return an entry with the statements it was compared with."""
    against = [statement_line(statement) for statement in explained.against]
    corrected = explained.corrected_by.statement.id if explained.corrected_by else None
    return entry_line(explained.entry) | {
        "against": against,
        "cue": explained.entry.statement.cue,
        "corrected_by": corrected,
    }


def _ask(question: Callable[[Desk], Awaitable[T]], config: Path | None) -> T:
    settings = read_settings(config)
    return asyncio.run(_answer(question, settings))


async def _answer(question: Callable[[Desk], Awaitable[T]], settings: Settings) -> T:
    topics = {topic.id: topic for topic in load_topics(Path(settings.topics.dir))}
    async with open_store(settings.store.url, exclusive=False) as store:
        return await question(Desk(topics=topics, store=store, now=Clock().now()))


def _save(file: Path, png: bytes) -> None:
    try:
        file.write_bytes(png)
    except OSError as error:
        raise Failure(
            f"history: the chart cannot be written to {file} ({error.strerror}). Name another file."
        ) from error
