"""What stands around a figure: its noun phrase, its clause, its sentence, and the places named so far."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.matching.compiled import CompiledTopic
from bot.matching.language import MatchingLanguage
from bot.matching.terms import Hit
from bot.matching.words import Word, split_words
from bot.model import Mention, Sentence
from bot.reading.clauses import clause_of
from bot.reading.languages.en_clauses import CLAUSES

LONGEST_PHRASE = 7
REACH = 4
"""Words on either side that are near a figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceScene:
    """A sentence's words and the topic's terms among them."""

    sentence: Sentence
    words: tuple[Word, ...]
    hits: tuple[Hit, ...]
    places: frozenset[str]
    """Places of the topic that the sentence names."""

    def terms_between(self, first: int, last: int) -> frozenset[int]:
        """Return the terms that lie wholly between two words, both included."""
        return frozenset(hit.term for hit in self.hits if first <= hit.first and hit.last <= last)

    @property
    def terms(self) -> frozenset[int]:
        """All terms of the sentence."""
        return frozenset(hit.term for hit in self.hits)


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureScene:
    """A figure among the words of its sentence. Word ranges are half open."""

    mention: Mention
    scene: SentenceScene
    at: tuple[int, int]
    """The words of the figure itself."""
    phrase: tuple[int, int]
    """The noun phrase it counts; empty in an ellipsis: `killed 34`."""
    tail: tuple[int, int]
    """Participles behind the phrase: `500 people injured`."""
    partitive: bool
    """`six of the inmates`, `81 of around 120`."""
    whole: bool
    """The second figure of `seven of the 10`: what is said behind it is said of the part."""
    relative: tuple[int, int]
    """A relative clause behind the phrase: `ten inmates who got out are sought`."""
    clause: tuple[int, int]
    before: tuple[SentenceScene, ...]
    """The sentences before it, nearest first."""
    title: SentenceScene | None
    strangers: frozenset[int]
    """Words of the clause that are names the topic does not know."""


def sentence_scene(sentence: Sentence, topic: CompiledTopic, language: MatchingLanguage) -> SentenceScene:
    """Look the topic's terms up in one sentence."""
    words = split_words(sentence.text, language.inflection)
    hits = topic.index.find(words)
    places = longest_places(hits, topic)
    return SentenceScene(sentence=sentence, words=words, hits=hits, places=frozenset(places.values()))


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
    before: tuple[SentenceScene, ...],
    title: SentenceScene | None,
    topic: CompiledTopic,
    language: MatchingLanguage,
) -> FigureScene:
    """Find the figure's noun phrase and clause."""
    offset = scene.sentence.start
    start, end = mention.figure.start - offset, mention.figure.end - offset
    at = words_within(scene.words, start, end)
    phrase, tail, partitive = noun_phrase(scene, at[1], language)
    relative = relative_clause(scene.words, tail[1], language)
    clause = words_within(scene.words, *clause_of(scene.sentence.text, start, end, CLAUSES))
    whole = (
        at[0] > 1
        and any(word.text.lower() in language.partitives for word in scene.words[at[0] - 2 : at[0]])
        and (follows_number(scene.words, at[0], language))
    )
    clause = (min(clause[0], at[0]), max(clause[1], tail[1], at[1]))
    return FigureScene(
        mention=mention,
        scene=scene,
        at=at,
        phrase=phrase,
        tail=tail,
        partitive=partitive,
        whole=whole,
        relative=relative,
        clause=clause,
        before=before,
        title=title,
        strangers=frozenset(number for number in range(*clause) if stranger(scene.words, number, topic.names, language))
        - frozenset(range(*at)),
    )


def stranger(words: Sequence[Word], number: int, names: frozenset[str], language: MatchingLanguage) -> bool:
    """Whether a word is a name that stands nowhere in the topic."""
    word = words[number]
    if number == 0 or not word.capital or word.text.lower() in names or word.text.lower() in language.phrase_ends:
        return False
    return word.bases.isdisjoint(language.calendar)


def words_within(words: Sequence[Word], start: int, end: int) -> tuple[int, int]:
    """Return the half-open range of words that touch these characters."""
    inside = [number for number, word in enumerate(words) if word.end > start and word.start < end]
    return (inside[0], inside[-1] + 1) if inside else (len(words), len(words))


def noun_phrase(
    scene: SentenceScene, start: int, language: MatchingLanguage
) -> tuple[tuple[int, int], tuple[int, int], bool]:
    """Return the counted phrase behind a figure, the participles behind that, and whether `of` led to it."""
    words, text = scene.words, scene.sentence.text
    first = start
    partitive = first < len(words) and words[first].text.lower() in language.partitives and joined(text, words, first)
    if partitive:
        first += 1
    while first < len(words) and words[first].text.lower() in language.determiners and joined(text, words, first):
        first += 1
    while partitive and first < len(words) and whole_number(words[first], language):
        first += 1
    end = first
    while end < len(words) and end - first < LONGEST_PHRASE and continues(scene, end, language):
        end += 1
    tail = end
    while tail < len(words) and participle(words[tail], language) and joined(text, words, tail):
        tail += 1
    head = end
    while head > first + 1 and participle(words[head - 1], language):
        head -= 1
    return (first, head), (head, tail), partitive


def whole_number(word: Word, language: MatchingLanguage) -> bool:
    """Whether a word belongs to the number of the whole: `81 of around 120 inmates`."""
    return word.text[0].isdigit() or word.text.lower() in language.number_words


def follows_number(words: Sequence[Word], start: int, language: MatchingLanguage) -> bool:
    """Whether a figure comes behind `of` behind another figure."""
    of = max(number for number in range(start - 2, start) if words[number].text.lower() in language.partitives)
    return of > 0 and whole_number(words[of - 1], language)


def relative_clause(words: Sequence[Word], start: int, language: MatchingLanguage) -> tuple[int, int]:
    """Return the words from `who` to the finite verb that takes the sentence up again."""
    if start >= len(words) or words[start].text.lower() not in language.relatives:
        return start, start
    end = start + 1
    while end < len(words) and words[end].text.lower() in language.finite:
        end += 1
    end += 1
    while end < len(words) and words[end].text.lower() not in language.finite:
        end += 1
    return start, min(end, len(words))


def joined(text: str, words: Sequence[Word], number: int) -> bool:
    """Whether only space or a hyphen divides a word from the one before."""
    previous = words[number - 1].end if number else 0
    return not text[previous : words[number].start].strip(" \u00a0-\u2011'\"“”‘’%")


def continues(scene: SentenceScene, number: int, language: MatchingLanguage) -> bool:
    """Whether a word still belongs to a noun phrase."""
    word = scene.words[number]
    return joined(scene.sentence.text, scene.words, number) and word.text.lower() not in language.phrase_ends


def participle(word: Word, language: MatchingLanguage) -> bool:
    """Whether a word says what was done to what stands before it."""
    lower = word.text.lower()
    return lower.endswith(language.participle_endings) or lower in language.participles
