"""The SQLite file: its URL, its connections and how they are set."""

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import URL, Connection, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from adapters.storage.lock import FileLock
from bot.errors import Fault, SettingsError, StoreError

READERS = 4
"""Connections for reading, each with a thread of its own."""

OLDEST = (3, 35, 0)
"""SQLite before this has no RETURNING."""

# WAL: readers never wait for the writer. FULL and not NORMAL: both survive kill -9, but only FULL also keeps a delivery
# through a power cut, and a delivery that is forgotten is an alert that a channel sees twice.
_WRITING: Mapping[str, str] = {
    "journal_mode": "WAL",
    "synchronous": "FULL",
    "journal_size_limit": "67108864",
    # A long ledger's indexes are written all over: what is kept at hand is not read again for each statement, and pages
    # that change often are folded into the file once for many transactions.
    "cache_size": "-32768",
    "wal_autocheckpoint": "4000",
    "foreign_keys": "ON",
    "trusted_schema": "OFF",
}
_READING: Mapping[str, str] = {"query_only": "ON", "trusted_schema": "OFF"}


class SqliteDatabase:
    """A file that one process writes. See adapters.storage.opening.Database."""

    readers = READERS
    shared = False

    def __init__(self, url: URL, patience: float) -> None:
        """Wait `patience` seconds for a lock that another process holds on the file."""
        self._file = database_file(url)
        self._patience = patience
        self.name = str(self._file)

    def check_place(self, *, create: bool) -> None:
        """See `check_place`."""
        check_place(self._file, create=create)

    def owned(self) -> AbstractContextManager[None]:
        """Keep every other process from writing the file, or raise StoreLocked at once."""
        return _locked(self._file)

    def writer(self) -> AsyncEngine:
        """See `writing_engine`."""
        return writing_engine(self._file, self._patience)

    def reader(self) -> AsyncEngine:
        """See `reading_engine`."""
        return reading_engine(self._file, self._patience)

    def faults(self, connection: Connection) -> Sequence[str]:
        """Return what SQLite's own integrity checks find, in its words."""
        found = connection.scalars(text("PRAGMA integrity_check")).all()
        orphans = connection.execute(text("PRAGMA foreign_key_check")).all()
        faults = [str(line) for line in found if line != "ok"]
        return faults + [f"{row[0]} {row[1]} points at a missing row of {row[2]}" for row in orphans]


def database_file(url: URL) -> Path:
    """Return the file of `sqlite:///FILE` or `sqlite+aiosqlite:///FILE`; raise SettingsError for any other URL."""
    if url.drivername not in {"sqlite", "sqlite+aiosqlite"} or url.host:
        raise unusable("names no SQLite file and no PostgreSQL database")
    if url.query:
        raise unusable(f"takes no options, but has {', '.join(sorted(url.query))}")
    if not url.database or url.database.startswith((":memory:", "file:")):
        raise unusable("names no file")
    return Path(url.database)


def check_place(database: Path, *, create: bool) -> None:
    """Raise StoreError where no connection could be opened, with the reason that SQLite does not tell."""
    if sqlite3.sqlite_version_info < OLDEST:
        raise StoreError(f"SQLite {sqlite3.sqlite_version} is too old for {database}: 3.35 or newer is needed.")
    if not database.parent.is_dir():
        raise StoreError(
            f"The database {database} has no place: make the directory {database.parent.absolute()} first."
        )
    if database.is_dir():
        raise StoreError(f"The database {database} is a directory: name a file in [store] url.")
    if not create and not database.exists():
        raise StoreError(f"There is no database {database}: `tallywire run` makes it, or name another in [store] url.")
    # Asked here: SQLite opens what it may not write for reading and says so at the first write only.
    wanted = os.R_OK | (os.W_OK if create else 0)
    if database.exists() and not os.access(database, wanted, effective_ids=os.access in os.supports_effective_ids):
        kind = "write" if create else "read"
        raise StoreError(f"The database {database} is not this user's to {kind}: change the file's rights.")


def writing_engine(database: Path, busy_timeout: float) -> AsyncEngine:
    """Make the one connection that writes; its transactions take the write lock at once.

    One that began by reading would fail with `database is locked` as soon as another has written meanwhile, and no
    timeout helps then.
    """
    engine = _engine(str(database), {}, busy_timeout, connections=1)
    _prepare(engine, "BEGIN IMMEDIATE", _WRITING, database)
    return engine


def reading_engine(database: Path, busy_timeout: float) -> AsyncEngine:
    """Make the connections that read, each transaction from one snapshot; they need no right to write the file."""
    name = f"file:{quote(str(database.absolute()))}"
    engine = _engine(name, {"mode": "ro", "uri": "true"}, busy_timeout, connections=READERS)
    _prepare(engine, "BEGIN", _READING, database)
    return engine


def _engine(name: str, options: Mapping[str, str], busy_timeout: float, *, connections: int) -> AsyncEngine:
    url = URL.create("sqlite+aiosqlite", database=name, query=options)
    return create_async_engine(
        url,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=busy_timeout,
        connect_args={"timeout": busy_timeout},
        hide_parameters=True,
        # Each transaction is ended by its own block already: a rollback more would cost a fifth of a small write.
        pool_reset_on_return=None,
    )


def _prepare(engine: AsyncEngine, begin: str, pragmas: Mapping[str, str], database: Path) -> None:
    def connected(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # the driver begins nothing by itself
        cursor = connection.cursor()
        for pragma, value in pragmas.items():
            cursor.execute(f"PRAGMA {pragma}={value}")
            if pragma == "journal_mode" and cursor.fetchone() != ("wal",):
                raise StoreError(f"The database {database} cannot share its log: put it on a disk of this machine.")
        cursor.close()

    def begins(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine.sync_engine, "connect", connected)
    event.listen(engine.sync_engine, "begin", begins)


@contextmanager
def _locked(database: Path) -> Iterator[None]:
    lock = FileLock.acquire(database)
    try:
        yield
    finally:
        lock.release()


def unusable(reason: str) -> SettingsError:
    """Return the fault of a URL that names no database we can open."""
    # The URL itself is not repeated: it may hold a password.
    message = f"{reason}; write sqlite:///tallywire.db or sqlite:////absolute/path/tallywire.db"
    return SettingsError([Fault(place="settings", key="store.url", message=message)])
