"""What a database file can be, where it can be and who else can be at it."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import create_async_engine

from adapters.storage import inspect_store, open_store, sqlite
from adapters.storage.connection import Guarded
from bot.errors import SettingsError, StoreCorrupt, StoreError, StoreLocked
from tests.adapters.storage.files import SHORT, ask, open_and_read, opened, pragma
from tests.newsroom import TOPIC
from tests.records import lease, said, write


@pytest.mark.parametrize("exclusive", [True, False])
async def test_a_file_of_other_content_is_no_database(database: Path, *, exclusive: bool) -> None:
    database.write_bytes(bytes(range(256)) * 64)

    with pytest.raises(StoreCorrupt, match=rf"{database.name} is no database"):
        await open_and_read(database, exclusive=exclusive)
    assert database.read_bytes() == bytes(range(256)) * 64


@pytest.mark.parametrize("exclusive", [True, False])
async def test_a_truncated_database_is_damaged(filled: Path, *, exclusive: bool) -> None:
    whole = filled.read_bytes()
    filled.write_bytes(whole[: len(whole) // 2])

    with pytest.raises(StoreCorrupt, match=rf"{filled.name} is damaged"):
        await open_and_read(filled, exclusive=exclusive)


async def test_an_overwritten_page_is_found_when_it_is_read(filled: Path) -> None:
    overwrite(filled, "ledger", b"\xa5" * 4096, at=0)

    with pytest.raises(StoreCorrupt, match="is damaged"):
        await open_and_read(filled)
    with pytest.raises(StoreCorrupt, match="is damaged"):
        await inspect_store(f"sqlite:///{filled}")


async def test_the_check_finds_what_reading_does_not(filled: Path) -> None:
    overwrite(filled, "ledger_topic", b"\xa5" * 4, at=4092)
    stray = "INSERT INTO ledger (id, topic, claim, corrects, entry) VALUES ('A', 'b', 'c', 'nobody', '{}')"
    ask(filled, "PRAGMA foreign_keys=OFF", stray)
    await open_and_read(filled)

    found = await inspect_store(f"sqlite:///{filled}")
    assert any("ledger_topic" in fault for fault in found.faults)
    assert "ledger 201 points at a missing row of ledger" in found.faults


def overwrite(database: Path, root: str, content: bytes, *, at: int) -> None:
    """Spoil bytes of the first page of a table or index."""
    ((page,),) = ask(database, f"SELECT rootpage FROM sqlite_master WHERE name = '{root}'")  # noqa: S608  names of ours
    with database.open("r+b") as file:
        file.seek((int(str(page)) - 1) * 4096 + at)
        file.write(content)


async def test_a_row_that_cannot_be_read_is_told_without_its_text(filled: Path) -> None:
    forge = """UPDATE ledger SET entry = '{"statement": "hush-hush"}' WHERE seq = 7"""
    ask(filled, "DROP TRIGGER ledger_no_update", forge)

    with pytest.raises(StoreCorrupt, match="row that cannot be read") as caught:
        await open_and_read(filled)
    assert "hush" not in str(caught.value)


async def test_a_sound_database_has_no_faults(filled: Path) -> None:
    assert (await inspect_store(f"sqlite:///{filled}")).faults == ()


@pytest.mark.parametrize("exclusive", [True, False])
async def test_a_directory_is_no_database(tmp_path: Path, *, exclusive: bool) -> None:
    with pytest.raises(StoreError, match="is a directory"):
        await open_and_read(tmp_path, exclusive=exclusive)


async def test_an_sqlite_without_what_is_needed_is_told(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 34, 1))

    with pytest.raises(StoreError, match=r"too old.*3\.35 or newer"):
        await open_and_read(filled)


@pytest.mark.parametrize("exclusive", [True, False])
async def test_a_missing_directory_is_named(tmp_path: Path, *, exclusive: bool) -> None:
    with pytest.raises(StoreError, match=f"make the directory {tmp_path}/deep/down first"):
        await open_and_read(tmp_path / "deep" / "down" / "tallywire.db", exclusive=exclusive)


async def test_a_reader_makes_no_database(database: Path) -> None:
    with pytest.raises(StoreError, match=r"There is no database .*tallywire run"):
        await open_and_read(database, exclusive=False)
    assert not database.exists()


@pytest.fixture
def unwritable(filled: Path) -> Iterator[Path]:
    """Make a database that this user may not write, be it root."""
    filled.chmod(0o444)
    if os.access(filled, os.W_OK):
        frozen = shutil.which("chattr")
        if frozen is None or subprocess.run([frozen, "+i", filled], check=False, capture_output=True).returncode:  # noqa: S603  a file of ours
            pytest.skip("this user may write every file")
        yield filled
        subprocess.run([frozen, "-i", filled], check=True)  # noqa: S603  the same file
    else:
        yield filled


async def test_a_file_without_the_right_to_write_is_told_at_the_start(unwritable: Path) -> None:
    with pytest.raises(StoreError, match="not this user's to write"):
        await open_and_read(unwritable)
    await open_and_read(unwritable, exclusive=False)


async def test_a_database_that_cannot_be_written_is_told_at_the_start(filled: Path) -> None:
    with pragma("query_only=ON"), pytest.raises(StoreError, match="may not be written"):
        await open_and_read(filled)


async def test_a_place_without_a_shared_log_is_told() -> None:
    """A database in memory stands for a network drive: neither can do WAL."""
    engine = create_async_engine("sqlite+aiosqlite://")
    sqlite._prepare(engine, "BEGIN", {"journal_mode": "WAL"}, Path("tallywire.db"))
    with pytest.raises(StoreError, match="on a disk of this machine"):
        await engine.connect().start()
    await engine.dispose()


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("tallywire.db", "no database URL"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("sqlite:///file:tallywire.db", "names no file"),
        ("sqlite:///tallywire.db?mode=ro", "takes no options, but has mode"),
        ("sqlite://tallywire.db", "names no SQLite file and no PostgreSQL"),
        ("mysql://root:hunter2@db/tallywire", "names no SQLite file"),
        ("://hunter2", "no database URL"),
    ],
)
async def test_a_url_that_cannot_be_used_is_a_setting_to_mend(url: str, reason: str) -> None:
    with pytest.raises(SettingsError, match=rf"store\.url: .*{reason}.*sqlite:///tallywire.db") as caught:
        async with open_store(url):
            pass
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize("scheme", ["sqlite", "sqlite+aiosqlite"])
async def test_a_relative_path_starts_where_the_program_does(
    scheme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with open_store(f"{scheme}:///odd %41 name?.db"):
        pass
    async with open_store(f"{scheme}:///odd %41 name?.db", exclusive=False) as store:
        assert await store.entries(TOPIC.id) == ()


async def test_a_writer_elsewhere_is_waited_for_and_then_told(filled: Path) -> None:
    async with opened(filled) as store:
        with closing(sqlite3.connect(filled, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            with pytest.raises(StoreLocked, match=f"{filled.name} is locked by another process"):
                await write(store, said(1))
            assert len(await store.entries(TOPIC.id)) == 200
            other.execute("ROLLBACK")
        await write(store, said(1))


async def test_a_transaction_holds_the_write_lock_before_it_reads(filled: Path) -> None:
    """So that no other process can write between its reading and its writing."""
    async with opened(filled) as store, store.transaction() as transaction:
        assert len(await transaction.history(TOPIC.id)) == 200
        with (
            pytest.raises(sqlite3.OperationalError, match="locked"),
            closing(sqlite3.connect(filled, timeout=0)) as other,
        ):
            other.execute("BEGIN IMMEDIATE")
        await transaction.append([said(1)])


async def test_a_commit_is_on_the_disk_before_it_is_reported(filled: Path) -> None:
    engine = sqlite.writing_engine(filled, SHORT)
    async with Guarded(engine, str(filled)) as db:
        wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
        asked = [
            await db.run(lambda connection, _, name=name: connection.exec_driver_sql(f"PRAGMA {name}").scalar())
            for name in wanted
        ]
    await engine.dispose()

    assert dict(zip(wanted, asked, strict=True)) == wanted


async def test_a_file_locked_as_a_whole_is_told_at_the_start(filled: Path) -> None:
    with closing(sqlite3.connect(filled, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode=EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        for exclusive in (True, False):
            with pytest.raises(StoreLocked, match="is locked by another process"):
                await open_and_read(filled, exclusive=exclusive)


async def test_a_store_opened_for_reading_writes_nothing(filled: Path) -> None:
    async with opened(filled, exclusive=False) as store:
        with pytest.raises(StoreError, match="opened for reading only"):
            await write(store, said(1))
        with pytest.raises(StoreError, match="opened for reading only"):
            await lease(store)
