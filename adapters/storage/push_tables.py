"""The table of what is agreed with hubs."""

from sqlalchemy import Boolean, Column, Index, Integer, Table, Text

from adapters.storage.tables import METADATA, UtcTime

SUBSCRIPTIONS = Table(
    "subscriptions",
    METADATA,
    Column("path", Text, primary_key=True),
    Column("site", Text, nullable=False),
    Column("secret", Text, nullable=False),
    Column("feed", Text, nullable=False),
    Column("hub", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("wanted", Boolean, nullable=False),
    Column("next_step", UtcTime, nullable=False),
    Column("waiting", Boolean, nullable=False),
    Column("asked_until", UtcTime),
    Column("until", UtcTime),
    Column("failures", Integer, nullable=False),
    Column("fault", Text, nullable=False),
    Column("heard", UtcTime),
    Column("ignored", Integer, nullable=False),
    Index("subscriptions_feed", "feed"),
    Index("subscriptions_due", "next_step"),
)
