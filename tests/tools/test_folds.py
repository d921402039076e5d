"""Events are dealt out to folds, and each is read with weights that never saw it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tools.folds import (
    EACH,
    OWN_EVENTS,
    Group,
    Outcome,
    Part,
    Task,
    cold_rows,
    data_set,
    deal,
    lesson,
    parts_of,
    run,
    without,
)
from tools.train_matching import Row

EVENTS = tuple(Part(Group.EVENTS, Path(f"event-{number}")) for number in range(7))
OWN = tuple(Part(Group.OWN, Path(f"own-{number}")) for number in range(3))
HALVES = (Part(Group.DESK, Path("desk"), 0), Part(Group.DESK, Path("desk"), 1))
SEEDS = Part(Group.SEEDS, Path("seeds"))
PARTS = (*EVENTS, *HALVES, SEEDS, *OWN)


@pytest.mark.parametrize("folds", [1, 2, 5, 40, EACH])
def test_every_part_is_left_out_once(folds: int) -> None:
    assert Counter(part for fold in deal(PARTS, folds) for part in fold) == Counter(PARTS)


def test_both_groups_of_events_are_dealt_evenly_and_the_one_event_in_its_parts() -> None:
    dealt = deal(PARTS, 3)

    assert [len(fold) for fold in dealt] == [4, 3, 3, 1, 1, 1]
    assert [sum(part.group is Group.OWN for part in fold) for fold in dealt] == [1, 1, 1, 0, 0, 0]
    assert [{part.name for part in fold} for fold in dealt[3:]] == [
        {"desk, first half"},
        {"desk, second half"},
        {"seeds"},
    ]
    assert [len(fold) for fold in deal(PARTS, EACH)] == [1] * len(PARTS)


def test_without_a_shared_folder_there_are_the_projects_own_events() -> None:
    assert {part.group for part in parts_of(None)} == {Group.OWN}
    assert all((part.folder / "labels.jsonl").is_file() for part in parts_of(None))


def test_halves_are_the_reports_before_and_after_the_middle() -> None:
    whole = parts_of(None)[0]
    first, second = (lesson(Part(whole.group, whole.folder, half)).readings for half in (0, 1))

    assert first + second == data_set(whole.folder).readings
    assert abs(len(first) - len(second)) <= 1


THREE = tuple(
    Part(Group.OWN, OWN_EVENTS / name) for name in ("boat-askra-2026", "quake-zerdan-2026", "bus-tarcona-2026")
)
Lessons = list[tuple[frozenset[Part], frozenset[Part]]]


@pytest.fixture(scope="module")
def leaving_each_out() -> tuple[Outcome, Lessons]:
    """Run the protocol on three small events; return what came of it, and who was taught by whom to read whom."""
    seen: Lessons = []

    def watching(work: Callable[[Any], Any], things: Iterable[Any], doing: str) -> Iterator[Any]:
        assert doing
        for thing in things:
            if isinstance(thing, Task):
                seen.append((frozenset(thing.examples), frozenset(thing.parts)))
            yield work(thing)

    return run(THREE, deal(THREE, EACH), watching), seen


def test_what_is_left_out_teaches_nothing(leaving_each_out: tuple[Outcome, Lessons]) -> None:
    """Training for a fold gets the examples of all parts but its own, in both rounds; the last task gets all."""
    outcome, seen = leaving_each_out

    assert len(seen) == 2 * len(THREE) + 1
    assert all(taught == frozenset(THREE) - judged for taught, judged in seen[:-1])
    assert seen[-1] == (frozenset(THREE), frozenset(THREE))
    assert set(outcome.left_out) == set(outcome.tuned) == set(THREE)


def test_reports_are_scored_in_full_and_trained_ones_are_read_better(leaving_each_out: tuple[Outcome, Lessons]) -> None:
    outcome, _ = leaving_each_out

    for part, judged in outcome.left_out.items():
        assert len(judged.by_article) == len(data_set(part.folder).readings)
        assert judged.scores.statements.right
    left_out, tuned = (
        sum(judged.scores.statements.right for judged in found.values()) for found in (outcome.left_out, outcome.tuned)
    )
    assert tuned > left_out


def test_examples_are_left_out_by_part() -> None:
    examples: dict[Part, tuple[Row, ...]] = dict.fromkeys(HALVES, ())

    assert set(without(examples, HALVES[:1])) == {HALVES[1]}


def test_a_half_teaches_its_own_figures_only() -> None:
    halves = [cold_rows(Part(Group.DESK, THREE[0].folder, half)) for half in (0, 1)]

    assert sum(map(len, halves)) == len(cold_rows(THREE[0]))
    assert all(halves)
