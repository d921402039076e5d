"""The current figures of a topic: each claim with what each source stands by."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.model.ledger import Entry, Statement
from bot.model.topic import Claim, Topic
from bot.model.words import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingLine:
    """What one source stands by on a claim, as it is kept beside the ledger."""

    source: str
    """Source key: one for each named source, one for each outlet's own voice."""
    place: int
    """Its place among the claim's sources, by when each was first heard."""
    statement: Statement
    as_of: date
    """The latest day on which the source was quoted with this figure."""
    outlets: tuple[str, ...]
    """Outlets that print it, the one it is quoted from first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a claim's ledger comes to, up to one of its entries."""

    topic: str
    claim: str
    rules: str = ""
    """What it was folded by."""
    last: str = ""
    """Id of the last entry in it; empty where nothing is on record."""
    after: str | None = None
    """Id of the entry after which only these lines changed; None where they are all lines there are."""
    counts: Mapping[Kind, int]
    """All entries by kind, without persons' words on statements."""
    lines: tuple[StandingLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """A claim's last changes, and how much else is on record."""

    news: tuple[Entry, ...]
    """Newest first."""
    before: Mapping[str, Statement]
    """The statements with which these were compared first, by id."""
    gone: frozenset[str]
    """Ids of these that a later entry corrects."""
    counts: Mapping[Kind, int]
    """All entries of the claim by kind, without persons' words on statements."""


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
