"""How units of one measure compare: acres with square miles, days with hours. Money is never converted."""

from collections.abc import Mapping

from bot.model import Claim, Figure, Measure

_SQUARE_METRES = {
    "acre": 4_046.856_422_4,
    "hectare": 10_000.0,
    "ha": 10_000.0,
    "square mile": 2_589_988.110_336,
    "square kilometre": 1_000_000.0,
    "square kilometer": 1_000_000.0,
    "km²": 1_000_000.0,
    "km2": 1_000_000.0,
    "square metre": 1.0,
    "square meter": 1.0,
    "m²": 1.0,
    "sqm": 1.0,
    "square foot": 0.092_903_04,
    "square feet": 0.092_903_04,
    "sqft": 0.092_903_04,
    "ft²": 0.092_903_04,
    "square yard": 0.836_127_36,
}
_METRES = {
    "mile": 1_609.344,
    "kilometre": 1_000.0,
    "kilometer": 1_000.0,
    "km": 1_000.0,
    "metre": 1.0,
    "meter": 1.0,
    "m": 1.0,
    "yard": 0.914_4,
    "foot": 0.304_8,
    "feet": 0.304_8,
    "ft": 0.304_8,
    "inch": 0.025_4,
    "inches": 0.025_4,
    "centimetre": 0.01,
    "centimeter": 0.01,
    "cm": 0.01,
    "millimetre": 0.001,
    "millimeter": 0.001,
    "mm": 0.001,
}
_HOURS = {"second": 1 / 3_600, "minute": 1 / 60, "hour": 1.0, "day": 24.0, "week": 168.0, "fortnight": 336.0}
"""Months and years have no length of their own."""

SIZES: Mapping[Measure, Mapping[str, float]] = {
    Measure.AREA: _SQUARE_METRES,
    Measure.LENGTH: _METRES,
    Measure.DURATION: _HOURS,
}


def ratio(figure: Figure, claim: Claim) -> float:
    """Return what a figure is multiplied by to stand in the claim's unit; 1 where a unit is not known or the same."""
    own, wanted = size(figure.unit, figure.measure), size(claim.unit, figure.measure)
    return 1.0 if own is None or wanted is None or own == wanted else own / wanted


def size(unit: str | None, measure: Measure) -> float | None:
    """Return a unit in the base unit of its measure."""
    sizes = SIZES.get(measure)
    if sizes is None or unit is None:
        return None
    word = unit.lower().replace("-", " ")
    return sizes.get(word, sizes.get(word.removesuffix("s")))
