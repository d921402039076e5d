"""What a look at a whole database finds: its rows as they are stored, sound or not, and what is wrong with them."""

from dataclasses import dataclass
from enum import StrEnum

from bot.model.ledger import Entry
from bot.model.post import Outgoing


class Damage(StrEnum):
    """One way in which a database can be wrong."""

    FILE = "file"
    """The database's own check of its pages and keys fails."""
    SCHEMA = "schema"
    """A table, column, index or trigger is missing."""
    UNREADABLE = "unreadable"
    """A row's value cannot be read."""
    SEAL = "seal"
    """An entry is not what was once written."""
    COLUMNS = "columns"
    """The columns by which a row is found say something else than the row."""
    GAP = "gap"
    """Entries are missing in the order of arrival."""
    ORDER = "order"
    """An entry was recorded before the one that stands before it."""
    TWICE = "twice"
    """The same statement stands in the ledger twice."""
    REFERENCE = "reference"
    """A row points at something that is not there."""
    QUOTE = "quote"
    """An article does not print what is quoted from it."""
    VERDICT = "verdict"
    """The desk rules give another verdict."""
    FIGURES = "figures"
    """The current figures that are kept are not what the ledger comes to."""
    MISREAD = "misread"
    """An article is said to have brought statements, and none is on record."""
    OUTBOX = "outbox"
    """A post's columns contradict each other."""
    ALERT = "alert"
    """A post tells something else than the ledger."""
    DOUBLED = "doubled"
    """Two posts bring the same alert to one channel."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing wrong in one place."""

    damage: Damage
    where: str
    """The row: `ledger entry 7F3K2QM9XA (number 12)`."""
    detail: str
    """The rest of a sentence that begins with the place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """A row of the ledger as it is stored."""

    seq: int
    id: str
    topic: str
    claim: str
    corrects: str | None
    news: bool | None
    sealed: bool
    """Whether it is, to the letter, what was once written."""
    entry: Entry | None
    """None where it cannot be read."""
    fault: str = ""
    """Why it cannot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """What is kept of an article version. A text that was forgotten is empty."""

    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRow:
    """A row of the outbox as it is stored."""

    seq: int
    address: tuple[str, str, str, str]
    """Platform, server, channel and key."""
    state: str
    attempts: int
    fence: int
    leased: bool
    """Whether something says until when it is taken."""
    message: str | None
    settled: bool
    """Whether something says when it was posted or refused."""
    carried: frozenset[str]
    """The statements under which it is found."""
    post: Outgoing | None
    fault: str = ""
