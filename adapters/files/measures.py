"""Which measure and unit a claim has when its editor names none."""

from bot.model import Measure

UNITS = {
    Measure.PERCENT: frozenset({"percent", "per cent", "%", "percentage point", "share"}),
    Measure.MONEY: frozenset({"dollar", "euro", "pound", "yen", "rupee", "$", "€", "£", "usd", "eur", "gbp"}),
    Measure.AREA: frozenset(
        {
            "acre",
            "hectare",
            "square mile",
            "square kilometre",
            "square kilometer",
            "square metre",
            "square meter",
            "km2",
        }
    ),
    Measure.LENGTH: frozenset(
        {"mile", "kilometre", "kilometer", "metre", "meter", "foot", "inch", "centimetre", "centimeter", "km", "cm"}
    ),
    Measure.MAGNITUDE: frozenset({"magnitude"}),
    Measure.DURATION: frozenset({"second", "minute", "hour", "day", "week", "month", "year"}),
}
PLURALS = {"feet": "foot", "inches": "inch"}


def guess_measure(unit: str | None, counts: tuple[str, ...]) -> Measure:
    """Return what `unit`, else the first counted word, is a unit of; a count when it is none."""
    word = (unit or (counts[0] if counts else "")).lower()
    forms = {word, word.removesuffix("s"), PLURALS.get(word, word)}
    return next((measure for measure, units in UNITS.items() if forms & units), Measure.COUNT)


def default_unit(measure: Measure, counts: tuple[str, ...]) -> str:
    """Return `people` for counts, else what is measured."""
    if measure is Measure.COUNT:
        return "people"
    if measure in (Measure.PERCENT, Measure.MONEY, Measure.MAGNITUDE):
        return str(measure)
    return counts[0] if counts else str(measure)
