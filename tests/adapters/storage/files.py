"""Ways to open, limit and look into a database file."""

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager, closing, contextmanager
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry, Pool

from adapters.storage import open_store
from bot.ports import Store
from tests.newsroom import TOPIC

SHORT = 0.05
"""Seconds to wait for a lock in tests."""


def opened(database: Path, *, exclusive: bool = True) -> AbstractAsyncContextManager[Store]:
    """Open a store that does not wait long for others."""
    return open_store(f"sqlite:///{database}", exclusive=exclusive, busy_timeout=SHORT)


async def open_and_read(database: Path, *, exclusive: bool = True) -> None:
    """Open a store and read its ledger."""
    async with opened(database, exclusive=exclusive) as store:
        await store.entries(TOPIC.id)


def ask(database: Path, *statements: str) -> list[tuple[object, ...]]:
    """Run statements past the store; return the rows of the last."""
    with closing(sqlite3.connect(database, isolation_level=None)) as raw:
        for statement in statements:
            rows = raw.execute(statement).fetchall()
    return rows


@contextmanager
def pragma(line: str) -> Iterator[None]:
    """Give every new connection a limit that only SQLite itself can enforce."""

    def connected(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
        connection.cursor().execute(f"PRAGMA {line}")

    event.listen(Pool, "connect", connected)
    try:
        yield
    finally:
        event.remove(Pool, "connect", connected)
