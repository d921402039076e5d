"""The tables by which reprints are noticed: rechecks of articles, and sketches of their texts."""

from pydantic import TypeAdapter
from sqlalchemy import BigInteger, Column, Index, Integer, PrimaryKeyConstraint, Table, Text

from adapters.storage.tables import METADATA, Json, UtcTime

RECHECKS = Table(
    "rechecks",
    METADATA,
    Column("article", Text, primary_key=True),
    Column("url", Text, nullable=False),
    Column("next_check", UtcTime),
    Column("changed", UtcTime, nullable=False),
    Column("text_hash", Text, nullable=False),
    Column("item_hash", Text, nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("failures", Integer, nullable=False),
    Column("fault", Text, nullable=False),
    Column("fence", Integer, nullable=False),
    Index("rechecks_due", "next_check"),
)

SKETCHES = Table(
    "sketches",
    METADATA,
    Column("article", Text, primary_key=True),
    Column("outlet", Text, nullable=False),
    Column("hashes", Json(TypeAdapter(tuple[int, ...])), nullable=False),
    Column("shingles", Integer, nullable=False),
    Column("added", UtcTime, nullable=False),
    Index("sketches_added", "added"),
)

# Looked up by key, for each article on a topic.
SKETCH_KEYS = Table(
    "sketch_keys",
    METADATA,
    Column("key", BigInteger, nullable=False),
    Column("article", Text, nullable=False),
    PrimaryKeyConstraint("key", "article"),
    Index("sketch_keys_article", "article"),
    sqlite_with_rowid=False,
)
