"""Tell when `one` counts and when it stands for something, and when `no` counts to zero."""

from bot.reading.language import Language
from bot.reading.numerals.forms import Form, Numeral
from bot.reading.tokens import Shape, Tokens

_LONGEST_LACK = 4
"""Words between `no` and what there is none of, that one included."""
_LONGEST_GROUP = 8
"""Words between `one of` and what befell that one."""
_PARTNER = 6
"""Words between `one` and the other that makes it a pronoun: from one house to the next."""


def is_pronoun(tokens: Tokens, index: int, language: Language) -> bool:
    """Whether `one` is no count: no one, one another, the huge one, the one in Kula, one of the reasons."""
    words, nouns = language.ones, language.nouns
    before, after = tokens.low(index - 1), tokens.low(index + 1)
    if before in words.not_before or after in words.not_after or before in language.numerals.ordinals:
        return True
    if after == language.numerals.of:
        return _tells_kind(tokens, index, language)
    articled = before in nouns.determiners
    if tokens.is_word(index + 1) and after not in nouns.stops:
        return (articled and after.endswith(nouns.verb_endings)) or _is_paired(tokens, index, language)
    described = tokens.low(index - 2) in nouns.determiners and tokens.is_word(index - 1)
    return articled or described or before in words.wants


def _is_paired(tokens: Tokens, index: int, language: Language) -> bool:
    """Whether another one is set against it: one unit or another, from one house to the next."""
    words = language.ones
    for at in range(index + 2, index + _PARTNER):
        partner = at + 1 + (tokens.low(at + 1) in language.nouns.determiners)
        if tokens.low(at) in words.pairing and (
            tokens.low(at + 1) in words.partners or tokens.low(partner) in words.partners
        ):
            return True
    return False


def _tells_kind(tokens: Tokens, index: int, language: Language) -> bool:
    """Whether `one of` tells what kind something is; not so in `one of the 10 men`, `one of them was caught`."""
    words, numerals = language.ones, language.numerals
    before, group = tokens.low(index - 1), tokens.low(index + 2)
    if before in words.counting:
        return False
    if before in language.nouns.copulas or before in words.classing:
        return True
    if group in words.those:
        return False
    at = index + 2 + (group in language.nouns.determiners)
    if tokens.shape(at) is Shape.NUMBER or tokens.low(at) in numerals.units:
        return before == ","
    return not _is_befallen(tokens, at, language)


def _is_befallen(tokens: Tokens, index: int, language: Language) -> bool:
    """Whether a passive follows within a few words: was caught."""
    words = language.lacks
    for at in range(index, index + _LONGEST_GROUP):
        if tokens.low(at) in words.links:
            return tokens.low(_after_links(tokens, at, language)) in words.outcomes
    return False


def _after_links(tokens: Tokens, index: int, language: Language) -> int:
    while tokens.low(index) in language.lacks.links:
        index += 1
    return index


def read_lack(tokens: Tokens, index: int, language: Language) -> Numeral | None:
    """Read `no casualties` and `nobody was hurt` as zero; leave `no immediate reports`, `no casualty figures`."""
    words, low = language.lacks, tokens.low(index)
    if low in words.pronouns:
        return _read_nobody(tokens, index, index + 1, language)
    if low not in words.determiners:
        return None
    if tokens.low(index + 1) in language.ones.words:
        return _read_nobody(tokens, index, index + 2, language)
    for at in range(index + 1, index + 1 + _LONGEST_LACK):
        if tokens.low(at) in words.blocks or not tokens.is_word(at):
            return None
        if tokens.low(at) in words.nouns:
            blocked = tokens.low(at + 1) in words.blocks
            return None if blocked else Numeral(index, index + 1, Form.CARDINAL, 0)
    return None


def _read_nobody(tokens: Tokens, index: int, last: int, language: Language) -> Numeral | None:
    if tokens.low(last) == language.numerals.of:
        hit = _is_befallen(tokens, last + 1, language)
    else:
        befallen = _after_links(tokens, last, language)
        hit = befallen > last and tokens.low(befallen) in language.lacks.outcomes
    return Numeral(index, last, Form.CARDINAL, 0) if hit else None
