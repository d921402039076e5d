"""Rechecks and sketches, in memory."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from adapters.storage.memory.state import Known, StorePart, TransactionPart
from bot.model import Origin, OverdueLooks, Recheck, Sketch


class ReprintTransaction(TransactionPart):
    """See bot.ports.reprints.ReprintTransaction."""

    async def lease_rechecks(self, now: datetime, limit: int, lease_seconds: float) -> tuple[Recheck, ...]:
        """See bot.ports.reprints."""
        due = sorted(
            (known.next_check, name)
            for name, known in self._state.rechecks.items()
            if known.next_check is not None and known.next_check <= now
        )
        return self._taken([name for _, name in due[:limit]], now, lease_seconds)

    async def take_rechecks(
        self, articles: Collection[str], now: datetime, lease_seconds: float
    ) -> tuple[Recheck, ...]:
        """See bot.ports.reprints."""
        return self._taken(
            [name for name in dict.fromkeys(articles) if name in self._state.rechecks], now, lease_seconds
        )

    async def rechecks(self, articles: Collection[str]) -> Mapping[str, Recheck]:
        """See bot.ports.reprints."""
        return {name: self._state.rechecks[name] for name in articles if name in self._state.rechecks}

    async def add_recheck(self, recheck: Recheck) -> None:
        """See bot.ports.reprints."""
        if recheck.article in self._state.rechecks:
            raise self._undone(f"article {recheck.article} has a recheck")
        self._state.rechecks[recheck.article] = recheck

    async def put_recheck(self, recheck: Recheck) -> bool:
        """See bot.ports.reprints."""
        known = self._state.rechecks.get(recheck.article)
        if known is None or known.fence != recheck.fence:
            return False
        self._state.rechecks[recheck.article] = recheck
        return True

    async def alike(self, keys: Sequence[int], since: datetime, limit: int) -> tuple[tuple[Origin, Sketch], ...]:
        """See bot.ports.reprints."""
        wanted = set(keys)
        found = [
            (-len(wanted & known.keys), known.added, name)
            for name, known in self._state.sketches.items()
            if known.added >= since and not wanted.isdisjoint(known.keys)
        ]
        near = (self._state.sketches[name] for _, _, name in sorted(found)[:limit])
        return tuple((known.origin, known.sketch) for known in near)

    async def add_sketch(self, origin: Origin, sketch: Sketch, keys: Sequence[int], now: datetime) -> None:
        """See bot.ports.reprints."""
        self._state.sketches.setdefault(origin.article, Known(origin, sketch, frozenset(keys), now))

    async def forget_sketches(self, before: datetime) -> int:
        """See bot.ports.reprints."""
        kept = {name: known for name, known in self._state.sketches.items() if known.added >= before}
        forgotten = len(self._state.sketches) - len(kept)
        self._state.sketches = kept
        return forgotten

    def _taken(self, names: Iterable[str], now: datetime, lease_seconds: float) -> tuple[Recheck, ...]:
        until = now + timedelta(seconds=lease_seconds)
        known = self._state.rechecks
        taken = {name: replace(known[name], next_check=until, fence=known[name].fence + 1) for name in names}
        known.update(taken)
        return tuple(taken.values())


class ReprintStore(StorePart):
    """See bot.ports.reprints.ReprintStore."""

    async def overdue_looks(self, now: datetime) -> OverdueLooks:
        """See bot.ports.reprints."""
        checks = (known.next_check for known in self._opened().rechecks.values())
        due = [when for when in checks if when is not None and when <= now]
        return OverdueLooks(articles=len(due), oldest=min(due, default=None))
