"""What a word of a topic file may stand for: a list, a number, a day, one of a few words."""

import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, Field

from adapters.files.faults import nearest
from bot.model import ANSWERING, Hedge, Measure, Modality, Number, Series

LONGEST_TEXT = 500

_NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,79}")


def read_list(value: object) -> tuple[object, ...]:
    """Take one word as a list of one, and a list within a list (`[*fighters, soldier]`) as part of it."""
    if value is None:
        return ()
    if isinstance(value, dict):
        raise ValueError("should be a list of words; quote a word that holds a colon")  # noqa: TRY004 - pydantic's contract
    if not isinstance(value, list | tuple):
        return (value,)
    return tuple(item for part in value for item in (read_list(part) if isinstance(part, list) else (part,)))


def read_number(value: object) -> object:
    """Read `7000`, `7,000` or `4.5`."""
    if not isinstance(value, str):
        return value
    if not _NUMBER.fullmatch(value):
        raise ValueError(f"{value!r} is no number; write digits alone, such as 7000")
    digits = value.replace(",", "")
    return float(digits) if "." in digits else int(digits)


def read_day(value: object) -> object:
    """Read `2026-01-20`."""
    if not isinstance(value, str):
        return value
    try:
        if _DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError as error:
        raise ValueError(f"{value!r} is no day: {error}") from error
    raise ValueError(f"{value!r} is no day; write it as 2026-01-20")


def read_flag(value: object) -> object:
    """Read `true` or `false`; `yes` and `no` are words in YAML 1.2."""
    if not isinstance(value, str):
        return value
    if value.lower() not in ("true", "false"):
        raise ValueError(f"{value!r} should be true or false")
    return value.lower() == "true"


def read_id(value: object) -> object:
    """Refuse what cannot be typed as a word in a chat."""
    if isinstance(value, str) and value and not _ID.fullmatch(value):
        raise ValueError(f"{value!r} should be letters, digits, hyphens, points and underscores, at most 80")
    return value


def _one_of(words: type[StrEnum], allowed: tuple[StrEnum, ...] = ()) -> Callable[[object], object]:
    known = tuple(str(word) for word in (allowed or tuple(words)))

    def read_word(value: object) -> object:
        if not isinstance(value, str):
            return value
        word = value.strip().lower().replace("-", "_").replace(" ", "_")
        if word not in known:
            raise ValueError(f"{value!r} should be one of {', '.join(known)}{nearest(word, known)}")
        return words(word)

    return read_word


Word = Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT)]
Id = Annotated[Word, BeforeValidator(read_id)]
Words = Annotated[tuple[Word, ...], BeforeValidator(read_list)]
Flag = Annotated[bool, BeforeValidator(read_flag)]
Day = Annotated[date, BeforeValidator(read_day)]
Amount = Annotated[Number, BeforeValidator(read_number)]
OneSeries = Annotated[Series, BeforeValidator(_one_of(Series))]
OneHedge = Annotated[Hedge, BeforeValidator(_one_of(Hedge))]
OneMeasure = Annotated[Measure, BeforeValidator(_one_of(Measure, ANSWERING))]
OneModality = Annotated[Modality, BeforeValidator(_one_of(Modality))]
Modalities = Annotated[tuple[OneModality, ...], BeforeValidator(read_list)]
