"""`tallywire db upgrade` and `db check`."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from adapters.storage import open_store
from bot.cli.app import app
from bot.errors import Failure, SettingsError, StoreCorrupt, StoreError, StoreLocked
from tests.doubles.archives import fill as live_in
from tests.newsroom import entry, statement
from tests.records import write


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "tallywire.toml"
    path.write_text('[store]\nurl = "sqlite:///ledger.db"\n', encoding="utf-8")
    return path


@pytest.fixture
def database(config: Path) -> Path:
    """Return the ledger that the settings name; it is not there yet."""
    return config.with_name("ledger.db")


def run(command: str, config: Path) -> Result:
    return CliRunner().invoke(app, ["db", command, "--config", str(config)])


async def fill(database: Path) -> None:
    async with open_store(f"sqlite:///{database}") as store:
        await write(store, *(entry(statement(str(number), number)) for number in range(200)))


async def values(database: Path) -> list[int | float | None]:
    async with open_store(f"sqlite:///{database}", exclusive=False) as store:
        return [each.statement.figure.value for each in await store.entries("storm")]


def test_upgrade_makes_a_database_and_then_has_nothing_to_do(config: Path, database: Path) -> None:
    first, second = run("upgrade", config), run("upgrade", config)

    assert first.stdout.startswith("The database was brought from nothing to schema ")
    assert second.stdout.startswith("The database has the newest schema already (")
    assert database.is_file()


def test_upgrade_leaves_the_ledger_as_it_is(config: Path, database: Path) -> None:
    asyncio.run(fill(database))

    assert run("upgrade", config).exit_code == 0
    assert asyncio.run(values(database)) == list(range(200))


def test_check_finds_no_fault_in_a_sound_database(config: Path, database: Path) -> None:
    run("upgrade", config)

    result = run("check", config)

    assert result.exit_code == 0
    assert str(database) in result.stdout
    assert "no fault found" in result.stdout


def test_check_looks_beside_a_running_tallywire(config: Path, database: Path) -> None:
    async def beside() -> Result:
        async with open_store(f"sqlite:///{database}"):
            return await asyncio.to_thread(run, "check", config)

    assert "no fault found" in asyncio.run(beside()).stdout


def test_an_empty_database_is_told_with_what_fills_it(config: Path, database: Path) -> None:
    run("upgrade", config)
    for path in database.parent.glob("ledger.db*"):
        path.unlink()
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA user_version = 1")

    assert "is empty; `tallywire db upgrade` gives it schema" in run("check", config).stdout


def test_a_damaged_page_is_found_and_told_with_what_to_do(config: Path, database: Path) -> None:
    asyncio.run(fill(database))
    content = bytearray(database.read_bytes())
    content[-4000:] = b"\x55" * 4000
    database.write_bytes(content)

    error = run("check", config).exception

    assert isinstance(error, StoreCorrupt)
    assert str(database) in str(error)
    assert "backup" in str(error)
    assert database.read_bytes() == content


@pytest.mark.parametrize("command", ["check", "upgrade"])
def test_a_file_that_is_no_database_is_left_alone(config: Path, database: Path, command: str) -> None:
    database.write_bytes(b"minutes of the meeting\n" * 300)

    error = run(command, config).exception

    assert isinstance(error, StoreCorrupt)
    assert "is no database: choose another file in [store] url, or put back a backup" in str(error)
    assert database.read_bytes() == b"minutes of the meeting\n" * 300


def test_check_makes_no_database(config: Path, database: Path) -> None:
    error = run("check", config).exception

    assert isinstance(error, StoreError)
    assert f"There is no database {database}: `tallywire run` makes it" in str(error)
    assert not database.exists()


def test_upgrade_waits_for_nobody_who_works_on_the_database(config: Path, database: Path) -> None:
    async def beside() -> Result:
        async with open_store(f"sqlite:///{database}"):
            return await asyncio.to_thread(run, "upgrade", config)

    error = asyncio.run(beside()).exception

    assert isinstance(error, StoreLocked)
    assert isinstance(error, Failure)
    assert "stop it first" in str(error)


@pytest.mark.parametrize("command", ["check", "upgrade"])
def test_settings_that_cannot_be_used_are_told_before_anything_is_touched(tmp_path: Path, command: str) -> None:
    path = tmp_path / "broken.toml"
    path.write_text('[store]\nurl = "ledger"\n', encoding="utf-8")

    error = run(command, path).exception

    assert isinstance(error, SettingsError)
    assert "store.url" in str(error)
    assert [each.name for each in tmp_path.iterdir()] == ["broken.toml"]


def test_verify_says_what_was_looked_at_in_a_sound_database(tmp_path: Path, config: Path, database: Path) -> None:
    (tmp_path / "topics").mkdir()
    asyncio.run(live_in(f"sqlite:///{database}", tmp_path / "topics"))
    config.write_text(config.read_text() + '[topics]\ndir = "topics"\n')

    result = run("verify", config)

    assert result.exit_code == 0, result.output
    assert "7 ledger entries" in result.stdout
    assert "Every verdict comes out as it is stored; no fault found." in result.stdout


def test_verify_names_the_damage_and_what_to_do(tmp_path: Path, config: Path, database: Path) -> None:
    (tmp_path / "topics").mkdir()
    asyncio.run(live_in(f"sqlite:///{database}", tmp_path / "topics"))
    config.write_text(config.read_text() + '[topics]\ndir = "topics"\n')
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("UPDATE posts SET state = 'waiting' WHERE seq = 1")
        connection.commit()

    result = run("verify", config)

    assert isinstance(result.exception, StoreCorrupt)
    assert "waits, and has a time at which it was posted" in result.stdout
    assert "  -> Such a post may be sent never, or twice." in result.stdout
    assert "1 finding" in str(result.exception)
