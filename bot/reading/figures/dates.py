"""Join the parts of a date: Jan. 21, 2026; 20 January; Oct. 23-26, 2002; December 2024."""

from collections.abc import Sequence

from bot.model import Measure
from bot.reading.language import Language
from bot.reading.numerals import Form, Numeral
from bot.reading.tokens import Tokens

_LAST_DAY = 31
_FIRST_YEAR = 1000
_LAST_YEAR = 2100
_YEAR_DIGITS = 4
_DASHES = frozenset("-–—")


def is_year(tokens: Tokens, numeral: Numeral) -> bool:
    """Whether a numeral is printed as a year can be: four digits and nothing else."""
    text = tokens.text(numeral.first)
    return (
        numeral.last == numeral.first + 1
        and len(text) == _YEAR_DIGITS
        and text.isdecimal()
        and _FIRST_YEAR <= int(text) <= _LAST_YEAR
    )


def join_dates(tokens: Tokens, numerals: Sequence[Numeral], language: Language) -> list[Numeral]:
    """Return the numerals with every date as one of them."""
    by_first = {numeral.first: numeral for numeral in numerals}
    joined: list[Numeral] = []
    floor = 0
    for numeral in numerals:
        if numeral.first < floor:
            continue
        date = _read_date(tokens, numeral, floor, by_first, language)
        joined.append(date or numeral)
        floor = joined[-1].last
    return joined


def _read_date(
    tokens: Tokens, numeral: Numeral, floor: int, by_first: dict[int, Numeral], language: Language
) -> Numeral | None:
    before = _month_before(tokens, numeral.first, floor, language)
    if before is not None and is_year(tokens, numeral):
        return _date(before, numeral.last)
    if not _is_day(tokens, numeral):
        return None
    if before is not None:
        if _follows_month_alone(tokens, before, numeral, language):
            return None
        last = _second_day(tokens, numeral.last, by_first, language)
        return _date(before, _year_after(tokens, last, by_first))
    at = numeral.last + (tokens.low(numeral.last) in {language.numerals.of, "-"})
    if tokens.low(at) not in language.measures.months or not tokens.is_capitalised(at):
        return None
    return _date(numeral.first, _year_after(tokens, _after_point(tokens, at + 1), by_first))


def _date(first: int, last: int) -> Numeral:
    return Numeral(first, last, Form.DATE, measure=Measure.DATE)


def _is_day(tokens: Tokens, numeral: Numeral) -> bool:
    digits = tokens.text(numeral.first)[:1].isdecimal()
    whole = isinstance(numeral.value, int) and 0 < numeral.value <= _LAST_DAY
    plain = numeral.form is Form.CARDINAL and numeral.last == numeral.first + 1
    return digits and whole and (plain or numeral.form is Form.ORDINAL)


def _month_before(tokens: Tokens, index: int, floor: int, language: Language) -> int | None:
    at = index - 1
    if tokens.low(at) in {".", ",", "-"}:
        at -= 1
    month = at >= floor and tokens.low(at) in language.measures.months and tokens.is_capitalised(at)
    return at if month else None


def _follows_month_alone(tokens: Tokens, month: int, numeral: Numeral, language: Language) -> bool:
    """Whether the month has no day: in March 20 people died."""
    led = tokens.low(month - 1) in language.measures.month_only_leaders
    after = tokens.low(numeral.last)
    noun = (
        tokens.is_word(numeral.last) and after not in language.nouns.stops and not tokens.is_capitalised(numeral.last)
    )
    return tokens.low(numeral.first - 1) == "," or (led and noun)


def _after_point(tokens: Tokens, index: int) -> int:
    return index + 1 if tokens.low(index) == "." and tokens.shape(index + 1) else index


def _second_day(tokens: Tokens, last: int, by_first: dict[int, Numeral], language: Language) -> int:
    """Step over the other day of `Oct. 23-26` and `May 16 and 17`."""
    joiners = language.hedges.range_and | language.hedges.to | language.hedges.range_or | _DASHES
    second = by_first.get(last + 1)
    if tokens.low(last) not in joiners or second is None or not _is_day(tokens, second):
        return last
    counted = tokens.is_word(second.last) and tokens.low(second.last) not in language.nouns.stops
    return last if counted else second.last


def _year_after(tokens: Tokens, last: int, by_first: dict[int, Numeral]) -> int:
    at = last + (tokens.low(last) == ",")
    year = by_first.get(at)
    return year.last if year and is_year(tokens, year) else last
