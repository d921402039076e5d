"""Frames without a subject of their own: `saying`, `was quoted as saying`, `released by`."""

from collections.abc import Sequence

from bot.reading.speech.frame import NOWHERE, Frame, Rule
from bot.reading.speech.phrases import Phrase
from bot.reading.speech.surroundings import Surroundings
from bot.reading.speech.tokens import CLOSE, COMMA, QUOTE

_FAR_SAYING = 14
"""Tokens between `quoted` and `as saying`."""
_FAR_PARTICIPLE = 7
"""Tokens between a participle and its `by`."""
_FAR_TOLL = 8
"""Tokens between `raising` and `the toll`."""


class Participles:
    """The participle frames of one sentence."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._phrases = around.phrases
        self._data = around.data
        self._lower = around.tokens.lower

    def gerund(self, at: int, frames: Sequence[Frame]) -> Frame | None:
        """Read `..., adding that 50 had died`."""
        data, ahead = self._data, self._around.word(at - 1)
        if ahead not in (COMMA, QUOTE) and ahead not in data.coordinators and ahead not in data.contrasts:
            return None
        toll = any(word in data.gives_by for word in self._lower[at + 1 : at + _FAR_TOLL])
        if self._lower[at] in data.giving_gerunds and not toll:
            return None
        phrase = frames[-1].speaker if frames else self._around.appositions.right(0)
        if phrase is None or not self._phrases.speakable(phrase, strict=True):
            return None
        return self._around.frame((at, at, at + 1), phrase, Rule.GERUND)

    def relayed(self, verb: int) -> Frame | None:
        """Read `quoted him as saying` and `was quoted by the agency as saying`."""
        data, around = self._data, self._around
        if self._lower[verb] not in data.quoted and self._lower[verb] not in data.quotes:
            return None
        saying = self._saying(verb)
        if saying is None:
            return None
        phrase, via, start = self._relay(verb)
        if phrase is None:
            return None
        end, closed = around.tail(saying + 1)
        follows = closed and around.follows(start)
        before = (0, start) if follows else NOWHERE
        return around.frame((start, verb, end), phrase, Rule.RELAYED, before=before, firm=not follows, via=via)

    def _saying(self, verb: int) -> int | None:
        reach = range(verb + 2, min(verb + _FAR_SAYING, len(self._lower)))
        data = self._data
        return next(
            (at for at in reach if self._lower[at] in data.gerunds and self._lower[at - 1] in data.parentheses), None
        )

    def _relay(self, verb: int) -> tuple[Phrase | None, Phrase | None, int]:
        """Return who spoke, who relayed it, and where that begins."""
        last = verb - 1
        while last >= 0 and (self._lower[last] in self._data.auxiliaries or self._lower[last] in self._data.adverbs):
            last -= 1
        subject = self._phrases.left(last)
        start = subject.span[0] if subject is not None else verb
        if self._around.word(verb - 1) not in self._data.passives:
            return self._phrases.core(verb + 1), subject, start
        relay = self._phrases.core(verb + 2) if self._around.word(verb + 1) == self._data.agent else None
        return subject, relay, start

    def given_by(self, by: int) -> Frame | None:
        """Read `reported by the county`, `put at 50 by the army`, `figures released by the ministry`."""
        data, around = self._data, self._around
        given = self._participle(by)
        phrase = around.appositions.right(by + 1) if given is not None else None
        if given is None or phrase is None or not self._phrases.speakable(phrase, strict=True):
            return None
        if self._lower[given] in data.quoted and self._phrases.outlet(phrase):
            return None
        end = phrase.span[1]
        if around.word(given - 1) in data.parentheses:
            return around.frame((given, by, end), phrase, Rule.GIVEN_BY, before=(0, given), firm=False)
        first, last = around.segment(given, end)
        if around.word(first - 1) == COMMA and around.word(first - 2) in around.lexicon.papers:
            last = len(self._lower)
        start = given if given == by - 1 else by
        return Frame(phrase, start, by, end, (first, start), (end, last), firm=True, rule=Rule.GIVEN_BY)

    def _participle(self, by: int) -> int | None:
        """Return the participle that `by` belongs to, over a time or `at 50` between them."""
        if self._around.word(by - 1) in self._data.accounts:
            return by - 1
        for at in range(by - 1, max(by - _FAR_PARTICIPLE, -1), -1):
            if self._lower[at] in self._data.given:
                return at
            if not self._between(at):
                return None
        return None

    def _between(self, at: int) -> bool:
        word, data = self._lower[at], self._data
        if at in self._around.figures or word in data.separable or word in data.adverbs:
            return True
        return word in data.times or word in data.adjuncts

    def credit(self, opening: int) -> Frame | None:
        """Read `50 cases (state health department)`."""
        phrase = self._around.appositions.right(opening + 1)
        if phrase is None or opening == 0 or self._around.word(phrase.span[1]) != CLOSE:
            return None
        if not self._phrases.kinds.role(phrase.head) or self._phrases.kinds.name(opening - 1):
            return None
        first, _ = self._around.segment(opening, opening)
        parts = (opening, opening, phrase.span[1])
        return Frame(phrase, *parts, (first, opening), NOWHERE, firm=True, rule=Rule.GIVEN_BY)
