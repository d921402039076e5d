"""What the care for a running Tallywire keeps: alarms."""

from sqlalchemy import Column, Table, Text

from adapters.storage.tables import METADATA, UtcTime

ALARMS = Table(
    "alarms",
    METADATA,
    Column("kind", Text, primary_key=True),
    Column("since", UtcTime, nullable=False),
    Column("calm_since", UtcTime),
)
