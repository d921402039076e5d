"""Intervals: what each hedge allows, and which printed pairs can both be right."""

from dataclasses import replace
from math import inf

import pytest

from bot.ledger import interval, meets
from bot.ledger.intervals import is_numeric, looseness
from bot.model import Series
from tests.bot.ledger.scenes import a_claim, a_figure

COUNT = a_claim(Series.CUMULATIVE)
CEILING = a_claim(Series.CEILING)


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("81", 81, 81),
        ("about 120", 114, 126),
        ("nearly 3,000", 2850, 3150),
        ("over 100", 100, 130),
        ("at least 1,500", 1500, 1950),
        ("under 1,000", 700, 1000),
        ("up to 7,000", 4900, 7000),
        ("80 to 150", 80, 150),
        ("dozens", 24, inf),
    ],
)
def test_each_hedge_allows_its_own_interval(words: str, low: float, high: float) -> None:
    assert interval(a_figure(words), COUNT) == pytest.approx((low, high))


def test_up_to_names_the_number_itself_on_a_ceiling() -> None:
    assert interval(a_figure("up to 7,000"), CEILING) == (7000, 7000)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("over 100", "120"),
        ("about 120", "120"),
        ("150", "over 150"),
        ("8,950", "about 9,000"),
        ("over 24,000", "over 25,000"),
        ("over 24,000", "about 24,000"),
        ("nearly 7,000", "7,000"),
        ("200", "201"),
        ("80 to 150", "85"),
        ("up to 500", "400"),
    ],
)
def test_figures_that_can_both_be_right_meet_either_way_round(one: str, other: str) -> None:
    spans = interval(a_figure(one), COUNT), interval(a_figure(other), COUNT)
    assert meets(*spans)
    assert meets(*reversed(spans))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("about 9,000", "over 10,000"),
        ("over 100", "1,500"),
        ("about 120", "about 200"),
        ("at least 1,500", "about 200"),
        ("200", "202"),
        ("about 12", "about 27"),
        ("under 100", "385"),
        ("under 500", "at least 700"),
    ],
)
def test_figures_that_cannot_both_be_right_do_not_meet(one: str, other: str) -> None:
    spans = interval(a_figure(one), COUNT), interval(a_figure(other), COUNT)
    assert not meets(*spans)
    assert not meets(*reversed(spans))


def test_a_figure_without_a_number_allows_anything() -> None:
    numberless = replace(a_figure("dozens"), low=None)
    assert interval(numberless, COUNT) == (0, inf)
    assert not is_numeric(numberless)


def test_a_vague_word_cannot_be_compared() -> None:
    assert not is_numeric(a_figure("dozens"))
    assert is_numeric(a_figure("80 to 150"))


def test_precision_runs_from_exact_to_vague() -> None:
    spans = [interval(a_figure(words), COUNT) for words in ("120", "about 120", "over 120", "dozens")]
    assert [looseness(span) for span in spans] == sorted(looseness(span) for span in spans)
    assert looseness(spans[0]) == 0
