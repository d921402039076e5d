"""Numbers in digits: 1,500, 1 500, 1.5 million, 3K, 4-1/2, 84th, 8:30, 1930s, 24/7."""

import re
from decimal import Decimal

from bot.reading.language import Language, NumeralWords
from bot.reading.nouns import is_plural
from bot.reading.numerals.forms import Form, Numeral, to_number
from bot.reading.numerals.words import add_half, add_scales
from bot.reading.tokens import Shape, Tokens

_LONGEST = 18
"""Characters of a number; longer ones are names."""
_THOUSAND = 1000
_GROUPED = re.compile(r"\d{1,3}(?:[,'’\u00a0\u2009\u202f]\d{3})+(?:\.\d+)?")
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3}){2,}|\d{1,3}(?:\.\d{3})+,\d+")
_DOTTED_THOUSAND = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_COMMA = re.compile(r"(\d{1,3}),(\d{1,2})")
_PLAIN = re.compile(r"\d+(?:\.\d+)?")
_FRACTION = re.compile(r"([1-9])/([2-9])")
_SEASON = re.compile(r"(?:19|20)\d\d/(?:\d\d){1,2}")
_VULGAR = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75"), "⅓": Decimal(1) / 3, "⅔": Decimal(2) / 3}
_FORMS = {Shape.CLOCK: Form.CLOCK, Shape.DAY: Form.DATE}


def read_digits(tokens: Tokens, index: int, language: Language) -> Numeral | None:
    """Read the number that begins with digits at an index."""
    shape = tokens.shape(index)
    if shape is Shape.NUMBER:
        return _read_number(tokens, index, language)
    if shape is Shape.SLASHED:
        return _read_slashed(tokens, index, language.numerals)
    return Numeral(index, index + 1, _FORMS[shape]) if shape else None


def parse_digits(text: str) -> Decimal | None:
    """Return what a run of digits and separators means; None when it is no number, such as 3,4,5."""
    if len(text) > _LONGEST:
        return None
    if text in _VULGAR:
        return _VULGAR[text]
    if _GROUPED.fullmatch(text) or _INDIAN.fullmatch(text):
        return Decimal(re.sub(r"[^\d.]", "", text))
    if _DOTTED.fullmatch(text):
        return Decimal(text.replace(".", "").replace(",", "."))
    comma = _COMMA.fullmatch(text)
    if comma:
        # "125,00" has lost a zero; "6,8" has a decimal comma.
        lost = comma.group(2) == "00"
        return Decimal(comma.group(1)) * _THOUSAND if lost else Decimal(text.replace(",", "."))
    return Decimal(text) if _PLAIN.fullmatch(text) else None


def _read_number(tokens: Tokens, index: int, language: Language) -> Numeral | None:
    if tokens.is_glued(index - 1) and tokens.is_word(index - 1):
        before = tokens.low(index - 1)
        if before not in language.measures.money_codes:
            return None  # "A320", "KHON2"
    value = parse_digits(tokens.text(index))
    if value is None:
        return Numeral(index, index + 1, Form.LABEL)
    words = language.numerals
    if tokens.is_glued(index) and (ended := _read_ending(tokens, index, value, words)):
        return ended
    value, last = _join_spaced(tokens, index, value, language)
    value, last = _add_fraction(tokens, last, value)
    value, last = add_half(tokens, last, value, words)
    scaled, last = _add_suffix(tokens, index, last, value, language)
    scaled, last = add_scales(tokens, last, scaled, words)
    if scaled == value and _is_dotted_thousand(tokens, index, language):
        scaled *= _THOUSAND
    return Numeral(index, last, Form.CARDINAL, to_number(scaled))


def _read_ending(tokens: Tokens, index: int, value: Decimal, words: NumeralWords) -> Numeral | None:
    """Read `84th` and `1930s`."""
    if tokens.low(index + 1) in words.ordinal_endings:
        return Numeral(index, index + 2, Form.ORDINAL, to_number(value))
    decade = tokens.low(index + 1) in words.decade_endings and value % 10 == 0
    return Numeral(index, index + 2, Form.DATE) if decade else None


def _join_spaced(tokens: Tokens, index: int, value: Decimal, language: Language) -> tuple[Decimal, int]:
    """Read `1 500`, unless the first digits may belong to the word before: Jan. 20 150 people."""
    last, words = index + 1, language.measures
    before = tokens.low(index - 1 - (tokens.low(index - 1) == "."))
    if len(tokens.text(index)) > len("999") or not tokens.text(index).isdecimal() or value == 0:
        return value, last
    if before in words.months or before in words.labels or before in words.capital_labels:
        return value, last
    if tokens.shape(index - 1) is Shape.SIGN and before not in words.money_symbols and tokens.is_glued(index - 1):
        return value, last
    while len(tokens.text(last)) == len("000") and tokens.text(last).isdecimal():
        if tokens.items[last].start != tokens.items[last - 1].end + 1:
            break
        value = value * _THOUSAND + Decimal(tokens.text(last))
        last += 1
    return value, last


def _add_fraction(tokens: Tokens, last: int, value: Decimal) -> tuple[Decimal, int]:
    """Read the half of `2½` and `4-1/2`."""
    if tokens.text(last) in _VULGAR and value < _THOUSAND:
        return value + _VULGAR[tokens.text(last)], last + 1
    if tokens.is_hyphen(last) and (fraction := _FRACTION.fullmatch(tokens.text(last + 1))):
        return value + Decimal(fraction.group(1)) / Decimal(fraction.group(2)), last + 2
    return value, last


def _add_suffix(tokens: Tokens, index: int, last: int, value: Decimal, language: Language) -> tuple[Decimal, int]:
    if not tokens.is_glued(last - 1) or not tokens.is_word(last):
        return value, last
    words = language.numerals
    scale = words.suffixes.get(tokens.text(last)) or words.suffixes.get(tokens.low(last))
    if not scale and (_follows_currency(tokens, index, language) or is_plural(tokens, last + 1, language)):
        scale = words.money_suffixes.get(tokens.low(last))
    return (value * scale, last + 1) if scale else (value, last)


def _follows_currency(tokens: Tokens, index: int, language: Language) -> bool:
    before = tokens.low(index - 1)
    return before in language.measures.money_symbols or before in language.measures.money_codes


def _is_dotted_thousand(tokens: Tokens, index: int, language: Language) -> bool:
    """Whether 1.500 is fifteen hundred: nothing that has a plural is counted in thousandths."""
    after, measures = tokens.low(index + 1), language.measures
    if not _DOTTED_THOUSAND.fullmatch(tokens.text(index)) or after in measures.units or after in measures.percents:
        return False
    return is_plural(tokens, index + 1, language)


def _read_slashed(tokens: Tokens, index: int, words: NumeralWords) -> Numeral:
    text = tokens.text(index)
    fraction = _FRACTION.fullmatch(text)
    if fraction and tokens.low(index + 1) == words.of and int(fraction.group(1)) < int(fraction.group(2)):
        return Numeral(index, index + 1, Form.SHARE, int(fraction.group(1)) / int(fraction.group(2)))
    return Numeral(index, index + 1, Form.DATE if _SEASON.fullmatch(text) else Form.LABEL)
