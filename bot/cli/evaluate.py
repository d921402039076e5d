"""`evaluate`: reading, matching and alerts against labels."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from adapters.files.articles import load_articles, order
from bot.cli.labelled import EventFiles, event_files, labels_of, load_alerts, load_labels
from bot.cli.lines import as_json
from bot.cli.reading import Json, followed, screen, watched
from bot.cli.scorecard import (
    claims_table,
    confusion_counts,
    confusion_line,
    confusion_lines,
    events_table,
    spread_of,
    steps_table,
    summary,
)
from bot.errors import Misuse
from bot.evaluation import STEPS, Confusion, Fault, Judged, Scores, intervals, judge, macro, replay
from bot.reading.read import read

ArticlePaths = Annotated[
    list[Path] | None, typer.Argument(help="Article lines (.jsonl), a folder with index.json, or .txt files.")
]
TopicPath = Annotated[Path | None, typer.Option("--topic", help="Topic file whose claims the labels name.")]
Labels = Annotated[Path | None, typer.Option("--labels", help="Label lines (.jsonl): a labelled figure each.")]
Alerts = Annotated[Path | None, typer.Option("--alerts", help="Wanted alerts (.jsonl): score those too.")]
Events = Annotated[
    list[Path] | None,
    typer.Option(help="Folder of events, each with topic.yaml, reports.jsonl, labels.jsonl and alerts.jsonl."),
]
Order = Annotated[str, typer.Option("--order", help="Article ids in order of arrival, comma separated.")]
Show = Annotated[bool, typer.Option("--show", help="List what went wrong, with the sentence and what decided.")]
Kinds = Annotated[list[Fault] | None, typer.Option("--kind", help="List only faults of this kind; implies --show.")]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("evaluate")(evaluate)


def evaluate(
    articles: ArticlePaths = None,
    *,
    topic: TopicPath = None,
    labels: Labels = None,
    alerts: Alerts = None,
    events: Events = None,
    order_: Order = "",
    show: Show = False,
    kind: Kinds = None,
    json_: Json = False,
) -> None:
    """Precision, recall and F1 of figures, hedges, claims, sources and alerts against labels."""
    shown = frozenset(kind or (Fault if show else ()))
    if events:
        if topic or labels or alerts or articles or order_:
            raise Misuse("evaluate: --events names topics, articles and labels by itself; leave the others out")
        _report_events(all_events(events), shown, json=json_)
        return
    if topic is None or labels is None or not articles:
        raise Misuse("evaluate: name --topic FILE, --labels FILE and the articles, or --events FOLDER")
    files = EventFiles(name=topic.stem, topic=topic, articles=tuple(articles), labels=labels, alerts=alerts)
    _report_topic(judged(files, [name.strip() for name in order_.split(",") if name.strip()]), shown, json=json_)


def all_events(folders: Sequence[Path]) -> tuple[EventFiles, ...]:
    """Return the events of several folders; raise Misuse where two have one name."""
    found = tuple(files for folder in folders for files in event_files(folder))
    names = [files.name for files in found]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise Misuse(f"evaluate: {', '.join(twice)}: two events of this name; give each its own")
    return found


def judged(files: EventFiles, first: Sequence[str] = ()) -> Judged:
    """Read an event's labelled articles in order of arrival, and score what was made of them."""
    given = order(load_articles(*files.articles), first)
    labels = labels_of(load_labels(files.labels), given, files.labels)
    wanted = load_alerts(files.alerts) if files.alerts else None
    named = {label.article for label in labels} | {line.article for line in wanted or ()}
    arriving = [article for article in given if article.id in named]
    watching = watched(files.topic)
    readings = (read(article, watching.language) for article in followed(arriving, f"reading {files.name}"))
    told = replay(readings, watching)
    return judge([article.id for article in arriving], told, labels, wanted)


def _report_topic(found: Judged, shown: frozenset[Fault], *, json: bool) -> None:
    if json:
        typer.echo(as_json(summary(found) | _listed(found.confusions, shown)))
    else:
        _print([claims_table(found.scores)], list(found.by_article.values()), found.confusions, shown)


def _report_events(events: Sequence[EventFiles], shown: frozenset[Fault], *, json: bool) -> None:
    found = {files.name: judged(files) for files in events}
    confusions = [each for event in found.values() for each in event.confusions]
    averages = event_averages(found)
    articles = [list(event.by_article.values()) for event in found.values()]
    if json:
        summaries = {name: summary(event) for name, event in found.items()}
        told = {"events": summaries, "macro": averages, "intervals": spread_of(intervals(articles))}
        typer.echo(as_json(told | _listed(confusions, shown)))
    else:
        _print([events_table(found, averages)], [each for event in articles for each in event], confusions, shown)


def event_averages(events: Mapping[str, Judged]) -> dict[str, dict[str, float | None]]:
    """Return each step's rates, averaged over events."""
    totals = [event.scores for event in events.values()]
    return {step: macro([getattr(scores, step) for scores in totals]) for step in STEPS}


def _listed(confusions: Sequence[Confusion], shown: frozenset[Fault]) -> dict[str, Any]:
    if not shown:
        return {}
    return {"shown": [confusion_line(each) for each in confusions if each.fault in shown]}


def _print(
    tables: Sequence[Table], articles: Sequence[Scores], confusions: Sequence[Confusion], shown: frozenset[Fault]
) -> None:
    console = screen()
    for table in (*tables, steps_table(articles)):
        console.print(table)
    if confusions:
        console.print(confusion_counts(confusions))
    for each in confusions:
        if each.fault in shown:
            console.print(*confusion_lines(each), "", sep="\n")
