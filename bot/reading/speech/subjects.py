"""Who is the subject of a reporting verb."""

from collections.abc import Sequence
from dataclasses import replace

from bot.reading.speech.frame import Frame
from bot.reading.speech.phrases import Phrase
from bot.reading.speech.surroundings import Surroundings
from bot.reading.speech.tokens import COMMA, MARKS

_LONGEST_RELATIVE = 14
"""Tokens of a relative clause between a subject and its verb."""
_LONGEST_APPOSITION = 32
_LONGEST_ADVERBIAL = 7

Subject = tuple[Phrase, int]
"""A subject, and the token at which its clause begins."""


class Subjects:
    """The subjects of one sentence's verbs."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._phrases = around.phrases
        self._data = around.data
        self._lower = around.tokens.lower

    def find(self, verb: int, frames: Sequence[Frame]) -> Subject | None:
        """Return a verb's subject; `frames` are those found to its left."""
        last = self._past_adverbs(verb)
        if last is None or last < 0:
            return None
        word = self._lower[last]
        if word in self._data.relatives:
            return self._described(last)
        if word in self._data.coordinators:
            return self._shared(last, frames)
        if word == COMMA:
            return self._across(last)
        phrase = self._phrases.left(last)
        if phrase is not None and self._phrases.speakable(phrase, strict=True):
            return phrase, phrase.span[0]
        return self._with_relative(last) or ((phrase, phrase.span[0]) if phrase else None)

    def _past_adverbs(self, verb: int) -> int | None:
        """Step left over auxiliaries, adverbs and times; None for an infinitive, a passive or a negation."""
        at, data = verb - 1, self._data
        if at >= 0 and self._lower[at] in data.passives and not self._lower[verb].endswith(data.progressive):
            return None
        while at >= 0:
            word = self._lower[at]
            if word == data.to or word in data.negations or word.endswith(data.negative_endings):
                return None
            if word in data.times:
                at = self._past_time(at)
            elif word in data.auxiliaries or (word in data.adverbs and word not in data.possessives):
                at -= 1
            else:
                break
        return at

    def _past_time(self, at: int) -> int:
        while at >= 0 and (self._lower[at] in self._data.times or self._lower[at].isdigit()):
            at -= 1
        while at >= 0 and (self._lower[at] in self._data.adjuncts or self._lower[at] in self._data.time_openers):
            at -= 1
        return at

    def _speaking(self, phrase: Phrase | None) -> Subject | None:
        if phrase is None or not self._phrases.speakable(phrase, strict=True):
            return None
        return phrase, phrase.span[0]

    def _described(self, pronoun: int) -> Subject | None:
        """Return whom a relative pronoun stands for."""
        last = pronoun - 1
        return self._speaking(self._phrases.left(last - (last >= 0 and self._lower[last] == COMMA)))

    def _with_relative(self, last: int) -> Subject | None:
        """Return the subject that a relative clause parts from its verb: `a doctor who asked not to be named said`."""
        for at in range(last, max(last - _LONGEST_RELATIVE, 0), -1):
            if self._lower[at] in MARKS:
                return None
            if self._lower[at] in self._data.relatives:
                return self._described(at)
        return None

    def _shared(self, joint: int, frames: Sequence[Frame]) -> Subject | None:
        """Return the subject of the verb before `and`."""
        earlier = next((frame.speaker for frame in reversed(frames) if frame.firm), None)
        phrase = earlier or self._around.appositions.right(0)
        if phrase is None or not self._phrases.speakable(phrase, strict=True):
            return None
        return phrase, joint

    def _across(self, comma: int) -> Subject | None:
        """Return the subject that an apposition parts from its verb: `X, the mayor, said`."""
        for first in range(comma - 1, max(comma - _LONGEST_APPOSITION, 0), -1):
            if self._lower[first] != COMMA:
                continue
            phrase = self._phrases.left(first - 1)
            if phrase is not None and self._parted(phrase, first + 1):
                return replace(phrase, also=(first + 1, comma)), phrase.span[0]
        return self._apposed_name(comma)

    def _parted(self, phrase: Phrase, following: int) -> bool:
        """Whether a phrase opens a clause and what follows its comma can stand before its verb."""
        if not self._phrases.speakable(phrase, strict=True) or self._lower[phrase.head] in self._data.pronouns:
            return False
        if not self._opens(phrase.span[0]):
            return False
        word = self._lower[following]
        apposed = self._around.appositions.apposed(following, phrase.head)
        return apposed or word in self._data.apposing or word[0].isdigit()

    def _apposed_name(self, comma: int) -> Subject | None:
        """Return a name between two commas, where what it is apposed to is too long to read."""
        phrase = self._phrases.left(comma - 1)
        if phrase is None or self._around.word(phrase.span[0] - 1) != COMMA:
            return None
        first, last = phrase.span
        names = last - first > 1 and all(self._phrases.kinds.name(at) for at in range(first, last))
        return (phrase, first) if names else None

    def _opens(self, first: int) -> bool:
        """Whether a clause can begin at a token."""
        data, word = self._data, self._around.word(first - 1)
        if first == 0 or word in MARKS or word in data.openers or word in data.coordinators or word in data.times:
            return True
        clause = max(self._around.clause_start(first), first - _LONGEST_ADVERBIAL)
        return self._around.adjunct_clause(clause, first)
