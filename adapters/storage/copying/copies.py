"""Backups by a database's URL."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from adapters.storage.copying import files, servers
from adapters.storage.opening import BUSY_TIMEOUT, database_at
from adapters.storage.postgres import names_postgres
from adapters.storage.sqlite import database_file
from bot.errors import StoreError

PART = ".part"
"""What a backup's name ends with until it is whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """What was backed up or restored."""

    database: str
    revision: str
    entries: int
    size: int
    """Bytes of the backup."""
    aside: Path | None = None
    """Where the database is that was there before."""


def backup_store(url: str, target: Path) -> Copied:
    """Write a consistent copy of a database, also of one that is being written, to a new file."""
    database = database_at(url, BUSY_TIMEOUT)
    database.check_place(create=False)
    part = _place(target)
    try:
        if _is_postgres(url):
            revision, entries = servers.dump(make_url(url), database.name, part)
        else:
            revision, entries = files.copy_out(database_file(make_url(url)), part)
        part.replace(target)
    except OSError as error:
        raise StoreError(f"The backup {target} could not be written ({error.strerror}).") from error
    finally:
        with suppress(FileNotFoundError):
            part.unlink()
    return Copied(database=database.name, revision=revision, entries=entries, size=target.stat().st_size)


def restore_store(url: str, backup: Path, *, replace: bool, stamp: str) -> Copied:
    """Put a backup in a database's place; one that is there is only replaced where that is asked for.

    A file that is replaced is kept aside, under a name with the stamp. What waits to be delivered is marked as perhaps
    delivered since the backup was made, so that platforms are asked first.
    """
    if not backup.is_file():
        raise StoreError(f"There is no backup {backup}.")
    database = database_at(url, BUSY_TIMEOUT)
    size, aside = backup.stat().st_size, None
    if _is_postgres(url):
        revision, entries = servers.load(make_url(url), database.name, backup, replace=replace)
    else:
        database.check_place(create=True)
        with database.owned():
            file = database_file(make_url(url))
            try:
                revision, entries, aside = files.copy_in(file, backup, replace=replace, stamp=stamp)
            except OSError as error:
                raise StoreError(f"The backup {backup} could not be put back ({error.strerror}).") from error
    return Copied(database=database.name, revision=revision, entries=entries, size=size, aside=aside)


def _is_postgres(url: str) -> bool:
    try:
        return names_postgres(make_url(url))
    except ArgumentError:
        return False


def _place(target: Path) -> Path:
    """Return where a backup is written first; raise StoreError where it cannot be."""
    if target.exists():
        raise StoreError(f"There is a file {target} already: name another, backups are never written over.")
    if not target.absolute().parent.is_dir():
        raise StoreError(f"The backup {target} has no place: make the directory {target.absolute().parent} first.")
    part = target.with_name(f"{target.name}{PART}")
    try:
        # Nobody else's to read: it holds all that the database does.
        part.unlink(missing_ok=True)
        part.touch(mode=0o600, exist_ok=False)
    except OSError as error:
        raise StoreError(f"The backup {target} cannot be written ({error.strerror}).") from error
    return part
