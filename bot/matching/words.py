"""Words with their offsets and the base forms they can be inflections of."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")


class Inflection:
    """How one language inflects: endings to undo, and the forms that follow no rule."""

    def __init__(
        self,
        *,
        endings: tuple[tuple[str, str], ...],
        doubling: tuple[str, ...],
        irregular: Mapping[str, str],
        spelling: tuple[tuple[str, str], ...],
        shortest: int = 3,
    ) -> None:
        """Take (ending, what stands there in the base form) pairs; every pair that fits gives one candidate.

        Before a `doubling` ending a consonant may stand twice (`stopped`). `spelling` holds regular expressions that
        fold variants into one (`-ise`, `-ize`). No base form is shorter than `shortest`.
        """
        self._endings = endings
        self._doubling = doubling
        self._irregular = irregular
        self._spelling = tuple((re.compile(pattern), fold) for pattern, fold in spelling)
        self._shortest = shortest
        self.bases = lru_cache(maxsize=100_000)(self._bases)

    def _bases(self, word: str) -> frozenset[str]:
        folded = word.lower()
        for pattern, fold in self._spelling:
            folded = pattern.sub(fold, folded)
        found = {folded, *self._irregular.get(folded, folded).split()}
        found.update(self._stripped(folded))
        return frozenset(found)

    def forms(self, word: str) -> frozenset[str]:
        """Return forms in which a base form may be printed; some exist in no dictionary."""
        folded = word.lower()
        found = {form for form, base in self._irregular.items() if folded in base.split()}
        for ending, base in self._endings:
            if folded.endswith(base):
                found.add(folded[: len(folded) - len(base)] + ending)
            if ending in self._doubling and not base:
                found.add(folded + folded[-1] + ending)
        return frozenset(found)

    def _stripped(self, word: str) -> list[str]:
        found = []
        for ending, base in self._endings:
            if not word.endswith(ending):
                continue
            stem = word[: -len(ending)]
            found.append(stem + base)
            if ending in self._doubling and len(stem) > self._shortest and stem[-1] == stem[-2]:
                found.append(stem[:-1])
        return [form for form in found if len(form) >= self._shortest]


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text. `bases` are all forms it may be an inflection of, itself included."""

    start: int
    end: int
    text: str
    bases: frozenset[str]
    capital: bool
    """Whether it starts with a capital."""


def split_words(text: str, inflection: Inflection) -> tuple[Word, ...]:
    """Split at everything that is no letter or digit; hyphens split too, a possessive ending is dropped."""
    words = []
    for match in _WORD.finditer(text):
        printed = _POSSESSIVE.sub("", match.group()) or match.group()
        words.append(Word(match.start(), match.end(), printed, inflection.bases(printed), printed[0].isupper()))
    return tuple(words)
