"""What a sentence says beside a name: office, author, giver."""

from dataclasses import replace

from bot.reading.speech.phrases import Phrase, Phrases
from bot.reading.speech.tokens import COMMA, MARKS, QUOTE, Span
from bot.reading.speech.words import bare

_LONGEST = 26
"""Tokens of an apposition."""
_LONGEST_NAME = 7
_OFFICE = 5
"""Words within which an office is named: `senior vice president`."""


class Appositions:
    """The appositions of one sentence."""

    def __init__(self, phrases: Phrases) -> None:
        self.phrases = phrases
        self._kinds = phrases.kinds
        self._tokens = phrases.tokens
        self._lexicon = phrases.lexicon
        self._data = phrases.data

    def right(self, first: int) -> Phrase | None:
        """Return the phrase that begins at a token, with what stands in apposition to it."""
        phrase = self.phrases.right(first)
        return self.completed(phrase) if phrase is not None else None

    def around(self, at: int) -> Phrase:
        """Return the phrase about a token, with what stands in apposition to it."""
        return self.completed(self.phrases.around(at))

    def completed(self, phrase: Phrase) -> Phrase:
        """Add the apposition, or who made the document."""
        return replace(phrase, also=self._behind(phrase) or self._author(phrase))

    def end(self, phrase: Phrase) -> int:
        """Return where a phrase with its apposition ends."""
        return phrase.also[1] if phrase.also else phrase.span[1]

    def apposed(self, first: int, head: int) -> bool:
        """Whether the words from a token on say more about the phrase with this main word."""
        kinds, word = self._kinds, self._tokens.lower[first]
        if word in self._data.relatives or word in self._lexicon.modifiers or word == self._data.of:
            return True
        if kinds.name(head) and not kinds.role(head):
            return kinds.role(first) or word in self._data.titles or self._office(first)
        limit = min(first + _LONGEST_NAME, len(self._tokens))
        end = next((at for at in range(first, limit) if not kinds.name(at)), limit)
        return end > first and (end == len(self._tokens) or self._tokens.lower[end] in MARKS)

    def _office(self, first: int) -> bool:
        """Whether an office is named within a few words: `senior vice president`, `RT's editor`."""
        for at in range(first, min(first + _OFFICE, len(self._tokens))):
            if not self._kinds.nominal(at):
                return False
            if self._kinds.role(at) and not self._kinds.name(at):
                return True
        return False

    def _behind(self, phrase: Phrase) -> Span | None:
        lower, size = self._tokens.lower, len(self._tokens)
        comma = phrase.span[1]
        if comma + 1 >= size or lower[comma] != COMMA or not self.apposed(comma + 1, phrase.head):
            return None
        first = comma + 1
        limit = min(size, first + _LONGEST)
        end = next((at for at in range(first, limit) if lower[at] in MARKS and lower[at] != QUOTE), limit)
        if lower[first] not in self._data.relatives and any(self._kinds.finite(at) for at in range(first, end)):
            return None
        return (first, end)

    def _author(self, phrase: Phrase) -> Span | None:
        """Return who made a document: `a list that the FBI put out`, `a report drawn up by the ministry`."""
        lower = self._tokens.lower
        if bare(lower[phrase.head]) not in self._lexicon.papers:
            return None
        for at in range(phrase.head + 1, len(lower) - 1):
            if lower[at] in MARKS:
                return None
            if lower[at] in self._data.authoring:
                author = self.phrases.core(at + 1)
                if author is not None and self.phrases.speakable(author, strict=True) and self._made(at, author):
                    return author.span
        return None

    def _made(self, joint: int, author: Phrase) -> bool:
        """Whether a relative pronoun leads to who made the document, not to what it says."""
        lower = self._tokens.lower
        if lower[joint] not in self._data.relatives:
            return True
        at = author.span[1]
        while at < len(lower) and (lower[at] in self._data.auxiliaries or lower[at] in self._data.adverbs):
            at += 1
        return at < len(lower) and lower[at] in self._lexicon.deeds

    def giver(self, account: int) -> Phrase | None:
        """Return who gave `the figure`: the subject ahead of it, or who stands behind `from` and `by`."""
        lower = self._tokens.lower
        verb = next((at for at in range(account - 1, 0, -1) if lower[at] in self._data.giving), None)
        if verb is not None:
            phrase = self._subject(verb)
        else:
            joint = next((at for at in range(account + 1, len(lower) - 1) if lower[at] in self._data.coming), None)
            phrase = self.right(joint + 1) if joint is not None else None
        return phrase if phrase is not None and self.phrases.speakable(phrase, strict=True) else None

    def _subject(self, verb: int) -> Phrase | None:
        lower = self._tokens.lower
        last = verb - 1
        while last >= 0 and (lower[last] in self._data.auxiliaries or lower[last] in self._data.adverbs):
            last -= 1
        return self.right(0) if last >= 0 and lower[last] == COMMA else self.phrases.left(last)
