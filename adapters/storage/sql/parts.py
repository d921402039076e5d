"""What the parts of a store and of its transactions share: connections, and what has been decoded."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.storage.connection import Guarded
from adapters.storage.histories import Histories
from bot.errors import StoreError

ROOM = 200_000
"""Decoded entries kept in memory, about 1.2 KB each: 240 MB when a ledger is that long."""


class TransactionPart:
    """Works inside one write transaction.

    Read-then-write is sound on SQLite, where the write lock is held from the first statement. On PostgreSQL, others
    write meanwhile: what is read to be written is locked, and what two insert at once is told apart by its key.
    """

    def __init__(self, guarded: Guarded, histories: Histories) -> None:
        self._db = guarded
        self._histories = histories
        self._appended = False


class StorePart:
    """Opens snapshots to read from, and the one write transaction. Without a writer it can only be read."""

    def __init__(
        self, database: str, *, reader: AsyncEngine, writer: AsyncEngine | None, readers: int, shared: bool
    ) -> None:
        self.shared = shared
        self._database = database
        self._reader = reader
        self._writer = writer
        # Waiting here is fair and silent; waiting for SQLite or for the pool is neither.
        self._writing = asyncio.Lock()
        self._reading = asyncio.Semaphore(readers)
        self._histories = Histories(ROOM)
        self._closed = False

    @asynccontextmanager
    async def _read(self) -> AsyncIterator[Guarded]:
        """Open a snapshot to read from."""
        async with self._reading, Guarded(self._opened(self._reader), self._database) as db:
            yield db

    @asynccontextmanager
    async def _write(self) -> AsyncIterator[Guarded]:
        """Open this process's one write transaction, after those asked for earlier."""
        if self._writer is None:
            raise StoreError(f"The database {self._database} was opened for reading only, so nothing can be stored.")
        async with self._writing, Guarded(self._opened(self._writer), self._database) as db:
            yield db

    def _opened(self, engine: AsyncEngine) -> AsyncEngine:
        """Refuse an engine after the end: it would connect again, without the lock on the file."""
        if self._closed:
            raise StoreError(f"The database {self._database} is closed.")
        return engine
