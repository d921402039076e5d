"""Deals labelled events out to folds, trains without each fold, and scores it as `tallywire evaluate` does."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from bot.evaluation import Judged, WantedAlert, judge, replay
from bot.model import Reading
from tools.score_verdicts import SEED_ORDER
from tools.train_matching import ROOT, DataSet, Row, fit, load, rows

OWN_EVENTS = ROOT / "seeds" / "events"
DESK_TOPIC = ROOT / "seeds" / "topics" / "isis-detainees-syria-iraq.yaml"
FOLDS = 5
EACH = 0
"""So many folds as there are events."""

Weights = Mapping[str, float]
Examples = Mapping["Part", Sequence[Row]]
Each = Callable[[Callable[[Any], Any], Iterable[Any], str], Iterator[Any]]
"""Calls a function with each thing, here or in other processes, and yields what came of it in order; the words say
what is being done."""


class Group(StrEnum):
    """Labelled articles that are averaged together."""

    EVENTS = "events"
    """Events of others, each with a topic file that was written before its reports were read."""
    OWN = "own events"
    """Events that belong to the project."""
    DESK = "desk"
    """Reports of one event, in two halves by order of arrival."""
    SEEDS = "seeds"
    """The articles that the desk's claims come from."""


@dataclass(frozen=True, slots=True)
class Part:
    """What is trained with, or left out, as a whole."""

    group: Group
    folder: Path
    half: int | None = None
    """0 or 1 for the reports before or after the middle, None for all."""

    @property
    def name(self) -> str:
        """The name of its folder, and which half."""
        return self.folder.name if self.half is None else f"{self.folder.name}, {('first', 'second')[self.half]} half"


@dataclass(frozen=True, slots=True)
class Task:
    """Train on some examples, and read some parts with what was learned."""

    examples: Examples
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How every part was read."""

    left_out: Mapping[Part, Judged]
    """With weights trained without it."""
    tuned: Mapping[Part, Judged]
    """With weights trained on everything."""


def parts_of(shared: Path | None) -> tuple[Part, ...]:
    """Return what there is: the project's own events, and what lies in a shared folder."""
    own = [Part(Group.OWN, folder) for folder in _folders(OWN_EVENTS)]
    if shared is None:
        return tuple(own)
    events = [Part(Group.EVENTS, folder) for folder in _folders(shared / "events")]
    desk = [Part(Group.DESK, shared / "desk", half) for half in (0, 1)]
    return (*events, *desk, Part(Group.SEEDS, shared / "seeds"), *own)


def _folders(folder: Path) -> list[Path]:
    return sorted(each for each in folder.iterdir() if (each / "topic.yaml").is_file())


def deal(parts: Sequence[Part], folds: int = FOLDS) -> tuple[frozenset[Part], ...]:
    """Deal events out to so many folds, each group evenly; each half of the desk is one fold, and so are the seeds."""
    events = [[part for part in parts if part.group is group] for group in (Group.EVENTS, Group.OWN)]
    lone = [[part] for part in parts if part.group in {Group.DESK, Group.SEEDS}]
    if folds == EACH:
        dealt = [[part] for group in events for part in group]
    else:
        dealt = [[part for group in events for part in group[at::folds]] for at in range(folds)]
    return tuple(frozenset(fold) for fold in [*dealt, *lone] if fold)


def run(parts: Sequence[Part], folds: Sequence[frozenset[Part]], each: Each, *, tuned: bool = True) -> Outcome:
    """Train without each fold and score it; then train on everything and score everything.

    Every figure teaches twice: with nothing known of the articles before, and with what weights that were trained
    without its fold made of them, mistakes included, so that the record is trusted no more than it deserves.
    """
    cold = dict(zip(parts, each(cold_rows, parts, "figures, with nothing known"), strict=True))
    chosen = [tuple(sorted(fold, key=lambda part: part.name)) for fold in folds]
    tasks = [Task(without(cold, fold), fold) for fold in chosen]
    warm = {part: found for found in each(warm_rows, tasks, "figures, in order of arrival") for part, found in found}
    taught = {part: (*cold[part], *warm.get(part, ())) for part in parts}
    left_out = [Task(without(taught, fold), fold) for fold in chosen]
    everything = [Task(taught, tuple(parts))] if tuned else []
    judged = list(each(judged_parts, [*left_out, *everything], "training and scoring"))
    return Outcome(
        left_out={part: found for fold in judged[: len(left_out)] for part, found in fold},
        tuned={part: found for fold in judged[len(left_out) :] for part, found in fold},
    )


def without(examples: Examples, fold: Iterable[Part]) -> Examples:
    """Return the examples of all parts but these."""
    left_out = frozenset(fold)
    return {part: found for part, found in examples.items() if part not in left_out}


def cold_rows(part: Part) -> tuple[Row, ...]:
    """Return a part's figures as if each stood alone."""
    return tuple(rows(lesson(part), None))


def warm_rows(task: Task) -> list[tuple[Part, tuple[Row, ...]]]:
    """Return the figures of a task's parts in the light of what its weights make of those before."""
    weights = trained(task.examples)
    return [(part, tuple(rows(lesson(part), weights))) for part in task.parts]


def judged_parts(task: Task) -> list[tuple[Part, Judged]]:
    """Score a task's parts."""
    weights = trained(task.examples)
    return [(part, judged(part, weights)) for part in task.parts]


def trained(examples: Examples) -> Weights:
    """Return the weights that the examples teach."""
    return fit([row for found in examples.values() for row in found])


def judged(part: Part, weights: Weights) -> Judged:
    """Read all reports of a part's event in order of arrival, and score the part."""
    data = data_set(part.folder)
    articles = [reading.article.id for reading in lesson(part).readings]
    wanted = [WantedAlert.of(line) for line in data.wanted]
    return judge(articles, replay(data.readings, data.watch, weights), data.labels, wanted)


def lesson(part: Part) -> DataSet:
    """Return the articles of a part."""
    data = data_set(part.folder)
    if part.half is None:
        return data
    middle = len(data.readings) // 2
    return replace(data, readings=(data.readings[:middle], data.readings[middle:])[part.half])


@cache
def data_set(folder: Path) -> DataSet:
    """Read the articles of a folder, once a process."""
    reports, topic = folder / "reports.jsonl", folder / "topic.yaml"
    data = load(
        folder.name,
        [reports if reports.is_file() else folder],
        topic if topic.is_file() else DESK_TOPIC,
        folder / "labels.jsonl",
    )
    return data if reports.is_file() else replace(data, readings=in_seed_order(data.readings))


def in_seed_order(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Return the seed articles in the order of arrival that their wanted alerts were written for."""
    return tuple(sorted(readings, key=lambda reading: SEED_ORDER.index(reading.article.id)))
