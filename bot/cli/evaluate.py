"""`evaluate`: reading and matching against labels."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from adapters.files.articles import load_articles, order
from bot.cli.lines import as_json
from bot.cli.reading import Articles, Json, match_all, screen, watched
from bot.errors import ArticlesError
from bot.evaluation import Confusion, Label, Said, Scores, Tally, score
from bot.model import Article
from bot.views.wording import clean

TopicPath = Annotated[Path, typer.Option("--topic", help="Topic file whose claims the labels name.")]
Labels = Annotated[Path, typer.Option("--labels", help="Label lines (.jsonl): a labelled figure each.")]
Show = Annotated[bool, typer.Option("--show", help="List what went wrong, with the sentence and what decided.")]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("evaluate")(evaluate)


def evaluate(
    articles: Articles,
    topic: TopicPath,
    labels: Labels,
    show: Show = False,  # noqa: FBT002 - typer's flags
    json_: Json = False,  # noqa: FBT002 - typer's flags
) -> None:
    """Precision, recall and F1 of figures, hedges, claims and sources against labels."""
    given = order(load_articles(*articles))
    labelled = labels_of(load_labels(labels), given, labels)
    named = {label.article for label in labelled}
    arriving = [article for article in given if article.id in named]
    said = [
        Said(
            article=reading.article.id,
            field=found.mention.sentence.field.value,
            mention=found.mention,
            source=found.source,
            result=found.result,
        )
        for reading, all_found in match_all(arriving, watched(topic))
        for found in all_found
    ]
    scores, confusions = score(labelled, said)
    if json_:
        typer.echo(as_json(summary(scores)))
        return
    console = screen()
    console.print(claims_table(scores))
    console.print(totals_table(scores))
    if show:
        console.print(confusion_table(confusions))


def load_labels(path: Path) -> tuple[Label, ...]:
    """Read label lines, or raise ArticlesError that names the line."""
    labels = []
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ArticlesError(f"{path}: labels cannot be read ({error}); name a .jsonl file of labels") from error
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            labels.append(_label(line, f"{path}:{number}"))
    if not labels:
        raise ArticlesError(f"{path}: holds no label; a labelled figure a line is wanted")
    return tuple(labels)


def _label(line: str, place: str) -> Label:
    try:
        content = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ArticlesError(f"{place}: is no JSON ({error}); write one labelled figure a line") from error
    if not isinstance(content, dict):
        raise ArticlesError(f"{place}: is no JSON object; write one labelled figure a line")
    try:
        return Label.of(content)
    except ValueError as error:
        raise ArticlesError(f"{place}: is no label: {error}; write labels as `tallywire read --json` does") from error


def labels_of(labels: Sequence[Label], articles: Sequence[Article], path: Path) -> tuple[Label, ...]:
    """Return the labels of the articles given, and say how many others there are; raise ArticlesError for none."""
    ids = {article.id for article in articles}
    own = tuple(label for label in labels if label.article in ids)
    if not own:
        raise ArticlesError(f"{path}: labels none of the articles given; name the articles that it was written for")
    if len(own) < len(labels):
        typer.echo(f"{path}: {len(labels) - len(own)} labels of other articles are left out.", err=True)
    return own


def summary(scores: Scores) -> dict[str, Any]:
    """Return the scores as `evaluate --json` prints them."""
    return {
        "figures": _rates(scores.figures),
        "hedges": _accuracy(scores.hedges),
        "statements": {"micro": _rates(scores.statements), "macro": macro(list(scores.by_claim.values()))},
        "sources": _accuracy(scores.sources),
        "claims": {claim: _rates(tally) for claim, tally in sorted(scores.by_claim.items())},
    }


def macro(tallies: Sequence[Tally]) -> dict[str, float | None]:
    """Return precision and recall averaged over claims; a claim where one is undefined is left out of that average."""
    return {
        "precision": _mean([tally.precision for tally in tallies]),
        "recall": _mean([tally.recall for tally in tallies]),
    }


def _mean(rates: Sequence[float | None]) -> float | None:
    known = [rate for rate in rates if rate is not None]
    return sum(known) / len(known) if known else None


def _rates(tally: Tally) -> dict[str, float | int | None]:
    return {
        "precision": tally.precision,
        "recall": tally.recall,
        "f1": tally.f1,
        "right": tally.right,
        "false": tally.false,
        "missed": tally.missed,
    }


def _accuracy(tally: Tally) -> dict[str, float | int | None]:
    return {"accuracy": tally.precision, "right": tally.right, "false": tally.false}


def claims_table(scores: Scores) -> Table:
    """Return a row a claim."""
    table = Table("claim", "P", "R", "F1", "right", "false", "missed", title="statements by claim")
    for claim, tally in sorted(scores.by_claim.items()):
        table.add_row(claim, *_cells(tally))
    return table


def totals_table(scores: Scores) -> Table:
    """Return a row a step, micro; statements macro too."""
    table = Table("step", "P", "R", "F1", "right", "false", "missed", title="all claims")
    table.add_row("figures (value)", *_cells(scores.figures))
    table.add_row("statements, micro", *_cells(scores.statements))
    averages = macro(list(scores.by_claim.values()))
    table.add_row("statements, macro", _share(averages["precision"]), _share(averages["recall"]))
    table.add_row("hedges of right figures", _share(scores.hedges.precision), "", "", *_counts(scores.hedges)[:2])
    table.add_row("sources of right statements", _share(scores.sources.precision), "", "", *_counts(scores.sources)[:2])
    return table


def confusion_table(confusions: Sequence[Confusion]) -> Table:
    """Return a row a fault."""
    table = Table(
        "what", "article", "figure", "wanted", "got", "sentence", "decided by", title="confusions", show_lines=True
    )
    for each in confusions:
        cells = (each.what, each.article, each.surface, each.wanted or "-", each.got or "-", each.quote, each.why)
        table.add_row(*map(clean, cells))
    return table


def _cells(tally: Tally) -> tuple[str, ...]:
    return _share(tally.precision), _share(tally.recall), _share(tally.f1), *_counts(tally)


def _counts(tally: Tally) -> tuple[str, ...]:
    return str(tally.right), str(tally.false), str(tally.missed)


def _share(rate: float | None) -> str:
    return "-" if rate is None else f"{rate:.3f}"
