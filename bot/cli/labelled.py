"""Files of labels: figures and wanted alerts, alone or in a folder an event."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import typer

from bot.errors import ArticlesError, Misuse
from bot.evaluation import Label, WantedAlert
from bot.model import Article

TOPIC, REPORTS, LABELS, ALERTS = "topic.yaml", "reports.jsonl", "labels.jsonl", "alerts.jsonl"
Line = TypeVar("Line")


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFiles:
    """Where an event's topic, articles and labels lie."""

    name: str
    topic: Path
    articles: tuple[Path, ...]
    labels: Path
    alerts: Path | None
    """The wanted alerts, None where nobody wrote them down."""


def event_files(folder: Path) -> tuple[EventFiles, ...]:
    """Return the events of a folder, which may be one itself, by name; raise Misuse where there is none."""
    inside = sorted(each for each in folder.iterdir() if each.is_dir()) if folder.is_dir() else []
    found = tuple(_event(each) for each in (folder, *inside) if (each / TOPIC).is_file())
    if not found:
        raise Misuse(f"{folder}: holds no event; each wants a folder with {TOPIC}, {REPORTS} and {LABELS}")
    return found


def _event(folder: Path) -> EventFiles:
    alerts = folder / ALERTS
    return EventFiles(
        name=folder.name,
        topic=folder / TOPIC,
        articles=(folder / REPORTS,),
        labels=folder / LABELS,
        alerts=alerts if alerts.is_file() else None,
    )


def load_labels(path: Path) -> tuple[Label, ...]:
    """Read label lines, or raise ArticlesError that names the line."""
    labels = tuple(
        _parsed(path, Label.of, "label", "write one labelled figure a line, as `tallywire read --json` does")
    )
    if not labels:
        raise ArticlesError(f"{path}: holds no label; a labelled figure a line is wanted")
    return labels


def load_alerts(path: Path) -> tuple[WantedAlert, ...]:
    """Read lines of wanted alerts, of which there may be none, or raise ArticlesError that names the line."""
    return tuple(_parsed(path, WantedAlert.of, "wanted alert", "write one a line, with article, claim and kind"))


def _parsed(path: Path, parse: Callable[[dict[str, Any]], Line], what: str, advice: str) -> Iterator[Line]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ArticlesError(f"{path}: {what}s cannot be read ({error}); name a .jsonl file of {what}s") from error
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            content = _content(line, f"{path}:{number}", advice)
            try:
                yield parse(content)
            except ValueError as error:
                raise ArticlesError(f"{path}:{number}: is no {what}: {error}; {advice}") from error


def _content(line: str, place: str, advice: str) -> dict[str, Any]:
    try:
        content = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ArticlesError(f"{place}: is no JSON ({error}); {advice}") from error
    if not isinstance(content, dict):
        raise ArticlesError(f"{place}: is no JSON object; {advice}")
    return content


def labels_of(labels: Sequence[Label], articles: Sequence[Article], path: Path) -> tuple[Label, ...]:
    """Return the labels of the articles given, and say how many others there are; raise ArticlesError for none."""
    ids = {article.id for article in articles}
    own = tuple(label for label in labels if label.article in ids)
    if not own:
        raise ArticlesError(f"{path}: labels none of the articles given; name the articles that it was written for")
    if len(own) < len(labels):
        typer.echo(f"{path}: {len(labels) - len(own)} labels of other articles are left out.", err=True)
    return own
