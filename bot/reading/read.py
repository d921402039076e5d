"""Read an article: every figure with its speaker, day and modality."""

from collections.abc import Sequence
from dataclasses import replace

from bot.model import Article, Field, Figure, Mention, Reading, Sentence, Speaker
from bot.reading.dates import as_of, settle
from bot.reading.figures import find_figures
from bot.reading.language import Language
from bot.reading.manner import background, modality
from bot.reading.sentences import split
from bot.reading.speech import attribute


def read(article: Article, language: Language) -> Reading:
    """Return the article's sentences and figures, title first."""
    title = split(article.title, Field.TITLE, language)
    text = split(article.text, Field.TEXT, language)
    sentences = (*title, *text)
    found = [(sentence, figure) for sentence in sentences for figure in figures_in(sentence, language)]
    speakers = attribute(sentences, found, language.speech)
    mentions = [
        _mention(article, sentence, figure, speaker, _before(sentence, title, text), language)
        for (sentence, figure), speaker in zip(found, speakers, strict=True)
    ]
    return Reading(article=article, sentences=sentences, mentions=settle(mentions))


def figures_in(sentence: Sentence, language: Language) -> tuple[Figure, ...]:
    """Return a sentence's figures with offsets of its field."""
    return tuple(shifted(figure, sentence.start) for figure in find_figures(sentence.text, language))


def shifted(figure: Figure, by: int) -> Figure:
    """Move a figure's offsets."""
    return replace(figure, start=figure.start + by, end=figure.end + by)


def _before(sentence: Sentence, title: Sequence[Sentence], text: Sequence[Sentence]) -> Sequence[Sentence]:
    return (title if sentence.field is Field.TITLE else text)[: sentence.index]


def _mention(
    article: Article,
    sentence: Sentence,
    figure: Figure,
    speaker: Speaker,
    before: Sequence[Sentence],
    language: Language,
) -> Mention:
    day, dated = as_of(sentence, figure, before, article.published, language.dates)
    past = background(sentence, figure, day, article.published, language.manner, dated=dated)
    return Mention(
        figure=figure,
        sentence=sentence,
        speaker=speaker,
        as_of=day,
        dated=dated,
        modality=modality(sentence, figure, language.manner),
        background=past,
    )
