"""Tell what sort of quantity a number is from what stands around it; the first rule that fits decides."""

from collections.abc import Callable

from bot.model import Hedge, Measure
from bot.reading.figures.dates import is_year
from bot.reading.figures.phrases import books
from bot.reading.figures.places import Place
from bot.reading.language import Language
from bot.reading.nouns import is_plural
from bot.reading.numerals import Form
from bot.reading.tokens import Shape

_LONGEST_FURNITURE = 80
_OLDEST = 110
_STRONGEST = 11
"""Magnitudes are below."""
_NEAR = 4
"""Words before a number in which its magnitude or contest is named."""
_FAR = 16
"""Words before an age in which the word that tells it is looked for."""
_POINTS = frozenset(",.;:)(—–")
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


def _by_age_unit(place: Place) -> Measure | None:
    """12 years old, a 35-year-old, 9 to 16 years of age."""
    tokens = place.tokens
    at = tokens.after_hyphen(place.last)
    aged = tokens.low(at) in place.language.measures.age_units
    return Measure.AGE if aged and books(place.language).ages.starting_at(tokens, at + 1) else None


def _by_unit(place: Place) -> Measure | None:
    return place.unit.meaning if place.unit else None


def _by_magnitude(place: Place) -> Measure | None:
    """Magnitude 7.2, a 7.2-magnitude quake, 7 degrees on the Richter scale, a quake measuring 6.8."""
    tokens, words = place.tokens, place.language.measures
    first, last = place.hedged.first, place.last
    if place.highest >= _STRONGEST or (place.counts_plural and not place.unit):
        return None
    if tokens.low(tokens.after_hyphen(last)) in words.magnitudes:
        return Measure.MAGNITUDE
    named = words.magnitudes | (words.tremors if isinstance(place.numeral.value, float) else frozenset())
    before = any(tokens.low(index) in named for index in range(first - _NEAR, first))
    behind = any(tokens.low(index) in named for index in range(last, last + _NEAR))
    return Measure.MAGNITUDE if behind or (before and not place.unit) else None


def _by_label(place: Place) -> Measure | None:
    """Flight 17, No. 5, F-16, #3, Local 3039; not `in that block 20 homes burned`."""
    tokens, words = place.tokens, place.language.measures
    at = place.numeral.first - 1
    if place.hedged.hedge not in {Hedge.EXACT, Hedge.RANGE} or place.hedged.first != place.numeral.first:
        return None
    if tokens.is_hyphen(at):
        return None if tokens.low(at - 1) in words.year_prefixes else Measure.LABEL
    at -= tokens.low(at) == "." and tokens.is_glued(at - 1)
    capital = tokens.is_capitalised(at) and tokens.is_mixed
    if tokens.low(at) in words.labels and ((capital and at) or not place.counts_plural) and not _is_verb(place, at):
        return Measure.ORDINAL if tokens.low(at) in words.ordinal_labels else Measure.LABEL
    named = capital and tokens.low(at) in words.capital_labels
    goes_on = tokens.low(at) in words.sequences and tokens.low(at - 1) in words.sequence_leaders
    return Measure.LABEL if named or (goes_on and not place.counts_plural) else None


def _is_verb(place: Place, at: int) -> bool:
    """Whether the word before a number says how many there are: the dead number 2,946."""
    counted = (
        is_plural(place.tokens, at - 1, place.language) or place.tokens.low(at - 1) in place.language.nouns.nominals
    )
    return counted and place.tokens.low(at) in place.language.measures.label_verbs


def _by_address(place: Place) -> Measure | None:
    """Tell an address or a telephone number: the 3500 block, 1600 Pennsylvania Avenue, a call to 911."""
    tokens, words = place.tokens, place.language.measures
    if place.after in words.label_after:
        return Measure.LABEL
    at = place.last
    while at < place.last + _NEAR and tokens.is_word(at) and tokens.is_capitalised(at):
        if at > place.last and tokens.low(at) in words.streets:
            return Measure.LABEL
        at += 1
    called = place.before in words.call_verbs and place.noun is None and place.is_exact
    emergency = tokens.low(place.numeral.first) in words.emergencies and place.after in words.calls
    return Measure.LABEL if called or emergency else None


def _by_fraction(place: Place) -> Measure | None:
    """Nothing is counted in parts: the survey gave 6.8."""
    return Measure.LABEL if isinstance(place.numeral.value, float) else None


def _by_age(place: Place) -> Measure | None:
    """Aged 19, children under 12, Jane Roe, 33, who; she is about 50."""
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


def _by_year(place: Place) -> Measure | None:
    tokens, words, numeral = place.tokens, place.language.measures, place.numeral
    if not is_year(tokens, numeral) or not (place.is_exact or place.hedged.hedge is Hedge.ABOUT):
        return None
    if tokens.is_hyphen(numeral.first - 1) and tokens.low(numeral.first - 2) in words.year_prefixes:
        return Measure.DATE
    value, nouns = int(place.highest), place.language.nouns
    led = place.is_exact and place.before in words.year_leaders
    owned = place.is_exact and (place.before in nouns.determiners or place.before.endswith(nouns.possessive_endings))
    if value in _PRESENT:
        return Measure.DATE if led or owned or not place.counts_plural else None
    named = led or (owned and place.noun is not None)
    return Measure.DATE if value in _PAST and named and not place.counts_plural else None


def _by_hyphen(place: Place) -> Measure | None:
    """Tell a description from a count: a three-judge panel, but a 12-strong team."""
    if not place.tokens.is_hyphen(place.last):
        return None
    joined = place.tokens.low(place.last + 1)
    return Measure.COUNT if joined in place.language.measures.members else Measure.LABEL


def _by_multiple(place: Place) -> Measure | None:
    words = place.language.measures
    joined = place.tokens.low(place.tokens.after_hyphen(place.last))
    return Measure.MULTIPLE if place.after in words.times or joined in words.folds else None


def _by_name_before(place: Place) -> Measure | None:
    """Tell a number that is part of a name, with a lone singular behind: the Ram 1500 truck."""
    tokens, numeral = place.tokens, place.numeral
    if not place.is_exact or place.highest <= 1 or not tokens.text(numeral.first).isdecimal() or numeral.first <= 1:
        return None
    singular = place.noun is not None and not place.noun.plural and not tokens.is_capitalised(place.last)
    named = tokens.is_word(numeral.first - 1) and tokens.is_capitalised(numeral.first - 1)
    verb = place.after.endswith(place.language.nouns.verb_endings)
    return Measure.LABEL if named and singular and not verb and tokens.is_mixed else None


_RULES: tuple[Callable[[Place], Measure | None], ...] = (
    _by_form,
    _by_clock,
    _by_age_unit,
    _by_magnitude,
    _by_unit,
    _by_label,
    _by_address,
    _by_age,
    _by_year,
    _by_multiple,
    _by_hyphen,
    _by_name_before,
    _by_fraction,
)
