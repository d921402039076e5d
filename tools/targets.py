"""The accuracy to reach, and how far a measured rate is from it."""

from dataclasses import asdict, dataclass
from typing import Any

from bot.evaluation import Interval
from tools.folds import Group


@dataclass(frozen=True, slots=True)
class Target:
    """What has to be reached, and what is aimed at beyond; both are reached by being no worse."""

    floor: float
    goal: float | None = None
    at_most: bool = False
    """Whether less is better."""

    def reaches(self, rate: float, bound: float) -> bool:
        """Whether a rate is no worse than a bound."""
        return rate <= bound if self.at_most else rate >= bound


TARGETS: dict[Group, dict[str, Target]] = {
    Group.EVENTS: {
        "statements P": Target(0.85, 0.95),
        "statements R": Target(0.72, 0.85),
        "sources": Target(0.82, 0.90),
        "hedges": Target(0.98),
        "alerts P": Target(0.82, 0.95),
        "alerts R": Target(0.72, 0.90),
    },
    Group.DESK: {
        "statements P": Target(0.90, 0.95),
        "statements R": Target(0.80, 0.85),
        "sources": Target(0.87, 0.90),
        "alerts P": Target(0.88, 0.95),
        "alerts R": Target(0.82, 0.90),
    },
}
"""By what is left out: the floor, and the goal."""
GAP = Target(0.10, at_most=True)
"""Mean F1 of statements on events that were trained on, minus that on the same events left out."""
LEAD = 0.20
"""How much better the figure pass is with hedges than the best library."""
FASTER = Target(10.0)
"""Times quantulum3's sentences a second."""
SEED_CLAIMS = Target(12)
"""Claims of the seeds that a suggested topic finds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the report."""

    what: str
    rate: float | None
    target: Target | None = None
    interval: Interval | None = None
    of: int | None = None
    """Out of how many, where a count is told."""

    @property
    def verdict(self) -> str:
        """Say whether the target is reached; empty where there is none."""
        if self.target is None:
            return ""
        if self.rate is None:
            return "not measured"
        if self.target.goal is not None and self.target.reaches(self.rate, self.target.goal):
            return "goal reached"
        reached = self.target.reaches(self.rate, self.target.floor)
        if not reached:
            return "not reached"
        return "floor reached" if self.target.goal is not None else "reached"

    def as_json(self) -> dict[str, Any]:
        """Return the row as the file of rows holds it."""
        return asdict(self) | {"verdict": self.verdict}


@dataclass(frozen=True, slots=True)
class Section:
    """Some lines of the report under a title; notes tell what the numbers cannot."""

    title: str
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
