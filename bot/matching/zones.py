"""How near a topic's word stands to a figure."""

from functools import lru_cache

from bot.matching.phrases import Range
from bot.matching.scene import FigureScene

REACH = 4
"""Words on either side that are near a figure."""

_NEAR = (
    "in the phrase",
    "done to it",
    "on both sides",
    "close behind",
    "close before",
    "in the relative clause",
    "behind",
    "before",
)
"""Zones within a figure's own domain, nearest first."""


def near(span: Range) -> Range:
    """Return the words within reach of a figure."""
    return max(0, span[0] - REACH), span[1] + REACH


def zones(at: FigureScene) -> tuple[tuple[str, Range], ...]:
    """Return the zones around a figure, nearest first."""
    phrase, size = at.phrase, len(at.scene.words)
    start, end = at.own
    behind = phrase.relative[1] if phrase.relative[0] < phrase.relative[1] else phrase.tail[0]
    first = phrase.at[0]
    return (
        ("of the whole" if phrase.partitive else "in the phrase", at.counted),
        ("done to it", phrase.tail),
        ("close behind", (behind, max(behind, min(max(behind, phrase.tail[1]) + REACH + 1, end)))),
        ("close before", (max(first - REACH, start), first)),
        ("in the relative clause", phrase.relative),
        ("behind", (behind, end)),
        ("before", (start, first)),
        ("said of its part" if phrase.whole else "in the domain", phrase.domain),
        ("said of its part" if phrase.whole else "in the clause", at.clause),
        ("in the sentence", (0, size)),
    )


@lru_cache(maxsize=16)
def nearest(at: FigureScene) -> tuple[tuple[int, str], ...]:
    """Return every term of the sentence with the nearest zone that has it, nearest first."""
    found: dict[int, str] = {}
    for name, span in zones(at):
        if name == "close behind":
            _add(found, at.scene.around(at.phrase.at, at.own), "on both sides")
        _add(found, at.scene.between(span), name)
    return tuple(found.items())


def _add(found: dict[int, str], terms: frozenset[int], zone: str) -> None:
    for term in terms:
        found.setdefault(term, zone)


def zone_of(at: FigureScene, terms: frozenset[int]) -> str | None:
    """Name the nearest zone that has one of the terms."""
    return next((zone for term, zone in nearest(at) if term in terms), None)


def is_near(zone: str) -> bool:
    """Whether a zone lies within the figure's own domain."""
    return zone.split(", by ", maxsplit=1)[0] in _NEAR


def nearest_rank(at: FigureScene, terms: frozenset[int]) -> int | None:
    """Return how near the terms come, 0 nearest; None when they stay outside the domain."""
    zone = zone_of(at, terms)
    return _NEAR.index(zone) if zone in _NEAR else None
