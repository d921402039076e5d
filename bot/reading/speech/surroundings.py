"""What stands about a reporting verb: what was said ahead of it, its listener, its time and setting."""

from collections.abc import Sequence

from bot.reading.speech.appositions import Appositions
from bot.reading.speech.frame import NOWHERE, Frame, Rule
from bot.reading.speech.phrases import Phrase
from bot.reading.speech.tokens import CLOSE, COLON, COMMA, DASH, MARKS, OPEN, QUOTE, SEMICOLON, Span

_ENDS = frozenset((COMMA, SEMICOLON, DASH, CLOSE, OPEN))
_BEFORE_SPEAKER = frozenset((COMMA, QUOTE, DASH, CLOSE, SEMICOLON))
_PARTS = frozenset((COMMA, SEMICOLON, DASH, COLON))
_DATELINE = 10
"""Tokens within which a dateline ends."""
_SHORTEST_ASIDE = 4
"""Tokens ahead of `as the ministry said`, at least."""


class Surroundings:
    """The surroundings of the verbs of one sentence."""

    def __init__(self, appositions: Appositions, figures: frozenset[int]) -> None:
        """Take the tokens at which the sentence's figures begin."""
        self.appositions = appositions
        self.phrases = appositions.phrases
        self.kinds = self.phrases.kinds
        self.tokens = self.phrases.tokens
        self.lexicon = self.phrases.lexicon
        self.data = self.lexicon.data
        self.figures = figures

    def word(self, at: int) -> str:
        """Return a token in lower case; empty outside the sentence."""
        return self.tokens.lower[at] if 0 <= at < len(self.tokens) else ""

    def figure_in(self, first: int, last: int) -> bool:
        """Whether a figure begins in a stretch of tokens."""
        return any(first <= figure < last for figure in self.figures)

    def next_mark(self, at: int, marks: frozenset[str] = MARKS) -> int:
        """Return the next mark from a token on, or the end."""
        lower = self.tokens.lower
        return next((i for i in range(at, len(lower)) if lower[i] in marks), len(lower))

    def segment(self, start: int, end: int) -> Span:
        """Return the part between commas that a stretch of tokens stands in."""
        first = start
        while first > 0 and self.tokens.lower[first - 1] not in _PARTS:
            first -= 1
        return first, self.next_mark(end, _PARTS - {COLON})

    def clause_start(self, at: int) -> int:
        """Return where the words since the last mark begin."""
        while at > 0 and self.tokens.lower[at - 1] not in MARKS:
            at -= 1
        return at

    def dateline(self, limit: int) -> int:
        """Return where the text begins behind `BAGHDAD, Feb 7 -`."""
        lower = self.tokens.lower
        return next((at + 1 for at in range(min(_DATELINE, limit)) if lower[at] == DASH), 0)

    # -- ahead -----------------------------------------------------------------------------------------------------

    def follows(self, start: int) -> bool:
        """Whether a speaker stands behind what was said: `..., the ministry said`."""
        if self.word(start - 1) in self.data.parentheses:
            return start >= _SHORTEST_ASIDE
        if start <= 1:
            return False
        joint = self.word(start - 1)
        mark = self.word(start - 2) if joint in self.data.coordinators else joint
        return mark in _BEFORE_SPEAKER and self.said_ahead(self.dateline(start), start - 1)

    def said_ahead(self, first: int, last: int) -> bool:
        """Whether a stretch holds more than a time and a setting."""
        return any(self._tells(at) for at in range(first, last))

    def _tells(self, at: int) -> bool:
        word = self.tokens.lower[at]
        return at in self.figures or not (word in MARKS or word in self.lexicon.empty or word.isdigit())

    # -- behind ----------------------------------------------------------------------------------------------------

    def listener(self, at: int) -> tuple[int, Phrase | None]:
        """Step over who was told; return the outlet among them."""
        at += self.word(at) == self.data.to
        phrase = self.phrases.core(at)
        if phrase is None:
            return at + (self.word(at) in self.data.objects), None
        if self.figure_in(*phrase.span):
            return at, None
        return phrase.span[1], phrase if self.phrases.outlet(phrase) else None

    def tail(self, at: int) -> tuple[int, bool]:
        """Step over when and how something was said; tell whether the clause ends there."""
        end = self.next_mark(at)
        if end == at:
            return at, self._closed(at)
        if self.word(at) in self.data.asides and not self.figure_in(at, end):
            return at, True
        if self._set_aside(at, end):
            return at, True
        if self._adverbial(at, end) and not self._content(at, end):
            return end, self._closed(end) or self.word(end) == QUOTE
        return self._past_setting(at, end), False

    def _set_aside(self, at: int, end: int) -> bool:
        """Whether a time is followed by a setting that reports no figure: `said on Monday after a tour of the dam`."""
        aside = next((number for number in range(at + 1, end) if self.tokens.lower[number] in self.data.asides), None)
        if aside is None or self.figure_in(at, end):
            return False
        return self._adverbial(at, aside) and not self._content(at, aside)

    def _closed(self, at: int) -> bool:
        """Whether nothing that is said can follow at this mark."""
        if at >= len(self.tokens) or self.tokens.lower[at] in _ENDS:
            return True
        following = self.tokens.quotes[at + 1] if at + 1 < len(self.tokens) else -1
        return self.tokens.lower[at] == QUOTE and self.tokens.quotes[at] != following

    def _adverbial(self, at: int, end: int) -> bool:
        """Whether a stretch begins like a time or a setting."""
        word, data = self.word(at), self.data
        if word in data.content_openers:
            return False
        if word in data.adjuncts or word in data.times or word in data.asides or word == data.to:
            return True
        following = self.word(at + 1)
        return word in data.adverbs and (end == at + 1 or following in data.adjuncts or following in data.times)

    def _content(self, at: int, end: int) -> bool:
        """Whether a stretch holds a clause or a figure."""
        words = self.tokens.lower[at:end]
        return self.data.that in words or self.figure_in(at, end) or any(w in self.data.auxiliaries for w in words)

    def _past_setting(self, at: int, end: int) -> int:
        """Return where the reported clause begins behind a time or setting."""
        lower, data = self.tokens.lower, self.data
        that = next((i for i in range(at, end) if lower[i] == data.that), None)
        if that is not None and not self.figure_in(at, that) and not any(self._auxiliary(i) for i in range(at, that)):
            return that
        while at < end and (lower[at] in data.times or self._opens_time(at, end)):
            at += 1
        return at

    def _opens_time(self, at: int, end: int) -> bool:
        if self.word(at) not in self.data.time_openers or at + 1 >= end or at in self.figures:
            return False
        following = self.word(at + 1)
        return following in self.data.times or following in self.data.settings or following in self.data.indefinites

    def _auxiliary(self, at: int) -> bool:
        return self.tokens.lower[at] in self.data.auxiliaries

    def complement(self, at: int) -> bool:
        """Whether what follows can only be reported speech."""
        word = self.word(at)
        return word in self.data.complements or word in (COLON, QUOTE) or self._clause(at)

    def _clause(self, at: int) -> bool:
        """Whether a subject and its verb follow: `added 150 had come`."""
        end = min(self.next_mark(at), at + 8)
        return any(self._auxiliary(i) for i in range(at, end))

    def adjunct_clause(self, first: int, last: int) -> bool:
        """Whether a stretch is an opening adverbial without a verb: `At a press conference`."""
        if first >= last or self.word(first) not in self.data.adjuncts or self.figure_in(first, last):
            return False
        return not any(self._auxiliary(at) for at in range(first, last))

    # -- frames ----------------------------------------------------------------------------------------------------

    def frame(
        self,
        parts: Sequence[int],
        phrase: Phrase,
        rule: Rule,
        *,
        before: Span = NOWHERE,
        firm: bool = True,
        via: Phrase | None = None,
    ) -> Frame:
        """Make a frame whose `parts` are start, cue and end, and that reports the rest of the sentence."""
        start, cue, end = parts
        return Frame(phrase, start, cue, end, before, (end, len(self.tokens)), firm, rule, via)
