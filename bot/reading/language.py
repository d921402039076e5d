"""What the reading of a language needs to know, as data."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One language. Logic is shared; words are not."""

    code: str
