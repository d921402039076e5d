"""Look up phrases of one or more words before or after a place in a text."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Generic, NamedTuple, TypeVar

from bot.model import Hedge, Measure
from bot.reading.language import Language
from bot.reading.tokens import Tokens

_Meaning = TypeVar("_Meaning")


class Match(NamedTuple, Generic[_Meaning]):
    """A phrase found from one token to another, the last one excluded."""

    first: int
    last: int
    meaning: _Meaning


class PhraseBook(Generic[_Meaning]):
    """Phrases with a meaning each; where several fit, the longest is found."""

    __slots__ = ("_by_first", "_by_last")

    def __init__(self, meanings: Mapping[str, _Meaning]) -> None:
        self._by_first: dict[str, list[tuple[list[str], _Meaning]]] = {}
        self._by_last: dict[str, list[tuple[list[str], _Meaning]]] = {}
        for phrase, meaning in sorted(meanings.items(), key=lambda entry: -len(entry[0].split())):
            words = Tokens(phrase).lows
            self._by_first.setdefault(words[0], []).append((words, meaning))
            self._by_last.setdefault(words[-1], []).append((words, meaning))

    def starting_at(self, tokens: Tokens, index: int) -> Match[_Meaning] | None:
        """Return the longest phrase that begins at a token."""
        for words, meaning in self._by_first.get(tokens.low(index), ()):
            if tokens.lows[index : index + len(words)] == words:
                return Match(index, index + len(words), meaning)
        return None

    def ending_at(self, tokens: Tokens, index: int, floor: int = 0) -> Match[_Meaning] | None:
        """Return the longest phrase that ends before a token and does not reach below the floor."""
        for words, meaning in self._by_last.get(tokens.low(index - 1), ()):
            first = index - len(words)
            if first >= floor and tokens.lows[first:index] == words:
                return Match(first, index, meaning)
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """The phrases of a language, ready to be looked up."""

    hedges_before: PhraseBook[Hedge]
    hedges_after: PhraseBook[Hedge]
    hedge_verbs: PhraseBook[Hedge]
    intensifiers: PhraseBook[None]
    percents: PhraseBook[None]
    units: PhraseBook[Measure]
    ages: PhraseBook[None]
    furniture: re.Pattern[str]


@cache
def books(language: Language) -> Books:
    """Return the phrases of a language."""
    hedges, measures = language.hedges, language.measures
    return Books(
        hedges_before=PhraseBook(hedges.before),
        hedges_after=PhraseBook(hedges.after),
        hedge_verbs=PhraseBook(hedges.verbs),
        intensifiers=_plain(hedges.intensifiers),
        percents=_plain(measures.percents),
        units=PhraseBook(measures.units),
        ages=_plain(measures.age_after),
        furniture=re.compile("|".join(f"(?:{pattern})" for pattern in measures.furniture), re.IGNORECASE),
    )


def _plain(phrases: Iterable[str]) -> PhraseBook[None]:
    return PhraseBook(dict.fromkeys(phrases))
