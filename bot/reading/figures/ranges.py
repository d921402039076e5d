"""Join two numerals that make one figure: 7-8,000, between 80 and 150, two or three, one in four, 2011-2024."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.model import Hedge, Measure, Number
from bot.reading.figures.dates import is_year
from bot.reading.figures.phrases import books
from bot.reading.language import Language
from bot.reading.numerals import Form, Numeral, to_number
from bot.reading.tokens import Tokens

_DASHES = frozenset("-‐‑–—")
_TIGHT = frozenset("-‐‑–")
_SCALES = (1_000, 1_000_000, 1_000_000_000)
_NEAR = 5
"""How many times the lower end of a range with a shared scale may go into the upper end: 2-3,000."""
_ALTERNATIVE = 2
"""How many times the first of two alternatives may go into the second: two or three, but 120 or 1,500."""
_FEW = 20
"""Up to here two alternatives are a range whatever their digits."""
_ROUGH = 2
"""Significant digits of an estimate: `from 10 to 15` is a range, `from 471 to 500` a change."""
_SPREAD = 20
"""How many times the first of `10 to 15` may go into the second."""
_WHOLES = frozenset({3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 100, 1_000, 10_000, 100_000})
"""Of how many a share is told: one in four."""
_HIGHEST_RESULT = 25
"""A pair that falls is the result of a match or vote up to here."""
_FAR = 5
"""Tokens between the numbers of a range with a noun behind the first."""
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
    joiner = _find_joiner(tokens, left.last, right.first, language) or _find_far_joiner(tokens, left, right, language)
    pair = _Pair(tokens, language, left, right, left.value, right.value)
    if joiner in _DASHES:
        return _join_dashed(pair)
    if joiner in language.measures.ratio_words:
        return _join_share(pair)
    if joiner in language.hedges.range_and:
        return _join_between(pair)
    if joiner in language.hedges.range_or:
        return _join_or(pair)
    return _join_to(pair) if joiner in language.hedges.to else None


def _find_joiner(tokens: Tokens, first: int, last: int, language: Language) -> str:
    """Return the word between two numerals, looking past a hedge on the second: between 80 and about 150."""
    if last - first == len(("-", "to", "-")) and tokens.is_hyphen(first) and tokens.is_hyphen(last - 1):
        return tokens.low(first + 1)
    ratio = " ".join(tokens.lows[first:last])
    if ratio in language.measures.ratio_words:
        return ratio
    hedge = books(language).hedges_before.ending_at(tokens, last, first + 1)
    return tokens.low(first) if (hedge.first if hedge else last) == first + 1 else ""


def _find_far_joiner(tokens: Tokens, left: Numeral, right: Numeral, language: Language) -> str:
    """Return the joining word behind a noun: between 80 people and 150 people."""
    if tokens.low(left.first - 1) not in language.hedges.between or right.first - left.last > _FAR:
        return ""
    hedge = books(language).hedges_before.ending_at(tokens, right.first, left.last + 1)
    at = (hedge.first if hedge else right.first) - 1
    plain = all(tokens.is_word(index) for index in range(left.last, at))
    return tokens.low(at) if plain and tokens.low(at) in language.hedges.range_and else ""


def _join_dashed(pair: _Pair) -> Numeral | None:
    if _are_years(pair) or _shortens_year(pair):
        return _date(pair)
    low = _share_scale(pair.low, pair.high)
    if low < pair.high:
        return _range(pair, low, _first_of_between(pair))
    result = pair.tokens.text(pair.left.last) in _TIGHT and low <= _HIGHEST_RESULT
    return Numeral(pair.left.first, pair.right.last, Form.LABEL, measure=Measure.LABEL) if result else None


def _join_share(pair: _Pair) -> Numeral | None:
    timed = books(pair.language).units.starting_at(pair.tokens, pair.right.last)
    if pair.high not in _WHOLES or pair.low >= pair.high or timed or pair.left.measure:
        return None
    return Numeral(pair.left.first, pair.right.last, Form.SHARE, pair.low / pair.high, measure=Measure.SHARE)


def _join_between(pair: _Pair) -> Numeral | None:
    first = _first_of_between(pair)
    if first == pair.left.first or pair.tokens.low(first - 1) in pair.language.hedges.gaps:
        return None
    if _are_years(pair):
        return _date(pair)
    low = _share_scale(pair.low, pair.high)
    return _range(pair, low, first) if low < pair.high else None


def _first_of_between(pair: _Pair) -> int:
    """Return the index of `between` where it stands before the pair, else that of the pair."""
    first = pair.left.first
    hedge = books(pair.language).hedges_before.ending_at(pair.tokens, first)
    if hedge and hedge.meaning is Hedge.ABOUT:
        first = hedge.first
    return first - 1 if pair.tokens.low(first - 1) in pair.language.hedges.between else pair.left.first


def _join_or(pair: _Pair) -> Numeral | None:
    """Read `two or three` and `20 or 30` as ranges, `471 or 500` as two stories."""
    low = _spell_scale(pair)
    loose = pair.high <= _FEW or low != pair.low or (_is_round(low) and _is_round(pair.high))
    return _range(pair, low, pair.left.first) if loose and low < pair.high <= low * _ALTERNATIVE else None


def _is_round(value: Number, digits: int = 1) -> bool:
    """Whether a whole number has no more significant digits than these."""
    return isinstance(value, int) and len(str(value).rstrip("0")) <= digits


def _join_to(pair: _Pair) -> Numeral | None:
    tokens, left, right = pair.tokens, pair.left, pair.right
    if left.measure is not right.measure and (left.measure, right.measure) not in _GOING_TOGETHER:
        return None
    if _are_years(pair):
        return _date(pair)
    low = _spell_scale(pair)
    if low > pair.high and _is_result(pair):
        return Numeral(left.first, right.last, Form.LABEL, measure=Measure.LABEL)
    if low >= pair.high or low * _SPREAD < pair.high:
        return None
    if _is_change(pair, low):
        return None
    led = tokens.low(left.first - 1) in pair.language.hedges.from_
    return _range(pair, low, left.first - 1 if led else _first_of_between(pair))


def _is_change(pair: _Pair, low: Number) -> bool:
    """Whether two numbers are an old and a new one: the toll rose from 41 to 97, by 12 to 64."""
    before, hedges = pair.tokens.low(pair.left.first - 1), pair.language.hedges
    stepped = before in hedges.steps and pair.right.measure is not Measure.PERCENT
    if before not in hedges.from_ and not stepped:
        return False
    return _tells_change(pair) or not (_is_round(low, _ROUGH) and _is_round(pair.high, _ROUGH))


def _is_result(pair: _Pair) -> bool:
    """Whether a match or vote ended so: passed 52 to 48."""
    before = range(pair.left.first - _NEAR, pair.left.first)
    return any(pair.tokens.low(index) in pair.language.measures.contests for index in before)


def _spell_scale(pair: _Pair) -> Number:
    """Return the lower end with the scale that the upper spells: two or three dozen, 5 to 10 million."""
    scale = pair.language.numerals.scales.get(pair.tokens.low(pair.right.last - 1), 1)
    return _multiply(pair.low, scale) if pair.low < scale and pair.low * scale < pair.high else pair.low


def _tells_change(pair: _Pair) -> bool:
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
            return _multiply(low, scale)
    return low


def _multiply(value: Number, scale: int) -> Number:
    return to_number(Decimal(str(value)) * scale)


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
