"""One process a database file: an advisory lock that dies with its holder."""

import fcntl
import os
import weakref
from pathlib import Path
from typing import Self

from bot.errors import StoreError, StoreLocked


class FileLock:
    """Holds `<database>.lock` until it is released or the process ends, however it ends.

    A file of its own: closing any handle on the database would drop the locks SQLite keeps on it. A `flock` and
    not a row: the kernel releases it on kill -9, no clock and no clean-up needed.
    """

    def __init__(self, handle: int) -> None:
        self._handle: int | None = handle
        itself = weakref.ref(self)
        # A forked worker inherits the lock and would keep it when its parent is killed.
        os.register_at_fork(after_in_child=lambda: _release(itself()))

    @classmethod
    def acquire(cls, database: Path) -> Self:
        """Take the lock, or raise StoreLocked at once."""
        # Two names of one file are one database.
        file = database.resolve()
        file = file.with_name(f"{file.name}.lock")
        try:
            handle = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise StoreError(_unlockable(database, file, error)) from error
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.read(handle, 20).decode(errors="replace").strip()
            os.close(handle)
            raise StoreLocked(_held(database, holder)) from error
        os.ftruncate(handle, 0)
        os.write(handle, f"{os.getpid()}\n".encode())
        return cls(handle)

    def release(self) -> None:
        """Let go; the file stays, since removing it would let two processes lock two files of one name."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def _release(lock: FileLock | None) -> None:
    if lock is not None:
        lock.release()


def _unlockable(database: Path, file: Path, error: OSError) -> str:
    return (
        f"The database {database} cannot be locked ({error.strerror}): "
        f"this user needs the right to write {file} and its directory."
    )


def _held(database: Path, holder: str) -> str:
    process = f" (process {holder})" if holder.isdigit() else ""
    return (
        f"Another Tallywire{process} works on the database {database}: "
        "stop it first, or give this one a file of its own in [store] url."
    )
