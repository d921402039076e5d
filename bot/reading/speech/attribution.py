"""Figures to speakers, over a whole article."""

from collections.abc import Mapping, Sequence

from bot.model import Field, Figure, Number, Sentence, Speaker
from bot.reading.speech.antecedents import Named
from bot.reading.speech.carry import Carrying
from bot.reading.speech.data import SpeechData
from bot.reading.speech.frame import Frame, Rule
from bot.reading.speech.naming import Naming
from bot.reading.speech.passage import Passage
from bot.reading.speech.phrases import Phrase
from bot.reading.speech.scope import choose_frame

Placed = tuple[Sentence, Figure]

OWN_VOICE = Speaker(said_by=None)


def attribute(sentences: Sequence[Sentence], figures: Sequence[Placed], data: SpeechData) -> tuple[Speaker, ...]:
    """Return who is quoted for each figure, in the article's words.

    `sentences` are the whole article's, title first; a figure's offsets are those of its sentence's field.
    """
    attribution = _Attribution(Passage(sentences, figures, data))
    return _inherited(figures, [attribution.speaker(*placed) for placed in figures])


class _Attribution:
    def __init__(self, passage: Passage) -> None:
        self._passage = passage
        self._data = passage.data
        self._naming = Naming(passage)
        self._carrying = Carrying(passage, self._naming)

    def speaker(self, sentence: Sentence, figure: Figure) -> Speaker:
        """Return who is quoted for one figure."""
        number = self._passage.number(sentence)
        tokens = self._passage.tokens(number)
        if not len(tokens):
            return OWN_VOICE
        at = tokens.at(figure.start)
        frame, relay = choose_frame(tokens, self._passage.frames(number), at, self._data)
        if frame is not None:
            return self._said(number, frame, relay)
        carried = self._carrying.find(number, at)
        return self._made(carried[0], None, carried[1]) if carried is not None else OWN_VOICE

    def _said(self, number: int, frame: Frame, relay: Frame | None) -> Speaker:
        phrase, via = frame.speaker, frame.via
        if relay is not None and self._passage.phrases(number).outlet(relay.speaker):
            via = relay.speaker
        cited = self._cited(number, frame)
        if cited is not None:
            phrase, via = cited, phrase.alone()
        return self._made(Named(number, phrase), via, f"{frame.rule}: {self._passage.tokens(number).words[frame.cue]}")

    def _cited(self, number: int, frame: Frame) -> Phrase | None:
        """Return whom the frame's speaker quotes: `Reuters reported, citing officials`."""
        also = frame.speaker.also
        outlet = self._passage.phrases(number).outlet(frame.speaker)
        for other in self._passage.frames(number):
            beside = also is not None and also[0] <= other.cue < also[1]
            if other.rule is Rule.CITING and (beside or (outlet and other.cue >= frame.cue)):
                return other.speaker
        return None

    def _made(self, named: Named, via: Phrase | None, cue: str) -> Speaker:
        said = self._naming.name(named)
        if self._nobody(said):
            return OWN_VOICE
        relayed = self._outlet(self._naming.name(Named(named.number, via))) if via is not None else None
        return Speaker(said_by=said, via=relayed, cue=cue)

    def _nobody(self, said: str) -> bool:
        """Whether the words name no origin: `initial reports`, `this newspaper`."""
        words, data = said.lower().split(), self._data
        if words[0] in data.own_media and words[-1] in data.media_words:
            return True
        paper = next((at for at, word in enumerate(words) if word in self._passage.lexicon.papers), None)
        if paper is None or "," in said or any(word in data.prepositions for word in words):
            return False
        return all(word in data.vague_documents for word in words[: paper + 1])

    def _outlet(self, name: str) -> str:
        """Return an outlet's name in short."""
        lower = name.lower()
        short = next((short for long, short in self._data.short_media if long in lower), None)
        first, _, rest = name.partition(" ")
        return short or (rest if rest and first.lower() in self._data.determiners else name)


def _inherited(figures: Sequence[Placed], speakers: Sequence[Speaker]) -> tuple[Speaker, ...]:
    """Give a title's figure that names nobody the speaker of the same figure in the text."""
    told: dict[Number, Speaker] = {}
    for (sentence, figure), speaker in zip(figures, speakers, strict=True):
        if sentence.field is Field.TEXT and figure.value is not None:
            told.setdefault(figure.value, speaker)
    return tuple(
        _from_text(figure, told, speaker) if sentence.field is Field.TITLE and speaker.said_by is None else speaker
        for (sentence, figure), speaker in zip(figures, speakers, strict=True)
    )


def _from_text(figure: Figure, told: Mapping[Number, Speaker], speaker: Speaker) -> Speaker:
    theirs = told.get(figure.value) if figure.value is not None else None
    if theirs is None or theirs.said_by is None:
        return speaker
    return Speaker(said_by=theirs.said_by, via=theirs.via, cue=f"as in the text; {theirs.cue}")
