"""Free words to topics and claims, with `did you mean` where nothing fits."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from bot.errors import UnknownName
from bot.model import Claim, Topic
from bot.views.naming import claim_key, topic_key
from bot.views.wording import either, shorten

CANDIDATES = 5
"""So many names are offered at most."""
SUGGESTED = 3
"""So many, where one of them may be meant."""
_LIKENESS = 60.0
"""How alike a name, or a part of it, must be to be offered, in percent of its letters and their order."""
_MUCH_LESS = 20.0
"""What is less like than the best by this much is not offered beside it."""
_TELLING = 4
"""Letters that a word must have to stand for a topic."""
_LONGEST = 60
"""Characters of what was typed that are looked at and repeated."""
_MANY = 10_000
"""Beyond so many names parts of them are not looked at: half a second for ninety thousand."""
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
    """Return the topic or claim that the words name: exact names come before parts, a topic before a claim."""
    _need_topics(topics)
    named = _named_topics(topics, words) or (() if _exact(topics, words) else _topics_with(topics, words))
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
    if not words:
        return tuple((topic, shown_claims(topic)) for topic in topics.values())
    asked_for = " ".join(words)
    named = _named_topics(topics, words[0])
    whole = _named_topics(topics, asked_for)
    if not (whole or named or _exact(topics, asked_for)):
        whole = _topics_with(topics, asked_for)
    if whole:
        return tuple((topic, shown_claims(topic)) for topic in whole)
    within = {topic.id: topic for topic in named} if named else topics
    asked = _fitting(within, " ".join(words[1:] if named else words))
    found = {one.topic.id: one.topic for one in asked}
    return tuple((topic, tuple(one.claim for one in asked if one.topic is topic)) for topic in found.values())


def find_claim(topics: Mapping[str, Topic], words: str) -> Asked:
    """Return the one claim that the words name, or raise UnknownName with those that may be meant."""
    _need_topics(topics)
    fitting = _fitting(topics, words)
    if len(fitting) > 1:
        several = _listed(one.claim.id for one in fitting)
        raise UnknownName(f"'{shorten(words, _LONGEST)}' fits several claims: {several}. Name one.")
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

    @property
    def words(self) -> str:
        """Everything it may be found by."""
        return f"{self.id} {self.title}"


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


def _topics_with(topics: Mapping[str, Topic], words: str) -> list[Topic]:
    """Return the topics that have all the words in their names, each at the start of a word; `and` names none."""
    parts = _fold(words).split()
    if max(map(len, parts), default=0) < _TELLING:
        return []
    every = map(names_of, topics.values())
    return [each.topic for each in every if all(f" {part}" in f" {each.words}" for part in parts)]


def _exact(topics: Mapping[str, Topic], words: str) -> tuple[Asked, ...]:
    """Return the claims of that key, else those of that id or title."""
    every = [claim for topic in topics.values() for claim in names_of(topic).claims]
    wanted, key = _fold(words), words.strip().upper()
    keyed = tuple(one.asked for one in every if key == one.key)
    return keyed or tuple(one.asked for one in every if wanted in (one.id, one.title))


def _fitting(topics: Mapping[str, Topic], words: str) -> tuple[Asked, ...]:
    """Return the claims of that name, else those with all the words in theirs, else in theirs and their topic's."""
    exact = _exact(topics, words)
    if exact:
        return exact
    every = [(each, one) for topic in topics.values() for each in (names_of(topic),) for one in each.claims]
    parts = _fold(words).split()
    partly = [one.asked for _, one in every if parts and all(part in one.words for part in parts)]
    if not partly:
        partly = [one.asked for each, one in every if _named_between(parts, one.words, each.words)]
    if partly:
        return tuple(partly)
    raise UnknownName(_did_you_mean(topics, [one for _, one in every], words))


def _named_between(parts: Sequence[str], claim: str, topic: str) -> bool:
    """Return whether a claim's name has some of the words, and its topic's all others."""
    others = [part for part in parts if part not in claim]
    return 0 < len(others) < len(parts) and all(f" {part}" in f" {topic}" for part in others)


def _did_you_mean(topics: Mapping[str, Topic], every: Sequence[ClaimNames], words: str) -> str:
    spelled = {one.title: one.asked.claim.id for one in every}
    spelled |= {one.id: one.asked.claim.id for one in every}
    spelled |= {names_of(topic).id: topic.id for topic in topics.values()}
    scorer = fuzz.WRatio if len(spelled) <= _MANY else fuzz.ratio
    wanted = _fold(words[:_LONGEST])
    close = process.extract(wanted, list(spelled), scorer=scorer, score_cutoff=_LIKENESS, limit=2 * SUGGESTED)
    alike = [name for name, score, _ in close if score >= close[0][1] - _MUCH_LESS]
    alike.sort(key=lambda name: -fuzz.ratio(wanted, name))
    names = list(dict.fromkeys(spelled[name] for name in alike))
    said = f"There is no topic or claim '{shorten(words, _LONGEST)}'."
    if names:
        return f"{said} Did you mean {either(names[:SUGGESTED])}?"
    return f"{said} There is {_listed(one.asked.claim.id for one in every)}."


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
