"""What went wrong in the database, as an error of ours that names it and says what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from pydantic import ValidationError
from pydantic_core import PydanticSerializationError
from sqlalchemy.exc import DBAPIError, SQLAlchemyError, StatementError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot.errors import StoreAway, StoreCorrupt, StoreError, StoreFull, StoreLocked, StoreMoved

_DAMAGED = "is damaged ({cause}): put back a backup, or move the file away to start with an empty ledger"
_REFUSED = "may not be written ({cause}): give this user the right to write the file and its directory"
_REASONS: dict[int, tuple[type[StoreError], str]] = {
    sqlite3.SQLITE_BUSY: (StoreLocked, "is locked by another process: stop that process, or try again when it is done"),
    sqlite3.SQLITE_LOCKED: (StoreLocked, "is locked within this process ({cause}): try again"),
    sqlite3.SQLITE_CORRUPT: (StoreCorrupt, _DAMAGED),
    sqlite3.SQLITE_NOTADB: (StoreCorrupt, "is no database: choose another file in [store] url, or put back a backup"),
    sqlite3.SQLITE_FORMAT: (StoreCorrupt, _DAMAGED),
    sqlite3.SQLITE_FULL: (StoreFull, "has no room left: free some disk space; what is stored is safe"),
    sqlite3.SQLITE_IOERR: (StoreError, "could not be read or written ({cause}): check the disk and try again"),
    sqlite3.SQLITE_CANTOPEN: (
        StoreError,
        "cannot be opened: check that its directory exists and that this user may write there",
    ),
    sqlite3.SQLITE_READONLY: (StoreError, _REFUSED),
    sqlite3.SQLITE_PERM: (StoreError, _REFUSED),
    sqlite3.SQLITE_AUTH: (StoreError, _REFUSED),
    sqlite3.SQLITE_CONSTRAINT: (StoreError, "refused a change ({cause}): nothing of that change was stored"),
}
_AWAY = (StoreAway, "does not answer ({cause}): check that PostgreSQL runs and can be reached; what is stored is safe")
_MOVED = (
    StoreMoved,
    "was changed by another process meanwhile ({cause}): nothing of this change was stored, try again",
)
_STATES: dict[str, tuple[type[StoreError], str]] = {
    "08": _AWAY,
    "57P": _AWAY,
    "25P03": _AWAY,  # it undid a transaction that did nothing: this process was stopped
    "28": (StoreAway, "refuses us ({cause}): check user and password; a password belongs in TALLYWIRE_STORE_PASSWORD"),
    "3D000": (StoreError, "is not there ({cause}): create it, or name another in [store] url"),
    "23505": _MOVED,
    "40": _MOVED,
    "55P03": _MOVED,
    "23": (StoreError, "refused a change ({cause}): nothing of that change was stored"),
    "25006": (StoreError, "may only be read ({cause}): name the primary server in [store] url"),
    "42501": (StoreError, "may not be used so ({cause}): give this user the right to it"),
    "53100": (StoreFull, "has no room left: free some disk space on its server; what is stored is safe"),
    "53300": (StoreLocked, "has no connection left ({cause}): raise max_connections, or run fewer processes"),
    "53": (StoreFull, "lacks room on its server ({cause}): what is stored is safe"),
    "XX001": (StoreCorrupt, "is damaged ({cause}): put back a backup"),
    "XX002": (StoreCorrupt, "is damaged ({cause}): put back a backup"),
}
"""What PostgreSQL's states mean; the longest beginning counts."""
_UNKNOWN = (StoreError, "failed ({cause}): try again, and report the fault if it stays")
_BUSY = (StoreLocked, "is too busy: all its connections are in use; try again")
_UNREADABLE = (
    StoreCorrupt,
    "holds a row that cannot be read ({cause}): put back a backup, or use the program version that wrote it",
)
_UNWRITABLE = (StoreError, "cannot keep this value ({cause}): nothing of that change was stored")

UNIQUE, ONCE_FOR_EVER = "23505", "ledger_id"
"""A statement twice is our own mistake: who appends to a ledger has it alone, so no other process came first."""
_PRIMARY_CODE = 0xFF
"""SQLite's extended codes carry the primary one in the low byte."""


def explained(error: Exception, database: str) -> StoreError:
    """Return the error that says what `error` means for this database, and what to do."""
    cause = error.orig if isinstance(error, DBAPIError | StatementError) and error.orig is not None else error
    kind, reason = _reason(cause)
    return kind(f"The database {database} {reason.format(cause=in_one_line(cause))}.")


@contextmanager
def store_errors(database: str) -> Iterator[None]:
    """Let nothing but a StoreError out of the block when the database fails."""
    try:
        yield
    except (
        SQLAlchemyError,
        sqlite3.Error,
        psycopg.Error,
        ValidationError,
        PydanticSerializationError,
        UnicodeError,
        OverflowError,
    ) as error:
        raise explained(error, database) from error


def _reason(cause: BaseException) -> tuple[type[StoreError], str]:
    if isinstance(cause, PoolTimeout):
        return _BUSY
    if isinstance(cause, ValidationError):
        return _UNREADABLE
    if isinstance(cause, PydanticSerializationError | UnicodeError | OverflowError | ValueError):
        return _UNWRITABLE
    if isinstance(cause, psycopg.Error):
        return _postgres_reason(cause)
    code = getattr(cause, "sqlite_errorcode", None)
    return _UNKNOWN if code is None else _REASONS.get(code & _PRIMARY_CODE, _UNKNOWN)


def _postgres_reason(cause: psycopg.Error) -> tuple[type[StoreError], str]:
    """Without a state there was no answer, or the driver itself refused a value."""
    if cause.sqlstate is None:
        return _AWAY if isinstance(cause, psycopg.OperationalError) else _UNWRITABLE
    if cause.sqlstate == UNIQUE and cause.diag.constraint_name == ONCE_FOR_EVER:
        return _STATES["23"]
    known = [_STATES[start] for start in (cause.sqlstate, cause.sqlstate[:3], cause.sqlstate[:2]) if start in _STATES]
    return known[0] if known else _UNKNOWN


def in_one_line(cause: BaseException) -> str:
    """Name a broken row by its faulty places only: the row's text is not ours to print."""
    if isinstance(cause, ValidationError):
        return ", ".join(f"{'.'.join(map(str, fault['loc'])) or 'JSON'}: {fault['type']}" for fault in cause.errors())
    if isinstance(cause, psycopg.Error) and cause.diag.message_primary:
        return cause.diag.message_primary  # its details repeat values
    return " ".join(str(cause).split()) or type(cause).__name__
