"""Free words to topics and claims, with `did you mean` where nothing fits."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from bot.errors import UnknownName
from bot.model import Claim, Topic
from bot.views.naming import claim_key, topic_key

CANDIDATES = 5
"""So many names are offered at most."""
_KEY = re.compile(r"[0-9a-hjkmnp-tv-z]{10}", re.IGNORECASE)
_LIKENESS = 0.5
"""How alike a name must be to be offered; difflib's ratio."""


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


def _named_topics(topics: Mapping[str, Topic], words: str) -> list[Topic]:
    """Return the topics of that key, id or title."""
    wanted = _fold(words)
    return [topic for topic in topics.values() if wanted in (topic_key(topic.id).casefold(), *_names_of(topic))]


def _names_of(topic: Topic) -> tuple[str, str]:
    return _fold(topic.id), _fold(topic.title)


def _fitting(topics: Mapping[str, Topic], words: str) -> tuple[Asked, ...]:
    """Return the claims of that id or title, else those that have all the words in them."""
    every = [Asked(topic, claim) for topic in topics.values() for claim in shown_claims(topic)]
    wanted = _fold(words)
    if _KEY.fullmatch(words.strip()):
        keyed = [one for one in every if claim_key(one.topic.id, one.claim.id) == words.strip().upper()]
        if keyed:
            return tuple(keyed)
    exact = [one for one in every if wanted in (_fold(one.claim.id), _fold(one.claim.title))]
    if exact:
        return tuple(exact)
    parts = wanted.split()
    partly = [one for one in every if parts and all(part in _fold(_names(one)) for part in parts)]
    if partly:
        return tuple(partly)
    raise UnknownName(_did_you_mean(topics, every, words))


def _did_you_mean(topics: Mapping[str, Topic], every: Sequence[Asked], words: str) -> str:
    spelled = {_fold(one.claim.title): one.claim.id for one in every}
    spelled |= {_fold(one.claim.id): one.claim.id for one in every}
    spelled |= {_fold(topic.id): topic.id for topic in topics.values()}
    close = get_close_matches(_fold(words), spelled, n=2 * CANDIDATES, cutoff=_LIKENESS)
    names = dict.fromkeys(spelled[name] for name in close)
    if names:
        return f"There is no topic or claim '{words}'. Did you mean {_listed(names)}?"
    return f"There is no topic or claim '{words}'. There is {_listed(one.claim.id for one in every)}."


def _listed(names: Iterable[str]) -> str:
    every = list(dict.fromkeys(names))
    more = f" and {len(every) - CANDIDATES} more" if len(every) > CANDIDATES else ""
    return ", ".join(every[:CANDIDATES]) + more


def _names(asked: Asked) -> str:
    return f"{asked.claim.id} {asked.claim.title}"


def _need_topics(topics: Mapping[str, Topic]) -> None:
    if not topics:
        raise UnknownName("No topic is under watch: put a topic file into the folder that `[topics] dir` names.")


def _fold(words: str) -> str:
    """Return the words without case, hyphens and signs."""
    return " ".join(re.findall(r"\w+", words.casefold()))
