"""Backups: consistent whoever writes meanwhile, never written over, and put back without a second alert."""

import asyncio
import os
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.files.topics import load_topics
from adapters.storage import backup_store, open_store, restore_store, verify_store
from bot.errors import StoreCorrupt, StoreError, StoreLocked, StoreOutdated
from tests.adapters.storage.files import ask
from tests.doubles.archives import fill, print_on
from tests.doubles.postgres import PostgresServer
from tests.newsroom import NOW, TOPIC
from tests.records import bound_for, lease, queue, said, write
from tests.waiting import when

STAMP = "20260122T120000"


@pytest.fixture(params=["sqlite", "postgresql"])
def urls(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, str]]:
    """Return the addresses of two databases, neither of them there or filled yet."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/one.db", f"sqlite:///{tmp_path}/other.db"
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    # A client may be no older than its server: the server's own programs come first.
    monkeypatch.setenv("PATH", f"{server.programs}{os.pathsep}{os.environ['PATH']}")
    names = server.make(), server.make()
    yield server.url(names[0]), server.url(names[1])
    for name in names:
        server.drop(name)


async def copied(one: str, other: str, backup: Path) -> None:
    """Back one database up and restore it as another."""
    await asyncio.to_thread(backup_store, one, backup)
    await asyncio.to_thread(restore_store, other, backup, replace=False, stamp=STAMP)


async def test_what_is_restored_is_what_was_backed_up(urls: tuple[str, str], tmp_path: Path) -> None:
    await fill(urls[0], tmp_path)
    await copied(*urls, tmp_path / "backup")

    async with open_store(urls[0], exclusive=False) as one, open_store(urls[1], exclusive=False) as other:
        assert await one.entries("storm") == await other.entries("storm")
        assert await one.articles(99) == await other.articles(99)
        assert await one.feed_states() == await other.feed_states()
    topics = {topic.id: topic for topic in load_topics(tmp_path)}
    assert (await verify_store(urls[1], topics)).findings == ()


async def test_a_backup_under_load_restores_to_a_consistent_ledger(urls: tuple[str, str], tmp_path: Path) -> None:
    stop = asyncio.Event()
    await fill(urls[0], tmp_path)
    async with open_store(urls[0], exclusive=False) as store:
        before = len(await store.entries("storm"))
        printing = asyncio.create_task(print_on(urls[0], tmp_path, stop))
        await when(lambda: store.entries("storm"), lambda entries: printing.done() or len(entries) >= before + 3)
        await copied(*urls, tmp_path / "backup")
        stop.set()
        assert await printing >= 3
        after = len(await store.entries("storm"))

    found = await verify_store(urls[1], {topic.id: topic for topic in load_topics(tmp_path)})
    assert found.findings == ()
    assert before + 3 <= found.entries <= after


async def test_what_waits_in_a_backup_is_looked_for_before_it_is_sent(urls: tuple[str, str], tmp_path: Path) -> None:
    async with open_store(urls[0]) as store:
        await queue(store, bound_for("desk", "k1"), bound_for("other", "k2"))
        (taken, _) = await lease(store)
        await store.mark_posted(taken, "m1", NOW)
    await copied(*urls, tmp_path / "backup")

    async with open_store(urls[1]) as store:
        await store.release_posts(NOW)
        (left,) = await lease(store)
        assert left.post.key == "k2"
        assert left.unsure


async def test_a_backup_is_its_owners_alone_and_never_written_over(urls: tuple[str, str], tmp_path: Path) -> None:
    async with open_store(urls[0]) as store:
        await write(store, said(1))
    backup = tmp_path / "backup"
    made = await asyncio.to_thread(backup_store, urls[0], backup)

    assert made.entries == 1
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    content = backup.read_bytes()
    with pytest.raises(StoreError, match="already: name another"):
        backup_store(urls[0], backup)
    assert backup.read_bytes() == content
    assert [path.name for path in tmp_path.glob("*.part")] == []


async def test_a_database_that_is_there_is_only_replaced_when_asked(urls: tuple[str, str], tmp_path: Path) -> None:
    for url, value in zip(urls, (1, 2), strict=True):
        async with open_store(url) as store:
            await write(store, said(value))
    backup = tmp_path / "backup"
    backup_store(urls[0], backup)

    with pytest.raises(StoreError, match="--replace"):
        restore_store(urls[1], backup, replace=False, stamp=STAMP)
    made = restore_store(urls[1], backup, replace=True, stamp=STAMP)

    async with open_store(urls[1]) as store:
        assert [entry.statement.figure.value for entry in await store.entries(TOPIC.id)] == [1]
    if made.aside is not None:
        async with open_store(f"sqlite:///{made.aside}", exclusive=False) as store:
            assert [entry.statement.figure.value for entry in await store.entries(TOPIC.id)] == [2]


async def test_a_database_that_is_in_use_is_not_replaced(urls: tuple[str, str], tmp_path: Path) -> None:
    async with open_store(urls[0]) as store:
        await write(store, said(1))
        backup = tmp_path / "backup"
        await asyncio.to_thread(backup_store, urls[0], backup)
        with pytest.raises(StoreLocked, match="stop"):
            await asyncio.to_thread(restore_store, urls[0], backup, replace=True, stamp=STAMP)
        assert len(await store.entries(TOPIC.id)) == 1


@pytest.mark.parametrize("content", [b"", b"minutes of the meeting\n" * 300])
async def test_what_is_no_backup_is_refused(urls: tuple[str, str], tmp_path: Path, content: bytes) -> None:
    (tmp_path / "minutes").write_bytes(content)
    with pytest.raises(StoreError, match="minutes"):
        restore_store(urls[1], tmp_path / "minutes", replace=False, stamp=STAMP)
    with pytest.raises(StoreError, match="There is no backup"):
        restore_store(urls[1], tmp_path / "nothing", replace=False, stamp=STAMP)


def test_another_programs_file_is_refused(tmp_path: Path) -> None:
    ask(tmp_path / "recipes.db", "CREATE TABLE recipes (name TEXT)")
    with pytest.raises(StoreError, match="no database of Tallywire"):
        restore_store(f"sqlite:///{tmp_path}/one.db", tmp_path / "recipes.db", replace=False, stamp=STAMP)
    assert not (tmp_path / "one.db").exists()


async def test_a_damaged_backup_is_refused_and_what_is_there_stays(tmp_path: Path) -> None:
    url, backup = f"sqlite:///{tmp_path}/one.db", tmp_path / "backup"
    async with open_store(url) as store:
        await write(store, *(said(value) for value in range(200)))
    backup_store(url, backup)
    content = bytearray(backup.read_bytes())
    content[-4000:] = b"\x55" * 4000
    backup.write_bytes(content)

    with pytest.raises(StoreCorrupt, match="older backup"):
        restore_store(url, backup, replace=True, stamp=STAMP)
    async with open_store(url) as store:
        assert len(await store.entries(TOPIC.id)) == 200


async def test_a_newer_programs_backup_is_refused(tmp_path: Path) -> None:
    url, backup = f"sqlite:///{tmp_path}/one.db", tmp_path / "backup"
    async with open_store(url):
        pass
    backup_store(url, backup)
    ask(backup, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreOutdated, match="newer Tallywire"):
        restore_store(f"sqlite:///{tmp_path}/other.db", backup, replace=False, stamp=STAMP)


async def test_what_a_killed_writer_left_in_the_log_does_not_reach_the_restored_file(tmp_path: Path) -> None:
    url, backup = f"sqlite:///{tmp_path}/one.db", tmp_path / "backup"
    async with open_store(url) as store:
        await write(store, said(1))
    backup_store(url, backup)
    crashed = sqlite3.connect(tmp_path / "one.db")
    crashed.execute("INSERT INTO paused VALUES ('p', 's', 'c', 'r', '2026-01-22', '2026-01-22')")
    crashed.commit()
    restore_store(url, backup, replace=True, stamp=STAMP)
    crashed.close()

    assert ask(tmp_path / "one.db", "SELECT count(*) FROM paused") == [(0,)]
    assert ask(tmp_path / f"one.db.replaced-{STAMP}", "SELECT count(*) FROM paused") == [(1,)]


def test_programs_that_are_not_installed_are_named_with_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(StoreError, match=r"pg_dump is not installed here: .* postgresql-client"):
        backup_store("postgresql://bot@localhost/tally", tmp_path / "backup")


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://bot:hunter2@localhost:5433/tally?sslmode=disable",
        "postgresql://bot@localhost:5433/tally?sslmode=disable&password=hunter2",
    ],
)
def test_a_password_stays_out_of_the_command_line_and_of_errors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    seen = tmp_path / "seen"
    program = tmp_path / "pg_dump"
    program.write_text(f'#!/bin/sh\necho "$@" > {seen}\necho "no entry for $PGPASSWORD" >&2\nexit 1\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")

    with pytest.raises(StoreError, match=r"no entry for \*\*\*") as error:
        backup_store(url, tmp_path / "backup")
    assert "hunter2" not in str(error.value) + seen.read_text()
    assert "sslmode=disable" in seen.read_text()
    assert "port=5433" in seen.read_text()
