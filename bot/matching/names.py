"""Names of bodies and people, folded so that their spellings meet."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*['’]?")
_DOMAIN = re.compile(r"\.(?:com|org|net)$", re.IGNORECASE)
_ACRONYM = 6
"""Letters an acronym has at most; it is matched as printed."""
_SHORTEST_PLURAL = 3
_LONGEST = 300
"""Characters of a name that are looked at."""

Words = frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SourceWords:
    """The words of one language for bodies, offices and nations: lower case, singular. Equality is identity."""

    nations: Mapping[str, str]
    """Every name and adjective of a nation -> the nation."""
    synonyms: Mapping[str, str]
    alike: Mapping[str, str]
    """Words of one kind -> the kind: `official` and `authority`, `television` and `media`."""
    definite: Words
    """Open a phrase that points back at somebody: `the`."""
    fillers: Words
    """Words that name nobody: articles, prepositions, small numbers."""
    of: str
    conjunction: str
    inverting: Words
    """Nouns that stand before or behind what they are for: `ministry of health`, `health ministry`."""
    roles: Words
    """Words that are no names though they are printed with a capital: `Ministry`, `General`."""
    vague: Words
    """Roles that mean somebody only where an editor has listed just that word."""
    empty: Words
    """Roles that add nothing to the name beside them: `Maui officials`."""
    common: Words
    """Words that many bodies share: `state`, `department`."""
    scopes: Words
    """Words for how far an office reaches: `county`, `senior`."""
    governments: Words
    states: Words
    """Words for a part of a nation's state."""
    adjectives: Words
    """Roles that are adjectives before another noun: `official figures`."""
    bystanders: Words
    """People who do not speak for the body beside their name: `Ford workers`."""
    anonymous: Words
    """Who is only known through the outlet that quotes them."""
    compounds: Words
    """Second halves of a compound that make its first half no speaker: `US-backed`."""


@dataclass(frozen=True, slots=True)
class NameWord:
    """One word of a name."""

    text: str
    """Folded: singular, without accents, a nation for its adjective, an acronym in capitals."""
    name: bool
    """Whether it is a proper name or part of one."""


@lru_cache(maxsize=4096)
def fold(text: str, words: SourceWords) -> tuple[NameWord, ...]:
    """Fold a name."""
    plain = unicodedata.normalize("NFKD", text[:_LONGEST])
    plain = "".join(char for char in plain if not unicodedata.combining(char)).replace("’", "'")
    folded = [word for printed in _speaking(plain, words) if (word := _fold_word(printed, words)) is not None]
    return _inverted(_nations_joined(folded, words), words)


def _speaking(plain: str, words: SourceWords) -> list[str]:
    """Return the printed words without the first half of `US-backed`, which does not speak."""
    matches = list(_WORD.finditer(plain))
    kept = []
    for match, following in zip_longest(matches, matches[1:]):
        hyphen = following is not None and plain[match.end() : following.start()] == "-"
        backed = following is not None and following.group().lower() in words.compounds
        if not (hyphen and backed and match.group()[0].isupper()):
            kept.append(match.group())
    return kept


def _fold_word(printed: str, words: SourceWords) -> NameWord | None:
    plain = _DOMAIN.sub("", printed.removesuffix("'s").rstrip("'")).replace(".", "").replace("'", "")
    lower = plain.lower()
    capitals = plain.isupper() and len(plain) > 1
    if lower == words.of:
        return NameWord(lower, name=False)
    if not lower or (lower in words.fillers and not capitals):
        return None
    if capitals and plain.isalpha() and len(plain) <= _ACRONYM and lower not in words.synonyms:
        return NameWord(words.nations.get(lower, plain), name=True)
    return _fold_plain(printed, plain, words)


def _fold_plain(printed: str, plain: str, words: SourceWords) -> NameWord:
    lower, capital = plain.lower(), plain[0].isupper()
    if capital and lower in words.nations:
        return NameWord(words.nations[lower], name=True)
    single = lower if printed.endswith(("'s", "'")) else _singular(lower)
    if capital and single in words.nations:
        return NameWord(lower, name=True)
    single = words.synonyms.get(lower, words.synonyms.get(single, single))
    return NameWord(single, name=plain[0].isdigit() or (capital and single not in words.roles))


def _nations_joined(folded: list[NameWord], words: SourceWords) -> list[NameWord]:
    """Join names of two words that are nations: `United States`."""
    joined: list[NameWord] = []
    for word in folded:
        pair = f"{joined[-1].text} {word.text}" if joined else ""
        nation = words.nations.get(pair) or words.nations.get(f"{pair}s")
        if nation is not None:
            joined[-1] = NameWord(nation, name=True)
        else:
            joined.append(word)
    return joined


def _inverted(folded: list[NameWord], words: SourceWords) -> tuple[NameWord, ...]:
    """Turn `ministry of health` into `health ministry`; drop every other `of`."""
    while (at := next((at for at, word in enumerate(folded) if word.text == words.of), None)) is not None:
        if at > 0 and folded[at - 1].text in words.inverting:
            folded = [*folded[: at - 1], *folded[at + 1 :], folded[at - 1]]
        else:
            folded = [*folded[:at], *folded[at + 1 :]]
    return tuple(folded)


def _singular(word: str) -> str:
    if len(word) <= _SHORTEST_PLURAL or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word.removesuffix("s")
