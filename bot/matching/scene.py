"""What stands around a figure: its phrase, its clause, its sentence, and the places named so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from bot.matching.compiled import CompiledTopic
from bot.matching.language import MatchingLanguage
from bot.matching.phrases import Phrase, Range, phrase_of, words_within
from bot.matching.subjects import subject_before
from bot.matching.terms import Hit
from bot.matching.words import Word, split_words
from bot.model import Field, Measure, Mention, Sentence
from bot.reading.clauses import clause_of

LIST_GAP = 5
"""Words between two figures of one list, nouns and conjunction included."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SentenceScene:
    """A sentence's words and the topic's terms among them."""

    sentence: Sentence
    words: tuple[Word, ...]
    hits: tuple[Hit, ...]
    terms: frozenset[int]
    """All terms of the sentence."""
    placed: Mapping[Hit, str]
    """Where the sentence names which place of the topic."""

    @lru_cache(maxsize=64)  # noqa: B019 - scenes are let go soon
    def between(self, span: Range) -> frozenset[int]:
        """Return the terms that lie wholly within a range of words."""
        return frozenset(hit.term for hit in self.hits if span[0] <= hit.first and hit.last < span[1])

    def around(self, figure: Range, span: Range) -> frozenset[int]:
        """Return the terms of several words that stand on both sides of a figure: `let 120 prisoners out`."""
        return frozenset(
            hit.term for hit in self.hits if span[0] <= hit.first < figure[0] and figure[1] <= hit.last < span[1]
        )

    @lru_cache(maxsize=64)  # noqa: B019 - scenes are let go soon
    def places(self, span: Range | None = None) -> frozenset[str]:
        """Return the places named within a range of words, or in the whole sentence."""
        first, end = span or (0, len(self.words))
        return frozenset(place for hit, place in self.placed.items() if first <= hit.first and hit.last < end)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FigureScene:
    """A figure among the words of its sentence."""

    mention: Mention
    scene: SentenceScene
    phrase: Phrase
    clause: Range
    own: Range
    """What of the clause is said of this figure and no other."""
    listed: bool
    """Whether it goes on with a list of figures: `85 Iraqis and 65 foreigners`."""
    before: tuple[SentenceScene, ...]
    """The sentences before it, nearest first."""
    title: SentenceScene | None
    printed: date
    """The day of printing."""
    figures: tuple[Range, ...]
    """The words of all figures of the sentence, in order."""
    counted: Range
    """The noun phrase it counts: its own, else the subject that leads to it."""
    again: frozenset[Field]
    """Where else the article prints the same number."""
    outdone: bool
    """Whether the article prints a larger number of the same measure, of which it can be a part."""
    strangers: frozenset[int]
    """Words of the clause that are names the topic does not know."""


def sentence_scene(sentence: Sentence, topic: CompiledTopic, language: MatchingLanguage) -> SentenceScene:
    """Look the topic's terms up in one sentence."""
    words = split_words(sentence.text, language.inflection)
    hits = topic.index.find(words)
    return SentenceScene(
        sentence=sentence,
        words=words,
        hits=hits,
        terms=frozenset(hit.term for hit in hits),
        placed=longest_places(hits, topic),
    )


def longest_places(hits: Sequence[Hit], topic: CompiledTopic) -> dict[Hit, str]:
    """Return the place spellings found, without those that lie inside a longer one."""
    found = [hit for hit in hits if hit.term in topic.places]
    return {
        hit: topic.places[hit.term]
        for hit in found
        if not any(other is not hit and covers(other, hit) for other in found)
    }


def covers(outer: Hit, inner: Hit) -> bool:
    """Whether one hit takes all the words of the other and more."""
    return (
        outer.first <= inner.first and inner.last <= outer.last and outer.last - outer.first > inner.last - inner.first
    )


def figure_scene(
    mention: Mention,
    scene: SentenceScene,
    figures: Sequence[Range],
    topic: CompiledTopic,
    language: MatchingLanguage,
    *,
    before: tuple[SentenceScene, ...],
    title: SentenceScene | None,
    printed: date,
    again: frozenset[Field],
    outdone: bool,
) -> FigureScene:
    """Find the figure's phrase and clause; `figures` are the word ranges of all figures of the sentence, in order."""
    text, words = scene.sentence.text, scene.words
    at = figure_words(mention, scene)
    figure = mention.figure
    unit = figure.unit if figure.measure is Measure.COUNT else None
    phrase = phrase_of(text, words, figures, at, unit, language)
    start = mention.figure.start - scene.sentence.start
    clause = words_within(words, *clause_of(text, start, start + len(mention.figure.surface), language.clauses))
    clause = (min(clause[0], at[0]), max(clause[1], phrase.tail[1], at[1]))
    return FigureScene(
        mention=mention,
        scene=scene,
        phrase=phrase,
        clause=clause,
        own=own_range(phrase, clause),
        listed=any(0 < at[0] - other[1] <= LIST_GAP for other in figures) and phrase.domain[0] >= at[0] - 1,
        before=before,
        title=title,
        printed=printed,
        figures=tuple(figures),
        again=again,
        outdone=outdone,
        counted=phrase.noun if phrase.noun[0] < phrase.noun[1] else subject_before(words, at[0], clause[0], language),
        strangers=frozenset(
            number
            for number in range(*clause)
            if not at[0] <= number < at[1] and is_stranger(words, number, topic.names, language)
        ),
    )


def own_range(phrase: Phrase, clause: Range) -> Range:
    """Return the figure's domain within its clause; a whole's ends with its relative clause (see `Phrase.whole`)."""
    end = max(phrase.tail[1], phrase.at[1])
    last = phrase.relative[1] if phrase.whole else min(phrase.domain[1], clause[1])
    return min(max(phrase.domain[0], clause[0]), phrase.at[0]), max(last, end)


def figure_words(mention: Mention, scene: SentenceScene) -> Range:
    """Return the words of a figure."""
    offset = scene.sentence.start
    return words_within(scene.words, mention.figure.start - offset, mention.figure.end - offset)


def is_stranger(words: Sequence[Word], number: int, names: frozenset[str], language: MatchingLanguage) -> bool:
    """Whether a word is a name that stands nowhere in the topic; the names of offices and courts are no strangers."""
    word, lower = words[number], words[number].text.lower()
    if number == 0 or not word.capital or lower in names or lower in language.phrase_ends:
        return False
    return not any(words[other].bases & language.calendar for other in name_run(words, number))


def name_run(words: Sequence[Word], number: int) -> range:
    """Return the words of the name that a word belongs to: capitalised words in a row."""
    first = last = number
    while first > 0 and words[first - 1].capital:
        first -= 1
    while last + 1 < len(words) and words[last + 1].capital:
        last += 1
    return range(first, last + 1)
