"""The protocol by which accuracy is told: `make accuracy`, or `python -m tools.accuracy --only folds --json FILE`.

Every number is of text that was left out of training, but for those that say otherwise. Errors are told as counts of
classes, without text, unless an event is named with `--show`: what was left out stays unread by whoever works on rules.
"""

import argparse
import json
import platform
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console

from bot.cli.evaluate import event_averages
from bot.cli.scorecard import confusion_lines, events_table, summary
from bot.evaluation import Judged
from tools.beside import figure_pass, suggested_topics
from tools.error_classes import error_classes, lines, total
from tools.folds import EACH, FOLDS, Group, Outcome, Part, data_set, deal, parts_of, run
from tools.processes import processes
from tools.sections import fold_sections, section_table
from tools.targets import Section
from tools.train_matching import ROOT

SHARED = ROOT.parent / "shared"
MEASURES = ("folds", "figures", "suggest")
TABLED = (Group.EVENTS, Group.OWN, Group.DESK)
"""Groups that have a table of their parts."""


@dataclass(slots=True)
class Report:
    """What was measured."""

    sections: list[Section] = field(default_factory=list)
    left_out: Mapping[Part, Judged] = field(default_factory=dict)
    tuned: Mapping[Part, Judged] = field(default_factory=dict)
    classes: Counter[str] = field(default_factory=Counter)


def main(arguments: Sequence[str]) -> int:
    """Run the protocol and print its tables."""
    options = parsed(arguments)
    progress = Console(stderr=True, markup=False, highlight=False)
    shared = options.shared if options.shared.is_dir() else None
    if shared is None:
        progress.print(f"{options.shared} is not here: the project's own events are all there is to measure on.")
    report = measured(options, parts_of(shared), progress)
    screen = Console(markup=False, highlight=False)
    show(screen, report, with_classes=options.classes)
    show_errors(screen, report, frozenset(options.show))
    if options.json:
        options.json.write_text(json.dumps(as_json(report, options), indent=2) + "\n", encoding="utf-8")
    return 0


def parsed(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m tools.accuracy", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shared", type=Path, default=SHARED, help="labelled reports beside the checkout")
    parser.add_argument("--full", action="store_true", help="leave out one event at a time, not a fifth of them")
    parser.add_argument("--only", type=names, default=MEASURES, help=f"some of: {', '.join(MEASURES)}")
    parser.add_argument("--classes", action="store_true", help="count the errors by class, without text")
    parser.add_argument(
        "--show", action="append", default=[], metavar="EVENT", help="print this event's errors, with text"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows there too")
    return parser.parse_args(arguments)


def names(text: str) -> tuple[str, ...]:
    """Split names of measures at commas."""
    found = tuple(name.strip() for name in text.split(",") if name.strip())
    if unknown := [name for name in found if name not in MEASURES]:
        raise argparse.ArgumentTypeError(f"nothing is called {', '.join(unknown)}; there are {', '.join(MEASURES)}")
    return found


def measured(options: argparse.Namespace, parts: Sequence[Part], progress: Console) -> Report:
    """Measure what was asked for."""
    report = Report()
    with processes(progress) as each:
        if "folds" in options.only:
            outcome = run(parts, deal(parts, EACH if options.full else FOLDS), each)
            report.left_out, report.tuned = outcome.left_out, outcome.tuned
            report.sections += fold_sections(outcome)
            report.classes = classes_of(outcome)
        if "suggest" in options.only and (section := suggested_topics(parts, each)):
            report.sections.append(section)
    if "figures" in options.only:
        with progress.status("the figure pass beside libraries..."):
            report.sections.append(figure_pass())
    return report


def classes_of(outcome: Outcome) -> Counter[str]:
    """Count the errors on what was left out, own events and others together."""
    return total(
        [error_classes(judged, data_set(part.folder).watch.topic) for part, judged in outcome.left_out.items()]
    )


def of_group(judged: Mapping[Part, Judged], group: Group) -> dict[str, Judged]:
    """Return a group's parts by name."""
    return {part.name: judged[part] for part in sorted(judged, key=lambda part: part.name) if part.group is group}


def show(screen: Console, report: Report, *, with_classes: bool) -> None:
    """Print the report."""
    for group in TABLED:
        found = of_group(report.left_out, group)
        if found:
            screen.print(events_table(found, event_averages(found), f"{group.value}, left out of training"))
    for section in report.sections:
        screen.print(section.title, style="italic")
        if section.rows:
            screen.print(section_table(section))
        screen.print(*section.notes, "", sep="\n")
    if with_classes:
        screen.print("errors on what was left out, by class", style="italic")
        screen.print(*lines(report.classes), sep="\n")


def show_errors(screen: Console, report: Report, events: frozenset[str]) -> None:
    """Print what went wrong in the events that are named, with its text."""
    wrong = [each for part, judged in report.left_out.items() if part.name in events for each in judged.confusions]
    for confusion in wrong:
        screen.print(*confusion_lines(confusion), "", sep="\n")


def as_json(report: Report, options: argparse.Namespace) -> dict[str, Any]:
    """Return what the file of rows holds."""
    return {
        "python": platform.python_version(),
        "folds": "each event" if options.full else FOLDS,
        "sections": [
            {"title": section.title, "rows": [row.as_json() for row in section.rows], "notes": section.notes}
            for section in report.sections
        ],
        "left_out": {part.name: summary(judged) for part, judged in report.left_out.items()},
        "tuned": {part.name: summary(judged) for part, judged in report.tuned.items()},
        "classes": dict(report.classes.most_common()),
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
