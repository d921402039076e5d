"""Every number of a text, with its hedge, its measure and what it counts."""

import re

from bot.model import Figure, Hedge
from bot.reading.language import Language

_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")


def find_figures(text: str, language: Language) -> tuple[Figure, ...]:
    """Return the figures of a text in order of print, without overlap; offsets are those of the text given."""
    del language
    return tuple(
        Figure(
            start=match.start(),
            end=match.end(),
            surface=match.group(),
            value=(value := int(match.group().replace(",", ""))),
            low=value,
            high=value,
            hedge=Hedge.EXACT,
        )
        for match in _DIGITS.finditer(text)
    )
