"""Cues from what the other figures of the article seem to answer."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from bot.model import Figure, Number

SECOND = "second look"
"""Holds for every figure that is looked at again, so that the cues below count from where they lie on average."""
_DEGREES = ((0.08, "hardly"), (0.25, "little"), (0.5, "perhaps"), (0.75, "likely"), (1.0, "surely"))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Seen:
    """A figure, and how likely each claim looked at first."""

    figure: Figure
    likely: Mapping[str, float]


def among(claim: str, own: Seen, everything: Collection[Seen]) -> Iterator[str]:
    """Compare with the same number elsewhere in the article, and with the number that answers the claim best."""
    yield SECOND
    others = [each for each in everything if each is not own]
    same = [each for each in others if numbers(each.figure) == numbers(own.figure)]
    if same:
        yield f"elsewhere: its number, {degree(max(each.likely.get(claim, 0.0) for each in same))} for the claim"
        yield f"elsewhere: its number, {degree(max(another(each, claim) for each in same))} for another"
    else:
        yield "elsewhere: its number nowhere"
    yield from _rival(claim, own.figure, others)


def _rival(claim: str, figure: Figure, others: Collection[Seen]) -> Iterator[str]:
    """Find the other number of the article that answers the claim best: two seldom do."""
    rivals = [
        each
        for each in others
        if each.figure.measure is figure.measure and numbers(each.figure) != numbers(figure) and claim in each.likely
    ]
    if rivals:
        best = max(rivals, key=lambda each: each.likely[claim])
        size = "larger" if (magnitude(best.figure) or 0) > (magnitude(figure) or 0) else "smaller"
        yield f"beside: a {size} number, {degree(best.likely[claim])} for the claim"


def another(seen: Seen, claim: str) -> float:
    """Return how likely the likeliest other claim is."""
    return max((likely for other, likely in seen.likely.items() if other != claim), default=0.0)


def degree(likely: float) -> str:
    """Say how likely something is."""
    return next(word for limit, word in _DEGREES if likely <= limit)


def numbers(figure: Figure) -> tuple[Number | None, Number | None, Number | None]:
    """Return what makes two figures the same, whatever their hedges."""
    return figure.value, figure.low, figure.high


def magnitude(figure: Figure) -> Number | None:
    """Return the number that stands for a figure: its value, else the top of its range, else the bottom."""
    return next((number for number in (figure.value, figure.high, figure.low) if number is not None), None)
