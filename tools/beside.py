"""What `make accuracy` measures besides the folds: the figure pass beside libraries, and suggested topics."""

import json
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tools import score_suggest
from tools.folds import Each, Group, Part
from tools.targets import FASTER, LEAD, SEED_CLAIMS, Row, Section, Target
from tools.train_matching import ROOT

BENCH_PYTHON = ROOT / ".venv-bench" / "bin" / "python"
PATIENCE = 240
"""Seconds for the figure pass and its rivals."""
SUGGESTED = 20
"""Claims of a draft."""
OURS = "tallywire"
_SCORE = re.compile(r"(?P<name>.+): F1 of (?P<figures>[\d,]+) labelled figures, (?P<what>value|value and hedge)")
_SPEED = re.compile(r"figure pass against (?P<name>.+)")


def figure_pass(python: Path = BENCH_PYTHON) -> Section:
    """Return the figure pass beside the libraries, or a sentence that says why there is no measure."""
    title = "figure pass alone, on all labelled reports"
    if not python.exists():
        return Section(title, (), ("Not measured: the libraries are not installed; `make bench` installs them.",))
    command = [str(python), "-m", "tests.benchmarks.figures"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=PATIENCE)  # noqa: S603 - our own module
    if done.returncode:
        why = (done.stderr.strip().splitlines() or ["no reason was given"])[-1]
        return Section(title, (), (f"Not measured: {why}; `make bench` installs what is missing.",))
    return Section(title, tuple(figure_rows({row["what"]: row["figure"] for row in json.loads(done.stdout)})))


def figure_rows(measured: dict[str, float]) -> list[Row]:
    """Return the rows of the benchmark with the targets of the protocol."""
    scores = {
        (found["name"], found["what"]): rate for what, rate in measured.items() if (found := _SCORE.fullmatch(what))
    }
    rows = []
    for what, lead in (("value", 0.0), ("value and hedge", LEAD)):
        best = max(rate for (name, asked), rate in scores.items() if asked == what and name != OURS)
        for (name, asked), rate in scores.items():
            if asked == what:
                target = Target(round(best + lead, 3)) if name == OURS else None
                rows.append(Row(what=f"{name}: {what}, F1", rate=rate, target=target))
    for what, rate in measured.items():
        if found := _SPEED.fullmatch(what):
            name = found["name"]
            rows.append(
                Row(what=f"times as fast as {name}", rate=rate, target=FASTER if name == "quantulum3" else None)
            )
    return rows


def suggested_topics(parts: Sequence[Part], each: Each) -> Section | None:
    """Return how many labelled claims `topic suggest` finds, None where there is nothing to suggest from."""
    chosen = [part for part in parts if part.group in {Group.EVENTS, Group.SEEDS}]
    if not chosen:
        return None
    found = dict(zip(chosen, each(suggested, chosen, "suggesting topics"), strict=True))
    seeds = [each_ for part, each_ in found.items() if part.group is Group.SEEDS]
    events = [each_ for part, each_ in found.items() if part.group is Group.EVENTS]
    both = sum(each_.disputed_found == score_suggest.DISPUTED for each_ in events)
    rows = [
        *(
            Row(what="claims of the seeds found", rate=len(seed.found), target=SEED_CLAIMS, of=seed.claims)
            for seed in seeds
        ),
        Row(what="events with both most disputed", rate=both, target=Target(len(events)), of=len(events)),
        Row(
            what="claims of the events found", rate=sum(len(e.found) for e in events), of=sum(e.claims for e in events)
        ),
    ]
    note = "What a draft catches is told by the shipped weights, which were trained on these events too."
    return Section("topic suggest, no hand work", tuple(rows), (note,))


def suggested(part: Part) -> score_suggest.Found:
    """Draft a topic from a part's articles, and see which labelled claims it finds."""
    return score_suggest.score(part.folder, SUGGESTED)
