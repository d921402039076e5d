"""Relative clauses that say who speaks: `the 7,000 that X said it would move`, `the bank, which announced 50 cuts`."""

from dataclasses import replace

from bot.reading.speech.frame import Frame, Rule
from bot.reading.speech.phrases import Phrase
from bot.reading.speech.surroundings import Surroundings
from bot.reading.speech.tokens import COMMA, MARKS, SEMICOLON, Span

_CLAUSE_PARTS = frozenset((COMMA, SEMICOLON))


class Relatives:
    """The relative clauses of one sentence."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._data = around.data
        self._lower = around.tokens.lower

    def described(self, start: int, verb: int) -> Span | None:
        """Return the words that a relative clause whose speaker begins at `start` says more about."""
        marker = start - 1
        if marker < 1:
            return None
        if self._lower[marker] not in self._data.relatives:
            return self._without_pronoun(start, verb)
        if self._complementizer(marker):
            return None
        last = marker - (self._lower[marker - 1] == COMMA)
        first = self._around.clause_start(last)
        if self._lower[marker] == self._data.that and any(w in self._data.says for w in self._lower[first:last]):
            return None
        return first, marker

    def _complementizer(self, marker: int) -> bool:
        """Whether a word belongs to the verb before it: `said that X said`."""
        ahead = self._lower[marker - 1]
        noun = self._around.word(marker - 2) in self._data.determiners
        if ahead in self._around.lexicon.cues and not noun:
            return True
        return ahead in MARKS and self._lower[marker] == self._data.that

    def _without_pronoun(self, start: int, verb: int) -> Span | None:
        """Read `the 7,000 prisoners the ministry said it would move`."""
        following = self._around.word(verb + 1)
        if self._lower[start] not in self._data.determiners or not self._around.kinds.nominal(start - 1):
            return None
        if following not in self._data.pronouns and following not in self._data.auxiliaries:
            return None
        return self._around.clause_start(start), start

    def frame(self, verb: int, phrase: Phrase, start: int, described: Span) -> Frame:
        """Make the frame of a clause that says more about what is ahead of it."""
        word, end, via = self._lower[verb], verb + 1, None
        if word in self._data.tells:
            end, via = self._around.listener(end)
        account = any(noun in self._data.accounts for noun in self._lower[described[0] : described[1]])
        firm = word in self._around.lexicon.reports or account
        return Frame(phrase, start, verb, end, described, (end, self._end(start, end)), firm, Rule.RELATIVE, via)

    def _end(self, start: int, end: int) -> int:
        """Return where the clause ends: at a comma when none opened it, else before the main verb."""
        opened = self._around.word(start - 2) == COMMA
        for at in range(end, len(self._lower)):
            if self._lower[at] == SEMICOLON:
                return at
            main = not opened or self._around.word(at + 1) in self._data.auxiliaries
            if self._lower[at] == COMMA and main:
                return at
        return len(self._lower)

    def ended(self, frame: Frame) -> Frame:
        """End a frame with its clause where its subject is a relative pronoun."""
        pronoun = frame.speaker.span[1]
        pronoun += self._around.word(pronoun) == COMMA
        if frame.speaker.also is not None or pronoun >= frame.cue or self._lower[pronoun] not in self._data.relatives:
            return frame
        return replace(frame, after=(frame.end, self._around.next_mark(frame.end, _CLAUSE_PARTS)))
