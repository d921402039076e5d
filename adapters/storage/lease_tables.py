"""The tables by which processes share work: articles that wait to be read, and duties that one does for all."""

from pydantic import TypeAdapter
from sqlalchemy import Column, Index, Integer, Table, Text, UniqueConstraint

from adapters.storage.tables import METADATA, Json, UtcTime
from bot.model import Unread

UNREAD = Table(
    "unread",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("article", Text, nullable=False),
    Column("feed", Text, nullable=False),
    Column("unread", Json(TypeAdapter(Unread)), nullable=False),
    Column("queued", UtcTime, nullable=False),
    Column("lease_until", UtcTime),
    Column("fence", Integer, nullable=False),
    UniqueConstraint("article", name="unread_article"),
    Index("unread_feed", "feed", "seq"),
    sqlite_autoincrement=True,
)

DUTIES = Table(
    "duties",
    METADATA,
    Column("duty", Text, primary_key=True),
    Column("process", Text, nullable=False),
    Column("until", UtcTime, nullable=False),
)
