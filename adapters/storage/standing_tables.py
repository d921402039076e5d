"""The tables of what is kept of the current figures beside the ledger: all of it could be made from the ledger anew."""

from collections.abc import Mapping

from pydantic import TypeAdapter
from sqlalchemy import Column, Date, Integer, PrimaryKeyConstraint, Table, Text

from adapters.storage.tables import METADATA, Json
from bot.model import Kind

OUTLETS: TypeAdapter[tuple[str, ...]] = TypeAdapter(tuple[str, ...])

# A claim's ledger as folded by some rules, up to an entry.
FOLDED = Table(
    "folded",
    METADATA,
    Column("topic", Text, nullable=False),
    Column("claim", Text, nullable=False),
    Column("rules", Text, nullable=False),
    Column("last", Text, nullable=False),
    Column("counts", Json(TypeAdapter(Mapping[Kind, int])), nullable=False),
    PrimaryKeyConstraint("topic", "claim"),
    sqlite_with_rowid=False,
)

# What each source stands by: an entry of the ledger, the day that it counts for, and who prints it.
STANDING = Table(
    "standing",
    METADATA,
    Column("topic", Text, nullable=False),
    Column("claim", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("place", Integer, nullable=False),
    Column("statement", Text, nullable=False),
    Column("said_on", Date, nullable=False),
    Column("as_of", Date, nullable=False),
    Column("outlets", Json(OUTLETS), nullable=False),
    PrimaryKeyConstraint("topic", "claim", "source"),
    sqlite_with_rowid=False,
)
