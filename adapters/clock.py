"""The one clock."""

from datetime import UTC, datetime, timedelta
from time import monotonic


class Clock:
    """The computer's clock; where processes share a database, the database's, by which all their leases go."""

    def __init__(self, offset: timedelta = timedelta(0)) -> None:
        """`offset` sets it apart from the computer's, as that of another machine may be."""
        self._offset = offset
        self._followed: tuple[datetime, float] | None = None

    def now(self) -> datetime:
        """Return the aware time in UTC."""
        if self._followed is not None:
            told, at = self._followed
            return told + timedelta(seconds=monotonic() - at)
        return datetime.now(UTC) + self._offset  # noqa: TID251 - this is the one clock

    def follow(self, told: datetime, *, asked: float) -> None:
        """Go on from the time that another clock told; it was asked at `asked`, by `moment`."""
        heard = monotonic()
        self._followed = (told, (asked + heard) / 2)

    @staticmethod
    def moment() -> float:
        """Return seconds that only ever go forward."""
        return monotonic()
