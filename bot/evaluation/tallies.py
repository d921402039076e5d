"""Counts of right, wrong and missed, and the rates they make."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Tally:
    """Right, wrong and missed."""

    right: int = 0
    false: int = 0
    missed: int = 0

    @property
    def precision(self) -> float | None:
        """Share of what was said that is right; None when nothing was said."""
        said = self.right + self.false
        return self.right / said if said else None

    @property
    def recall(self) -> float | None:
        """Share of what was there that was said; None when nothing was there."""
        there = self.right + self.missed
        return self.right / there if there else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall."""
        total = 2 * self.right + self.false + self.missed
        return 2 * self.right / total if total else None

    def add(self, other: "Tally") -> None:
        """Count another tally in."""
        self.right += other.right
        self.false += other.false
        self.missed += other.missed


@dataclass(slots=True)
class Scores:
    """The scores of one set of articles."""

    figures: Tally = field(default_factory=Tally)
    statements: Tally = field(default_factory=Tally)
    by_claim: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    hedges: Tally = field(default_factory=Tally)
    """Right and false hedges of the figures that were found."""
    sources: Tally = field(default_factory=Tally)
    """Right and false sources of the statements that are right."""
    days: Tally = field(default_factory=Tally)
    """Right and false as-of days of the claims' figures that were found, where a label gives one."""
    modalities: Tally = field(default_factory=Tally)
    """Right and false modalities, of the same."""
    background: Tally = field(default_factory=Tally)
    """Background told as such, what is none told as such, and background missed, of the same."""
    alerts: Tally = field(default_factory=Tally)

    def add(self, other: "Scores") -> None:
        """Count the scores of other articles in."""
        for name in STEPS:
            getattr(self, name).add(getattr(other, name))
        for claim, tally in other.by_claim.items():
            self.by_claim[claim].add(tally)


STEPS = tuple(name for name in Scores.__slots__ if name != "by_claim")
"""The tallies of Scores, by name."""


def together(parts: Iterable[Scores]) -> Scores:
    """Return the scores of several sets of articles as one."""
    total = Scores()
    for part in parts:
        total.add(part)
    return total


def mean(rates: Iterable[float | None]) -> float | None:
    """Return the mean of the rates that are defined, None where none is."""
    known = [rate for rate in rates if rate is not None]
    return sum(known) / len(known) if known else None


def macro(tallies: Sequence[Tally]) -> dict[str, float | None]:
    """Return the rates averaged over tallies; one where a rate is undefined is left out of that average."""
    return {
        "precision": mean(tally.precision for tally in tallies),
        "recall": mean(tally.recall for tally in tallies),
        "f1": mean(tally.f1 for tally in tallies),
    }
