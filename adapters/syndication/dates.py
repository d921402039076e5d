"""The days that feeds print, where they can be true."""

from datetime import UTC, datetime, timedelta
from time import struct_time

OLDEST_YEAR = 1990
"""Feeds are younger: an earlier date is a slip, such as 1970 or year 1."""
AHEAD = timedelta(days=1)
"""Clocks and zones go wrong by hours; what lies further ahead is no day of printing."""


def moment(printed: object, now: datetime) -> datetime | None:
    """Return a time in UTC as feedparser understood it; None for what cannot be true."""
    if not isinstance(printed, struct_time):
        return None
    try:
        return possible(datetime(*printed[:6], tzinfo=UTC), now)
    except ValueError:
        return None


def possible(time: datetime, now: datetime) -> datetime | None:
    """Return a time in UTC, where a feed may have printed it by now; one without a zone is taken for UTC."""
    if not OLDEST_YEAR <= time.year <= now.year + 1:  # the first and last years overflow when they change zones
        return None
    aware = time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    return aware if aware <= now + AHEAD else None
