"""One process a database file, for exactly as long as that process lives."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from adapters.storage.lock import FileLock
from bot.errors import StoreError, StoreLocked
from tests.adapters.storage.files import open_and_read, opened
from tests.newsroom import TOPIC
from tests.records import said

ROOT = Path(__file__).parents[3]
HOLDER = """
import os, sys
from pathlib import Path
from adapters.storage.lock import FileLock
lock = FileLock.acquire(Path(sys.argv[1]))
child = os.fork()
if child:
    print(child, flush=True)
sys.stdin.read()
"""


async def test_a_second_run_is_told_who_holds_the_database(filled: Path) -> None:
    async with opened(filled):
        with pytest.raises(
            StoreLocked, match=rf"Another Tallywire \(process {os.getpid()}\) works on .*{filled.name}: stop it"
        ):
            await open_and_read(filled)
    await open_and_read(filled)


async def test_commands_that_read_open_beside_a_run_and_see_what_it_stores(filled: Path) -> None:
    async with opened(filled) as running, opened(filled, exclusive=False) as reading:
        before = await reading.entries(TOPIC.id)
        async with running.transaction() as transaction:
            await transaction.append([said(1)])
        assert len(await reading.entries(TOPIC.id)) == len(before) + 1


def test_two_names_of_one_file_are_one_database(database: Path) -> None:
    database.touch()
    alias = database.with_name("alias.db")
    alias.symlink_to(database)
    lock = FileLock.acquire(database)

    with pytest.raises(StoreLocked):
        FileLock.acquire(alias)
    lock.release()
    lock.release()
    FileLock.acquire(alias).release()


def test_the_lock_is_gone_with_its_process_even_when_a_forked_worker_lives_on(database: Path) -> None:
    with subprocess.Popen(  # noqa: S603  a script of ours
        [sys.executable, "-c", HOLDER, str(database)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        worker = int(holder.stdout.readline())
        with pytest.raises(StoreLocked, match=f"process {holder.pid}"):
            FileLock.acquire(database)
        os.kill(holder.pid, signal.SIGKILL)
        holder.wait()
        os.kill(worker, 0)
        FileLock.acquire(database).release()
        os.kill(worker, signal.SIGKILL)


def test_a_place_that_takes_no_lock_is_told(database: Path) -> None:
    database.with_name("tallywire.db.lock").mkdir()

    with pytest.raises(StoreError, match=r"cannot be locked \(Is a directory\): .*tallywire.db.lock"):
        FileLock.acquire(database)
