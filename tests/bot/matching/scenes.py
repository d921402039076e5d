"""Made-up claims and articles, and what matching makes of them."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from bot.matching.compiled import CompiledTopic, compile_topic
from bot.matching.match import match
from bot.matching.phrases import Phrase, Range, phrase_of, words_within
from bot.matching.placing import place_in_article
from bot.matching.record import Known
from bot.matching.scene import FigureScene, sentence_scene
from bot.matching.terms import TermIndex
from bot.matching.weights import WEIGHTS
from bot.matching.words import Word, split_words
from bot.model import Article, Claim, Measure, Reading, Statement, Topic, Unmatched
from bot.reading.figures import find_figures
from bot.reading.languages.en import LANGUAGE as ENGLISH
from bot.reading.read import read

INFLECTION = ENGLISH.matching.inflection
MATCHING = ENGLISH.matching
PRINTED = datetime(2026, 1, 22, 12, tzinfo=UTC)
INMATES = ("inmate", "prisoner", "detainee", "man")


def claim(name: str = "escaped", **keys: Any) -> Claim:
    """Make a claim about inmates who escaped, with other keys than these where given."""
    usual = {"title": name, "question": f"{name}?", "counts": INMATES, "event": ("escape", "flee", "let out")}
    return Claim(id=name, **{**usual, **keys})


def topic(*claims: Claim, places: Mapping[str, tuple[str, ...]] | None = None) -> Topic:
    """Make a topic of these claims."""
    return Topic(
        id="breakout", title="Breakout", language="en", about=(), places=places or {}, sources=(), claims=claims
    )


def compiled(*claims: Claim, places: Mapping[str, tuple[str, ...]] | None = None) -> CompiledTopic:
    """Make a topic ready for matching."""
    return compile_topic(topic(*claims, places=places), MATCHING)


def article(text: str, title: str = "", name: str = "a1", version: int = 1) -> Article:
    """Make an article."""
    return Article(
        id=name,
        url=f"https://news.example/{name}",
        outlet="Coast Herald",
        published=PRINTED,
        title=title,
        text=text,
        version=version,
    )


def matched(
    told: str | Reading,
    watched: CompiledTopic,
    *,
    title: str = "",
    known: Known | None = None,
    source: str | None = None,
) -> tuple[Statement | Unmatched, ...]:
    """Read and match an article whose every figure one source tells."""
    reading = read(article(told, title), ENGLISH) if isinstance(told, str) else told
    sources = [source] * len(reading.mentions)
    return match(reading, watched, sources, known or Known(), MATCHING, WEIGHTS)


def surface(result: Statement | Unmatched) -> str:
    """Return the figure as printed."""
    return result.figure.surface if isinstance(result, Statement) else result.mention.figure.surface


def answers(told: str, watched: CompiledTopic, **keys: Any) -> list[tuple[str, str]]:
    """Return the statements of an article: figure as printed, and claim."""
    found = matched(told, watched, **keys)
    return [(surface(each), each.claim) for each in found if isinstance(each, Statement)]


def reasons(told: str, watched: CompiledTopic, **keys: Any) -> list[str]:
    """Return why the figures of an article that answer nothing do not."""
    return [each.reason for each in matched(told, watched, **keys) if isinstance(each, Unmatched)]


def is_met(term: str, text: str, gap: int = 0) -> bool:
    """Whether a text has a term of a topic file."""
    index = TermIndex(INFLECTION)
    index.add(term, gap)
    return bool(index.find(split_words(text, INFLECTION)))


def scene_of(told: str, printed: str, watched: CompiledTopic, *, title: str = "") -> FigureScene:
    """Place the figure that is printed so among the words of an article."""
    reading = read(article(told, title), ENGLISH)
    mention = next(each for each in reading.mentions if each.figure.surface == printed)
    scenes = [sentence_scene(sentence, watched, MATCHING) for sentence in reading.sentences]
    return place_in_article(mention, reading, scenes, watched, MATCHING)


class PhraseOf:
    """The phrase of one figure of a sentence, as words."""

    def __init__(self, text: str, printed: str) -> None:
        """Take the sentence, and the figure as printed."""
        self.words: Sequence[Word] = split_words(text, INFLECTION)
        found = [each for each in find_figures(text, ENGLISH) if each.measure is Measure.COUNT]
        ranges = [words_within(self.words, figure.start, figure.end) for figure in found]
        at = next(number for number, figure in enumerate(found) if figure.surface == printed)
        self.phrase: Phrase = phrase_of(text, self.words, ranges, ranges[at], found[at].unit, MATCHING)

    @property
    def noun(self) -> str:
        """What is counted."""
        return self._said(self.phrase.noun)

    @property
    def tail(self) -> str:
        """What is said to have been done to it, right behind the noun."""
        return self._said(self.phrase.tail)

    @property
    def relative(self) -> str:
        """The relative clause."""
        return self._said(self.phrase.relative)

    @property
    def domain(self) -> str:
        """Everything up to the next figures."""
        return self._said(self.phrase.domain)

    def _said(self, span: Range) -> str:
        return " ".join(word.text for word in self.words[span[0] : span[1]])
