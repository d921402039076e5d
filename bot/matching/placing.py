"""A figure in its article: its sentence, what stands before it, and where else its number is printed."""

from collections.abc import Sequence

from bot.matching.compiled import CompiledTopic
from bot.matching.language import MatchingLanguage
from bot.matching.scene import FigureScene, SentenceScene, figure_scene, figure_words
from bot.model import ANSWERING, Field, Mention, Number, Reading

LARGEST_WHOLE = 50
"""Times a part that its whole may be."""


def numbers_of(mentions: Sequence[Mention]) -> tuple[Number, ...]:
    """Return the printed numbers of an article."""
    return tuple(mention.figure.value for mention in mentions if mention.figure.value is not None)


def reading_order(mentions: Sequence[Mention]) -> list[int]:
    """Return the mentions' numbers, the text's before the title's."""
    return sorted(range(len(mentions)), key=lambda number: mentions[number].sentence.field is Field.TITLE)


def place_in_article(
    mention: Mention,
    reading: Reading,
    scenes: Sequence[SentenceScene],
    topic: CompiledTopic,
    language: MatchingLanguage,
) -> FigureScene:
    """Return the figure with the figures of its sentence, what stands before it in its field, and the title."""
    at = next(number for number, scene in enumerate(scenes) if scene.sentence is mention.sentence)
    scene, field = scenes[at], mention.sentence.field
    figures = sorted(
        {
            figure_words(other, scene)
            for other in reading.mentions
            if other is mention or (other.sentence is mention.sentence and other.figure.measure in ANSWERING)
        }
    )
    before = tuple(each for each in reversed(scenes[:at]) if each.sentence.field is field)
    title = scenes[0] if scenes[0].sentence.field is Field.TITLE else None
    again = frozenset(
        other.sentence.field
        for other in reading.mentions
        if other.sentence is not mention.sentence and is_same_number(other, mention)
    )
    printed = reading.article.published.date()
    outdone = any(is_larger(other, mention) for other in reading.mentions)
    return figure_scene(
        mention,
        scene,
        figures,
        topic,
        language,
        before=before,
        title=title,
        printed=printed,
        again=again,
        outdone=outdone,
    )


def is_larger(whole: Mention, part: Mention) -> bool:
    """Whether one figure can be the whole of which the other is a part."""
    if whole.figure.value is None or not part.figure.value or whole.figure.measure is not part.figure.measure:
        return False
    return part.figure.value < whole.figure.value <= LARGEST_WHOLE * part.figure.value


def is_same_number(one: Mention, other: Mention) -> bool:
    """Whether two figures are one number of one measure, whatever their hedges."""
    return one.figure.value is not None and (one.figure.value, one.figure.measure) == (
        other.figure.value,
        other.figure.measure,
    )
