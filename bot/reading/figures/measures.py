"""Tell what sort of quantity a number is from what stands around it; the first rule that fits decides."""

from collections.abc import Callable

from bot.model import Hedge, Measure
from bot.reading.figures.ages import by_age, by_age_unit
from bot.reading.figures.dates import is_year
from bot.reading.figures.names import (
    by_address,
    by_capital_label,
    by_description,
    by_label,
    by_name_before,
    by_name_glued,
    by_sequence,
    by_telephone,
)
from bot.reading.figures.phrases import books
from bot.reading.figures.places import Place
from bot.reading.language import Language
from bot.reading.numerals import Form

_LONGEST_FURNITURE = 80
_STRONGEST = 11
"""Magnitudes are below."""
_NEAR = 4
"""Words on either side of a number in which its magnitude is named."""
_FORMS = {
    Form.SHARE: Measure.SHARE,
    Form.ORDINAL: Measure.ORDINAL,
    Form.CLOCK: Measure.TIME,
    Form.DATE: Measure.DATE,
    Form.LABEL: Measure.LABEL,
}
_PRESENT = range(1900, 2101)
"""Years that need no word beside them to be years."""
_PAST = range(1700, 1900)


def is_furniture(text: str, language: Language) -> bool:
    """Whether all of a text belongs to the page: 1 of 515, 3 min read."""
    return len(text) < _LONGEST_FURNITURE and bool(books(language).furniture.fullmatch(text.strip()))


def tell_measure(place: Place) -> Measure:
    """Return the measure of a number."""
    for rule in _RULES:
        measure = rule(place)
        if measure:
            return measure
    return Measure.COUNT


def _by_form(place: Place) -> Measure | None:
    return place.numeral.measure or _FORMS.get(place.numeral.form)


def _by_clock(place: Place) -> Measure | None:
    return Measure.TIME if place.after in place.language.measures.clock else None


def _by_unit(place: Place) -> Measure | None:
    return place.unit.meaning if place.unit else None


def _by_magnitude(place: Place) -> Measure | None:
    """Magnitude 7.2, a 7.2-magnitude quake, 7 degrees on the Richter scale, a quake measuring 6.8."""
    tokens, words = place.tokens, place.language.measures
    first, last = place.hedged.first, place.last
    whole = not isinstance(place.numeral.value, float)
    if place.highest >= _STRONGEST or (whole and place.counts_plural and not place.unit):
        return None
    if tokens.low(tokens.after_hyphen(last)) in words.magnitudes:
        return Measure.MAGNITUDE
    named = words.magnitudes if whole else words.magnitudes | words.tremors
    before = any(tokens.low(index) in named for index in range(first - _NEAR, first))
    behind = any(tokens.low(index) in named for index in range(last, last + _NEAR))
    return Measure.MAGNITUDE if behind or (before and not place.unit) else None


def _by_year(place: Place) -> Measure | None:
    """Tell a year: in 2019, the 2018 fires, around 2015; not `1500 people`."""
    if not is_year(place.tokens, place.numeral) or place.hedged.hedge not in {Hedge.EXACT, Hedge.ABOUT}:
        return None
    told = place.is_exact and _is_led_as_year(place)
    if place.highest in _PRESENT:
        return Measure.DATE if told or not place.counts_plural else None
    return Measure.DATE if place.highest in _PAST and told and not place.counts_plural else None


def _is_led_as_year(place: Place) -> bool:
    nouns, before = place.language.nouns, place.before
    owned = before in nouns.determiners or before.endswith(nouns.possessive_endings)
    return owned or before in place.language.measures.year_leaders


def _by_fraction(place: Place) -> Measure | None:
    """Nothing is counted in parts: the survey gave 6.8."""
    return Measure.LABEL if isinstance(place.numeral.value, float) else None


def _by_multiple(place: Place) -> Measure | None:
    words = place.language.measures
    joined = place.tokens.low(place.tokens.after_hyphen(place.last))
    return Measure.MULTIPLE if place.after in words.times or joined in words.folds else None


_RULES: tuple[Callable[[Place], Measure | None], ...] = (
    _by_form,
    _by_clock,
    by_age_unit,
    _by_magnitude,
    _by_unit,
    by_name_glued,
    by_label,
    by_capital_label,
    by_sequence,
    by_address,
    by_telephone,
    by_age,
    _by_year,
    _by_multiple,
    by_description,
    by_name_before,
    _by_fraction,
)
