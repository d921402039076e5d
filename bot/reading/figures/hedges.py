"""The hedge of a numeral: up to 7,000, a little over 100, 5,000-plus, 10 or more."""

from dataclasses import dataclass, replace

from bot.model import Hedge, Measure
from bot.reading.figures.phrases import Match, books
from bot.reading.language import Language
from bot.reading.numerals import Form, Numeral
from bot.reading.tokens import Tokens

_HEDGED = frozenset({Form.CARDINAL, Form.SHARE, Form.RANGE, Form.CLOCK, Form.DATE})
_COMPARING = frozenset({Hedge.OVER, Hedge.UNDER})
_BARE = frozenset({Measure.ORDINAL, Measure.LABEL, Measure.FURNITURE})
_POINTS = frozenset({Measure.DATE, Measure.TIME})
_VAGUE = frozenset({Hedge.ABOUT, Hedge.NEARLY})
_FEW = 4
"""From here on `over` is a hedge even in digits or words that stand alone: over five people, over two provinces."""
_LEAST_PASSED = 10
"""From here on `passed` compares: the toll passed 10, the boat passed two villages."""


@dataclass(frozen=True, slots=True)
class Hedged:
    """A numeral with its hedge, from one token to another, the last one excluded."""

    numeral: Numeral
    first: int
    last: int
    hedge: Hedge


def hedge_numeral(tokens: Tokens, numeral: Numeral, floor: int, language: Language) -> Hedged:
    """Return the numeral with the hedges before it, not below the floor, and after it."""
    if numeral.form is Form.VAGUE:
        return Hedged(numeral, numeral.first, numeral.last, Hedge.VAGUE)
    if numeral.form not in _HEDGED:
        return Hedged(numeral, numeral.first, numeral.last, Hedge.EXACT)
    first, before = _hedge_before(tokens, numeral, floor, language)
    last, after = _hedge_after(tokens, numeral.last, language)
    if numeral.form is Form.RANGE:
        return Hedged(numeral, first, last, Hedge.RANGE)
    stronger = after if before in {None, Hedge.ABOUT} else before
    return Hedged(numeral, first, last, stronger or before or Hedge.EXACT)


def drop_hedge(tokens: Tokens, hedged: Hedged, measure: Measure, language: Language) -> Hedged:
    """Return the figure without a hedge that its measure shows to be none: over four years, beyond 2027."""
    if measure in _BARE or (measure in _POINTS and hedged.hedge not in _VAGUE):
        return _without(hedged)
    if hedged.first == hedged.numeral.first or tokens.low(hedged.first) not in language.hedges.prepositions:
        return hedged
    alone = hedged.numeral.first == hedged.first + 1
    if alone and _is_preposition(tokens, hedged, measure, language):
        return replace(_without(hedged), last=hedged.last)
    return hedged


def _without(hedged: Hedged) -> Hedged:
    hedge = hedged.hedge if hedged.hedge in {Hedge.RANGE, Hedge.VAGUE} else Hedge.EXACT
    return Hedged(hedged.numeral, hedged.numeral.first, hedged.numeral.last, hedge)


def _is_preposition(tokens: Tokens, hedged: Hedged, measure: Measure, language: Language) -> bool:
    if measure is Measure.DURATION:
        return tokens.low(hedged.first - 1) not in language.hedges.spans and not _ago(tokens, hedged.last, language)
    value = hedged.numeral.value
    return measure is Measure.COUNT and value is not None and value < _FEW


def _ago(tokens: Tokens, last: int, language: Language) -> bool:
    return bool({tokens.low(last), tokens.low(last + 1), tokens.low(last + 2)} & language.hedges.backwards)


def _hedge_before(tokens: Tokens, numeral: Numeral, floor: int, language: Language) -> tuple[int, Hedge | None]:
    first, hedge = numeral.first, None
    if tokens.low(numeral.last) in language.hedges.marks and tokens.low(first - 1) in language.nouns.determiners:
        first -= 1
    inner = _phrase(tokens, first, floor, language)
    if inner:
        first, hedge = inner.first, inner.meaning
    if hedge in {None, Hedge.ABOUT}:
        outer = _phrase(tokens, first, floor, language) or _verb(tokens, numeral, first, floor, language)
        if outer:
            first, hedge = outer.first, outer.meaning
    if hedge is None:
        return numeral.first, None
    if hedge in _COMPARING:
        intensifier = books(language).intensifiers.ending_at(tokens, first, floor)
        first = intensifier.first if intensifier else first
    return first, hedge


def _phrase(tokens: Tokens, index: int, floor: int, language: Language) -> Match[Hedge] | None:
    """Find a phrase before an index; in `has gone up to 150` there is none."""
    found = books(language).hedges_before.ending_at(tokens, index, floor)
    if found and found.meaning is Hedge.UP_TO and tokens.low(found.first - 1) in language.hedges.risers:
        return None
    return found


def _verb(tokens: Tokens, numeral: Numeral, first: int, floor: int, language: Language) -> Match[Hedge] | None:
    """Find a verb that compares, after a noun: deaths top 1,300, but not the top 10."""
    found = books(language).hedge_verbs.ending_at(tokens, first, floor)
    small = numeral.form is Form.CARDINAL and numeral.value is not None and numeral.value < _LEAST_PASSED
    if not found or found.first == 0 or small or numeral.form not in {Form.CARDINAL, Form.RANGE}:
        return None
    return None if tokens.low(found.first - 1) in language.hedges.not_before_verbs else found


def _hedge_after(tokens: Tokens, last: int, language: Language) -> tuple[int, Hedge | None]:
    found = books(language).hedges_after.starting_at(tokens, last)
    if not found or (not tokens.is_word(last) and not tokens.is_glued(last - 1)):
        return last, None
    return found.last, found.meaning
