"""Names to choose from while somebody types: what changed last comes first."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from heapq import nsmallest

from bot.commands.arguments import ArgumentKind
from bot.commands.names import names_of
from bot.model import Topic
from bot.views.wording import clean, shorten

DISCORD_LIMIT, SLACK_LIMIT = 25, 100
"""So many choices the platforms take."""
LABEL = 75
"""Characters of a label that every platform takes."""
LONG_AGO = 0.0
ALL_CLAIMS = " (all claims)"
_WORDS = re.compile(r"\w+")
Changed = Mapping[tuple[str, str], datetime]
"""Topic and claim -> when it had news last."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A name to choose: `value` is what the command takes."""

    value: str
    label: str


def suggest(
    kind: ArgumentKind, typed: str, topics: Mapping[str, Topic], changed: Changed, limit: int = DISCORD_LIMIT
) -> tuple[Choice, ...]:
    """Return the names that fit what is typed so far: by last change, then by how well they fit, then by name.

    Every word typed has to begin a word of the name. For an `ALERT` claims are offered: ids are typed.
    """
    typed = " ".join(_WORDS.findall(typed.casefold()))
    parts = typed.split()
    found: list[tuple[float, int, str, _Name]] = []
    for topic in topics.values():
        for name in _names(topic, kind):
            fit = _fit(typed, parts, name.words)
            if fit is not None:
                when = max((changed[each] for each in name.changes if each in changed), default=None)
                found.append((-(when.timestamp() if when else LONG_AGO), fit, name.words, name))
    first = nsmallest(limit, found, key=lambda row: row[:3])
    return tuple(Choice(name.key, _label(name)) for *_, name in first)


@dataclass(frozen=True, slots=True)
class _Name:
    words: str
    key: str
    title: str
    changes: tuple[tuple[str, str], ...]
    """The claims whose news are its news."""
    suffix: str = ""


def _names(topic: Topic, kind: ArgumentKind) -> Iterable[_Name]:
    names = names_of(topic)
    if kind is ArgumentKind.TARGET:
        changes = tuple((topic.id, claim.asked.claim.id) for claim in names.claims)
        yield _Name(f"{names.title} {names.id}", names.key, topic.title, changes, ALL_CLAIMS)
    for claim in names.claims:
        found = claim.asked.claim
        yield _Name(f"{claim.title} {claim.id}", claim.key, found.title, ((topic.id, found.id),))


def _label(name: _Name) -> str:
    return f"{shorten(clean(name.title), LABEL - len(name.suffix))}{name.suffix}"


def _fit(typed: str, parts: list[str], words: str) -> int | None:
    """Return 0 where the name begins as typed, 1 where its words do, None where they do not."""
    if words.startswith(typed):
        return 0
    padded = f" {words}"
    return 1 if all(f" {part}" in padded for part in parts) else None
