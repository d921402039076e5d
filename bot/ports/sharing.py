"""What processes on one store share: duties that one does for all, the time, and words that wake others."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from bot.model import Wake


class SharingStore(Protocol):
    """Duties, the time and words to wake others. See bot.ports.Store."""

    async def take_duty(self, duty: str, process: str, now: datetime, seconds: float) -> bool:
        """Take a duty, or hold it for longer; False while it is another process's."""
        ...

    async def leave_duty(self, duty: str, process: str) -> None:
        """Leave a duty to others at once, if it is this process's."""
        ...

    async def on_duty(self, beginning: str, now: datetime) -> int:
        """Count the duties that are taken now and whose names begin so."""
        ...

    async def database_time(self) -> datetime | None:
        """Return the time by the database's clock, by which all leases go; None where this machine's is the same."""
        ...

    def listen(self, heard: Callable[[Wake], None]) -> AbstractAsyncContextManager[None]:
        """Hear, while the block lasts, of what any process has stored that others wait for.

        Only to be quicker: words may be lost, and nothing is told where processes do not share the store.
        """
        ...
