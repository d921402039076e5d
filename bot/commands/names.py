"""Free words to topics and claims, with `did you mean` where nothing fits."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from bot.errors import UnknownName
from bot.model import Claim, Topic
from bot.views.naming import claim_key, topic_key

CANDIDATES = 5
"""So many names are offered at most."""
_LIKENESS = 50.0
"""How alike a name must be to be offered, in percent of its letters and their order."""
TOPICS_KEPT = 4096
"""Topics whose names are kept folded: folding 45,000 names anew takes half a second."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A claim that somebody asks about."""

    topic: Topic
    claim: Claim


@dataclass(frozen=True, slots=True)
class Target:
    """A topic, or one claim of it."""

    topic: Topic
    claim: Claim | None = None

    @property
    def title(self) -> str:
        """Its name for people."""
        return self.claim.title if self.claim else self.topic.title

    @property
    def key(self) -> str:
        """Its short name, good for ever."""
        return claim_key(self.topic.id, self.claim.id) if self.claim else topic_key(self.topic.id)


def find_target(topics: Mapping[str, Topic], words: str) -> Target:
    """Return the topic or claim that the words name: a topic's name comes before a claim's."""
    _need_topics(topics)
    named = _named_topics(topics, words)
    if len(named) == 1:
        return Target(named[0])
    asked = find_claim(topics, words)
    return Target(asked.topic, asked.claim)


def shown_claims(topic: Topic) -> tuple[Claim, ...]:
    """Return the claims a person may ask for: sinks only absorb look-alikes."""
    return tuple(claim for claim in topic.claims if not claim.sink)


def find_figures(topics: Mapping[str, Topic], words: Sequence[str]) -> tuple[tuple[Topic, tuple[Claim, ...]], ...]:
    """Return the claims that words ask for, by topic: nothing means all; a topic's name comes before a claim's."""
    _need_topics(topics)
    everything = tuple((topic, shown_claims(topic)) for topic in topics.values())
    if not words:
        return everything
    whole = _named_topics(topics, " ".join(words))
    if whole:
        return tuple((topic, shown_claims(topic)) for topic in whole)
    named = _named_topics(topics, words[0])
    within = {topic.id: topic for topic in named} if named else topics
    asked = _fitting(within, " ".join(words[1:] if named else words))
    found = {one.topic.id: one.topic for one in asked}
    return tuple((topic, tuple(one.claim for one in asked if one.topic is topic)) for topic in found.values())


def find_claim(topics: Mapping[str, Topic], words: str) -> Asked:
    """Return the one claim that the words name, or raise UnknownName with those that may be meant."""
    _need_topics(topics)
    fitting = _fitting(topics, words)
    if len(fitting) > 1:
        raise UnknownName(f"'{words}' fits several claims: {_listed(one.claim.id for one in fitting)}. Name one.")
    return fitting[0]


@dataclass(frozen=True, slots=True)
class ClaimNames:
    """A claim with its names folded."""

    asked: Asked
    key: str
    id: str
    title: str

    @property
    def words(self) -> str:
        """Everything it may be found by."""
        return f"{self.id} {self.title}"


@dataclass(frozen=True, slots=True)
class TopicNames:
    """A topic and its shown claims with their names folded."""

    topic: Topic
    key: str
    id: str
    title: str
    claims: tuple[ClaimNames, ...]


class _Same:
    """A topic as a key: what holds mappings has no hash, and the same topic is the same object."""

    __slots__ = ("topic",)

    def __init__(self, topic: Topic) -> None:
        self.topic = topic

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.topic is other.topic

    def __hash__(self) -> int:
        return id(self.topic)


def names_of(topic: Topic) -> TopicNames:
    """Return a topic's names and those of its claims, folded once."""
    return _folded(_Same(topic))


@lru_cache(TOPICS_KEPT)
def _folded(same: _Same) -> TopicNames:
    topic = same.topic
    claims = tuple(
        ClaimNames(Asked(topic, claim), claim_key(topic.id, claim.id), _fold(claim.id), _fold(claim.title))
        for claim in shown_claims(topic)
    )
    return TopicNames(topic, topic_key(topic.id), _fold(topic.id), _fold(topic.title), claims)


def _named_topics(topics: Mapping[str, Topic], words: str) -> list[Topic]:
    """Return the topics of that key, id or title."""
    wanted, key = _fold(words), words.strip().upper()
    every = map(names_of, topics.values())
    return [each.topic for each in every if wanted in (each.id, each.title) or key == each.key]


def _fitting(topics: Mapping[str, Topic], words: str) -> tuple[Asked, ...]:
    """Return the claims of that key, id or title, else those that have all the words in them."""
    every = [claim for topic in topics.values() for claim in names_of(topic).claims]
    wanted, key = _fold(words), words.strip().upper()
    exact = [one.asked for one in every if key == one.key] or [
        one.asked for one in every if wanted in (one.id, one.title)
    ]
    if exact:
        return tuple(exact)
    parts = wanted.split()
    partly = [one.asked for one in every if parts and all(part in one.words for part in parts)]
    if partly:
        return tuple(partly)
    raise UnknownName(_did_you_mean(topics, every, words))


def _did_you_mean(topics: Mapping[str, Topic], every: Sequence[ClaimNames], words: str) -> str:
    spelled = {one.title: one.asked.claim.id for one in every}
    spelled |= {one.id: one.asked.claim.id for one in every}
    spelled |= {names_of(topic).id: topic.id for topic in topics.values()}
    close = process.extract(
        _fold(words), list(spelled), scorer=fuzz.ratio, score_cutoff=_LIKENESS, limit=2 * CANDIDATES
    )
    names = dict.fromkeys(spelled[name] for name, *_ in close)
    if names:
        return f"There is no topic or claim '{words}'. Did you mean {_listed(names)}?"
    return f"There is no topic or claim '{words}'. There is {_listed(one.asked.claim.id for one in every)}."


def _listed(names: Iterable[str]) -> str:
    every = list(dict.fromkeys(names))
    more = f" and {len(every) - CANDIDATES} more" if len(every) > CANDIDATES else ""
    return ", ".join(every[:CANDIDATES]) + more


def _need_topics(topics: Mapping[str, Topic]) -> None:
    if not topics:
        raise UnknownName("No topic is under watch: put a topic file into the folder that `[topics] dir` names.")


def _fold(words: str) -> str:
    """Return the words without case, hyphens and signs."""
    return " ".join(re.findall(r"\w+", words.casefold()))
