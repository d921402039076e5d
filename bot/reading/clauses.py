"""Cut a sentence into clauses, so that a figure stays with the verb that governs it and the noun it counts."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache

from bot.reading.scan import BREAKS, ClauseWords, Scan, scan

__all__ = ["Clause", "ClauseWords", "Cut", "clause_of", "clauses", "cut"]

Clause = tuple[int, int]
"""First and last offset of a clause in its sentence, the last one excluded."""


def clauses(text: str, data: ClauseWords) -> tuple[Clause, ...]:
    """Return the clauses of a sentence: in order, without gaps, from its first character to its last.

    A restrictive relative clause (`detainees who escaped`) stays with its host.
    """
    return cut(text, data).spans


def clause_of(text: str, start: int, end: int, data: ClauseWords) -> Clause:
    """Return the clause that a span of a sentence begins in, stretched to the end of the span."""
    found = cut(text, data)
    if not 0 <= start < len(text):
        return 0, len(text)
    first, last = found.spans[found.index_of(start)]
    return first, max(last, end)


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """A sentence cut into clauses, and what can be asked of them. Clauses are named by their index."""

    text: str
    spans: tuple[Clause, ...]
    """The clauses; a text without words has one."""
    firsts: tuple[int, ...]
    """The first word of each, and the number of words at the end."""
    words: Scan
    data: ClauseWords
    beginnings: frozenset[str]
    """The first three letters of its words, in lower case."""

    def index_of(self, at: int) -> int:
        """Return the clause at an offset; the first or last one for an offset outside the sentence."""
        return max(bisect_right(self.spans, (at, len(self.text) + 1)) - 1, 0)

    def word_at(self, at: int) -> int:
        """Return the first word that begins at an offset or after it."""
        return bisect_left(self.words.spans, (at, 0))

    def part(self, index: int) -> str:
        """Return the text of a clause."""
        return self.text[self.spans[index][0] : self.spans[index][1]]

    def opening(self, index: int) -> tuple[str, ...]:
        """Return the first two words of a clause, in lower case."""
        return tuple(self.words.words[self.firsts[index] : min(self.firsts[index] + 2, self.firsts[index + 1])])

    def reports(self, index: int) -> bool:
        """Whether a clause has a reporting verb or credits somebody."""
        return self.words.counted(self.words.reportings, self.firsts[index], self.firsts[index + 1])

    def has_verb(self, start: int, end: int) -> bool:
        """Whether a finite verb begins between two offsets; `12 dead` has none."""
        return self.words.counted(self.words.verbs, self.word_at(start), self.word_at(end))

    def lacks_subject(self, index: int) -> bool:
        """Whether a clause goes on with the subject of the one before it: `and injured 12`."""
        first = self.firsts[index]
        opening = self.opening(index)
        return (
            len(opening) > 1
            and opening[0] in self.data.joining
            and self.words.counted(self.words.verbs, first + 1, first + 2)
        )

    def depends(self, index: int) -> bool:
        """Whether a clause is an appendix of the main one: `, with 30 hurt`, `including 12 women`."""
        opening = self.opening(index)
        openers = self.data.accompaniments | self.data.subsets
        return bool(opening) and (opening[0] in openers or opening in self.data.pairs)

    def joined(self, index: int) -> Clause:
        """Return a clause with those before it that it is joined to: both of `On Monday 12 died and 30 were hurt`."""
        first = index
        while first and self.opening(first)[:1] and self.opening(first)[0] in self.data.joining:
            first -= 1
        return self.spans[first][0], self.spans[index][1]

    def reach(self, index: int) -> tuple[int, int]:
        """Return the first and last clause of the part of a sentence between semicolons that a clause stands in."""
        closed = [";" in self.part(each)[-3:] for each in range(len(self.spans))]
        first = max((each + 1 for each in range(index) if closed[each]), default=0)
        last = next((each for each in range(index, len(closed)) if closed[each]), len(closed) - 1)
        return first, last

    def frames_of(self, index: int) -> tuple[int, ...]:
        """Return the clauses that report a clause, nearest first; itself among them if it reports.

        Frames before it (`she said that 150 had come`) go before those after it (`150 had come, she said`); none
        reaches across a semicolon.
        """
        first, last = self.reach(index)
        nearest = (*range(index, first - 1, -1), *range(index + 1, last + 1))
        return tuple(each for each in nearest if self.reports(each))

    def relative_start(self, at: int) -> int | None:
        """Return where the restrictive relative clause begins in which an offset lies; None when it lies in none.

        The day in `those who fled on Friday are sought` lies in one, the verb after it does not.
        """
        first, last = self.firsts[self.index_of(at)], self.word_at(at)
        words, relatives = self.words.words, self.data.relatives
        begun = max(
            (
                each
                for each in range(first + 1, last)
                if words[each] in relatives or words[each] == self.data.complementizer
            ),
            default=0,
        )
        verbs = self.words.verbs
        groups = sum(
            verbs[each + 1] > verbs[each] and (each == begun or verbs[each] == verbs[each - 1])
            for each in range(begun, last)
        )
        return self.words.spans[begun][0] if begun and groups == 1 else None


@lru_cache(maxsize=512)
def cut(text: str, data: ClauseWords) -> Cut:
    """Cut a sentence into clauses."""
    words = scan(text, data)
    firsts = [0]
    for index in range(1, len(words.words)):
        if opened := _opens(words, firsts[-1], index, data):
            firsts.append(opened)
    starts = [0, *(words.spans[first][0] for first in firsts[1:])]
    return Cut(
        text=text,
        spans=tuple(zip(starts, [*starts[1:], len(text)], strict=True)),
        firsts=(*firsts, len(words.words)),
        words=words,
        data=data,
        beginnings=frozenset(word[:3] for word in words.words),
    )


def _opens(words: Scan, first: int, index: int, data: ClauseWords) -> int:
    """Return the word that a clause begins with, when the word at `index` ends the one begun at `first`; else 0."""
    word = words.words[index]
    following = index + 1
    if following >= len(words.words) or all(words.joints[first:index]):
        return 0
    if word in BREAKS or (words.joints[index] and word == "-"):
        return following
    if word == ",":
        return following if _opens_after_comma(words, first, following, data) else 0
    if _opens_by_word(words, first, index, data):
        return index
    if word in data.reporting:
        return _complement(words, following, data)
    return 0


def _opens_after_comma(words: Scan, first: int, index: int, data: ClauseWords) -> bool:
    word, last = words.words[index], words.stretches[index]
    figure = words.counted(words.figures, index, last)
    governed = words.counted(words.predicates, first, index)
    if word in data.relatives or word in data.subsets:
        return True
    if word in data.accompaniments:
        return figure
    if word in data.coordinators or word in data.prepositions or word in data.subordinators:
        return False
    if word.endswith(data.participle_endings) and word not in data.not_verbs:
        return governed
    if words.counted(words.predicates, index, index + 1):
        dependent = words.words[first] in data.relatives | data.subordinators | data.prepositions
        return (
            figure
            and words.counted(words.verbs, first, index)
            and (dependent or words.counted(words.figures, first, index))
        )
    return governed and words.counted(words.predicates, index, last)


def _opens_by_word(words: Scan, first: int, index: int, data: ClauseWords) -> bool:
    word, following = words.words[index], index + 1
    last = words.stretches[following]
    if word in data.subsets or (word, words.words[following]) in data.pairs:
        return True
    if word in data.coordinators:
        return _coordinates(words, first, following, last)
    if (word, words.words[following]) in data.idioms or word in words.words[max(first, index - 2) : index]:
        return False
    if word in data.prepositions:
        return _governs(words, following, last) or (
            word in data.eventful and words.counted(words.figures, following, last)
        )
    if word in data.subordinators:
        return words.counted(words.verbs, following, last)
    reported = word == data.complementizer and words.counted(words.speakings, first, index)
    return reported and not words.counted(words.verbs, following, following + 1)


def _governs(words: Scan, first: int, last: int) -> bool:
    """Whether a stretch has a verb, with a subject before it."""
    return words.counted(words.verbs, first + 1, last) and not words.counted(words.verbs, first, first + 1)


def _coordinates(words: Scan, first: int, following: int, last: int) -> bool:
    """Whether both sides of a coordinator say something of their own: `killed 34 and injured 12`."""
    if not words.counted(words.predicates, first, following) or not words.counted(words.predicates, following, last):
        return False
    bare = words.counted(words.predicates, following, following + 1) and not words.counted(
        words.figures, following, last
    )
    return not bare


def _complement(words: Scan, following: int, data: ClauseWords) -> int:
    """Return where a reported clause without its complementizer begins, past the day it was said on; else 0."""
    start = following
    while start < len(words.words) and (words.words[start] in data.days or words.words[start - 1] in data.months):
        start += 1
    if start >= len(words.words) or words.joints[start] or words.words[start] == data.complementizer:
        return 0
    last = words.stretches[start]
    ungoverned = not words.counted(words.verbs, start, start + 1)
    return start if ungoverned and words.counted(words.predicates, start + 1, last) else 0
