"""Speakers to the topic's sources: which body an article's words for a speaker name."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.matching.names import NameWord, SourceWords, fold
from bot.model import Sentence, Source, Speaker, Topic

__all__ = ["CompiledSources", "SourceWords", "compile_sources", "resolve"]

_SHORTEST_SPOKEN = 4
"""Letters of an acronym that may be printed like a word: `Unicef`."""
_SHORTEST_INITIALS = 3
"""Letters of an acronym that is recognised in the words it stands for."""
_LONGEST_OTHER = 5
"""Words kept of a speaker outside the topic's list."""
_SCATTERED, _LATER = 0.05, 0.02
"""What a spelling loses, in words, when others stand between its words, and for each word ahead of it."""

Spoken = tuple[NameWord, ...]
"""A speaker's folded words."""
OTHER = "other:"


@dataclass(frozen=True, slots=True)
class _Alias:
    source: str
    words: tuple[str, ...]
    role: bool
    """Whether it is a role without a name: `interior ministry`."""

    @property
    def bag(self) -> frozenset[str]:
        return frozenset(self.words)


@dataclass(frozen=True, slots=True)
class CompiledSources:
    """A topic's sources made ready to be recognised."""

    aliases: tuple[_Alias, ...]
    vocabulary: Mapping[str, frozenset[str]]
    """Source -> every word of its names."""
    nations: Mapping[str, frozenset[str]]
    """Source -> the nations in its names."""
    lands: frozenset[str]
    """Every nation that the topic names."""
    acronyms: tuple[str, ...]
    words: SourceWords


def compile_sources(topic: Topic, words: SourceWords) -> CompiledSources:
    """Fold every way in which the topic's sources are named."""
    aliases = tuple(alias for source in topic.sources for alias in _aliases(source, words))
    vocabulary = {
        source.id: frozenset(word for alias in aliases if alias.source == source.id for word in alias.words)
        for source in topic.sources
    }
    every = frozenset(words.nations.values())
    nations = {source: known & every for source, known in vocabulary.items()}
    acronyms = {word for known in vocabulary.values() for word in known if word.isupper()}
    return CompiledSources(
        aliases=aliases,
        vocabulary=vocabulary,
        nations=nations,
        lands=frozenset[str]().union(*nations.values()) | (_topic_words(topic, words) & every),
        acronyms=tuple(sorted(acronyms, key=lambda word: (-len(word), word))),
        words=words,
    )


def _topic_words(topic: Topic, words: SourceWords) -> frozenset[str]:
    texts = [topic.title, *(word for group in topic.about for word in group)]
    texts += [name for names in topic.places.values() for name in names]
    return frozenset(word.text for text in texts for word in fold(text, words))


def _aliases(source: Source, words: SourceWords) -> Iterator[_Alias]:
    for name in (source.name, *source.aliases):
        folded = fold(name, words)
        if folded:
            yield _Alias(source.id, tuple(word.text for word in folded), not any(word.name for word in folded))


def resolve(
    spoken: Sequence[tuple[Sentence, Speaker]], sentences: Sequence[Sentence], sources: CompiledSources
) -> tuple[str | None, ...]:
    """Return for each speaker of an article, in order of print, a source id, `other:<words>`, or None for the outlet.

    `sentences` are the whole article's: a bare role is the body last named for it.
    """
    resolver = _Resolver(sentences, sources)
    found: list[str | None] = []
    for sentence, speaker in spoken:
        found.append(resolver.source(sentence, speaker, found))
    return tuple(found)


class _Resolver:
    """Recognises one article's speakers."""

    def __init__(self, sentences: Sequence[Sentence], sources: CompiledSources) -> None:
        self._sentences = sentences
        self._sources = sources
        self._words = sources.words
        self._every = frozenset(sources.words.nations.values())
        self._joint = re.compile(rf"\b{re.escape(sources.words.conjunction)}\b")
        self._heard: list[tuple[frozenset[str], str]] = []

    def source(self, sentence: Sentence, speaker: Speaker, earlier: Sequence[str | None]) -> str | None:
        """Return who one speaker is; `earlier` are those before."""
        if speaker.said_by is None:
            return None
        head, _, rest = speaker.said_by.partition(",")
        spoken, apposed = self._fold(head), self._fold(rest)
        found = (
            self._named(self._fold(self._joint.split(head, maxsplit=1)[0]))
            or self._named(spoken)
            or self._named(apposed)
            or self._covered(spoken)
            or self._bare(spoken, sentence, earlier)
            or self._state(spoken)
            or self._alike(spoken)
            or self._alike(apposed)
            or self._akin(spoken)
            or self._relayed(spoken, speaker)
            or self._again(head, spoken)
        )
        if found is not None:
            self._heard.append((frozenset(word.text for word in spoken), found))
        return found or OTHER + self._other(head)

    def _other(self, head: str) -> str:
        kept = [word for word in head.lower().split() if word not in self._words.fillers]
        return " ".join(kept[:_LONGEST_OTHER]) or head.lower()

    def _fold(self, name: str) -> Spoken:
        """Fold a speaker's words; what an acronym of the topic stands for becomes the acronym."""
        spoken = tuple(self._as_acronym(word) for word in fold(name, self._words))
        letters = "".join(word.text[0].upper() for word in spoken)
        for acronym in self._sources.acronyms:
            start = letters.find(acronym)
            if len(acronym) >= _SHORTEST_INITIALS and start >= 0:
                return (*spoken[:start], NameWord(acronym, name=True), *spoken[start + len(acronym) :])
        return spoken

    def _as_acronym(self, word: NameWord) -> NameWord:
        upper = word.text.upper()
        spelled = word.name and len(upper) >= _SHORTEST_SPOKEN and upper in self._sources.acronyms
        return NameWord(upper, name=True) if spelled else word

    # -- by an alias -----------------------------------------------------------------------------------------------

    def _named(self, spoken: Spoken) -> str | None:
        """Return the source with the longest spelling among the words."""
        words = tuple(word.text for word in spoken)
        found = [
            (score, alias.source)
            for alias in self._sources.aliases
            if (score := _score(alias.words, words)) > 0 and self._agrees(alias, spoken)
        ]
        return max(found, key=lambda pair: pair[0])[1] if found else None

    def _agrees(self, alias: _Alias, spoken: Spoken) -> bool:
        """Whether nothing beside the alias makes it somebody else: another nation, another name, bystanders."""
        words = [word.text for word in spoken]
        if self._bystander(spoken) and words[-1] not in alias.words:
            return False
        if not alias.role:
            return True
        following = words.index(alias.words[-1]) + 1
        if alias.words[-1] in self._words.adjectives and following < len(spoken) and not spoken[following].name:
            return False
        return self._compatible(frozenset(words), alias.source) and not self._stranger(alias, spoken)

    def _bystander(self, spoken: Spoken) -> bool:
        return bool(spoken) and spoken[-1].text in self._words.bystanders

    def _compatible(self, words: frozenset[str], source: str) -> bool:
        """Whether the words name no nation but the source's own, or the topic's where it has none."""
        own = self._sources.nations[source] or self._sources.lands
        return not own or words & self._every <= own

    def _stranger(self, alias: _Alias, spoken: Spoken) -> bool:
        """Whether a role stands behind a name that none of its source's names has: `Chicago police`."""
        known = self._sources.vocabulary[alias.source]
        names = {word.text for word in spoken if word.name} - self._every
        if names & known:
            return False
        position = min(at for at, word in enumerate(spoken) if word.text in alias.words)
        return any(word.text in names for word in spoken[:position])

    # -- by its words ----------------------------------------------------------------------------------------------

    def _covered(self, spoken: Spoken) -> str | None:
        """Return the one source whose names have every telling word: `Kurdish forces`, `Maui officials`."""
        every = {word.text for word in spoken}
        telling = every - self._words.empty
        if not telling or not any(word.name for word in spoken) or self._bystander(spoken):
            return None
        vocabulary = self._sources.vocabulary
        fits = [source for source, known in vocabulary.items() if telling <= known]
        most = max((len(every & vocabulary[source]) for source in fits), default=0)
        richest = {source for source in fits if len(every & vocabulary[source]) == most}
        plain = {alias.source for alias in self._sources.aliases if alias.bag <= telling | self._words.empty}
        return _only(richest) or _only(plain & set(fits))

    def _bare(self, spoken: Spoken, sentence: Sentence, earlier: Sequence[str | None]) -> str | None:
        """Return the body last named for a bare role, or the only one the topic has."""
        words = frozenset(word.text for word in spoken)
        if any(word.name for word in spoken) or words <= self._words.vague or self._bystander(spoken):
            return None
        telling = words - self._words.vague
        if telling - self._words.scopes:
            words = telling
        fits = {alias.source for alias in self._sources.aliases if words <= alias.bag}
        if len(fits) <= 1:
            return _only(fits)
        last = next((source for source in reversed(earlier) if source in fits), None)
        return last or self._nearest(fits, sentence)

    def _nearest(self, fits: set[str], sentence: Sentence) -> str | None:
        """Return the source whose nation the article has named last, the sentence included, else first after it."""
        number = next((at for at, other in enumerate(self._sentences) if other == sentence), 0)
        for other in (*reversed(self._sentences[: number + 1]), *self._sentences[number + 1 :]):
            named = {word.text for word in fold(other.text, self._words)} & self._every
            found = {source for source in fits if self._sources.nations[source] & named}
            if found:
                return _only(found)
        return None

    def _state(self, spoken: Spoken) -> str | None:
        """Return the government of a nation for a part of its state that the topic does not list."""
        words = frozenset(word.text for word in spoken)
        nations = words & self._every
        if len(nations) != 1 or not (words & self._words.states or words == nations):
            return None
        aliases = self._sources.aliases
        return _only({a.source for a in aliases if nations <= a.bag and a.bag & self._words.governments})

    def _alike(self, spoken: Spoken) -> str | None:
        """Return the one source named with words of the same kinds: `state broadcaster` for `state media`."""
        kinds = self._kinds(word.text for word in spoken)
        nations, rest = kinds & self._every, kinds - self._every
        if not kinds or (len(kinds) == 1 and kinds <= self._words.vague):
            return None
        fits = set()
        for alias in self._sources.aliases:
            same = self._kinds(alias.words)
            shared = bool(rest - self._words.vague or nations & same)
            if rest == same - self._every and shared and self._compatible(nations, alias.source):
                fits.add(alias.source)
        return _only(fits)

    def _kinds(self, words: Iterator[str] | Sequence[str]) -> frozenset[str]:
        return frozenset(self._words.alike.get(word, word) for word in words)

    def _akin(self, spoken: Spoken) -> str | None:
        """Return the one source that shares a telling word: `the ruling military` for `military junta`.

        A name that the source does not have makes it somebody else.
        """
        words = frozenset(word.text for word in spoken)
        if self._bystander(spoken) or words & self._words.anonymous:
            return None
        telling = words - self._every - self._words.common
        names = {word.text for word in spoken if word.name} - self._every
        fit = _only({source for source, known in self._sources.vocabulary.items() if telling & known})
        if fit is None or not self._compatible(words, fit):
            return None
        return fit if names <= self._sources.vocabulary[fit] else None

    def _relayed(self, spoken: Spoken, speaker: Speaker) -> str | None:
        """Return the outlet's own entry for somebody known only through it: `sources told Reuters`."""
        if speaker.via is None or not {word.text for word in spoken} & self._words.anonymous:
            return None
        return self._named(self._fold(speaker.via))

    def _again(self, head: str, spoken: Spoken) -> str | None:
        """Return the source of somebody heard before whom the words are short for: `the general`."""
        words = frozenset(word.text for word in spoken)
        if (
            not words
            or head.split(maxsplit=1)[0].lower() not in self._words.definite
            or any(word.name for word in spoken)
        ):
            return None
        return next((source for heard, source in reversed(self._heard) if words < heard), None)


def _score(alias: tuple[str, ...], words: tuple[str, ...]) -> float:
    """Return how well a spelling fits: its length, a little less when scattered or late; 0 when it does not."""
    size = len(alias)
    for start in range(len(words) - size + 1):
        if words[start : start + size] == alias:
            return size - _LATER * start
    if size > 1 and all(word in words for word in alias):
        return size - _SCATTERED - _LATER * min(words.index(word) for word in alias)
    return 0.0


def _only(fits: set[str]) -> str | None:
    return next(iter(fits)) if len(fits) == 1 else None
