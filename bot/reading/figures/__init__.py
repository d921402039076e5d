"""Every number of a text, with its hedge, its measure and what it counts."""

from bot.model import Figure, Hedge, Measure, Number
from bot.reading.figures.dates import join_dates
from bot.reading.figures.hedges import Hedged, drop_hedge, hedge_numeral
from bot.reading.figures.measures import is_furniture, tell_measure
from bot.reading.figures.places import Place, look_around
from bot.reading.figures.ranges import join_ranges
from bot.reading.figures.signs import attach_signs
from bot.reading.language import Language
from bot.reading.nouns import Noun
from bot.reading.numerals import read_numerals
from bot.reading.tokens import Tokens

_JOINED = frozenset({Measure.DURATION, Measure.LENGTH, Measure.AREA, Measure.WEIGHT, Measure.VOLUME, Measure.SPEED})
"""Measures whose unit belongs to the figure when a hyphen joins it: a four-day truce."""
_LOWEST = frozenset({Hedge.EXACT, Hedge.ABOUT, Hedge.OVER, Hedge.AT_LEAST})
_HIGHEST = frozenset({Hedge.EXACT, Hedge.ABOUT, Hedge.UNDER, Hedge.UP_TO, Hedge.NEARLY})


def find_figures(text: str, language: Language) -> tuple[Figure, ...]:
    """Return the figures of a text in order of print, without overlap; offsets are those of the text given.

    Numbers that count nothing are among them: their measure says so.
    """
    tokens = Tokens(text)
    numerals = read_numerals(tokens, language)
    if not numerals:
        return ()
    numerals = join_dates(tokens, attach_signs(tokens, numerals, language), language)
    numerals = join_ranges(tokens, numerals, language)
    furniture = is_furniture(text, language)
    figures: list[Figure] = []
    floor = 0
    for numeral in numerals:
        hedged = hedge_numeral(tokens, numeral, floor, language)
        place = look_around(tokens, hedged, language)
        measure = Measure.FURNITURE if furniture else tell_measure(place)
        figures.append(_figure(text, place, drop_hedge(tokens, hedged, measure, language), measure))
        floor = hedged.last
    return tuple(figures)


def _figure(text: str, place: Place, hedged: Hedged, measure: Measure) -> Figure:
    items = place.tokens.items
    start, end = items[hedged.first].start, items[_last(place, hedged, measure) - 1].end
    low, high = _interval(hedged)
    return Figure(
        start=start,
        end=end,
        surface=text[start:end],
        value=hedged.numeral.value,
        low=low,
        high=high,
        hedge=hedged.hedge,
        measure=measure,
        unit=_unit(text, place, measure),
    )


def _last(place: Place, hedged: Hedged, measure: Measure) -> int:
    joined = place.unit is not None and measure in _JOINED and place.tokens.is_hyphen(hedged.last)
    return place.unit.last if joined and place.unit else hedged.last


def _interval(hedged: Hedged) -> tuple[Number | None, Number | None]:
    numeral, hedge = hedged.numeral, hedged.hedge
    if numeral.value is None:
        return numeral.low, numeral.high
    return (numeral.value if hedge in _LOWEST else None, numeral.value if hedge in _HIGHEST else None)


def _unit(text: str, place: Place, measure: Measure) -> str | None:
    """Return the counted noun or the unit of measure as printed."""
    tokens = place.tokens
    if measure is Measure.PERCENT:
        return "percent"
    if place.unit and measure is place.unit.meaning:
        return _print(text, tokens, place.unit.first, place.unit.last)
    if measure is Measure.MONEY:
        return _currency(place)
    return _counted(text, place) if measure in {Measure.COUNT, Measure.SHARE} else None


def _counted(text: str, place: Place) -> str | None:
    tokens, noun, one = place.tokens, place.noun, place.numeral.value == 1
    if tokens.is_hyphen(place.last):
        return tokens.text(place.last + 1)
    if noun is None or (one and _is_participle(place, noun)) or not (one or noun.plural):
        return None
    return _print(text, tokens, noun.first, noun.whole if one else noun.last)


def _currency(place: Place) -> str | None:
    words = place.language.measures
    printed = range(place.numeral.first, place.numeral.last)
    signs = words.money_symbols | words.money_codes
    return next((place.tokens.text(index) for index in printed if place.tokens.low(index) in signs), None)


def _is_participle(place: Place, noun: Noun) -> bool:
    """Whether `one` counts no noun: one stabbed."""
    ends = place.tokens.low(noun.last - 1).endswith(place.language.nouns.verb_endings)
    return noun.last == noun.first + 1 and ends


def _print(text: str, tokens: Tokens, first: int, last: int) -> str:
    return text[tokens.items[first].start : tokens.items[last - 1].end]
