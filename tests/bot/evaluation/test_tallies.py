"""Counts, and the rates they make."""

import pytest

from bot.evaluation import Scores, Tally, macro, together


@pytest.mark.parametrize(
    ("tally", "precision", "recall", "f1"),
    [
        (Tally(), None, None, None),
        (Tally(right=3, false=1), 0.75, 1.0, 6 / 7),
        (Tally(missed=2), None, 0.0, 0.0),
        (Tally(false=2), 0.0, None, 0.0),
        (Tally(right=9, false=1, missed=3), 0.9, 0.75, 18 / 22),
    ],
)
def test_rates_are_undefined_where_there_is_nothing_to_rate(
    tally: Tally, precision: float | None, recall: float | None, f1: float | None
) -> None:
    assert (tally.precision, tally.recall, tally.f1) == (precision, recall, f1)


def test_macro_averages_over_those_where_a_rate_is_defined() -> None:
    often, seldom, unsaid = Tally(right=9, false=1), Tally(right=0, missed=1, false=1), Tally(missed=1)

    averages = macro([often, seldom, unsaid])

    assert (averages["precision"], averages["recall"]) == (pytest.approx(0.45), pytest.approx(1 / 3))
    assert macro([]) == {"precision": None, "recall": None, "f1": None}


def test_scores_of_several_articles_add_up() -> None:
    first, second = Scores(), Scores()
    first.by_claim["dead"].right = first.statements.right = 2
    second.by_claim["dead"].missed = second.statements.missed = 1
    second.alerts.false = 3

    total = together([first, second])

    assert total.by_claim["dead"] == total.statements == Tally(right=2, missed=1)
    assert total.alerts == Tally(false=3)
