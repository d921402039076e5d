"""Every fault of the database is one of ours: a sentence that names the file and says what to do."""

import inspect
import sqlite3
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Integer, exc
from sqlalchemy.engine.default import DefaultDialect

from adapters.storage import inspect_store
from adapters.storage.faults import explained
from bot.errors import StoreError, StoreFull
from bot.ports import Store
from tests.adapters.storage.files import ask, opened, pragma
from tests.newsroom import TOPIC
from tests.records import read_article, said, write

DRIVER = sqlite3.OperationalError("no such table: ledger")
MAKINGS: tuple[tuple[type[Exception], tuple[object, ...]], ...] = (
    (exc.DBAPIError, ("SELECT 1", {}, DRIVER)),
    (exc.StatementError, ("broken", "SELECT 1", {}, DRIVER)),
    (exc.CircularDependencyError, ("broken", [], [])),
    (exc.NoReferencedColumnError, ("broken", "ledger", "id")),
    (exc.NoReferencedTableError, ("broken", "ledger")),
    (exc.UnsupportedCompilationError, (DefaultDialect().statement_compiler(DefaultDialect(), None), Integer)),
    (exc.SQLAlchemyError, ("broken",)),
    (sqlite3.Error, ("broken",)),
    (psycopg.Error, ("broken",)),
)
"""What it takes to make an error of a class; the first that fits."""


def foreign_errors() -> list[Exception]:
    """Make one of every error that SQLAlchemy and the drivers define."""
    found = [
        kind for module in (exc, sqlite3, psycopg.errors) for _, kind in inspect.getmembers(module, inspect.isclass)
    ]
    kinds = [kind for kind in found if issubclass(kind, (exc.SQLAlchemyError, sqlite3.Error, psycopg.Error))]
    return [kind(*next(made for parent, made in MAKINGS if issubclass(kind, parent))) for kind in kinds]


@pytest.mark.parametrize("error", foreign_errors(), ids=lambda error: type(error).__qualname__)
def test_every_error_of_the_libraries_is_explained(error: Exception) -> None:
    fault = explained(error, "tallywire.db")

    assert isinstance(fault, StoreError)
    assert str(fault).startswith("The database tallywire.db ")
    assert str(fault).endswith(".")
    assert "SELECT" not in str(fault)


@pytest.fixture
async def cramped(filled: Path) -> AsyncIterator[Store]:
    """Open a database that may grow by some pages only."""
    ((pages,),) = ask(filled, "PRAGMA page_count")
    with pragma(f"max_page_count={pages + 8}"):
        async with opened(filled) as store:
            yield store


async def test_a_full_disk_stores_nothing_by_halves_and_harms_nothing(cramped: Store, filled: Path) -> None:
    before = await cramped.entries(TOPIC.id)
    with pytest.raises(StoreFull, match=f"{filled.name} has no room left"):
        await write(cramped, *(said(value) for value in range(500)))

    assert await cramped.entries(TOPIC.id) == before
    assert (await inspect_store(f"sqlite:///{filled}")).faults == ()
    small = said(1)
    await write(cramped, small)
    assert await cramped.entries(TOPIC.id) == (*before, small)


async def test_a_full_disk_undoes_the_article_with_its_statements(cramped: Store) -> None:
    long = read_article("storm")
    long = replace(long, article=replace(long.article, text="much ado " * 10_000))

    async def store_together() -> None:
        async with cramped.transaction() as transaction:
            await transaction.append([said(1)])
            await transaction.add_article(long)

    with pytest.raises(StoreFull):
        await store_together()
    assert len(await cramped.entries(TOPIC.id)) == 200
    assert await cramped.articles(5) == ()


@pytest.mark.parametrize("broken", ["\ud800", "half \udfff"])
async def test_text_that_no_database_can_keep_is_refused_whole(filled: Path, broken: str) -> None:
    record, figure = read_article("storm"), said(1)
    titled = replace(record, article=replace(record.article, title=broken))
    quoted = replace(figure, statement=replace(figure.statement, quote=broken))

    async def store_together(store: Store) -> None:
        async with store.transaction() as transaction:
            await transaction.append([said(2)])
            await transaction.add_article(titled)

    async with opened(filled) as store:
        with pytest.raises(StoreError, match="cannot keep this value"):
            await store_together(store)
        with pytest.raises(StoreError, match="cannot keep this value"):
            await write(store, figure, quoted)
        assert len(await store.entries(TOPIC.id)) == 200


async def test_after_a_fault_no_statement_of_the_transaction_runs_any_more(filled: Path) -> None:
    async def go_on(store: Store) -> None:
        async with store.transaction() as transaction:
            with pytest.raises(StoreError, match="append only"):
                await transaction.append(await transaction.history(TOPIC.id))
            with pytest.raises(StoreError, match="undone by an earlier fault"):
                await transaction.append([said(1)])

    async with opened(filled) as store:
        with pytest.raises(StoreError, match="append only"):
            await go_on(store)
        assert len(await store.entries(TOPIC.id)) == 200
