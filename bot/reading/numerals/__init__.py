"""Numbers as printed, in digits and in words, before hedges and measures are looked at."""

from bot.reading.language import Language
from bot.reading.numerals.digits import parse_digits, read_digits
from bot.reading.numerals.forms import Form, Numeral, to_number
from bot.reading.numerals.words import number_words, read_words
from bot.reading.tokens import Shape, Tokens

__all__ = ["Form", "Numeral", "parse_digits", "read_numerals", "to_number"]

_NUMBERS = frozenset({Shape.NUMBER, Shape.CLOCK, Shape.DAY, Shape.SLASHED})


def read_numerals(tokens: Tokens, language: Language) -> list[Numeral]:
    """Return the numerals of a text in order, without overlap."""
    starts = number_words(language)
    numerals: list[Numeral] = []
    after = 0
    for index, token in enumerate(tokens.items):
        if index < after:
            continue
        numeral = None
        # Most tokens are words, and to look an enumeration's member up in a set takes a call.
        if token.shape is not Shape.WORD and token.shape in _NUMBERS:
            numeral = read_digits(tokens, index, language)
        elif token.low in starts:
            numeral = read_words(tokens, index, language)
        if numeral:
            numerals.append(numeral)
            after = numeral.last
    return numerals
