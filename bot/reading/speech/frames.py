"""The speech frames of a sentence, from left to right."""

from collections.abc import Sequence

from bot.reading.speech.appositions import Appositions
from bot.reading.speech.asides import Asides
from bot.reading.speech.frame import Frame
from bot.reading.speech.participles import Participles
from bot.reading.speech.surroundings import Surroundings
from bot.reading.speech.tokens import OPEN
from bot.reading.speech.verbs import Verbs


def find_frames(appositions: Appositions, figures: frozenset[int]) -> tuple[Frame, ...]:
    """Return the frames of a sentence; `figures` are the tokens at which its figures begin."""
    return _Finder(Surroundings(appositions, figures)).find()


class _Finder:
    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._data = around.data
        self._asides = Asides(around)
        self._participles = Participles(around)
        self._verbs = Verbs(around)

    def find(self) -> tuple[Frame, ...]:
        heading = self._asides.heading()
        frames = [heading] if heading is not None else []
        for at, word in enumerate(self._around.tokens.lower):
            frame = self._frame_at(at, word, frames)
            if frame is not None:
                frames.append(frame)
        return tuple(frames)

    def _frame_at(self, at: int, word: str, frames: Sequence[Frame]) -> Frame | None:
        data = self._data
        if word in data.according:
            return self._asides.according(at)
        if word in data.quoting:
            return self._asides.quoting(at)
        if word == data.agent:
            return self._participles.given_by(at)
        if word == OPEN:
            return self._participles.credit(at)
        return self._noun_or_verb(at, word, frames)

    def _noun_or_verb(self, at: int, word: str, frames: Sequence[Frame]) -> Frame | None:
        data = self._data
        frame = self._asides.account(at) if word in data.accounts else None
        if frame is not None:
            return frame
        if word in data.gerunds:
            return self._participles.gerund(at, frames)
        if word in self._around.lexicon.cues or word in data.quotes:
            return self._participles.relayed(at) or self._verbs.find(at, frames)
        return None
