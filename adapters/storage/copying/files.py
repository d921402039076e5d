"""SQLite files, copied by SQLite's own online backup: one snapshot, whoever writes meanwhile."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from shutil import copy2
from urllib.parse import quote

from adapters.storage import schema
from adapters.storage.faults import explained
from bot.errors import StoreCorrupt, StoreError, StoreOutdated

PERHAPS_SENT = (
    "UPDATE posts SET state = 'waiting', lease_until = NULL, fence = max(fence, attempts + 1) WHERE posted_at IS NULL"
)
"""What waits in a backup may have gone out since: a post taken more often than it failed is looked for first."""
LOGS = ("-wal", "-shm")


def copy_out(database: Path, target: Path) -> tuple[str, int]:
    """Copy a database into an empty file; return its revision and how many ledger entries it has."""
    with _opened(database, "ro") as source:
        _copy(source, target)
    return _looked_over(target)


def copy_in(database: Path, backup: Path, *, replace: bool, stamp: str) -> tuple[str, int, Path | None]:
    """Put a backup in the place of a database that nobody works on; see `restore_store`."""
    there = database.exists() and database.stat().st_size > 0
    if there and not replace:
        raise StoreError(
            f"There is a database {database} already: `--replace` keeps it aside and puts the backup in its place."
        )
    revision, entries = _looked_over(backup)
    part = database.with_name(f"{database.name}.restoring")
    part.unlink(missing_ok=True)
    with _opened(backup, "ro") as source:
        _copy(source, part)
    with _opened(part, "rw") as restored:
        restored.execute(PERHAPS_SENT)
        restored.commit()
    _settle(part)
    aside = _set_aside(database, stamp) if there else None
    part.replace(database)
    _settle(database)
    return revision, entries, aside


def _copy(source: sqlite3.Connection, target: Path) -> None:
    """Copy all pages in one step: what is written meanwhile does not begin it again."""
    with _opened(target, "rwc") as copy:
        source.backup(copy, pages=-1)
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it
    _settle(target)


def _looked_over(file: Path) -> tuple[str, int]:
    """Return the revision and the number of entries of a sound Tallywire database; raise StoreError for another."""
    with _opened(file, "ro") as copy:
        faults = [str(line) for (line,) in copy.execute("PRAGMA integrity_check") if line != "ok"]
        if faults:
            raise StoreCorrupt(f"The database {file} is damaged ({faults[0]}): take an older backup.")
        tables = {str(name) for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not {"alembic_version", "ledger"} <= tables:
            raise StoreError(f"{file} is no database of Tallywire: it holds no ledger.")
        ((revision,),) = copy.execute("SELECT version_num FROM alembic_version").fetchall()
        if not schema.is_known(str(revision)):
            raise StoreOutdated(f"{file} has schema {revision}, which a newer Tallywire made: install that version.")
        ((entries,),) = copy.execute("SELECT count(*) FROM ledger").fetchall()
    return str(revision), int(entries)


def _set_aside(database: Path, stamp: str) -> Path:
    """Keep what is there under another name, so that at every instant there is a database."""
    with suppress(StoreError), _opened(database, "rw") as old:
        old.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    aside = database.with_name(f"{database.name}.replaced-{stamp}")
    try:
        os.link(database, aside)
    except OSError:
        copy2(database, aside)  # a file system without a second name for a file
    for log in LOGS:
        # One that is left belongs to the old file, and would be taken for the new one's.
        left = database.with_name(f"{database.name}{log}")
        if left.exists():
            left.rename(aside.with_name(f"{aside.name}{log}"))
    return aside


@contextmanager
def _opened(file: Path, mode: str) -> Iterator[sqlite3.Connection]:
    """Open a file; every fault is a StoreError that names it."""
    try:
        with closing(sqlite3.connect(f"file:{quote(str(file.absolute()))}?mode={mode}", uri=True)) as connection:
            yield connection
    except sqlite3.Error as error:
        raise explained(error, str(file)) from error


def _settle(file: Path) -> None:
    """Let a file and its name reach the disk."""
    for place in (file, file.absolute().parent):
        handle = os.open(place, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
