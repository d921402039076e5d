"""The libraries that we compare the figure pass with, each through the same small door."""

import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.model import Hedge, Measure, Number
from bot.reading.figures import find_figures
from bot.reading.language import Language

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """A figure as an extractor gives it; offsets are those of the sentence."""

    span: Span
    bounds: tuple[Number | None, Number | None, Number | None]
    """Value, low and high, of which a range and a vague word have no value."""
    hedge: str | None
    is_count: bool
    """Whether it is taken for a plain count: no year, distance or sum of money."""


@dataclass(frozen=True, slots=True)
class Extractor:
    """A name, what it does with a sentence (which is timed), and what that means (which is not)."""

    name: str
    extract: Callable[[str], Any]
    understand: Callable[[Any], list[Found]]


def ours(language: Language) -> Extractor:
    """Return the figure pass."""

    def understand(figures: Any) -> list[Found]:
        return [
            Found(
                (figure.start, figure.end),
                (figure.value, figure.low, figure.high),
                figure.hedge.value,
                figure.measure is Measure.COUNT,
            )
            for figure in figures
        ]

    return Extractor("tallywire", lambda sentence: find_figures(sentence, language), understand)


def quantulum3() -> Extractor:
    """Return quantulum3, without its optional classifier. A number with an uncertainty is taken for a range."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it misses its classifier at import
        from quantulum3 import parser  # noqa: PLC0415 - installed for benchmarks only

    def understand(quantities: Any) -> list[Found]:
        return [_quantity(each) for each in quantities]

    return Extractor("quantulum3", parser.parse, understand)


def _quantity(quantity: Any) -> Found:
    value, spread = quantity.value, quantity.uncertainty
    is_count = quantity.unit.entity.name in {"dimensionless", "unknown"}
    if spread:
        return Found(quantity.span, (None, value - spread, value + spread), Hedge.RANGE.value, is_count)
    return Found(quantity.span, (value, value, value), None, is_count)


def recognizers() -> Extractor:
    """Return the number model of recognizers-text; its units cost eighty times as much and find no more numbers."""
    from recognizers_number import Culture, NumberRecognizer  # noqa: PLC0415 - installed for benchmarks only

    model = NumberRecognizer(Culture.English).get_number_model()

    def understand(numbers: Any) -> list[Found]:
        return [found for each in numbers if (found := _number(each)) is not None]

    return Extractor("recognizers-text", model.parse, understand)


def _number(number: Any) -> Found | None:
    printed = number.resolution["value"] if number.resolution else None
    if printed is None or not re.fullmatch(r"-?\d+(\.\d+)?(E\+?\d+)?", printed):
        return None
    value = float(printed)
    return Found((number.start, number.end + 1), (value, value, value), None, is_count=True)


class _Word:
    """A word as text2num takes it: digits are no part of its numbers."""

    __slots__ = ("found",)

    def __init__(self, found: re.Match[str]) -> None:
        self.found = found

    def text(self) -> str:
        return self.found[0]

    def nt_separated(self, previous: object) -> bool:  # noqa: ARG002 - the library's protocol
        return False

    def not_a_number_part(self) -> bool:
        return self.found[0][0].isdigit()


_WORD = re.compile(r"\d[\d,]*(?:\.\d+)?|[^\W\d_]+(?:[-'’][^\W\d_]+)*|\S")
_SCALES = frozenset({100.0, 1e3, 1e6, 1e9, 1e12})


def text2num() -> Extractor:
    """Return text2num for number words, and a plain search for digits, which it leaves alone; `3.5 million` is one."""
    from text_to_num import find_numbers  # noqa: PLC0415 - installed for benchmarks only

    def extract(sentence: str) -> Any:
        words = [_Word(found) for found in _WORD.finditer(sentence)]
        return words, find_numbers(words, "en", 0.0)

    return Extractor("text2num", extract, _numbers_and_digits)


def _numbers_and_digits(found: Any) -> list[Found]:
    words, numbers = found
    digits = {at: float(word.text().replace(",", "")) for at, word in enumerate(words) if word.not_a_number_part()}
    result = []
    for number in numbers:
        scaled = number.value in _SCALES and number.end - number.start == 1 and number.start - 1 in digits
        value = number.value * (digits.pop(number.start - 1) if scaled else 1.0)
        if not number.is_ordinal:
            result.append(_plain(words[number.start - scaled], words[number.end - 1], value))
    return result + [_plain(words[at], words[at], value) for at, value in digits.items()]


def _plain(first: _Word, last: _Word, value: float) -> Found:
    return Found((first.found.start(), last.found.end()), (value, value, value), None, is_count=True)
