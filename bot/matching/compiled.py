"""A topic made ready for matching: all its terms in one index."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.matching.language import MatchingLanguage
from bot.matching.terms import TermIndex
from bot.matching.words import split_words
from bot.model import Claim, Measure, Topic

COUNT_GAP, EVENT_GAP, CLAUSE_GAP = 2, 4, 2
"""Words that may stand between the words of a term: `corporate and tech employees`, `let 120 prisoners out`."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CompiledClaim:
    """One claim's terms, as numbers of the topic's index."""

    claim: Claim
    counts: frozenset[int]
    kin: frozenset[int]
    """Other nouns for the same kind of thing, unless another claim of the topic counts them."""
    generic: frozenset[int]
    """Nouns for any people, where the claim counts people."""
    event: frozenset[int]
    family: frozenset[int]
    """Other words for the same kind of event, unless another claim of the topic has them."""
    synonyms: frozenset[int]
    """Those of them that mean nearly the same."""
    exclude: frozenset[int]
    require: frozenset[int]
    speakers: frozenset[int]
    """Names of the sources that alone can say it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledTopic:
    """A topic and where its words are looked up."""

    topic: Topic
    index: TermIndex
    claims: tuple[CompiledClaim, ...]
    places: Mapping[int, str]
    """Term number of a spelling -> place id."""
    whole: frozenset[str]
    """Claims that others are part of."""
    scene: frozenset[str]
    """Places that title, `about` or a question name: where the whole event is."""
    names: frozenset[str]
    """Every word of the topic file, lower case: a name that is not among them is a stranger."""


def compile_topic(topic: Topic, language: MatchingLanguage) -> CompiledTopic:
    """Index every term of the topic; claims without `counts` count what their unit says."""
    index = TermIndex(language.inflection)
    places = {number: place for place, names in topic.places.items() for number in index.add_all(names, 0)}
    synonyms = tuple(index.add_all(family, EVENT_GAP) for family in language.synonyms)
    families = (*synonyms, *(index.add_all(family, EVENT_GAP) for family in language.events))
    events = {claim.id: index.add_all(claim.event, EVENT_GAP) for claim in topic.claims}
    nouns = tuple(index.add_all(family, COUNT_GAP) for family in language.nouns)
    counts = {claim.id: index.add_all(_counts(claim, language), COUNT_GAP) for claim in topic.claims}
    return CompiledTopic(
        topic=topic,
        index=index,
        claims=tuple(
            _compile_claim(
                claim,
                topic,
                index,
                language,
                counts=counts[claim.id],
                kin=_family(claim.id, counts, nouns),
                family=_family(claim.id, events, families),
                synonyms=_family(claim.id, events, synonyms),
            )
            for claim in topic.claims
        ),
        places=places,
        whole=frozenset(claim.part_of for claim in topic.claims if claim.part_of),
        scene=_scene(topic),
        names=_names(topic, language),
    )


def _scene(topic: Topic) -> frozenset[str]:
    texts = [topic.title, *(term for group in topic.about for term in group)]
    told = " ".join((*texts, *(claim.question for claim in topic.claims))).lower()
    return frozenset(place for place, names in topic.places.items() if any(name.lower() in told for name in names))


def _names(topic: Topic, language: MatchingLanguage) -> frozenset[str]:
    texts = [topic.title]
    texts += [term for group in topic.about for term in group]
    texts += [name for names in topic.places.values() for name in names]
    texts += [name for source in topic.sources for name in (source.name, *source.aliases)]
    for claim in topic.claims:
        texts += [claim.title, claim.question, *claim.counts, *claim.event, *claim.exclude, *claim.require]
    return frozenset(word.text.lower() for text in texts for word in split_words(text, language.inflection))


def _family(claim: str, events: Mapping[str, frozenset[int]], families: tuple[frozenset[int], ...]) -> frozenset[int]:
    own = events[claim]
    others = frozenset[int]().union(*(terms for other, terms in events.items() if other != claim))
    return frozenset[int]().union(*(family for family in families if family & own)) - own - others


def _compile_claim(
    claim: Claim,
    topic: Topic,
    index: TermIndex,
    language: MatchingLanguage,
    *,
    counts: frozenset[int],
    kin: frozenset[int],
    family: frozenset[int],
    synonyms: frozenset[int],
) -> CompiledClaim:
    names = [name for source in topic.sources if source.id in claim.said_by for name in (source.name, *source.aliases)]
    return CompiledClaim(
        claim=claim,
        counts=counts,
        kin=kin,
        generic=index.add_all(language.generic, 0) if claim.unit == "people" else frozenset(),
        event=index.add_all(claim.event, EVENT_GAP),
        family=family,
        synonyms=synonyms,
        exclude=index.add_all(claim.exclude, CLAUSE_GAP),
        require=index.add_all(claim.require, CLAUSE_GAP),
        speakers=index.add_all(names, 0),
    )


def _counts(claim: Claim, language: MatchingLanguage) -> tuple[str, ...]:
    return claim.counts or _default_counts(claim, language)


def _default_counts(claim: Claim, language: MatchingLanguage) -> tuple[str, ...]:
    if claim.measure is not Measure.COUNT:
        return ()
    return language.families.get(claim.unit, (claim.unit,))
