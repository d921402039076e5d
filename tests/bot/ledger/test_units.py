"""Units of one measure are compared in the claim's unit; what is in the claim's unit stays as printed."""

import pytest

from bot.ledger.intervals import bounds, interval, meets
from bot.model import Claim, Figure, Hedge, Measure


def area(value: float, unit: str | None, hedge: Hedge = Hedge.EXACT, measure: Measure = Measure.AREA) -> Figure:
    return Figure(
        start=0, end=1, surface="x", value=value, low=value, high=value, hedge=hedge, measure=measure, unit=unit
    )


def asked(unit: str, measure: Measure = Measure.AREA) -> Claim:
    return Claim(id="size", title="Size", question="How large?", measure=measure, unit=unit)


@pytest.mark.parametrize(
    ("measure", "unit", "one", "other"),
    [
        (Measure.AREA, "acres", (640, "acres"), (1, "square mile")),
        (Measure.AREA, "square kilometres", (2_600, "hectares"), (26, "km²")),
        (Measure.LENGTH, "miles", (10, "miles"), (16.1, "kilometers")),
        (Measure.DURATION, "days", (2, "days"), (48, "hours")),
    ],
)
def test_the_same_size_in_two_units_meets(
    measure: Measure, unit: str, one: tuple[float, str], other: tuple[float, str]
) -> None:
    claim = asked(unit, measure)
    spans = [interval(area(value, name, measure=measure), claim) for value, name in (one, other)]

    assert meets(*spans)


def test_different_sizes_do_not_meet_though_their_numbers_do() -> None:
    claim = asked("acres")

    assert not meets(interval(area(640, "acres"), claim), interval(area(640, "hectares"), claim))


@pytest.mark.parametrize("unit", ["acres", "acre", None, "morgen"])
def test_a_figure_in_the_claims_unit_or_an_unknown_one_stays_as_printed(unit: str | None) -> None:
    assert bounds(area(2_170, unit), asked("acres")) == (2_170, 2_170)


def test_money_is_never_converted() -> None:
    assert bounds(area(5, "€", measure=Measure.MONEY), asked("$", Measure.MONEY)) == (5, 5)
