"""The schema: made once, by migrations alone, and checked ever after."""

import os
import sqlite3
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import Script
from sqlalchemy import Column, Connection, Integer, MetaData

from adapters.storage import inspect_store, schema, sqlite, upgrade_store
from adapters.storage.connection import Guarded
from adapters.storage.tables import METADATA
from bot.errors import StoreError, StoreLocked, StoreOutdated
from tests.adapters.storage.files import ask, open_and_read, opened
from tests.newsroom import TOPIC
from tests.records import said, write

TABLES = {"alembic_version", *METADATA.tables}


async def on(database: Path, step: Callable[[Connection, str], Any]) -> Any:
    """Do something with the schema in one transaction."""
    engine = sqlite.writing_engine(database, 0.05)
    try:
        async with Guarded(engine, str(database)) as db:
            return await db.run(step)
    finally:
        await engine.dispose()


def tables(database: Path) -> set[object]:
    return {name for (name,) in ask(database, "SELECT name FROM sqlite_master WHERE type = 'table'")} - {
        "sqlite_sequence"
    }


def differences(metadata: MetaData) -> Callable[[Connection, str], list[Any]]:
    """Compare what migrations made with what the program takes for granted."""

    def compare(connection: Connection, _database: str) -> list[Any]:
        return list(compare_metadata(MigrationContext.configure(connection), metadata))

    return compare


async def test_upgrading_nothing_makes_everything_and_upgrading_again_changes_nothing(database: Path) -> None:
    assert await upgrade_store(f"sqlite:///{database}") == (None, schema.HEAD)
    assert tables(database) == TABLES
    assert await upgrade_store(f"sqlite:///{database}") == (schema.HEAD, schema.HEAD)
    assert tables(database) == TABLES


async def test_an_upgrade_keeps_the_ledger(filled: Path) -> None:
    await upgrade_store(f"sqlite:///{filled}")

    async with opened(filled) as store:
        assert len(await store.entries(TOPIC.id)) == 200


async def test_migrations_make_just_the_tables_that_the_program_knows(database: Path) -> None:
    await upgrade_store(f"sqlite:///{database}")
    changed = MetaData()
    for table in METADATA.tables.values():
        table.to_metadata(changed)
    changed.tables["feeds"].append_column(Column("surprise", Integer))

    assert await on(database, differences(METADATA)) == []
    assert [difference[0] for difference in await on(database, differences(changed))] == ["add_column"]


async def test_the_schema_goes_down_to_nothing_and_up_again(filled: Path) -> None:
    await on(filled, lambda connection, _: schema.migrate_down(connection, "base"))
    assert tables(filled) == {"alembic_version"}
    await upgrade_store(f"sqlite:///{filled}")

    assert tables(filled) == TABLES
    assert await on(filled, differences(METADATA)) == []


async def test_a_migration_that_breaks_off_leaves_nothing_behind(database: Path) -> None:
    def break_off(connection: Connection, _database: str) -> None:
        schema.migrate(connection)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await on(database, break_off)
    assert tables(database) == set()
    await open_and_read(database)


async def test_the_program_knows_the_newest_migration() -> None:
    assert max(schema._known_revisions()) == schema.HEAD


def test_a_new_migration_can_be_written_from_the_template(tmp_path: Path) -> None:
    config = schema._config()
    config.stdout = StringIO()
    config.set_main_option("path_separator", "os")
    config.set_main_option("version_locations", os.pathsep.join([f"{schema._MIGRATIONS}/versions", str(tmp_path)]))
    script = command.revision(config, "Add nothing", version_path=str(tmp_path))

    assert isinstance(script, Script)
    assert script.down_revision == schema.HEAD
    script.module.upgrade()
    script.module.downgrade()


@pytest.mark.parametrize("content", [None, b""], ids=["no file", "empty file"])
async def test_a_fresh_file_gets_its_schema_when_it_is_opened(database: Path, content: bytes | None) -> None:
    if content is not None:
        database.write_bytes(content)
    await open_and_read(database)

    assert tables(database) == TABLES
    assert (await inspect_store(f"sqlite:///{database}")).revision == schema.HEAD


async def test_an_empty_file_is_nothing_to_read_from(database: Path) -> None:
    database.write_bytes(b"")

    with pytest.raises(StoreOutdated, match=r"is empty.*tallywire db upgrade"):
        await open_and_read(database, exclusive=False)


@pytest.mark.parametrize("exclusive", [True, False])
async def test_an_older_schema_asks_for_the_upgrade(
    filled: Path, monkeypatch: pytest.MonkeyPatch, *, exclusive: bool
) -> None:
    older, newer = schema.HEAD, "later"
    monkeypatch.setattr(schema, "HEAD", newer)

    with pytest.raises(StoreOutdated, match=f"has schema {older} and this program needs {newer}: .*tallywire db up"):
        await open_and_read(filled, exclusive=exclusive)


@pytest.mark.parametrize("exclusive", [True, False])
async def test_a_newer_schema_asks_for_the_newer_program(filled: Path, *, exclusive: bool) -> None:
    ask(filled, "UPDATE alembic_version SET version_num = '9999'")
    newer = "has schema 9999, which a newer Tallywire made.*tallywire db upgrade"

    with pytest.raises(StoreOutdated, match=newer):
        await open_and_read(filled, exclusive=exclusive)
    with pytest.raises(StoreOutdated, match=newer):
        await upgrade_store(f"sqlite:///{filled}")


async def test_another_programs_database_is_left_alone(database: Path) -> None:
    ask(database, "CREATE TABLE recipes (name TEXT)")

    for attempt in (
        open_and_read(database),
        open_and_read(database, exclusive=False),
        upgrade_store(f"sqlite:///{database}"),
    ):
        with pytest.raises(StoreError, match=r"belongs to another program \(it holds recipes\)"):
            await attempt
    assert tables(database) == {"recipes"}


async def test_an_upgrade_waits_until_no_other_process_works_on_the_database(filled: Path) -> None:
    async with opened(filled):
        with pytest.raises(StoreLocked, match="stop it first"):
            await upgrade_store(f"sqlite:///{filled}")


# What the schema itself enforces


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE ledger SET entry = '{}'",
        "UPDATE ledger SET seq = seq + 1000",
        "DELETE FROM ledger",
        "DELETE FROM ledger WHERE seq = 7",
        "INSERT OR REPLACE INTO ledger SELECT * FROM ledger WHERE seq = 7",
        "REPLACE INTO ledger (id, topic, claim, entry) SELECT id, 'x', 'y', '{}' FROM ledger WHERE seq = 7",
        "REPLACE INTO ledger (seq, id, topic, claim, entry) VALUES (7, 'NEW', 'x', 'y', '{}')",
        "INSERT INTO ledger SELECT * FROM ledger WHERE seq = 7 ON CONFLICT DO UPDATE SET topic = 'x'",
    ],
)
async def test_no_program_can_change_or_remove_a_ledger_entry(filled: Path, change: str) -> None:
    before = ask(filled, "SELECT * FROM ledger ORDER BY seq")
    with pytest.raises(sqlite3.IntegrityError, match="the ledger is append only"):
        ask(filled, change)

    assert ask(filled, "SELECT * FROM ledger ORDER BY seq") == before


async def test_a_number_in_the_order_of_arrival_is_never_given_twice(filled: Path) -> None:
    ask(filled, "DROP TRIGGER ledger_no_delete", "DELETE FROM ledger WHERE seq > 150")
    async with opened(filled) as store:
        await write(store, said(1))

    assert ask(filled, "SELECT max(seq) FROM ledger") == [(201,)]


async def test_follows_mutes_and_posts_survive_the_coming_of_servers_and_its_undoing(database: Path) -> None:
    await on(database, lambda connection, _: schema.migrate(connection, "0003"))
    with sqlite3.connect(database) as old:
        old.execute("INSERT INTO follows VALUES ('storm', 'console', 'desk', '', 'all')")
        old.execute("INSERT INTO mutes VALUES ('storm', 'console', 'desk', 'dead', NULL)")
        old.execute(
            "INSERT INTO posts VALUES (7, 'console', 'desk', 'k1', '{}', '2026-01-22', 'posted', 0, '', '2026-01-22',"
            " NULL, 1, 'm1', '2026-01-22')"
        )
    old.close()
    await on(database, lambda connection, _: schema.migrate(connection))
    assert ask(database, "SELECT server, level FROM follows") == [("", "all")]
    assert ask(database, "SELECT server, claim, until, until_changed FROM mutes") == [("", "dead", None, 0)]
    assert ask(database, "SELECT seq, server, key, message FROM posts") == [(7, "", "k1", "m1")]

    with sqlite3.connect(database) as new:
        new.execute("INSERT INTO follows VALUES ('storm', 'console', 'rival', 'desk', '', 'changes')")
    new.close()
    await on(database, lambda connection, _: schema.migrate_down(connection, "base"))
    assert tables(database) == {"alembic_version"}
