"""What is kept of current figures catches up where an upgrade, an import or a changed topic left it behind."""

import asyncio
from collections import deque
from collections.abc import Iterable

from bot.ledger import kept_whole, rules_of
from bot.model import Topic
from bot.ports import Store

TOPICS = 20
"""Topics looked at in one tick."""


class Mending:
    """Goes through the topics, some a tick; figures left behind are right meanwhile, and read from the whole ledger."""

    def __init__(self, store: Store, topics: Iterable[Topic]) -> None:
        self._store = store
        self._left = deque(topics)

    async def tick(self) -> None:
        """Look at the next topics."""
        for _ in range(min(TOPICS, len(self._left))):
            topic = self._left.popleft()
            self._left.append(topic)
            await self._mend(topic)

    async def _mend(self, topic: Topic) -> None:
        behind = await self._store.unkept(topic.id, {claim.id: rules_of(claim) for claim in topic.claims})
        whole = []
        for claim in topic.claims:
            if claim.id in behind:
                entries = await self._store.entries(topic.id, claim.id)
                # Nobody waits for a long ledger to be folded.
                whole.append(await asyncio.to_thread(kept_whole, claim, topic.id, entries))
        if whole:
            async with self._store.transaction() as transaction:
                await transaction.keep_standing(whole)
