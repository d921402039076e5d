"""Find what a number counts: 150 [ISIS detainees], two [more bodies], one [New Orleans jail escapee] was caught."""

from dataclasses import dataclass

from bot.reading.language import Language
from bot.reading.tokens import Tokens

_LONGEST = 7
"""Words of a noun phrase."""
_QUOTES = frozenset("\"“”‘'«»")


@dataclass(frozen=True, slots=True)
class Noun:
    """A counted noun from one token to another, the last one excluded."""

    first: int
    last: int
    plural: bool
    whole: int
    """The index after every word that may belong to the phrase, behind its plural too."""


def find_noun(tokens: Tokens, index: int, language: Language) -> Noun | None:
    """Return the noun phrase that begins at a token, up to its plural head; None where none is counted."""
    first = index + (tokens.low(index) in _QUOTES)
    last, plural, at = first, False, first
    while at < first + _LONGEST and (
        _goes_on(tokens, at, language, ended=plural) or _is_nominal(tokens, at, first, language)
    ):
        at += 1
        if is_plural(tokens, at - 1, language):
            last, plural = at, True
            if not _is_attributive(tokens, at - 1, language):
                break
        at += tokens.is_hyphen(at)
    if plural:
        return Noun(first, last, plural=True, whole=at)
    if tokens.low(first) in language.nouns.nominals:
        return Noun(first, first + 1, plural=True, whole=first + 1)
    return Noun(first, at, plural=False, whole=at) if at > first else None


def is_plural(tokens: Tokens, index: int, language: Language) -> bool:
    """Whether a word looks like a plural noun."""
    nouns = language.nouns
    low, text = tokens.low(index), tokens.text(index)
    if low in nouns.plurals:
        return True
    if not low.endswith(nouns.plural_endings) or low.endswith(nouns.not_plural_endings):
        return False
    return len(low) > len("his") and low not in nouns.stops and not (text.isupper() and tokens.is_mixed)


def _goes_on(tokens: Tokens, index: int, language: Language, *, ended: bool) -> bool:
    """Whether a word may stand in a noun phrase; `ended` says that a plural stands before it."""
    nouns, low, text = language.nouns, tokens.low(index), tokens.text(index)
    if not tokens.is_word(index) or low in language.numerals.plural_scales:
        return False
    if low in nouns.stops:
        # "150 IS detainees", "20 US states": a name in capitals is no function word.
        return text.isupper() and len(text) > 1 and tokens.is_mixed and not ended
    return not (ended and low.endswith(nouns.verb_endings))


def _is_nominal(tokens: Tokens, index: int, first: int, language: Language) -> bool:
    return index == first and tokens.low(index) in language.nouns.nominals


def _is_attributive(tokens: Tokens, index: int, language: Language) -> bool:
    """Whether a plural may describe the noun after it: parts warehouses, New Orleans inmates."""
    low = tokens.low(index)
    owner = tokens.text(index + 1) in _QUOTES and tokens.is_glued(index) and tokens.is_word(index + 2)
    return low in language.nouns.attributive_plurals or (tokens.is_capitalised(index) and tokens.is_mixed) or owner
