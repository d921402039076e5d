"""What the store keeps to notice that a text is printed again: when to look, and what copies look like."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.model import Origin, OverdueLooks, Recheck, Sketch


class ReprintTransaction(Protocol):
    """Rechecks and sketches, in a write transaction. See bot.ports.Transaction."""

    async def lease_rechecks(self, now: datetime, limit: int, lease_seconds: float) -> tuple[Recheck, ...]:
        """Take up to `limit` due rechecks, the longest due first.

        They come in no order, with a grown fence and `next_check` at the lease's end: a look that never reports is due
        again then.
        """
        ...

    async def take_rechecks(
        self, articles: Collection[str], now: datetime, lease_seconds: float
    ) -> tuple[Recheck, ...]:
        """Take the rechecks of these articles, due or not, as `lease_rechecks` does; a look under way is lost."""
        ...

    async def rechecks(self, articles: Collection[str]) -> Mapping[str, Recheck]:
        """Return the rechecks of those articles that have one, by article."""
        ...

    async def add_recheck(self, recheck: Recheck) -> None:
        """Begin to look at an article again; one that has a recheck already is an error."""
        ...

    async def put_recheck(self, recheck: Recheck) -> bool:
        """Store what a look found, under its fence; False (and nothing stored) when the lease was lost."""
        ...

    async def alike(self, keys: Sequence[int], since: datetime, limit: int) -> tuple[tuple[Origin, Sketch], ...]:
        """Return the texts added since then that share any of the keys: `limit` of them, what shares most first."""
        ...

    async def add_sketch(self, origin: Origin, sketch: Sketch, keys: Sequence[int], now: datetime) -> None:
        """Let a text be found by its keys; one that is known already stays as it is."""
        ...

    async def forget_sketches(self, before: datetime) -> int:
        """Forget the texts added before a time, and return how many."""
        ...


class ReprintStore(Protocol):
    """Rechecks, read from what is committed. See bot.ports.Store."""

    async def overdue_looks(self, now: datetime) -> OverdueLooks:
        """Return how many rechecks are due, those that were taken left out, and since when the first is."""
        ...
