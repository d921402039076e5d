"""The current figures of a topic: each claim with what each source stands by."""

from dataclasses import dataclass

from bot.model.ledger import Entry, Statement
from bot.model.topic import Claim, Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFigure:
    """What one source stands by, and who prints it."""

    statement: Statement
    outlets: tuple[str, ...]
    """Outlets that print a figure of this source that meets it; the one it is quoted from first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFigures:
    """A claim's standing figures in order of display; vague words only where nobody gave a number."""

    claim: Claim
    disputed: bool
    figures: tuple[SourceFigure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicFigures:
    """A topic's current figures, disputed claims first."""

    topic: Topic
    claims: tuple[ClaimFigures, ...]
    unanswered: int
    """Claims on which nobody has said anything yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """An entry with what it was compared with and what became of it."""

    topic: Topic
    claim: Claim
    entry: Entry
    against: tuple[Statement, ...]
    corrected_by: Entry | None = None
