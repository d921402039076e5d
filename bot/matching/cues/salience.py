"""Cues from how much an article makes of a figure: headline numbers are told twice, asides once."""

from collections.abc import Iterator

from bot.matching.cues.question import Question
from bot.model import Field

LEAD = 2
"""Sentences of a text that tell the news."""
DEEP = 8
"""Sentences after which a text tells the background."""
LIST = 3
SMALL = 13
"""Below this the same number again is often chance."""


def prominence(question: Question) -> Iterator[str]:
    """Whether the number stands in title or text again, and how early it comes."""
    at = question.at
    sentence, value = at.mention.sentence, at.mention.figure.value
    size = "small" if value is not None and value < SMALL else "large"
    if sentence.field is Field.TITLE:
        yield f"again: in the text, {size}" if Field.TEXT in at.again else f"again: a title's own, {size}"
        return
    for where in sorted(at.again):
        yield f"again: in the {where.value}, {size}"
    if sentence.index < LEAD:
        yield "text: the lead"
    elif sentence.index >= DEEP:
        yield "text: far down"


def wording(question: Question) -> Iterator[str]:
    """Whose words they are, how sure they sound, and whether they list figures."""
    yield f"hedge: {question.at.mention.figure.hedge.value}"
    if question.source is None:
        yield "speaker: none"
    else:
        yield "speaker: another" if question.source.startswith("other:") else "speaker: the topic's"
    if len(question.at.figures) >= LIST:
        yield "sentence: many figures"
