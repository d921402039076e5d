"""Names to choose from while somebody types: what changed last comes first."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.commands.arguments import ArgumentKind
from bot.commands.names import shown_claims
from bot.model import Topic
from bot.views.naming import claim_key, topic_key
from bot.views.wording import clean, shorten

DISCORD_LIMIT, SLACK_LIMIT = 25, 100
"""So many choices the platforms take."""
LABEL = 75
"""Characters of a label that every platform takes."""
LONG_AGO = 0.0
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
    parts = _words(typed)
    found: list[tuple[float, int, str, Choice]] = []
    for topic in topics.values():
        for name, choice, when in _names(topic, kind, changed):
            fit = _fit(parts, _words(name))
            if fit is not None:
                found.append((-(when.timestamp() if when else LONG_AGO), fit, name.casefold(), choice))
    found.sort(key=lambda row: row[:3])
    return tuple(choice for *_, choice in found[:limit])


def _names(topic: Topic, kind: ArgumentKind, changed: Changed) -> Iterable[tuple[str, Choice, datetime | None]]:
    title = clean(topic.title)
    claims = shown_claims(topic)
    if kind is ArgumentKind.TARGET:
        last = max((changed[topic.id, claim.id] for claim in claims if (topic.id, claim.id) in changed), default=None)
        yield f"{title} {topic.id}", Choice(topic_key(topic.id), shorten(f"{title} (all claims)", LABEL)), last
    for claim in claims:
        label = shorten(clean(claim.title), LABEL)
        yield (
            f"{clean(claim.title)} {claim.id}",
            Choice(claim_key(topic.id, claim.id), label),
            changed.get((topic.id, claim.id)),
        )


def _fit(parts: list[str], words: list[str]) -> int | None:
    """Return 0 where the name begins as typed, 1 where its words do, None where they do not."""
    if words[: len(parts)] == parts or " ".join(words).startswith(" ".join(parts)):
        return 0
    return 1 if all(any(word.startswith(part) for word in words) for part in parts) else None


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
