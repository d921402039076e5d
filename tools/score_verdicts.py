"""Scores the desk rules alone: labelled figures go in, the alerts that come out are held against the wanted ones."""

import argparse
import json
import re
from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Self

from adapters.files.topics import load_topic
from bot.alerts import alerts_of
from bot.ledger import judge_article
from bot.model import (
    Alert,
    AlertLevel,
    Claim,
    Entry,
    Field,
    Figure,
    Hedge,
    Kind,
    Modality,
    Series,
    Statement,
    Topic,
)

SEED_ORDER = ("001", "002", "000", "003", "004")
TRACKED = frozenset({"figure", "vague_figure"})
Row = dict[str, Any]
Line = tuple[str, str, str]
"""Article, claim, kind."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A labelled folder: its topic, its reports in order of arrival, the figures on its claims, the alerts wanted."""

    topic: Topic
    reports: list[Row]
    labels: dict[str, list[Row]]
    wanted: list[Row]


@dataclass(slots=True)
class Score:
    """Lines right, wanted and predicted; notes apart."""

    right: int = 0
    found: int = 0
    wanted: int = 0
    predicted: int = 0
    notes_found: int = 0
    notes_wanted: int = 0
    misses: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        precision = self.right / self.predicted if self.predicted else 1.0
        recall = self.found / self.wanted if self.wanted else 1.0
        return (
            f"P {precision:.3f} ({self.right}/{self.predicted})  R {recall:.3f} ({self.found}/{self.wanted})  "
            f"notes {self.notes_found}/{self.notes_wanted}"
        )

    def __iadd__(self, other: "Score") -> Self:
        for name in ("right", "found", "wanted", "predicted", "notes_found", "notes_wanted"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.misses += other.misses
        return self


def rows(path: Path) -> list[Row]:
    """Return the objects of a .jsonl file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def read_scene(folder: Path) -> Scene:
    """Read an events folder, `desk`, or `seeds` (which takes its claims from `desk` beside it)."""
    labels: dict[str, list[Row]] = defaultdict(list)
    for label in rows(folder / "labels.jsonl"):
        if label["claim"] and label["kind"] in TRACKED:
            labels[label["article"]].append(label)
    topic_file = folder / "topic.yaml"
    topic = load_topic(topic_file) if topic_file.exists() else desk_topic(folder.parent / "desk" / "claims.json")
    return Scene(topic, reports(folder), labels, rows(folder / "alerts.jsonl"))


def reports(folder: Path) -> list[Row]:
    """Return the reports in order of arrival."""
    if (folder / "reports.jsonl").exists():
        return rows(folder / "reports.jsonl")
    index = {report["id"]: report for report in json.loads((folder / "index.json").read_text(encoding="utf-8"))}
    return [index[report] for report in SEED_ORDER]


def desk_topic(path: Path) -> Topic:
    """Return the desk's claims as a topic; all of them are headline claims."""
    desk = json.loads(path.read_text(encoding="utf-8"))
    claims = tuple(
        Claim(
            id=claim["id"],
            title=claim["title"],
            question=claim["question"],
            series=Series(claim["series"]),
            unit=claim["unit"],
            key=True,
        )
        for claim in desk["claims"]
    )
    return Topic(id=desk["topic"], title=desk["title"], language="en", about=(), places={}, sources=(), claims=claims)


def moment(text: str) -> datetime:
    """Return the aware time of an ISO date or time."""
    parsed = datetime.fromisoformat(text)
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)


def day_of(label: Row, published: date) -> date:
    """Return the day of a label; a month or year is its last day, words like `peak` say nothing."""
    match re.findall(r"\d+", label["as_of"] or ""):
        case [year, month, day]:
            return date(int(year), int(month), int(day))
        case [year, month]:
            return min(published, date(int(year), int(month), monthrange(int(year), int(month))[1]))
        case [year]:
            return min(published, date(int(year), 12, 31))
        case _:
            return published


def statement(label: Row, report: Row, position: int, topic: str) -> Statement:
    """Return the labelled figure as the statement that perfect reading would make."""
    published = moment(report["published"])
    as_of = day_of(label, published.date())
    return Statement(
        id=f"{report['id']}.{position}",
        topic=topic,
        claim=label["claim"],
        figure=Figure(
            start=label["start"],
            end=label["end"],
            surface=label["surface"],
            value=label["value"],
            low=label["low"],
            high=label["high"],
            hedge=Hedge(label["hedge"]),
        ),
        field=Field(label["field"]),
        source=label["source"],
        said_by=label["said_by"],
        via=label["via"],
        outlet=report["outlet"],
        url=report.get("url", ""),
        article=report["id"],
        version=1,
        published=published,
        as_of=as_of,
        dated=as_of != published.date(),
        modality=Modality(label["modality"]),
        background=label["background"] or label.get("context", "body") not in {"body", "title"},
        quote=f"{report['id']}:{label['field']}:{label['start']}",
        quote_start=label["start"],
    )


def replay(scene: Scene) -> Iterator[Alert]:
    """Judge the reports in order of arrival, from an empty ledger."""
    history: list[Entry] = []
    for report in scene.reports:
        labels = scene.labels[report["id"]]
        told = [statement(label, report, position, scene.topic.id) for position, label in enumerate(labels)]
        entries = judge_article(told, history, scene.topic, moment(report["published"]))
        yield from alerts_of(entries, history, scene.topic)
        history.extend(entries)


def score(wanted: Iterable[Row], alerts: Iterable[Alert]) -> Score:
    """Hold predicted alerts against wanted ones; notes are allowed, not required."""
    result = Score()
    got = {(alert.statement.article, alert.claim, str(alert.kind)): alert for alert in alerts}
    right: set[Line] = set()
    for row in wanted:
        kinds = [row["kind"], *row.get("also_right", ())]
        hits = {(row["article"], row["claim"], kind) for kind in kinds} & got.keys()
        right |= hits
        if row["kind"] == Kind.NOTE:
            result.notes_wanted += 1
            result.notes_found += bool(hits)
            continue
        result.wanted += 1
        result.found += bool(hits)
        if not hits:
            result.misses.append(f"missed  {row['article']} {row['claim']} {'|'.join(kinds)} {row.get('surface', '')}")
    for line, alert in got.items():
        if alert.level is AlertLevel.ALERT:
            result.predicted += 1
            result.right += line in right
            if line not in right:
                told = f"{alert.kind} {alert.statement.figure.surface} ({alert.verdict.rule})"
                result.misses.append(f"false   {alert.statement.article} {alert.claim} {told}")
    return result


def part(scene: Scene, wanted: frozenset[str]) -> Score:
    """Score some of a scene's reports, after a replay of all of them."""
    alerts = [alert for alert in replay(scene) if alert.statement.article in wanted]
    return score([row for row in scene.wanted if row["article"] in wanted], alerts)


def main() -> None:
    """Print a line a folder and their sum."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--show", action="store_true", help="print every miss and false alert")
    parser.add_argument("--rules", action="store_true", help="count the alerts by rule")
    parser.add_argument("--first", type=int, help="score only the first N reports of each folder")
    parser.add_argument("--after", type=int, default=0, help="score only what follows the first N reports")
    options = parser.parse_args()
    total, used = Score(), Counter[str]()
    for folder in options.folders:
        scene = read_scene(folder)
        chosen = frozenset(report["id"] for report in scene.reports[options.after : options.first])
        result = part(scene, chosen)
        used.update(alert.verdict.rule for alert in replay(scene) if alert.statement.article in chosen)
        print(f"{folder.name:26} {result}")
        if options.show:
            print("\n".join(f"    {miss}" for miss in result.misses))
        total += result
    print(f"{'all':26} {total}")
    if options.rules:
        print("\n".join(f"{count:5} {rule}" for rule, count in used.most_common()))


if __name__ == "__main__":
    main()
