"""Cues from what the other figures of an article seem to answer."""

from collections.abc import Mapping

import pytest

from bot.matching.cues.among import SECOND, Seen, among, degree
from bot.model import Figure, Hedge, Measure, Number


def seen(value: Number | None, likely: Mapping[str, float], measure: Measure = Measure.COUNT) -> Seen:
    """Make a figure that was looked at once; None is `hundreds`."""
    low = 200 if value is None else None
    figure = Figure(
        start=0, end=3, surface=str(value), value=value, low=low, high=None, hedge=Hedge.EXACT, measure=measure
    )
    return Seen(figure=figure, likely=likely)


def told(own: Seen, *others: Seen) -> set[str]:
    """Return the cues of a figure among others, for the claim `dead`."""
    return set(among("dead", own, [own, *others])) - {SECOND}


FIGURE = seen(120, {"dead": 0.4, "hurt": 0.3})


@pytest.mark.parametrize(
    ("others", "cues"),
    [
        ([], {"elsewhere: its number nowhere"}),
        (
            [seen(120, {"dead": 0.9, "hurt": 0.01})],
            {"elsewhere: its number, surely for the claim", "elsewhere: its number, hardly for another"},
        ),
        (
            [seen(120, {"dead": 0.1, "hurt": 0.6}), seen(120, {"dead": 0.3})],
            {"elsewhere: its number, perhaps for the claim", "elsewhere: its number, likely for another"},
        ),
        (
            [seen(300, {"dead": 0.7}), seen(20, {"dead": 0.2})],
            {"elsewhere: its number nowhere", "beside: a larger number, likely for the claim"},
        ),
        (
            [seen(20, {"dead": 0.2})],
            {"elsewhere: its number nowhere", "beside: a smaller number, little for the claim"},
        ),
        (
            [seen(None, {"dead": 0.9})],
            {"elsewhere: its number nowhere", "beside: a larger number, surely for the claim"},
        ),
        ([seen(20, {"dead": 0.9}, Measure.PERCENT)], {"elsewhere: its number nowhere"}),
        ([seen(20, {"hurt": 0.9})], {"elsewhere: its number nowhere"}),
    ],
)
def test_a_figure_is_seen_beside_the_others(others: list[Seen], cues: set[str]) -> None:
    """The same number tells what both are; another number that answers the claim surely leaves little room."""
    assert told(FIGURE, *others) == cues


@pytest.mark.parametrize(
    ("likely", "word"),
    [(0.0, "hardly"), (0.08, "hardly"), (0.2, "little"), (0.5, "perhaps"), (0.7, "likely"), (1.0, "surely")],
)
def test_degrees_are_words(likely: float, word: str) -> None:
    assert degree(likely) == word
