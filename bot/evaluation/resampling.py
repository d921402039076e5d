"""How far a score may be chance: bootstrap intervals over articles."""

from collections.abc import Callable, Sequence
from random import Random

from bot.evaluation.tallies import STEPS, Scores, Tally, mean

SEED = 20260101
RESAMPLES = 1000
COVERAGE = 0.95

Interval = tuple[float, float]
Counts = tuple[int, ...]
_WIDTH = 3
"""Numbers of a tally: right, false, missed."""
RATES: dict[str, Callable[[Tally], float | None]] = {
    "precision": lambda tally: tally.precision,
    "recall": lambda tally: tally.recall,
    "f1": lambda tally: tally.f1,
}


def intervals(events: Sequence[Sequence[Scores]], resamples: int = RESAMPLES) -> dict[str, dict[str, Interval]]:
    """Return by step and rate the interval that holds 95 % of resamples; steps where nothing happened are left out.

    `events` holds the scores of each article of each event. Each event's articles are drawn anew, as many as there
    are, with replacement; a rate is that of one event, or the mean over several. The draws are the same each time.
    """
    chance = Random(SEED)  # noqa: S311 - the same draws each time, no secret
    pools = [[_counts(scores) for scores in articles] for articles in events if articles]
    drawn = [[_drawn(pool, chance) for pool in pools] for _ in range(resamples)]
    return {name: found for at, name in enumerate(STEPS) if (found := _step(drawn, at * _WIDTH))}


def _counts(scores: Scores) -> Counts:
    tallies = [getattr(scores, name) for name in STEPS]
    return tuple(number for tally in tallies for number in (tally.right, tally.false, tally.missed))


def _drawn(pool: Sequence[Counts], chance: Random) -> Counts:
    return tuple(map(sum, zip(*chance.choices(pool, k=len(pool)), strict=True)))


def _step(drawn: Sequence[Sequence[Counts]], at: int) -> dict[str, Interval]:
    tallies = [[Tally(*counts[at : at + _WIDTH]) for counts in events] for events in drawn]
    found = {}
    for name, rate in RATES.items():
        rates = sorted(value for events in tallies if (value := mean(map(rate, events))) is not None)
        if rates:
            found[name] = _middle(rates)
    return found


def _middle(ranked: Sequence[float]) -> Interval:
    tail = (1 - COVERAGE) / 2
    last = len(ranked) - 1
    return ranked[round(tail * last)], ranked[round((1 - tail) * last)]
