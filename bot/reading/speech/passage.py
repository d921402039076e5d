"""An article as the attribution sees it: tokens, phrases and frames of each sentence, made when first asked for."""

import re
from collections.abc import Iterable, Sequence

from bot.model import Field, Figure, Measure, Sentence
from bot.reading.speech.appositions import Appositions
from bot.reading.speech.data import SpeechData
from bot.reading.speech.frame import Frame, Rule
from bot.reading.speech.frames import find_frames
from bot.reading.speech.lexicon import lexicon
from bot.reading.speech.phrases import Phrase, Phrases
from bot.reading.speech.tokens import Tokens, find_quotations, tokenize
from bot.reading.speech.words import WordKinds, bare

_INNER_CAPITAL = re.compile(r"(?<=[a-z,;] )[A-Z][\w-]*")
_FARTHEST = 60
"""Sentences in which a title's speaker is looked up."""


SETTING = frozenset(
    {
        Measure.DATE,
        Measure.TIME,
        Measure.DURATION,
        Measure.AGE,
        Measure.ORDINAL,
        Measure.LABEL,
        Measure.FURNITURE,
        Measure.MULTIPLE,
    }
)
"""Measures that set a scene and are nothing anybody reports: `said on 19 January`, `said at 3 p.m.`."""


class Passage:
    """The sentences of one article, title first, by their number in that order."""

    def __init__(
        self, sentences: Sequence[Sentence], figures: Iterable[tuple[Sentence, Figure]], data: SpeechData
    ) -> None:
        self.sentences = sentences
        self.data = data
        self.lexicon = lexicon(data)
        self._quotations = find_quotations(sentences)
        self._numbers = {(sentence.field, sentence.index): number for number, sentence in enumerate(sentences)}
        self._offsets: dict[int, list[int]] = {}
        for sentence, figure in (placed for placed in figures if placed[1].measure not in SETTING):
            self._offsets.setdefault(self.number(sentence), []).append(figure.start)
        self._tokens: dict[int, Tokens] = {}
        self._appositions: dict[int, Appositions] = {}
        self._frames: dict[int, tuple[Frame, ...]] = {}
        self._names: frozenset[str] | None = None
        self._speakers: frozenset[str] | None = None

    def number(self, sentence: Sentence) -> int:
        """Return the number of a sentence."""
        return self._numbers[sentence.field, sentence.index]

    def tokens(self, number: int) -> Tokens:
        """Return a sentence's tokens."""
        if number not in self._tokens:
            sentence = self.sentences[number]
            self._tokens[number] = tokenize(sentence, self._quotations[sentence.field])
        return self._tokens[number]

    def appositions(self, number: int) -> Appositions:
        """Return the reader of a sentence's phrases with their appositions."""
        if number not in self._appositions:
            kinds = WordKinds(self.tokens(number), self.lexicon, self._known_names())
            self._appositions[number] = Appositions(Phrases(kinds))
        return self._appositions[number]

    def phrases(self, number: int) -> Phrases:
        """Return the reader of a sentence's phrases."""
        return self.appositions(number).phrases

    def words(self, number: int, phrase: Phrase) -> tuple[str, ...]:
        """Return a phrase's words in lower case, without possessive endings."""
        return tuple(bare(word) for word in self.tokens(number).lower[phrase.span[0] : phrase.span[1]])

    def frames(self, number: int) -> tuple[Frame, ...]:
        """Return a sentence's speech frames."""
        if number not in self._frames:
            frames = find_frames(self.appositions(number), self.figures(number))
            self._frames[number] = tuple(frame for frame in frames if self._credible(number, frame))
        return self._frames[number]

    def audible(self, number: int) -> list[Frame]:
        """Return the frames that tell who speaks for the sentence: their words stand outside quotation marks."""
        quotes = self.tokens(number).quotes
        return [frame for frame in self.frames(number) if quotes[frame.cue] == -1 and frame.rule is not Rule.CITING]

    def figures(self, number: int) -> frozenset[int]:
        """Return the tokens at which a sentence's figures begin."""
        tokens = self.tokens(number)
        return frozenset(tokens.at(offset) for offset in self._offsets.get(number, ())) if len(tokens) else frozenset()

    def paragraph(self, number: int) -> tuple[int, int]:
        """Return the first sentence of a sentence's paragraph and the one behind its last."""
        own = self.sentences[number]
        first = last = number
        while first > 0 and _together(self.sentences[first - 1], own):
            first -= 1
        while last < len(self.sentences) and _together(self.sentences[last], own):
            last += 1
        return first, last

    def same_field(self, one: int, other: int) -> bool:
        """Whether two numbers are sentences of one field."""
        if not (0 <= one < len(self.sentences) and 0 <= other < len(self.sentences)):
            return False
        return self.sentences[one].field is self.sentences[other].field

    def _known_names(self) -> frozenset[str]:
        """Return the words that the text capitalises inside sentences, in lower case."""
        if self._names is None:
            self._names = frozenset(
                match.group().lower()
                for sentence in self.sentences
                if sentence.field is Field.TEXT
                for match in _INNER_CAPITAL.finditer(sentence.text)
            )
        return self._names

    def _credible(self, number: int, frame: Frame) -> bool:
        """Whether a heading names a speaker: a role, or a name that speaks in the text."""
        if frame.rule is not Rule.HEADING or self.phrases(number).kinds.role(frame.speaker.head):
            return True
        if self.sentences[number].field is not Field.TITLE:
            return False
        return frozenset(self.words(number, frame.speaker)) - self.data.determiners <= self._speaking()

    def _speaking(self) -> frozenset[str]:
        """Return the words for those who speak in the text."""
        if self._speakers is None:
            self._speakers = frozenset(
                word
                for number, sentence in enumerate(self.sentences[:_FARTHEST])
                if sentence.field is Field.TEXT
                for frame in self.frames(number)
                for word in self.words(number, frame.speaker)
            )
        return self._speakers


def _together(one: Sentence, other: Sentence) -> bool:
    return one.field is other.field and one.paragraph == other.paragraph
