"""What a printed figure allows to be true, as an interval, and whether two figures can both be right."""

from math import inf

from bot.ledger.units import ratio
from bot.model import Claim, Figure, Hedge, Number, Series

Interval = tuple[float, float]
"""Lowest and highest true number that the wording allows, both included."""

SPREAD: dict[Hedge, Interval] = {
    Hedge.EXACT: (1.0, 1.0),
    Hedge.ABOUT: (0.95, 1.05),
    Hedge.NEARLY: (0.95, 1.05),
    # An open end would swallow 1,500 against "over 100".
    Hedge.OVER: (1.0, 1.3),
    Hedge.AT_LEAST: (1.0, 1.3),
    Hedge.UNDER: (0.7, 1.0),
    Hedge.UP_TO: (0.7, 1.0),
    Hedge.RANGE: (1.0, 1.0),
}
"""Desk rules, Intervals: how far each hedge reaches below and above the printed number."""

ROUNDING = 0.005
"""Two exact figures this close (as a share of the larger) are one figure, rounded differently."""

UPPER_BOUNDS = frozenset({Hedge.UNDER, Hedge.UP_TO})


def is_numeric(figure: Figure) -> bool:
    """Tell a figure that can be compared from a vague word such as `dozens`."""
    return figure.hedge is not Hedge.VAGUE and bounds(figure) is not None


def bounds(figure: Figure, claim: Claim | None = None) -> tuple[Number, Number] | None:
    """Return the smallest and largest number printed, in the claim's unit if one is given; None when no number is."""
    given = (figure.low, figure.high) if figure.value is None else (figure.value,)
    printed = [number for number in given if number is not None]
    if not printed:
        return None
    by = 1.0 if claim is None else ratio(figure, claim)
    low, high = min(printed), max(printed)
    return (low, high) if by == 1.0 else (low * by, high * by)


def interval(figure: Figure, claim: Claim) -> Interval:
    """Return what the figure allows by the desk rules, in the claim's unit; a vague word has no upper end."""
    printed = bounds(figure, claim)
    if printed is None:
        return (0.0, inf)
    if figure.hedge is Hedge.VAGUE:
        return (float(printed[0]), inf)
    if figure.hedge is Hedge.UP_TO and claim.series is Series.CEILING:
        return (float(printed[1]), float(printed[1]))
    below, above = SPREAD[figure.hedge]
    return (printed[0] * below, printed[1] * above)


def meets(one: Interval, other: Interval) -> bool:
    """Tell whether both can be right: they overlap, or both are exact and differ by rounding alone."""
    if max(one[0], other[0]) <= min(one[1], other[1]):
        return True
    if one[0] != one[1] or other[0] != other[1]:
        return False
    return abs(one[0] - other[0]) <= ROUNDING * max(abs(one[0]), abs(other[0]))


def looseness(span: Interval) -> float:
    """Return the width of an interval as a share of its upper end: 0 is exact, 1 says next to nothing."""
    low, high = span
    if high == inf:
        return 1.0
    return (high - low) / high if high else 0.0


def distance(one: Interval, other: Interval) -> float:
    """Return the gap between two intervals as a share of the farther number; 0 when they overlap."""
    gap = max(one[0], other[0]) - min(one[1], other[1])
    if gap <= 0:
        return 0.0
    return gap / max(one[0], other[0])
