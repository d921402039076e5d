"""Which claim a figure answers: cues weighed against each other, and against answering none."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

CONFIDENT = 0.5
"""A claim is taken from this probability on; raising it trades recall for precision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One claim with the cues that hold for it."""

    claim: str
    cues: tuple[str, ...]
    score: float
    """Sum of the cues' weights; 0 is the score of answering no claim."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The likeliest claim and how sure that is."""

    candidate: Candidate
    probability: float


def weigh(claim: str, cues: Sequence[str], weights: Mapping[str, float]) -> Candidate:
    """Add up what the cues are worth; a cue without a weight is worth nothing."""
    return Candidate(claim=claim, cues=tuple(cues), score=sum(weights.get(cue, 0.0) for cue in cues))


def choose(candidates: Sequence[Candidate]) -> Choice | None:
    """Return the likeliest candidate, as a conditional logit with `none of them` as the other answer."""
    if not candidates:
        return None
    best = max(candidates, key=lambda candidate: candidate.score)
    total = 1.0 + sum(math.exp(min(candidate.score, 30.0)) for candidate in candidates)
    return Choice(candidate=best, probability=math.exp(min(best.score, 30.0)) / total)


def telling(candidate: Candidate, weights: Mapping[str, float], most: int) -> tuple[str, ...]:
    """Return the cues that weighed most, with their weights, for `why`."""
    ranked = sorted(candidate.cues, key=lambda cue: -abs(weights.get(cue, 0.0)))
    return tuple(f"{cue} {weights.get(cue, 0.0):+.1f}" for cue in ranked[:most])
