"""The words of a topic file, and where a text has them in any inflection."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.matching.words import Inflection, Word, split_words

LONGEST_ACRONYM = 6


@dataclass(frozen=True, slots=True)
class Term:
    """A word or several, as an editor wrote them."""

    text: str
    words: tuple[Word, ...]
    gap: int
    """How many other words may stand between two words of the term."""
    acronym: bool
    """Whether it is matched as printed: `US`, `IS`, `WHO`."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A term found in a text: the first and last word it takes, both included."""

    term: int
    """The number that the index gave the term."""
    first: int
    last: int


def make_term(text: str, inflection: Inflection, gap: int) -> Term:
    """Read an editor's term; a name of several words has nothing between."""
    words = split_words(text, inflection)
    named = bool(words) and all(word.capital or not word.text.isalpha() for word in words)
    acronym = text.isupper() and len(text) <= LONGEST_ACRONYM and text.isalpha()
    return Term(text, words, 0 if named else gap, acronym)


class TermIndex:
    """Finds many terms in one pass over a text's words."""

    def __init__(self, inflection: Inflection) -> None:
        self._inflection = inflection
        self._numbers: dict[tuple[str, int], int] = {}
        self._terms: list[Term] = []
        self._by_base: defaultdict[str, list[int]] = defaultdict(list)

    def add(self, text: str, gap: int) -> int | None:
        """Return the term's number; None for a term without a word."""
        key = (text, gap)
        if key in self._numbers:
            return self._numbers[key]
        term = make_term(text, self._inflection, gap)
        if not term.words:
            return None
        number = self._numbers[key] = len(self._terms)
        self._terms.append(term)
        for base in sorted(term.words[0].bases):
            self._by_base[base].append(number)
        return number

    def add_all(self, texts: Iterable[str], gap: int) -> frozenset[int]:
        """Return the numbers of the terms."""
        return frozenset(number for text in texts if (number := self.add(text, gap)) is not None)

    def text(self, number: int) -> str:
        """Return a term as its editor wrote it."""
        return self._terms[number].text

    def find(self, words: Sequence[Word]) -> tuple[Hit, ...]:
        """Return every place where a term stands, in order of its first word."""
        hits = []
        for first, word in enumerate(words):
            numbers = {number for base in word.bases for number in self._by_base.get(base, ())}
            for number in sorted(numbers):
                term = self._terms[number]
                if not same_word(term, 0, word):
                    continue
                last = self._last_word(term, words, first)
                if last is not None:
                    hits.append(Hit(number, first, last))
        return tuple(hits)

    @staticmethod
    def _last_word(term: Term, words: Sequence[Word], first: int) -> int | None:
        at = first
        for part in range(1, len(term.words)):
            reach = range(at + 1, min(at + 2 + term.gap, len(words)))
            found = next((index for index in reach if same_word(term, part, words[index])), None)
            if found is None:
                return None
            at = found
        return at


def same_word(term: Term, part: int, word: Word) -> bool:
    """Whether a printed word is an inflection of one word of the term.

    A capitalised term is a name: it needs the capital, and a plural name (`Iraqis`, the people) is not its singular
    (`Iraqi`, of Iraq), though a singular may stand in the plural.
    """
    wanted = term.words[part]
    if term.acronym:
        return word.text == wanted.text
    if not wanted.capital:
        return not wanted.bases.isdisjoint(word.bases)
    printed = word.text.lower()
    name = wanted.text.lower()
    return word.capital and printed in (name, name + "s", name + "es")
