"""Take the signs of money and percent into their numeral: $7,000, US$5bn, 20%, 20 per cent."""

from collections.abc import Sequence
from dataclasses import replace

from bot.model import Measure
from bot.reading.figures.phrases import books
from bot.reading.language import Language
from bot.reading.numerals import Form, Numeral
from bot.reading.tokens import Tokens

_AMOUNTS = frozenset({Form.CARDINAL, Form.VAGUE, Form.SHARE})


def attach_signs(tokens: Tokens, numerals: Sequence[Numeral], language: Language) -> list[Numeral]:
    """Return the numerals with their signs inside them and the measure that the sign tells."""
    return [
        _attach_percent(tokens, _attach_currency(tokens, numeral, language), language)
        if numeral.form in _AMOUNTS
        else numeral
        for numeral in numerals
    ]


def _attach_currency(tokens: Tokens, numeral: Numeral, language: Language) -> Numeral:
    words = language.measures
    at = numeral.first - 1
    if tokens.low(at) in words.money_symbols:
        coded = tokens.low(at - 1) in words.money_prefixes and tokens.is_glued(at - 1)
        return replace(numeral, first=at - coded, measure=Measure.MONEY)
    if not tokens.text(numeral.first)[:1].isdecimal():
        return numeral
    if tokens.low(at) == "." and tokens.is_glued(at - 1):
        at -= 1  # "Rs. 500"
    if tokens.low(at) in words.money_codes and tokens.is_capitalised(at):
        return replace(numeral, first=at, measure=Measure.MONEY)
    return numeral


def _attach_percent(tokens: Tokens, numeral: Numeral, language: Language) -> Numeral:
    found = books(language).percents.starting_at(tokens, numeral.last)
    if not found or numeral.measure:
        return numeral
    return replace(numeral, last=found.last, measure=Measure.PERCENT)
