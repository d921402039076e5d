"""When each claim had news last, kept at hand while people type: names are offered within moments."""

import asyncio
from datetime import datetime, timedelta

from bot.commands.desk import Desk
from bot.commands.names import names_of
from bot.commands.suggesting import Changed
from bot.crash import survive
from bot.errors import StoreError
from bot.ledger import is_opening
from bot.model import NEWS

FRESH = timedelta(seconds=10)
"""How long an order is good; an older one is shown while it is looked up anew."""
RECENT = 2_000
"""Entries that are looked at: of a long ledger, what changed before them is offered by name."""


async def last_changes(desk: Desk) -> dict[tuple[str, str], datetime]:
    """Return when each claim had news last, for ranking names."""
    changed: dict[tuple[str, str], datetime] = {}
    for entry in await desk.store.find_entries("", RECENT):
        if entry.verdict.kind in NEWS and not is_opening(entry.statement):
            changed.setdefault((entry.statement.topic, entry.statement.claim), entry.recorded)
    return changed


class LastChanges:
    """The last changes as of some seconds ago. Only the first who asks waits for them."""

    def __init__(self) -> None:
        self._changed: Changed = {}
        self._at: datetime | None = None
        self._looking: asyncio.Task[object] | None = None

    async def warm(self, desk: Desk) -> None:
        """Look them up, and fold the names under watch, before anybody types."""
        for topic in desk.topics.values():
            names_of(topic)
            await asyncio.sleep(0)
        await self._look(desk)

    async def of(self, desk: Desk) -> Changed:
        """Return the last changes; a store that cannot be read is no reason to offer nothing."""
        if self._at is None:
            await self._look(desk)
        elif desk.now - self._at > FRESH and (self._looking is None or self._looking.done()):
            self._looking = asyncio.create_task(survive(self._look(desk)))
        return self._changed

    async def _look(self, desk: Desk) -> None:
        try:
            self._changed, self._at = await last_changes(desk), desk.now
        except StoreError:
            return
