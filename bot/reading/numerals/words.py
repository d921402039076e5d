"""Numbers in words: fifty-eight, two dozen, fifteen hundred, tens of thousands, two-thirds, ninth."""

from decimal import Decimal
from functools import cache

from bot.reading.language import Language, NumeralWords, Words
from bot.reading.numerals.forms import Form, Numeral, to_number
from bot.reading.numerals.none_and_one import is_pronoun, read_lack
from bot.reading.tokens import Tokens

_THOUSAND = 1000
_HUNDRED = 100
_HALF = Decimal("0.5")


@cache
def number_words(language: Language) -> Words:
    """Return the words that a number can begin with."""
    words = language.numerals
    return frozenset().union(
        words.units, words.tens, words.scales, words.plural_scales, words.ordinals, words.vague_multipliers,
        words.halves, words.articles, words.fractions, language.lacks.determiners, language.lacks.pronouns,
    )  # fmt: skip


def read_words(tokens: Tokens, index: int, language: Language) -> Numeral | None:
    """Read the number that begins with a word at an index."""
    words = language.numerals
    for reader in (_read_vague, _read_share, _read_ordinal, _read_cardinal):
        numeral = reader(tokens, index, words)
        if numeral:
            lone = numeral.last == index + 1 and tokens.low(index) in language.ones.words
            return None if lone and is_pronoun(tokens, index, language) else numeral
    return read_lack(tokens, index, language)


def add_scales(tokens: Tokens, last: int, value: Decimal, words: NumeralWords) -> tuple[Decimal, int]:
    """Multiply by the scales that follow: 1.5 million, several hundred thousand."""
    while (scale := words.scales.get(tokens.low(at := tokens.after_hyphen(last)))) and value:
        value *= scale
        last = at + 1
    return value, last


def add_half(tokens: Tokens, last: int, value: Decimal, words: NumeralWords) -> tuple[Decimal, int]:
    """Add the half of `four and a half`, `four-and-a-half` and `a million and a half`."""
    at = last
    for expected in (frozenset({words.conjunction}), words.articles, words.halves):
        at = tokens.after_hyphen(at)
        if tokens.low(at) not in expected:
            return value, last
        at += 1
    scale = words.scales.get(tokens.low(last - 1), 1)
    return value + _HALF * (scale if scale >= _THOUSAND else 1), at


def _read_vague(tokens: Tokens, index: int, words: NumeralWords) -> Numeral | None:
    """Read `dozens`, `tens of thousands`, `a few hundred`, `several thousand`, `a couple of hundred`."""
    if tokens.low(index) in words.plural_scales:
        return _read_plural_scales(tokens, index, words)
    at = index + 1 if tokens.low(index) in words.articles else index
    if tokens.low(at) not in words.vague_multipliers:
        return None
    if tokens.low(at + 1) in words.plural_scales:
        plural = _read_plural_scales(tokens, at + 1, words)
        return plural and Numeral(index, plural.last, Form.VAGUE, None, plural.low)
    limit = words.vague_multipliers[tokens.low(at)]
    first = at + 2 if tokens.low(at + 1) == words.of else at + 1
    scale, last = add_scales(tokens, first, Decimal(1), words)
    if last == first:
        return None
    return Numeral(index, last, Form.VAGUE, None, int(scale * 2), int(scale * limit) - 1 if limit else None)


def _read_plural_scales(tokens: Tokens, index: int, words: NumeralWords) -> Numeral | None:
    low = words.plural_scales[tokens.low(index)] * 2
    last = index + 1
    while tokens.low(last) == words.of and tokens.low(last + 1) in words.plural_scales:
        low *= words.plural_scales[tokens.low(last + 1)]
        last += 2
    if last == index + 1 and tokens.low(index) in words.scores and tokens.low(last) not in words.score_followers:
        return None
    return Numeral(index, last, Form.VAGUE, None, low)


def _read_share(tokens: Tokens, index: int, words: NumeralWords) -> Numeral | None:
    """Read `two-thirds`, `a third of`, `half of`; leave `a third man`, `the first half`, `half a million`."""
    if tokens.low(index) in words.halves:
        return _read_half(tokens, index, words)
    parts = 1 if tokens.low(index) in words.articles else words.units.get(tokens.low(index))
    at = tokens.after_hyphen(index + 1)
    if not parts or tokens.low(at) not in words.fractions or tokens.is_hyphen(at + 1):
        return None
    loose = parts == 1 and at == index + 1
    led = tokens.low(index - 1) in words.half_leaders and not tokens.is_word(at + 1)
    if loose and not led and tokens.low(at + 1) != words.of:
        return None
    if tokens.low(at + 1) == words.of and tokens.low(at + 2) in words.articles:
        return _read_part(tokens, index, at + 3, Decimal(parts) / words.fractions[tokens.low(at)], words)
    return Numeral(index, at + 1, Form.SHARE, parts / words.fractions[tokens.low(at)])


def _read_part(tokens: Tokens, index: int, at: int, share: Decimal, words: NumeralWords) -> Numeral:
    """Read `a quarter of a million` as a count, `a third of a village` as a share."""
    value, last = add_scales(tokens, at, share, words)
    if last > at:
        return Numeral(index, last, Form.CARDINAL, to_number(value))
    return Numeral(index, at - 2, Form.SHARE, float(share))


def _read_half(tokens: Tokens, index: int, words: NumeralWords) -> Numeral | None:
    before, after = tokens.low(index - 1), tokens.low(index + 1)
    if before in words.not_before_half or tokens.is_hyphen(index + 1):
        return None
    led = before in words.half_leaders and not tokens.is_word(index + 1)
    return Numeral(index, index + 1, Form.SHARE, 0.5) if led or after in words.half_followers else None


def _read_cardinal(tokens: Tokens, index: int, words: NumeralWords) -> Numeral | None:
    """Read `two dozen`, `fifteen hundred`, `one hundred and twenty`, `two and a half million`, `half a million`."""
    low = tokens.low(index)
    if low in words.halves:
        value, last = _halve(tokens, index, words)
    elif low not in words.articles:
        value, last = _accumulate(tokens, index, words)
    elif tokens.low(index + 1) in words.scales:
        value, last = _accumulate(tokens, index + 1, words)
    else:
        return None
    if last == index:
        return None
    value, last = add_half(tokens, last, value, words)
    value, last = add_scales(tokens, last, value, words)
    return Numeral(index, last, Form.CARDINAL, to_number(value))


def _halve(tokens: Tokens, index: int, words: NumeralWords) -> tuple[Decimal, int]:
    """Read `half a million`, `half-dozen`."""
    at = tokens.after_hyphen(index + 1)
    if tokens.low(at) in words.articles:
        at += 1
    value, last = add_scales(tokens, at, _HALF, words)
    return value, last if last > at else index


def _accumulate(tokens: Tokens, index: int, words: NumeralWords) -> tuple[Decimal, int]:
    """Add up number words as long as each may follow the one before."""
    total, group, room, at, last = 0, 0, _HUNDRED, index, index
    while True:
        low = tokens.low(at)
        scale, small = words.scales.get(low), words.tens.get(low, words.units.get(low))
        if scale and (group or last == index):
            group = (group or 1) * scale
            room = scale if scale % 10 == 0 else 0
            if scale >= _THOUSAND:
                total, group = total + group, 0
        elif scale and scale >= _THOUSAND and total:
            total *= scale
        elif small is not None and small < room:
            group += small
            room = 10 if low in words.tens else 0
        else:
            return Decimal(total + group), last
        last = at + 1
        at = _next_number_word(tokens, last, words)


def _next_number_word(tokens: Tokens, index: int, words: NumeralWords) -> int:
    """Step over the hyphen of `fifty-eight` and the `and` of `a hundred and five`."""
    at = tokens.after_hyphen(index)
    if tokens.low(at) != words.conjunction or words.scales.get(tokens.low(index - 1), 1) % _HUNDRED:
        return at
    following = tokens.low(at + 1)
    return at + 1 if following in words.tens or following in words.units else at


def _read_ordinal(tokens: Tokens, index: int, words: NumeralWords) -> Numeral | None:
    low = tokens.low(index)
    if low in words.ordinals:
        return Numeral(index, index + 1, Form.ORDINAL, words.ordinals[low])
    unit = words.ordinals.get(tokens.low(index + 2), 0)
    if low in words.tens and tokens.is_hyphen(index + 1) and 0 < unit < len(words.tens) + 2:
        return Numeral(index, index + 3, Form.ORDINAL, words.tens[low] + unit)
    return None
