"""Frames with a reporting verb: `the ministry said`, `said the mayor`, `put the toll at 50`."""

from collections.abc import Sequence
from dataclasses import replace

from bot.reading.speech.frame import Frame, Rule
from bot.reading.speech.phrases import Phrase
from bot.reading.speech.relatives import Relatives
from bot.reading.speech.subjects import Subjects
from bot.reading.speech.surroundings import Surroundings
from bot.reading.speech.tokens import CLOSE, COLON, COMMA, DASH, MARKS, QUOTE, SEMICOLON

_BEFORE_VERB = frozenset((COMMA, QUOTE, DASH, CLOSE))
_CLAUSE_ENDS = frozenset((SEMICOLON, DASH))
_FAR_THAT = 6
"""Tokens from a verb to its `that`."""
_FAR_OBJECT = 12
"""Tokens from `wants` to its figure."""
_FAR_COUNT = 4
_FAR_ROLE = 4
"""Tokens from a figure to `as the toll`."""


class Verbs:
    """The verb frames of one sentence."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._phrases = around.phrases
        self._lexicon = around.lexicon
        self._data = around.data
        self._lower = around.tokens.lower
        self._subjects = Subjects(around)
        self._relatives = Relatives(around)

    def find(self, verb: int, frames: Sequence[Frame]) -> Frame | None:
        """Return the frame of a verb; `frames` are those found to its left."""
        return self._subject_first(verb, frames) or self._verb_first(verb)

    def _subject_first(self, verb: int, frames: Sequence[Frame]) -> Frame | None:
        subject = self._subjects.find(verb, frames)
        if subject is None:
            return None
        phrase, start = subject
        if not self._phrases.speakable(phrase, strict=not self._plain(verb, phrase)):
            return None
        if self._lower[verb] in self._lexicon.unclear and not self._finite(verb, phrase):
            return None
        described = self._relatives.described(start, verb)
        if described is not None:
            return self._relatives.frame(verb, phrase, start, described)
        frame = (
            self._charge(verb, phrase, start) or self._report(verb, phrase, start) or self._gift(verb, phrase, start)
        )
        return self._relatives.ended(frame) if frame is not None else None

    # -- is it a verb ----------------------------------------------------------------------------------------------

    def _plain(self, verb: int, phrase: Phrase) -> bool:
        """Whether anybody may be the subject, since the word can only mean that somebody speaks."""
        word, data = self._lower[verb], self._data
        if word in data.says and word not in data.ambiguous and word not in data.gives:
            return True
        return data.that in self._lower[verb + 1 : verb + _FAR_THAT] or self._acts(verb, phrase)

    def _acts(self, verb: int, phrase: Phrase) -> bool:
        """Whether a form that may be a participle is a verb: an article opens the subject, an object follows."""
        data = self._data
        if self._lower[verb] not in data.says or not self._phrases.kinds.modifier(phrase.span[0]):
            return False
        word = self._around.word(verb + 1)
        participle = word in data.prepositions or word in data.adjuncts or word in data.states
        return bool(word) and not participle and word not in {COMMA, data.agent} and word not in data.parentheses

    def _finite(self, verb: int, phrase: Phrase) -> bool:
        """Whether a form that may be a noun or participle is this phrase's verb."""
        data, ahead = self._data, self._around.word(phrase.span[0] - 1)
        if ahead in data.prepositions or ahead in data.according or ahead in data.comparatives:
            return False
        word = self._lower[verb]
        return word not in data.plurals or word in data.ambiguous or self._plural(phrase)

    def _plural(self, phrase: Phrase) -> bool:
        word = self._lower[phrase.head]
        if word in self._data.plural_subjects or self._phrases.joint(phrase):
            return True
        return word.endswith("s") and not word.endswith("'s")

    # -- the forms -------------------------------------------------------------------------------------------------

    def _report(self, verb: int, phrase: Phrase, start: int) -> Frame | None:
        if self._lower[verb] not in self._lexicon.reports:
            return None
        end = self._past_particle(verb)
        if end is None:
            return None
        if end > verb + 1 and self._lower[end - 1] in self._data.object_particles:
            return self._around.frame((start, verb, end), phrase, Rule.SPEAKS_OF)
        return self._told(verb, end, phrase, start)

    def _past_particle(self, verb: int) -> int | None:
        """Step over `out` in `pointed out`; None for a verb that reports only with its particle."""
        word = self._lower[verb]
        if (word, self._around.word(verb + 1)) in self._data.particles:
            return verb + 2
        return None if word in self._data.particle_only else verb + 1

    def _told(self, verb: int, end: int, phrase: Phrase, start: int) -> Frame | None:
        """Tell whether what is reported stands ahead of the speaker or behind."""
        word, around, via = self._lower[verb], self._around, None
        if word in self._data.tells or around.word(end) == self._data.to:
            end, via = around.listener(end)
        end, closed = around.tail(end)
        parts = (start, verb, end)
        if around.follows(start):
            aside = around.word(end) == COLON or self._aside_that(start, end)
            if closed or aside:
                return around.frame(parts, phrase, Rule.AFTER, before=(0, start), firm=aside, via=via)
        if word in self._data.says or around.complement(end):
            return around.frame(parts, phrase, Rule.BEFORE, via=via)
        return None

    def _aside_that(self, start: int, at: int) -> bool:
        """Whether `that` describes the setting of what was said: `..., he said in a speech that he gave`."""
        data = self._data
        if self._around.word(at) != data.that or self._lower[at - 1] not in data.settings:
            return False
        first = self._around.dateline(start)
        opening = self._lower[first]
        adverbial = opening in data.adjuncts or opening in data.openers or opening in data.prepositions
        if adverbial and first not in self._around.figures:
            return False
        return any(word in data.auxiliaries for word in self._lower[first:start])

    def _charge(self, verb: int, phrase: Phrase, start: int) -> Frame | None:
        """Read `accused the rebels of killing 50`."""
        if self._lower[verb] not in self._data.accuses or self._around.word(verb + 1) in self._data.prepositions:
            return None
        return self._around.frame((start, verb, verb + 1), phrase, Rule.ACCUSES)

    def _gift(self, verb: int, phrase: Phrase, start: int) -> Frame | None:
        """Read `put the toll at 50`, `counts 33 dead`, `wants 40 %`."""
        around, data = self._around, self._data
        figure = min((at for at in around.figures if verb < at < around.next_mark(verb, _CLAUSE_ENDS)), default=None)
        if figure is None or not self._one_clause(verb, figure):
            return None
        word, between = self._lower[verb], self._lower[verb + 1 : figure]
        parts = (start, verb, verb + 1)
        if word in data.asks and len(between) <= _FAR_OBJECT and COMMA not in between:
            asked = around.frame(parts, phrase, Rule.ASKS)
            return replace(asked, after=(verb + 1, around.next_mark(figure)))
        if word in data.counts and len(between) <= _FAR_COUNT and self._counter(phrase):
            return around.frame(parts, phrase, Rule.COUNTS)
        if word in data.gives and self._given(between, figure):
            return around.frame(parts, phrase, Rule.GIVES)
        return None

    def _given(self, between: Sequence[str], figure: int) -> bool:
        """Read `put the toll at 50`, `put it at 50`, `gave 50 as the toll`, `put out a statement: ...`."""
        data = self._data
        if any(noun in data.gives_by for noun in between) or self._named_as(figure):
            return True
        if COLON in between:
            return any(noun in data.documents for noun in between[: between.index(COLON)])
        return bool(between) and between[-1] in data.gives_at

    def _one_clause(self, verb: int, figure: int) -> bool:
        """Whether no clause opens between a verb and what it gives."""
        for word in self._lower[verb + 1 : figure]:
            if word in self._data.gives_by or word in self._data.gives_at:
                return True
            if word in self._data.openers and word not in self._data.coordinators:
                return False
        return True

    def _named_as(self, figure: int) -> bool:
        """Read `gave 50 as the toll`."""
        return any(word in self._data.parentheses for word in self._lower[figure + 1 : figure + _FAR_ROLE])

    def _counter(self, phrase: Phrase) -> bool:
        """Whether somebody counts, not a place: `Ouarzazate counts 41` says nothing of a speaker."""
        head = phrase.head
        if self._phrases.kinds.role(head) or self._lower[head] in self._data.pronouns or phrase.also is not None:
            return True
        printed = self._around.tokens.words[head]
        return printed.isupper() and len(printed) > 1

    def _verb_first(self, verb: int) -> Frame | None:
        """Read `..., said the mayor`."""
        data, around = self._data, self._around
        word = self._lower[verb]
        if word not in self._lexicon.reports or word in data.tells or around.word(verb - 1) not in _BEFORE_VERB:
            return None
        phrase = around.appositions.right(verb + 1)
        if phrase is None or verb <= 1 or self._lower[phrase.head] in data.pronouns:
            return None
        if not self._phrases.speakable(phrase, strict=True):
            return None
        end = around.appositions.end(phrase)
        if around.word(end) in data.relatives:
            end = around.next_mark(end, MARKS)
        end, closed = around.tail(end)
        if not closed:
            return None
        return around.frame((verb, verb, end), phrase, Rule.AFTER, before=(0, verb), firm=False)
