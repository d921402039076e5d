"""Cues from how much an article makes of a figure: headline numbers are told twice, asides once."""

from collections.abc import Iterator

from bot.matching.cues.question import Question
from bot.model import Field

LEAD = 2
"""Sentences of a text that tell the news."""
DEEP = 8
LIST = 3
SMALL = 13


def weight(question: Question) -> Iterator[str]:
    """Whether the number stands in title or text again, how early it comes, and in whose words."""
    at = question.at
    mention = at.mention
    value = mention.figure.value
    size = "small" if value is not None and value < SMALL else "large"
    if mention.sentence.field is Field.TEXT:
        if Field.TITLE in at.again:
            yield f"again: in the title, {size}"
        if mention.sentence.index < LEAD:
            yield "text: the lead"
        elif mention.sentence.index >= DEEP:
            yield "text: far down"
    if Field.TEXT in at.again:
        yield f"again: in the text, {size}"
    elif Field.TITLE not in at.again and mention.sentence.field is Field.TITLE:
        yield f"again: a title's own, {size}"
    yield f"hedge: {mention.figure.hedge.value}"
    if question.source is None:
        yield "speaker: none"
    else:
        yield "speaker: another" if question.source.startswith("other:") else "speaker: the topic's"
    if len(at.figures) >= LIST:
        yield "sentence: many figures"
