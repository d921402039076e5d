"""Statements, verdicts and the ledger they are kept in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot.model.article import Figure, Mention, Number, Origin
from bot.model.words import Field, Kind, Modality

Values = Mapping[str, tuple[Number, ...]]
"""Claim -> the numbers on record for it, each once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A figure read as the answer to a claim."""

    id: str
    """Ten characters of Crockford base32, the same for the same figure of the same article version."""
    topic: str
    claim: str
    figure: Figure
    field: Field
    source: str | None
    """A topic source id, `other:<words>` for a named speaker outside the list, None for the outlet's own voice."""
    said_by: str | None
    via: str | None
    outlet: str
    url: str
    article: str
    version: int
    published: datetime
    as_of: date
    dated: bool
    modality: Modality
    background: bool
    quote: str
    """The sentence around the figure, as printed."""
    quote_start: int
    """Offset of the quote in the field."""
    cue: str = ""
    """Why this claim and this source, in short."""
    origin: Origin | None = None
    """Where the words were printed first, when its article is a copy."""
    variant: bool = False
    """Whether the copy prints another number than the text it copies: then it stands for its outlet alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmatched:
    """A figure that answers no claim of the topic, with the reason why not."""

    mention: Mention
    reason: str
    nearest: str | None = None
    """The claim that came closest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a statement does to its claim, by which desk rule, compared with what."""

    kind: Kind
    rule: str
    """Number and name of the desk rule, such as `6 new source, meets nobody`."""
    against: tuple[str, ...] = ()
    """Ids of the statements it was compared with, nearest first."""
    detail: str = ""
    """`now says`, `lower`, `second figure`, `catching up`, ...: the wording the rule asks for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the ledger: a statement, its verdict, and when it was recorded."""

    statement: Statement
    verdict: Verdict
    recorded: datetime
    corrects: str | None = None
    """Id of the entry that this one corrects."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What an article says on a topic, before anything is judged."""

    statements: tuple[Statement, ...]
    """In order of print."""
    before: tuple[Statement, ...] = ()
    """Those of the version before, as it is read today."""
    figures: int = 0
    """How many figures it prints, whatever they count."""
