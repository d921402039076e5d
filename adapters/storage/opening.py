"""Opening, inspecting and upgrading a database by its URL."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from sqlalchemy import Connection, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.storage import schema
from adapters.storage.connection import Guarded
from adapters.storage.postgres import PostgresDatabase, names_postgres
from adapters.storage.sql import SqlStore
from adapters.storage.sqlite import SqliteDatabase, unusable
from bot.ports import Store

BUSY_TIMEOUT = 30.0
"""Seconds to wait for a lock that another process holds."""
STALL = 60.0
"""Seconds after which the server undoes a transaction that does nothing: its process has been stopped."""


class Database(Protocol):
    """What differs between SQLite and PostgreSQL before the first statement."""

    name: str
    """What messages call it."""
    readers: int
    """Connections for reading."""
    shared: bool
    """Whether several processes may work on it at once."""

    def check_place(self, *, create: bool) -> None:
        """Raise StoreError where no connection could be opened."""
        ...

    def owned(self) -> AbstractContextManager[None]:
        """Keep other processes away, where only one may work on it."""
        ...

    def writer(self) -> AsyncEngine:
        """Make the connection that writes."""
        ...

    def reader(self) -> AsyncEngine:
        """Make the connections that read, each transaction from one snapshot."""
        ...

    def faults(self, connection: Connection) -> Sequence[str]:
        """Return what the database's own checks find; empty in a sound one."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """What `tallywire db check` tells."""

    database: str
    revision: str | None
    """The schema's revision; None in an empty database."""
    head: str
    """The revision this program needs."""
    faults: tuple[str, ...]
    """What the database's own checks found, in its words; empty in a sound database."""


@asynccontextmanager
async def open_store(
    url: str,
    *,
    exclusive: bool = True,
    writable: bool = False,
    busy_timeout: float = BUSY_TIMEOUT,
    stall: float = STALL,
) -> AsyncIterator[Store]:
    """Open the database that `url` names.

    That is `sqlite:///FILE`, three slashes for a relative path, or `postgresql://USER@HOST/DATABASE`. Exclusive, for
    `run`: a fresh database gets its schema, any other schema than the newest is StoreOutdated, and a file that another
    process has so is StoreLocked. Not exclusive, for commands beside a running Tallywire: every write is a StoreError,
    unless it is `writable`. That is for what operators order of feeds, whose rows are read anew each time; the ledger
    is not to be written so, since `run` keeps it in memory.
    """
    database = database_at(url, busy_timeout, stall)
    database.check_place(create=exclusive)
    async with AsyncExitStack() as stack:
        if exclusive:
            stack.enter_context(database.owned())
        writer = database.writer() if exclusive or writable else None
        reader = database.reader()
        store = SqlStore(database.name, reader=reader, writer=writer, readers=database.readers, shared=database.shared)
        stack.push_async_callback(store.close)
        async with Guarded(writer or reader, database.name) as db:
            await db.run(schema.make_or_check if exclusive else schema.check)
        yield store


async def upgrade_store(url: str, *, busy_timeout: float = BUSY_TIMEOUT) -> tuple[str | None, str]:
    """Bring the database's schema to the newest revision; return the revisions before (None: fresh) and after."""
    database = database_at(url, busy_timeout)
    database.check_place(create=True)
    async with AsyncExitStack() as stack:
        stack.enter_context(database.owned())
        writer = database.writer()
        stack.push_async_callback(writer.dispose)
        async with Guarded(writer, database.name) as db:
            return await db.run(schema.upgrade)


async def inspect_store(url: str, *, busy_timeout: float = BUSY_TIMEOUT) -> Inspection:
    """Look a database over without changing it, beside a running Tallywire or not."""
    database = database_at(url, busy_timeout)
    database.check_place(create=False)
    reader = database.reader()
    async with AsyncExitStack() as stack:
        stack.push_async_callback(reader.dispose)
        async with Guarded(reader, database.name) as db:
            return await db.run(partial(_inspect, database))


def database_at(url: str, busy_timeout: float, stall: float = STALL) -> Database:
    """Return the database that a URL names; raise SettingsError for one that cannot be used."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise unusable("is no database URL") from error
    if names_postgres(parsed):
        return PostgresDatabase(parsed, busy_timeout, stall)
    return SqliteDatabase(parsed, busy_timeout)


def _inspect(database: Database, connection: Connection, name: str) -> Inspection:
    revision = schema.revision_of(connection, name)
    return Inspection(database=name, revision=revision, head=schema.HEAD, faults=tuple(database.faults(connection)))
