"""Tell ages from counts: aged 12, a 35-year-old, children under 12, Jane Roe, 33, who."""

from bot.model import Measure
from bot.reading.figures.phrases import books
from bot.reading.figures.places import Place
from bot.reading.numerals import Form
from bot.reading.tokens import Shape

_OLDEST = 110
_FAR = 16
"""Words before an age in which the word that tells it is looked for."""
_POINTS = frozenset(",.;:)(—–")


def by_age_unit(place: Place) -> Measure | None:
    """Tell an age by what follows it: 12 years old, a 35-year-old, 9 to 16 years of age."""
    tokens = place.tokens
    at = tokens.after_hyphen(place.last)
    aged = tokens.low(at) in place.language.measures.age_units
    return Measure.AGE if aged and books(place.language).ages.starting_at(tokens, at + 1) else None


def by_age(place: Place) -> Measure | None:
    """Tell an age by what stands before it: aged 19, children under 12, Jane Roe, 33, who; she is about 50."""
    language, numeral = place.language, place.numeral
    if place.highest > _OLDEST or place.tokens.is_hyphen(place.last):
        return None
    if place.before in language.measures.ages:
        return Measure.AGE
    if place.counts_plural or place.unit:
        return None
    if _is_among_ages(place):
        return Measure.AGE
    if numeral.form is not Form.CARDINAL:
        return None
    limited = place.hedged.first < numeral.first and place.before in language.nouns.people
    limited = limited and place.tokens.low(place.hedged.first) in language.measures.age_limits
    return Measure.AGE if limited or _is_age_of_name(place) or _is_age_of_pronoun(place) else None


def _is_among_ages(place: Place) -> bool:
    """`Ages 4, 7 and 12`, `between the ages of 12 and 19`."""
    tokens, words = place.tokens, place.language.measures
    for at in range(place.hedged.first - 1, place.hedged.first - _FAR, -1):
        if tokens.low(at) in words.ages:
            return True
        if tokens.low(at) not in words.age_bridges and tokens.shape(at) is not Shape.NUMBER:
            return False
    return False


def _is_age_of_name(place: Place) -> bool:
    tokens, last = place.tokens, place.last
    if not place.is_exact or place.before not in {",", "("} or not _stands_alone(place):
        return False
    at = place.numeral.first - 2
    nouns = place.language.nouns
    if tokens.low(at - 1) in nouns.possessives or tokens.low(at) in nouns.persons:
        return True
    unnamed = place.language.measures.months.keys() | place.language.measures.places
    if not tokens.is_word(at) or not tokens.is_capitalised(at) or tokens.low(at) in unnamed:
        return False
    full = tokens.is_capitalised(at - 1) and tokens.is_word(at - 1)
    return full or (place.before == "," and tokens.low(last + 1) in place.language.measures.age_owners)


def _is_age_of_pronoun(place: Place) -> bool:
    """`She is about 50.` and `their son, who is 6, said`."""
    tokens = place.tokens
    owner = tokens.low(place.hedged.first - 2) in place.language.nouns.pronouns
    return owner and place.before in place.language.nouns.copulas and _stands_alone(place)


def _stands_alone(place: Place) -> bool:
    return place.last == len(place.tokens) or place.after in _POINTS
