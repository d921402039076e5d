"""Tell numbers that name something from counts: flight 17, Covid-19, the 3500 block, a three-judge panel."""

from bot.model import Measure
from bot.reading.figures.places import Place
from bot.reading.nouns import is_plural

_LONGEST_STREET = 4
"""Words of a street's name."""


def by_name_glued(place: Place) -> Measure | None:
    """Tell a number behind a hyphen, unless the word before it belongs to a year: F-16, mid-2022."""
    first = place.numeral.first
    if not place.is_plain or not place.tokens.is_hyphen(first - 1):
        return None
    return Measure.DATE if place.tokens.low(first - 2) in place.language.measures.year_prefixes else Measure.LABEL


def by_label(place: Place) -> Measure | None:
    """Tell a number behind a word that numbers things: flight 17, No. 5; not `in that block 20 homes burned`."""
    tokens, words = place.tokens, place.language.measures
    at = _label_index(place)
    capital = at > 0 and tokens.is_capitalised(at) and tokens.is_mixed
    if not place.is_plain or tokens.low(at) not in words.labels or (place.counts_plural and not capital):
        return None
    if tokens.low(at) in words.label_verbs and _is_plural_subject(place, at - 1):
        return None
    return Measure.ORDINAL if tokens.low(at) in words.ordinal_labels else Measure.LABEL


def _label_index(place: Place) -> int:
    """Return the index of the word before a number, over the full stop of an abbreviation."""
    at = place.numeral.first - 1
    return at - 1 if place.tokens.low(at) == "." and place.tokens.is_glued(at - 1) else at


def _is_plural_subject(place: Place, at: int) -> bool:
    """Whether the word before a verb is what there are so many of: the dead number 2,946."""
    return is_plural(place.tokens, at, place.language) or place.tokens.low(at) in place.language.nouns.nominals


def by_capital_label(place: Place) -> Measure | None:
    """Tell a number behind a capitalised word that numbers things: Local 3039, the Big Three."""
    tokens, at = place.tokens, _label_index(place)
    capital = tokens.is_capitalised(at) and tokens.is_mixed
    return (
        Measure.LABEL
        if place.is_plain and capital and tokens.low(at) in place.language.measures.capital_labels
        else None
    )


def by_sequence(place: Place) -> Measure | None:
    """Tell a number that goes on counting time: on day 3 of the search."""
    words, first = place.language.measures, place.numeral.first
    counted = place.tokens.low(first - 1) in words.sequences and place.tokens.low(first - 2) in words.sequence_leaders
    return Measure.LABEL if place.is_plain and counted and not place.counts_plural else None


def by_address(place: Place) -> Measure | None:
    """Tell a house or block: the 3500 block, 1600 Oak Grove Avenue."""
    tokens, words = place.tokens, place.language.measures
    if place.after in words.label_after:
        return Measure.LABEL
    for at in range(place.last, place.last + _LONGEST_STREET):
        if not tokens.is_word(at) or not tokens.is_capitalised(at):
            return None
        if at > place.last and tokens.low(at) in words.streets:
            return Measure.LABEL
    return None


def by_telephone(place: Place) -> Measure | None:
    """Tell a telephone number: a call to 911, dial 112."""
    words = place.language.measures
    called = place.before in words.call_verbs and place.noun is None and place.is_exact
    emergency = place.tokens.low(place.numeral.first) in words.emergencies and place.after in words.calls
    return Measure.LABEL if called or emergency else None


def by_description(place: Place) -> Measure | None:
    """Tell a description from a count: a three-judge panel, but a 12-strong team."""
    if not place.tokens.is_hyphen(place.last):
        return None
    joined = place.tokens.low(place.last + 1)
    return Measure.COUNT if joined in place.language.measures.members else Measure.LABEL


def by_name_before(place: Place) -> Measure | None:
    """Tell a number that is part of a name, with a lone singular behind: the Ram 1500 truck."""
    tokens, first, noun = place.tokens, place.numeral.first, place.noun
    if not place.is_exact or place.highest <= 1 or not tokens.text(first).isdecimal() or noun is None or noun.plural:
        return None
    named = first > 1 and tokens.is_mixed and tokens.is_word(first - 1) and tokens.is_capitalised(first - 1)
    verb = place.after.endswith(place.language.nouns.verb_endings)
    return Measure.LABEL if named and not verb and not tokens.is_capitalised(place.last) else None
