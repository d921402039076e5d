"""How a number is put, and where it stands."""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto

from bot.model import Measure, Number


class Form(Enum):
    """How a number is put."""

    CARDINAL = auto()
    VAGUE = auto()
    SHARE = auto()
    ORDINAL = auto()
    CLOCK = auto()
    DATE = auto()
    RANGE = auto()
    LABEL = auto()


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number from one token to another, the last one excluded."""

    first: int
    last: int
    form: Form
    value: Number | None = None
    low: Number | None = None
    """For vague words and ranges only, like `high`."""
    high: Number | None = None
    measure: Measure | None = None
    """Where a sign or the form itself tells it: $7,000, 20%, 8:30."""


def to_number(value: Decimal) -> Number:
    """Return a whole number as int, so that it prints without a point."""
    return int(value) if value == value.to_integral_value() else float(value)
