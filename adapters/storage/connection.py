"""A database connection whose every fault is a StoreError."""

import asyncio
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self, TypeVar

from sqlalchemy import Connection, Row, Select, Table, Text, UpdateBase, bindparam, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.storage.codec import Values
from adapters.storage.faults import store_errors
from bot.errors import StoreError
from bot.model import Entry, Wake

_Result = TypeVar("_Result")
_Value = TypeVar("_Value")

CHUNK = 1_000
"""Rows decoded before other tasks get their turn, and ids bound at once (SQLite takes 32,766)."""

CHANNEL = "tallywire"
"""Where processes on one PostgreSQL say the words that wake others."""
LEDGER_LOCKS = 7_411
"""The class of PostgreSQL's advisory locks on ledgers, each of which is one topic's."""

Numbered = tuple[int, Entry]
"""A ledger entry after its place in the order of arrival."""


class Guarded:
    """A connection in one transaction: entering begins it, leaving commits it.

    An exception in the block undoes it, and so does a fault that the block swallowed: after the first fault no
    statement runs any more, so that a transaction is stored whole or not at all.
    """

    def __init__(self, engine: AsyncEngine, database: str) -> None:
        self._connection = engine.connect()
        self._database = database
        self._fault: StoreError | None = None
        self._is_postgres = engine.dialect.name == "postgresql"

    async def __aenter__(self) -> Self:
        with store_errors(self._database):
            await self._connection.start()
            try:
                await self._connection.begin()
            except BaseException:
                await self._connection.close()
                raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with store_errors(self._database):
            try:
                if kind is None and self._fault is None:
                    await self._connection.commit()
            finally:
                # Undoes what is not committed; a cancelled task still waits for that.
                await asyncio.shield(asyncio.create_task(self._connection.close()))
        if kind is None and self._fault is not None:
            raise self._fault

    async def rows(self, statement: Select[Any] | UpdateBase) -> Sequence[Row[Any]]:
        """Return every row."""
        with self._attempt():
            return (await self._connection.execute(statement)).all()

    async def ledger(self, statement: Select[Any]) -> list[Numbered]:
        """Return (seq, entry) of every row; a long ledger is decoded in pieces, so that nobody else waits for it."""
        found: list[Numbered] = []
        with self._attempt():
            async with self._connection.stream(statement) as result:
                async for rows in result.partitions(CHUNK):
                    found += [(seq, entry) for seq, entry in rows]
        return found

    def encoded(self, encode: Callable[[_Value], Values], values: Iterable[_Value]) -> list[Values]:
        """Return a row for each value; one that cannot be encoded is a fault as any other."""
        with self._attempt():
            return [encode(value) for value in values]

    async def write(self, statement: UpdateBase, values: Sequence[Values] | None = None) -> int:
        """Run a statement, once for each of `values`; return how many rows it met."""
        if values is not None and not values:
            return 0
        with self._attempt():
            return (await self._connection.execute(statement, values)).rowcount

    async def add(self, table: Table, values: Sequence[Values]) -> None:
        """Insert rows, but for those whose key is there already."""
        new = postgresql.insert(table) if self._is_postgres else sqlite.insert(table)
        await self.write(new.on_conflict_do_nothing(), values)

    async def add_one(self, table: Table, values: Values) -> bool:
        """Insert a row; False where one with its key is there already."""
        new = postgresql.insert(table) if self._is_postgres else sqlite.insert(table)
        added = new.values(values).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
        return await self.write(added) == 1

    async def put(self, table: Table, key: Values, rest: Values) -> None:
        """Insert a row, or change the one with this key."""
        new = postgresql.insert(table) if self._is_postgres else sqlite.insert(table)
        await self.write(new.values({**key, **rest}).on_conflict_do_update(index_elements=list(key), set_=rest))

    async def lock_ledger(self, topic: str) -> None:
        """Let nobody else write to a topic's ledger before this transaction ends; whoever locks several, sorts them.

        So its numbers are committed in their order, and who has read it knows all of it. SQLite has one writer anyway.
        """
        if self._is_postgres:
            await self.rows(_LOCK_LEDGER.params(topic=topic))

    async def wake(self, word: Wake) -> None:
        """Tell other processes of something once it is committed, where they listen."""
        if self._is_postgres:
            await self.rows(select(func.pg_notify(CHANNEL, word.value)))

    async def run(self, step: Callable[[Connection, str], _Result]) -> _Result:
        """Run `step(connection, database)`, which does several statements at once."""
        with self._attempt():
            return await self._connection.run_sync(step, self._database)

    @contextmanager
    def _attempt(self) -> Iterator[None]:
        if self._fault is not None:
            raise StoreError(f"The transaction on {self._database} was undone by an earlier fault.") from self._fault
        try:
            with store_errors(self._database):
                yield
        except StoreError as fault:
            self._fault = fault
            raise


_LOCK_LEDGER = select(func.pg_advisory_xact_lock(LEDGER_LOCKS, func.hashtext(bindparam("topic", type_=Text()))))


def chunks(ids: Collection[str]) -> Iterator[list[str]]:
    """Cut ids into pieces that one statement can bind, each filled up with its last id to a power of two or CHUNK.

    So there are few statements. Each connection of SQLite keeps 128, and one of 1,000 ids takes half a megabyte.
    """
    distinct = list(dict.fromkeys(ids))
    for start in range(0, len(distinct), CHUNK):
        piece = distinct[start : start + CHUNK]
        size = min(CHUNK, 1 << (len(piece) - 1).bit_length())
        yield piece + piece[-1:] * (size - len(piece))
