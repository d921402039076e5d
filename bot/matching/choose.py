"""Which claim a figure answers: cues weighed against each other, and against answering none."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

CONFIDENT = 0.45
"""A claim is taken from this probability on; raising it trades recall for precision."""

_MOST = 50.0
"""Scores are cut here, far outside what cues add up to, so that no exponential overflows."""


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
    score, worth = 0.0, weights.get
    for cue in cues:
        score += worth(cue, 0.0)
    return Candidate(claim=claim, cues=tuple(cues), score=score)


def choose(candidates: Sequence[Candidate]) -> Choice | None:
    """Return the likeliest candidate: a logit against the runner-up and against `none of them`.

    Only the runner-up counts, so that a claim is as likely in a topic of forty-five claims as in one of five.
    """
    if not candidates:
        return None
    best = max(candidates, key=lambda candidate: candidate.score)
    _, runner_up = _two_best(candidates)
    return Choice(candidate=best, probability=_logit(best.score, runner_up))


def likelihoods(candidates: Sequence[Candidate]) -> dict[str, float]:
    """Return how likely each candidate is, by the same logit, each against the best of the others."""
    first, second = _two_best(candidates)
    return {each.claim: _logit(each.score, second if each.score == first else first) for each in candidates}


def _two_best(candidates: Sequence[Candidate]) -> tuple[float, float]:
    best = sorted((each.score for each in candidates), reverse=True)
    return (*best, -math.inf, -math.inf)[0], (*best, -math.inf, -math.inf)[1]


def _logit(score: float, rival: float) -> float:
    return 1.0 / (1.0 + math.exp(min(-score, _MOST)) + math.exp(min(rival - score, _MOST)))


def telling(candidate: Candidate, weights: Mapping[str, float], most: int) -> tuple[str, ...]:
    """Return the cues that weighed most, with their weights, for `why`."""
    ranked = sorted(candidate.cues, key=lambda cue: -abs(weights.get(cue, 0.0)))
    return tuple(f"{cue} {weights.get(cue, 0.0):+.1f}" for cue in ranked[:most])
