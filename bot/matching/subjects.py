"""What a figure without a noun of its own counts: `the NUMBER OF MISSING came down to 66`, `DEATHS rose to 24`."""

from collections.abc import Sequence

from bot.matching.language import MatchingLanguage
from bot.matching.words import Word

Range = tuple[int, int]
_FARTHEST = 9
"""Words between a subject and its figure."""
_LONGEST = 5


def subject_before(words: Sequence[Word], figure: int, start: int, language: MatchingLanguage) -> Range:
    """Return the noun phrase that a verb of change or a copula links to the figure; empty when there is none.

    `figure` is the figure's first word, `start` the first word of its clause.
    """
    at, linked = figure, False
    while at > start and figure - at < _FARTHEST and is_link(words[at - 1], language):
        at -= 1
        linked = linked or not words[at].bases.isdisjoint(language.changes | language.copulas)
    if not linked or at <= start:
        return figure, figure
    return _noun_phrase(words, start, at, language)


def is_link(word: Word, language: MatchingLanguage) -> bool:
    """Whether a word may stand between a subject and its figure: `has now risen to at least`."""
    lower = word.text.lower()
    return lower in language.links or lower in language.number_words or not word.bases.isdisjoint(language.changes)


def _noun_phrase(words: Sequence[Word], start: int, end: int, language: MatchingLanguage) -> Range:
    """Return what a total before `end` is a total of, else the phrase that begins the clause."""
    totals = [number for number in range(start, end) if words[number].text.lower() in language.totals]
    if totals and totals[0] + 1 < end and words[totals[0] + 1].text.lower() in language.partitives:
        first = totals[0] + 2
        return first, _phrase_end(words, first, end, language)
    if totals:
        first = totals[0]
        while first > start and totals[0] - first < _LONGEST and not _ends_phrase(words[first - 1], language):
            first -= 1
        return first, totals[0] + 1
    first = start
    while first < end and _ends_phrase(words[first], language):
        first += 1
    return first, _phrase_end(words, first, end, language)


def _phrase_end(words: Sequence[Word], first: int, end: int, language: MatchingLanguage) -> int:
    last = first
    while last < end and last - first < _LONGEST and (last == first or not _ends_phrase(words[last], language)):
        last += 1
    return last


def _ends_phrase(word: Word, language: MatchingLanguage) -> bool:
    return word.text.lower() in language.phrase_ends
