"""A speech frame: somebody speaks, and this part of the sentence is what is said."""

from dataclasses import dataclass
from enum import StrEnum

from bot.reading.speech.phrases import Phrase
from bot.reading.speech.tokens import Span

NOWHERE: Span = (0, 0)


class Rule(StrEnum):
    """By what a speaker is told; the words are shown to people."""

    BEFORE = "said before"
    AFTER = "said after"
    SPEAKS_OF = "speaks of"
    GIVES = "gives the figure"
    COUNTS = "counts"
    ASKS = "asks or offers"
    ACCUSES = "accuses"
    GERUND = "reports in a participle"
    RELAYED = "quoted as saying"
    RELATIVE = "relative clause"
    ACCORDING = "according to"
    CITING = "citing"
    GIVEN_BY = "given by"
    BY_ACCOUNT = "by its account"
    ITS_FIGURE = "its figure"
    HEADING = "heading"


LOCAL = frozenset((Rule.RELATIVE, Rule.GIVEN_BY, Rule.ITS_FIGURE))
"""Rules whose frame holds only what stands right beside it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Somebody speaks. Spans and positions are tokens of the sentence."""

    speaker: Phrase
    start: int
    """First token of the speaker or the cue."""
    cue: int
    end: int
    """First token after the cue with its listener, time and setting."""
    before: Span
    """What is said ahead of the cue."""
    after: Span
    """What is said behind it."""
    firm: bool
    """Whether what follows is grammatically reported, not merely the rest of the sentence."""
    rule: Rule
    via: Phrase | None = None
    """Who relayed it."""
