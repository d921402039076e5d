"""Opening, inspecting and upgrading a database by its URL."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, text

from adapters.storage import schema, sqlite
from adapters.storage.connection import Guarded
from adapters.storage.lock import FileLock
from adapters.storage.sql import SqlStore
from bot.ports import Store

BUSY_TIMEOUT = 30.0
"""Seconds to wait for a lock that another process holds on the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """What `tallywire db check` tells."""

    database: str
    revision: str | None
    """The schema's revision; None in an empty database."""
    head: str
    """The revision this program needs."""
    faults: tuple[str, ...]
    """What SQLite's own integrity checks found, in its words; empty in a sound database."""


@asynccontextmanager
async def open_store(
    url: str, *, exclusive: bool = True, writable: bool = False, busy_timeout: float = BUSY_TIMEOUT
) -> AsyncIterator[Store]:
    """Open the database that `url` names: `sqlite:///FILE`, three slashes for a relative path.

    Exclusive, for `run`: StoreLocked when another process has it so; a fresh file gets its schema, any other schema
    than the newest is StoreOutdated. Not exclusive, for commands beside a running Tallywire: every write is a
    StoreError, unless it is `writable`. That is for what operators order of feeds, whose rows are read anew each time;
    the ledger is not to be written so, since `run` keeps it in memory.
    """
    database = sqlite.database_file(url)
    sqlite.check_place(database, create=exclusive)
    async with AsyncExitStack() as stack:
        if exclusive:
            stack.callback(FileLock.acquire(database).release)
        writer = sqlite.writing_engine(database, busy_timeout) if exclusive or writable else None
        reader = sqlite.reading_engine(database, busy_timeout)
        store = SqlStore(str(database), reader=reader, writer=writer)
        stack.push_async_callback(store.close)
        async with Guarded(writer or reader, str(database)) as db:
            await db.run(schema.make_or_check if exclusive else schema.check)
        yield store


async def upgrade_store(url: str, *, busy_timeout: float = BUSY_TIMEOUT) -> tuple[str | None, str]:
    """Bring the database's schema to the newest revision; return the revisions before (None: fresh) and after."""
    database = sqlite.database_file(url)
    sqlite.check_place(database, create=True)
    async with AsyncExitStack() as stack:
        stack.callback(FileLock.acquire(database).release)
        writer = sqlite.writing_engine(database, busy_timeout)
        stack.push_async_callback(writer.dispose)
        async with Guarded(writer, str(database)) as db:
            return await db.run(schema.upgrade)


async def inspect_store(url: str, *, busy_timeout: float = BUSY_TIMEOUT) -> Inspection:
    """Look a database over without changing it, beside a running Tallywire or not."""
    database = sqlite.database_file(url)
    sqlite.check_place(database, create=False)
    reader = sqlite.reading_engine(database, busy_timeout)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(reader.dispose)
        async with Guarded(reader, str(database)) as db:
            return await db.run(_inspect)


def _inspect(connection: Connection, database: str) -> Inspection:
    revision = schema.revision_of(connection, database)
    found = connection.scalars(text("PRAGMA integrity_check")).all()
    orphans = connection.execute(text("PRAGMA foreign_key_check")).all()
    faults = [str(line) for line in found if line != "ok"]
    faults += [f"{row[0]} {row[1]} points at a missing row of {row[2]}" for row in orphans]
    return Inspection(database=database, revision=revision, head=schema.HEAD, faults=tuple(faults))
