"""Entries from before there were seals are sealed by the upgrade, on both databases."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text

from adapters.storage import codec, open_store, schema, verify_store
from adapters.storage.connection import Guarded
from adapters.storage.opening import database_at
from adapters.storage.tables import ENTRY
from bot.errors import StoreError
from tests.doubles.postgres import PostgresServer
from tests.newsroom import TOPIC
from tests.records import said


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Return the address of a database without a table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/tallywire.db"
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    name = server.make()
    yield server.url(name)
    server.drop(name)


async def on(url: str, step: Callable[[Connection], Any]) -> Any:
    """Do something in one transaction."""
    engine = database_at(url, 5.0).writer()
    try:
        async with Guarded(engine, "tallywire") as db:
            return await db.run(lambda connection, _: step(connection))
    finally:
        await engine.dispose()


def old_ledger(connection: Connection) -> None:
    """Make the schema from before, with three entries."""
    schema.migrate(connection, "0006")
    for value in (1, 2, 3):
        entry = said(value)
        stored = {"id": entry.statement.id, "entry": ENTRY.dump_json(entry).decode()}
        connection.execute(
            text("INSERT INTO ledger (id, topic, claim, entry) VALUES (:id, 'storm', 'storm-dead', :entry)"), stored
        )


async def test_an_upgrade_seals_what_is_there_and_leaves_the_guards(url: str) -> None:
    await on(url, old_ledger)
    await on(url, schema.migrate)

    rows = await on(url, lambda connection: connection.execute(text("SELECT entry, seal FROM ledger")).all())
    assert [codec.seal(row.entry) == row.seal for row in rows] == [True] * 3
    with pytest.raises(StoreError, match="append only"):
        await on(url, lambda connection: connection.execute(text("UPDATE ledger SET seal = 'x'")))
    async with open_store(url, exclusive=False) as store:
        assert len(await store.entries(TOPIC.id)) == 3


async def test_the_way_back_keeps_the_ledger_and_its_guards(url: str) -> None:
    await on(url, old_ledger)
    await on(url, schema.migrate)
    await on(url, lambda connection: schema.migrate_down(connection, "0006"))

    assert await on(url, lambda connection: connection.scalar(text("SELECT count(*) FROM ledger"))) == 3
    with pytest.raises(StoreError, match="append only"):
        await on(url, lambda connection: connection.execute(text("DELETE FROM ledger")))
    await on(url, schema.migrate)
    assert {finding.damage.value for finding in (await verify_store(url, {})).findings} == {"reference"}
