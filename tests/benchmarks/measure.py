"""What a measure gives back, how time is taken, and the table."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from statistics import median
from time import process_time
from typing import Any

from rich import box
from rich.table import Table

ROUNDS = 5
"""How often work is repeated; its median counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table."""

    what: str
    figure: float
    unit: str
    target: float | None = None
    at_most: bool = False
    """Whether less is better."""

    @property
    def ratio(self) -> float | None:
        """How far the target is reached, 1 when it is just reached."""
        if self.target is None or not self.figure:
            return None
        return self.target / self.figure if self.at_most else self.figure / self.target

    def as_json(self) -> dict[str, Any]:
        """Return the row as `--json` writes it."""
        return asdict(self) | {"ratio": self.ratio}


Measure = Callable[[bool], Iterator[Row]]
"""Measures, and yields rows as they are known. The flag asks for the full size, whatever time it takes."""


@contextmanager
def one_core() -> Iterator[None]:
    """Keep this process on one core, where the system lets it."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(allowed)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, allowed)


def a_second(work: Callable[[], int], rounds: int = ROUNDS) -> float:
    """Return how many things the work does in a second of processor time: the median of some rounds after a first.

    Processor time leaves out what other programs take of the machine.
    """
    with one_core():
        work()
        return median(_once(work) for _ in range(rounds))


def in_turns(works: Iterable[Callable[[], int]], rounds: int) -> list[float]:
    """Return what several works do in a second of processor time each, a round of each after the other's."""
    with one_core():
        turns = list(zip(*([_once(work) for work in works] for _ in range(rounds)), strict=True))
    return [median(turn) for turn in turns]


def _once(work: Callable[[], int]) -> float:
    started = process_time()
    done = work()
    return done / (process_time() - started)


def as_table(rows: Iterable[Row]) -> Table:
    """Return the rows as people read them."""
    table = Table(box=box.SIMPLE_HEAD)
    for name in ("what", "figure", "target", "ratio"):
        table.add_column(name, justify="left" if name == "what" else "right")
    for row in rows:
        target = "" if row.target is None else f"{'≤' if row.at_most else '≥'} {_number(row.target)}"
        ratio = "" if row.ratio is None else f"{row.ratio:.2g}"
        table.add_row(row.what, f"{_number(row.figure)} {row.unit}", target, ratio)
    return table


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
