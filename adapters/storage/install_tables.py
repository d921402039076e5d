"""The tables of where platforms let us in, and of what they asked of us."""

from sqlalchemy import Column, Index, PrimaryKeyConstraint, Table, Text

from adapters.storage.tables import METADATA, UtcTime

# An empty workspace is the whole organisation, and an empty organisation none: a primary key holds no NULL.
INSTALLS = Table(
    "installs",
    METADATA,
    Column("platform", Text, nullable=False),
    Column("organisation", Text, nullable=False),
    Column("server", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("sealed", Text, nullable=False),
    Column("bot", Text, nullable=False),
    Column("app", Text, nullable=False),
    Column("scopes", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("installed", UtcTime, nullable=False),
    Column("revoked", UtcTime),
    PrimaryKeyConstraint("platform", "organisation", "server"),
)

CALLS = Table(
    "calls",
    METADATA,
    Column("platform", Text, nullable=False),
    Column("call", Text, nullable=False),
    Column("until", UtcTime, nullable=False),
    PrimaryKeyConstraint("platform", "call"),
    Index("calls_until", "until"),
)
