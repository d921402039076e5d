"""Numbers in words: fifty-eight, two dozen, fifteen hundred, tens of thousands, two-thirds, no casualties."""

from decimal import Decimal
from functools import cache

from bot.reading.language import Language, NumeralWords, Words
from bot.reading.numerals.forms import Form, Numeral, to_number
from bot.reading.tokens import Tokens

_THOUSAND = 1000
_HUNDRED = 100
_HALF = Decimal("0.5")
_LONGEST_LACK = 4
"""Words between `no` and what there is none of, that one included."""


@cache
def number_words(language: Language) -> Words:
    """Return the words that a number can begin with."""
    words = language.numerals
    return frozenset().union(
        words.units, words.tens, words.scales, words.plural_scales, words.ordinals, words.vague_multipliers,
        words.halves, words.articles, words.zero, words.zero_pronouns, words.fractions,
    )  # fmt: skip


def read_words(tokens: Tokens, index: int, words: NumeralWords) -> Numeral | None:
    """Read the number that begins with a word at an index."""
    for reader in (_read_vague, _read_share, _read_cardinal, _read_ordinal, _read_lack):
        numeral = reader(tokens, index, words)
        if numeral:
            return numeral
    return None


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
    if tokens.low(index) in words.plural_scales:
        return _read_plural_scales(tokens, index, words)
    at = index + 1 if tokens.low(index) in words.articles else index
    if tokens.low(at) not in words.vague_multipliers:
        return None
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
    if loose and tokens.is_word(at + 1) and tokens.low(at + 1) != words.of:
        return None
    return Numeral(index, at + 1, Form.SHARE, parts / words.fractions[tokens.low(at)])


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
    elif low in words.articles:
        value, last = _accumulate(tokens, index + 1, words)
        if tokens.low(index + 1) not in words.scales:
            return None
    else:
        value, last = _accumulate(tokens, index, words)
    if last <= index + (low in words.articles):
        return None
    value, last = add_half(tokens, last, value, words)
    value, last = add_scales(tokens, last, value, words)
    if last == index + 1 and low in words.ones and _is_pronoun(tokens, index, words):
        return None
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


def _is_pronoun(tokens: Tokens, index: int, words: NumeralWords) -> bool:
    """Whether `one` is no count: no one, one another, the huge one, one of the reasons."""
    before, after = tokens.low(index - 1), tokens.low(index + 1)
    if before in words.not_before_one or after in words.not_after_one:
        return True
    if after == words.of:
        return tokens.low(index + 2) in words.partitive_after_one and before not in words.half_leaders
    return tokens.low(index - 2) in words.determiners and tokens.is_word(index - 1) and not tokens.is_word(index + 1)


def _read_ordinal(tokens: Tokens, index: int, words: NumeralWords) -> Numeral | None:
    low = tokens.low(index)
    if low in words.ordinals:
        return Numeral(index, index + 1, Form.ORDINAL, words.ordinals[low])
    unit = words.ordinals.get(tokens.low(index + 2), 0)
    if low in words.tens and tokens.is_hyphen(index + 1) and 0 < unit < len(words.tens) + 2:
        return Numeral(index, index + 3, Form.ORDINAL, words.tens[low] + unit)
    return None


def _read_lack(tokens: Tokens, index: int, words: NumeralWords) -> Numeral | None:
    """Read `no casualties` and `nobody was hurt` as zero; leave `no immediate reports`, `no casualty figures`."""
    low = tokens.low(index)
    if low in words.zero_pronouns:
        return _read_nobody(tokens, index, index + 1, words)
    if low not in words.zero:
        return None
    if tokens.low(index + 1) in words.ones:
        return _read_nobody(tokens, index, index + 2, words)
    for at in range(index + 1, index + 1 + _LONGEST_LACK):
        if tokens.low(at) in words.zero_blocks or not tokens.is_word(at):
            return None
        if tokens.low(at) in words.zero_nouns:
            blocked = tokens.low(at + 1) in words.zero_blocks
            return None if blocked else Numeral(index, index + 1, Form.CARDINAL, 0)
    return None


def _read_nobody(tokens: Tokens, index: int, last: int, words: NumeralWords) -> Numeral | None:
    at = last
    while tokens.low(at) in words.zero_links:
        at += 1
    befell = at > last and tokens.low(at) in words.zero_outcomes
    return Numeral(index, last, Form.CARDINAL, 0) if befell else None
