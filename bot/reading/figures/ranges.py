"""Join two numerals that make one figure: 7-8,000, between 80 and 150, two or three, one in four, 2011-2024."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.model import Hedge, Measure, Number
from bot.reading.figures.dates import is_year
from bot.reading.figures.phrases import books
from bot.reading.language import Language
from bot.reading.numerals import Form, Numeral
from bot.reading.tokens import Tokens

_DASHES = frozenset("-‐‑–—")
_TIGHT = frozenset("-‐‑–")
_SCALES = (1_000, 1_000_000, 1_000_000_000)
_NEAR = 5
"""How many times the lower end of a range with a shared scale may go into the upper end: 2-3,000."""
_ALTERNATIVE = 2
"""How many times the first of two alternatives may go into the second: two or three, but 120 or 1,500."""
_SPREAD = 10
"""How many times the first of `from 10 to 15` may go into the second."""
_WHOLES = frozenset({3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 100, 1_000, 10_000, 100_000})
"""Of how many a share is told: one in four."""
_HIGHEST_RESULT = 25
"""A pair that falls is the result of a match or vote up to here."""
_BACK = 12
"""Words before a range in which a word of change is looked for."""
_CLAUSE_ENDS = frozenset(".;:")
_GOING_TOGETHER = frozenset({(None, Measure.PERCENT), (Measure.MONEY, None)})


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two cardinals with at most a joining word and a hedge between them."""

    tokens: Tokens
    language: Language
    left: Numeral
    right: Numeral
    low: Number
    high: Number


def join_ranges(tokens: Tokens, numerals: Sequence[Numeral], language: Language) -> list[Numeral]:
    """Return the numerals with every range, share of two numbers and result as one of them."""
    joined: list[Numeral] = []
    for numeral in numerals:
        pair = _join(tokens, joined[-1], numeral, language) if joined else None
        if pair:
            joined[-1] = pair
        else:
            joined.append(numeral)
    return joined


def _join(tokens: Tokens, left: Numeral, right: Numeral, language: Language) -> Numeral | None:
    if left.form is not Form.CARDINAL or right.form is not Form.CARDINAL or left.value is None or right.value is None:
        return None
    joiner = _find_joiner(tokens, left.last, right.first, language)
    pair = _Pair(tokens, language, left, right, left.value, right.value)
    if joiner in _DASHES:
        return _join_dashed(pair)
    if joiner in language.measures.ratio_words:
        return _join_share(pair)
    if joiner in language.hedges.range_and:
        return _join_between(pair)
    if joiner in language.hedges.range_or:
        return _range(pair, pair.low, left.first) if pair.low < pair.high <= pair.low * _ALTERNATIVE else None
    return _join_to(pair) if joiner in language.hedges.to else None


def _find_joiner(tokens: Tokens, first: int, last: int, language: Language) -> str:
    """Return the word between two numerals, looking past a hedge on the second: between 80 and about 150."""
    if last - first == 1:
        return tokens.low(first)
    hedge = books(language).hedges_before.ending_at(tokens, last, first + 1)
    lone = hedge is not None and hedge.first == first + 1 and hedge.meaning is Hedge.ABOUT
    return tokens.low(first) if lone else ""


def _join_dashed(pair: _Pair) -> Numeral | None:
    if _are_years(pair) or _shortens_year(pair):
        return _date(pair)
    low = _share_scale(pair.low, pair.high)
    if low < pair.high:
        return _range(pair, low, pair.left.first)
    result = pair.tokens.text(pair.left.last) in _TIGHT and low <= _HIGHEST_RESULT
    return Numeral(pair.left.first, pair.right.last, Form.LABEL, measure=Measure.LABEL) if result else None


def _join_share(pair: _Pair) -> Numeral | None:
    timed = books(pair.language).units.starting_at(pair.tokens, pair.right.last)
    if pair.high not in _WHOLES or pair.low >= pair.high or timed or pair.left.measure:
        return None
    return Numeral(pair.left.first, pair.right.last, Form.SHARE, pair.low / pair.high, measure=Measure.SHARE)


def _join_between(pair: _Pair) -> Numeral | None:
    first = pair.left.first
    hedge = books(pair.language).hedges_before.ending_at(pair.tokens, first)
    if hedge and hedge.meaning is Hedge.ABOUT:
        first = hedge.first
    if pair.tokens.low(first - 1) not in pair.language.hedges.between:
        return None
    if _are_years(pair):
        return _date(pair)
    low = _share_scale(pair.low, pair.high)
    return _range(pair, low, first - 1) if low < pair.high else None


def _join_to(pair: _Pair) -> Numeral | None:
    tokens, left, right = pair.tokens, pair.left, pair.right
    if left.measure is not right.measure and (left.measure, right.measure) not in _GOING_TOGETHER:
        return None
    if _are_years(pair):
        return _date(pair)
    low = pair.low
    if tokens.low(right.last - 1) in pair.language.numerals.scales:
        low = _share_scale(low, pair.high)
    led = tokens.low(left.first - 1) in pair.language.hedges.from_
    if low >= pair.high or (led and (low * _SPREAD < pair.high or _tells_change(pair))):
        return None
    return _range(pair, low, left.first - led)


def _tells_change(pair: _Pair) -> bool:
    """Whether two numbers are an old and a new one: the toll rose from 41 to 97."""
    for index in range(pair.left.first - 1, max(-1, pair.left.first - _BACK), -1):
        if pair.tokens.low(index) in _CLAUSE_ENDS:
            return False
        if pair.tokens.low(index) in pair.language.hedges.changes:
            return True
    return False


def _share_scale(low: Number, high: Number) -> Number:
    """Return the lower end with the scale of the upper: 7-8,000 and 2-3 million."""
    for scale in _SCALES:
        if low < scale <= high and low * scale < high <= low * scale * _NEAR:
            return low * scale
    return low


def _are_years(pair: _Pair) -> bool:
    years = is_year(pair.tokens, pair.left) and is_year(pair.tokens, pair.right) and pair.low < pair.high
    return years and not _counts(pair)


def _shortens_year(pair: _Pair) -> bool:
    """2007-08."""
    text = pair.tokens.text(pair.right.first)
    shortened = len(text) == len("08") and text.isdecimal() and is_year(pair.tokens, pair.left)
    return shortened and int(text) > pair.low % 100


def _counts(pair: _Pair) -> bool:
    """Whether a plural follows: 1500-2000 people."""
    after, nouns = pair.tokens.low(pair.right.last), pair.language.nouns
    return after in nouns.plurals or (after.endswith(nouns.plural_endings) and after not in nouns.stops)


def _date(pair: _Pair) -> Numeral:
    return Numeral(pair.left.first, pair.right.last, Form.DATE, measure=Measure.DATE)


def _range(pair: _Pair, low: Number, first: int) -> Numeral:
    measure = pair.left.measure or pair.right.measure
    return replace(pair.right, first=first, form=Form.RANGE, value=None, low=low, high=pair.high, measure=measure)
