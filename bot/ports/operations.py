"""What the care for a running Tallywire asks of the store: vital signs, alarms, and texts to be forgotten."""

from datetime import datetime
from typing import Protocol

from bot.model import Alarm, AlarmKind, Vitals


class OperationTransaction(Protocol):
    """Alarms and the forgetting of texts, in a write transaction. See bot.ports.Transaction."""

    async def alarms(self) -> tuple[Alarm, ...]:
        """Return the alarms that are not over, by kind."""
        ...

    async def put_alarm(self, alarm: Alarm) -> None:
        """Record an alarm, in place of the one of its kind."""
        ...

    async def drop_alarm(self, kind: AlarmKind) -> None:
        """Forget an alarm that is over."""
        ...

    async def forget_texts(self, before: datetime, limit: int) -> int:
        """Forget the texts of up to `limit` article versions that were first seen before a time; return how many.

        An article's versions are forgotten together, once all of them are so old and it is not to be looked at again;
        its recheck goes with them, since nothing could be compared any more. Titles, statements and quotes stay.
        """
        ...


class OperationStore(Protocol):
    """Vital signs, read from what is committed. See bot.ports.Store."""

    async def vitals(self, now: datetime, since: datetime) -> Vitals:
        """Return how all is; articles are counted that were first seen since a time."""
        ...
