"""Standing figures: one a source, the latest by as-of, tightened by repeats and never loosened."""

import pytest

from bot.ledger import current, standing
from bot.model import Series
from tests.bot.ledger.scenes import a_claim, play

CLAIM = a_claim(Series.ONE_OFF)


@pytest.mark.parametrize(
    ("scene", "figure"),
    [
        (("1 us about 6,000", "2 us 5,704"), "5,704"),
        (("1 us 5,704", "2 us about 5,800"), "5,704"),
        (("3@3 us 120", "4@2 us 150"), "120"),
        (("1 us 120", "2 us 150"), "150"),
        (("1 us 120", "2 us dozens"), "120"),
        (("1 us 120", "2 us 400 [background]"), "120"),
        (("1 us 120", "2 us 400 [denied]"), "120"),
    ],
)
def test_a_sources_standing_figure(scene: tuple[str, ...], figure: str) -> None:
    assert [said.figure.surface for said in standing(play(CLAIM, *scene), CLAIM).values()] == [figure]


def test_each_outlet_stands_by_its_own_voice() -> None:
    entries = play(CLAIM, "1 :Herald 120", "1 :Post 300", "1 mayor/Herald 120")
    assert set(standing(entries, CLAIM)) == {"outlet:Herald", "outlet:Post", "mayor"}


def test_what_is_disputed_is_shown_first_then_named_sources_then_the_latest() -> None:
    entries = play(CLAIM, "1 mayor about 120", "2 ministry 120", "2 :Herald over 100", "3 guards at least 125")
    assert [said.figure.surface for said in current(entries, CLAIM)] == [
        "at least 125",
        "120",
        "about 120",
        "over 100",
    ]


def test_nothing_on_record_shows_nothing() -> None:
    assert current((), CLAIM) == ()
    assert standing((), CLAIM) == {}
