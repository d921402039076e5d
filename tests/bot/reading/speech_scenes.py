"""Texts with their figures in brackets, for the tests of who said it."""

import re

from bot.model import Field, Figure, Hedge, Sentence, Speaker
from bot.reading.languages import find_language
from bot.reading.sentences import split
from bot.reading.speech import attribute

_MARKED = re.compile(r"\[([^\]]*)\]")


def spoken(text: str, title: str = "") -> list[Speaker]:
    """Return the speakers of the bracketed figures, those of the title first."""
    language = find_language("en")
    assert language is not None
    sentences: list[Sentence] = []
    figures: list[tuple[Sentence, Figure]] = []
    for field, marked in ((Field.TITLE, title), (Field.TEXT, text)):
        plain = _MARKED.sub(r"\1", marked)
        own = split(plain, field, language)
        sentences.extend(own)
        for number, match in enumerate(_MARKED.finditer(marked)):
            start = match.start() - 2 * number
            sentence = next(s for s in own if s.start <= start < s.end)
            figures.append((sentence, _figure(start, match.group(1))))
    return list(attribute(sentences, figures, language.speech))


def speakers(text: str, title: str = "") -> list[str | None]:
    """Return who says each bracketed figure."""
    return [speaker.said_by for speaker in spoken(text, title)]


def _figure(start: int, surface: str) -> Figure:
    digits = re.sub(r"\D", "", surface)
    return Figure(
        start=start,
        end=start + len(surface),
        surface=surface,
        value=int(digits) if digits else None,
        low=None,
        high=None,
        hedge=Hedge.EXACT,
    )
