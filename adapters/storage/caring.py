"""Looking a database over as a whole, by its URL."""

from collections.abc import Mapping
from contextlib import AsyncExitStack
from functools import partial

from adapters.storage.connection import Guarded
from adapters.storage.opening import BUSY_TIMEOUT, database_at
from adapters.storage.verifying import Verified, verify
from bot.model import Topic

THINKING = 3_600.0
"""Seconds for which a look may read nothing: replaying a long ledger takes its time."""


async def verify_store(url: str, topics: Mapping[str, Topic], *, busy_timeout: float = BUSY_TIMEOUT) -> Verified:
    """Look a database over without changing it, beside a running Tallywire or not; replay what `topics` judge."""
    database = database_at(url, busy_timeout, THINKING)
    database.check_place(create=False)
    reader = database.reader()
    async with AsyncExitStack() as stack:
        stack.push_async_callback(reader.dispose)
        async with Guarded(reader, database.name) as db:
            return await db.run(partial(verify, topics=topics, faults=database.faults))
