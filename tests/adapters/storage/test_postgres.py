"""PostgreSQL: its URLs, its schema up and down, what happens when it goes, and several processes on it at once."""

import asyncio
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection

from adapters.storage import inspect_store, open_store, schema, upgrade_store
from adapters.storage.connection import Guarded
from adapters.storage.opening import database_at
from adapters.storage.tables import METADATA
from bot.errors import SettingsError, StoreAway, StoreError, StoreMoved, StoreOutdated
from bot.model import Unread, Wake
from bot.ports import HostShare
from tests.doubles.postgres import PostgresServer, postgres_server
from tests.newsroom import NOW, TOPIC
from tests.records import bound_for, polled, put_feeds, queue, read_article, said, write
from tests.waiting import PATIENCE


def ask(url: str, *statements: str) -> list[tuple[object, ...]]:
    """Run statements past the store; return the rows of the last."""
    with psycopg.connect(url, autocommit=True) as raw:
        for statement in statements:
            cursor = raw.execute(statement.encode())
    return cursor.fetchall() if cursor.description else []


async def on(url: str, step: Callable[[Connection, str], Any]) -> Any:
    """Do something with the schema in one transaction."""
    engine = database_at(url, 5.0).writer()
    try:
        async with Guarded(engine, "tallywire") as db:
            return await db.run(step)
    finally:
        await engine.dispose()


def tables(url: str) -> set[object]:
    return {name for (name,) in ask(url, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")}


@pytest.fixture
def empty(postgres: PostgresServer) -> Iterator[str]:
    """Return the address of a database without a table."""
    name = postgres.make()
    yield postgres.url(name)
    postgres.drop(name)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("postgresql://bot:hunter2@db", "names no database"),
        ("postgresql+asyncpg://bot:hunter2@db/x", "names a driver that is not there"),
        ("postgresql://bot:hunter2@db/x?options=-c%20x=1", "sets options, which Tallywire sets itself"),
    ],
)
async def test_a_url_that_cannot_be_used_is_a_setting_to_mend(url: str, reason: str) -> None:
    with pytest.raises(SettingsError, match=rf"store\.url: .*{reason}.*postgresql://USER@HOST/DATABASE") as caught:
        async with open_store(url):
            pass
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
async def test_every_way_to_name_the_driver_leads_to_the_database(postgres_url: str, scheme: str) -> None:
    async with open_store(postgres_url.replace("postgresql", scheme, 1)) as store:
        assert store.shared
        assert await store.entries(TOPIC.id) == ()


async def test_a_server_that_is_not_there_is_told_without_the_password() -> None:
    with pytest.raises(StoreAway, match=r"tallywire on 127\.0\.0\.1:1 does not answer") as caught:
        async with open_store("postgresql://bot:hunter2@127.0.0.1:1/tallywire"):
            pass
    assert "hunter2" not in str(caught.value)


async def test_a_database_that_is_not_there_is_told(postgres: PostgresServer) -> None:
    with pytest.raises(StoreError, match='database "nowhere" does not exist'):
        async with open_store(postgres.url("nowhere")):
            pass


# The schema


async def test_processes_that_start_together_make_one_schema(empty: str) -> None:
    async def start() -> None:
        async with open_store(empty):
            pass

    await asyncio.gather(*(start() for _ in range(4)))

    assert tables(empty) == {"alembic_version", *METADATA.tables}
    found = await inspect_store(empty)
    assert (found.revision, found.faults) == (schema.HEAD, ())


async def test_migrations_make_just_the_tables_that_the_program_knows(empty: str) -> None:
    assert await upgrade_store(empty) == (None, schema.HEAD)
    assert await upgrade_store(empty) == (schema.HEAD, schema.HEAD)
    compare = await on(
        empty, lambda connection, _: list(compare_metadata(MigrationContext.configure(connection), METADATA))
    )
    assert compare == []


async def test_rows_survive_the_way_down_and_up_again(empty: str) -> None:
    await on(empty, lambda connection, _: schema.migrate(connection, "0003"))
    ask(
        empty,
        "INSERT INTO follows VALUES ('storm', 'console', 'desk', '', 'all')",
        "INSERT INTO mutes VALUES ('storm', 'console', 'desk', 'dead', NULL)",
        "INSERT INTO posts VALUES (7, 'console', 'desk', 'k1', '{}', '2026-01-22', 'posted', 0, '', '2026-01-22',"
        " NULL, 1, 'm1', '2026-01-22')",
        "INSERT INTO feeds (url, outlet, next_due, baselined, failures, fault, fence, host)"
        " VALUES ('u', 'o', '2026-01-22', true, 0, '', 3, 'h')",
        "INSERT INTO ledger (id, topic, claim, entry) VALUES ('A', 'storm', 'dead', '{}')",
    )
    await upgrade_store(empty)
    assert ask(empty, "SELECT server, level FROM follows") == [("", "all")]
    assert ask(empty, "SELECT server, claim, until, until_changed FROM mutes") == [("", "dead", None, False)]
    assert ask(empty, "SELECT seq, server, key, message FROM posts") == [(7, "", "k1", "m1")]
    later = ask(
        empty,
        "INSERT INTO posts (platform, server, channel, key, post, queued, state, attempts, fault, next_attempt, fence)"
        " VALUES ('console', '', 'desk', 'k2', '{}', '2026-01-22', 'waiting', 0, '', '2026-01-22', 0) RETURNING seq",
    )
    assert later == [(8,)]
    await on(empty, lambda connection, _: schema.migrate_down(connection, "0003"))
    assert ask(empty, "SELECT topic, channel, level FROM follows") == [("storm", "desk", "all")]
    assert ask(empty, "SELECT seq, key FROM posts ORDER BY seq") == [(7, "k1"), (8, "k2")]
    assert ask(empty, "SELECT url, fence FROM feeds") == [("u", 3)]
    await upgrade_store(empty)
    assert ask(empty, "SELECT id FROM ledger") == [("A",)]


async def test_the_schema_goes_down_to_nothing_and_up_again(postgres_url: str) -> None:
    await on(postgres_url, lambda connection, _: schema.migrate_down(connection, "base"))
    assert tables(postgres_url) == {"alembic_version"}
    await upgrade_store(postgres_url)
    assert tables(postgres_url) == {"alembic_version", *METADATA.tables}


async def test_a_newer_schema_asks_for_the_newer_program(postgres_url: str) -> None:
    ask(postgres_url, "UPDATE alembic_version SET version_num = '9999'")
    newer = "has schema 9999, which a newer Tallywire made.*tallywire db upgrade"

    for exclusive in (True, False):
        with pytest.raises(StoreOutdated, match=newer):
            async with open_store(postgres_url, exclusive=exclusive):
                pass
    with pytest.raises(StoreOutdated, match=newer):
        await upgrade_store(postgres_url)


async def test_another_programs_database_is_left_alone(empty: str) -> None:
    ask(empty, "CREATE TABLE recipes (name TEXT)")

    with pytest.raises(StoreError, match=r"belongs to another program \(it holds recipes\)"):
        async with open_store(empty):
            pass
    assert tables(empty) == {"recipes"}


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE ledger SET entry = '{}'",
        "DELETE FROM ledger",
        "DELETE FROM ledger WHERE seq = 2",
        "TRUNCATE ledger",
        "INSERT INTO ledger SELECT * FROM ledger WHERE seq = 2 ON CONFLICT (id) DO UPDATE SET topic = 'x'",
    ],
)
async def test_no_program_can_change_or_remove_a_ledger_entry(postgres_url: str, change: str) -> None:
    async with open_store(postgres_url) as store:
        await write(store, said(1), said(2))
    with pytest.raises(psycopg.errors.CheckViolation, match="the ledger is append only"):
        ask(postgres_url, change)

    assert len(ask(postgres_url, "SELECT * FROM ledger")) == 2


async def test_a_store_opened_for_reading_writes_nothing(postgres_url: str) -> None:
    async with open_store(postgres_url, exclusive=False) as store:
        with pytest.raises(StoreError, match="opened for reading only"):
            await write(store, said(1))


# Several processes at once


async def test_who_reads_a_ledger_to_write_it_has_it_alone(postgres_url: str) -> None:
    """Each of two processes counts what is on record and adds to it: none counts the same twice."""
    seen: list[int] = []

    async def count_and_add(value: int) -> None:
        async with open_store(postgres_url) as store:
            for _ in range(5):
                async with store.transaction() as transaction:
                    seen.append(len(await transaction.history(TOPIC.id)))
                    await asyncio.sleep(0)
                    await transaction.append([said(value)])

    await asyncio.gather(*(count_and_add(value) for value in range(4)))

    assert sorted(seen) == list(range(20))
    async with open_store(postgres_url) as store:
        assert len(await store.entries(TOPIC.id)) == 20


async def test_ledgers_of_other_topics_are_not_held_up(postgres_url: str) -> None:
    async with (
        open_store(postgres_url) as one,
        open_store(postgres_url, busy_timeout=0.2) as other,
        one.transaction() as transaction,
    ):
        await transaction.history(TOPIC.id)
        await write(other, said(1, topic="flood"))
        with pytest.raises(StoreMoved, match="try again"):
            await write(other, said(2))


async def test_an_article_that_another_process_stored_meanwhile_is_refused(postgres_url: str) -> None:
    record = read_article("storm")

    async def add_too_late() -> None:
        async with open_store(postgres_url) as one, open_store(postgres_url) as other, one.transaction() as transaction:
            assert await transaction.known_articles(["storm"]) == frozenset()
            async with other.transaction() as first:
                await first.add_article(record)
            await transaction.add_article(record)

    with pytest.raises(StoreMoved):
        await add_too_late()


async def test_a_statement_twice_is_a_fault_and_no_matter_of_who_came_first(postgres_url: str) -> None:
    async with open_store(postgres_url) as store:
        await write(store, said(1, known_as="AAAA000001"))
        with pytest.raises(StoreError, match="refused a change") as caught:
            await write(store, said(2, known_as="AAAA000001"))
    assert not isinstance(caught.value, StoreMoved)


# When the server goes


async def test_after_a_restart_of_the_server_the_store_goes_on() -> None:
    with postgres_server() as server:
        url = server.url(server.make())
        async with open_store(url) as store:
            await write(store, said(1))
            await store.entries(TOPIC.id)
            for how in (signal.SIGINT, signal.SIGQUIT):
                server.stop(how)
                with pytest.raises(StoreAway):
                    await store.entries(TOPIC.id)
                with pytest.raises(StoreAway):
                    await write(store, said(2))
                server.start()
                await write(store, said(3))
            assert len(await store.entries(TOPIC.id)) == 3


async def test_a_transaction_that_does_nothing_for_long_is_undone(postgres_url: str) -> None:
    """Its process was stopped; what it had locked holds up nobody for longer than its leases last."""

    async def stop_amid_it() -> None:
        async with open_store(postgres_url, stall=0.1) as store, store.transaction() as transaction:
            await transaction.append([said(1)])
            async with open_store(postgres_url) as other:
                await write(other, said(2))
            await transaction.append([said(3)])

    with pytest.raises(StoreAway):
        await stop_amid_it()
    async with open_store(postgres_url) as store:
        assert [entry.statement.figure.value for entry in await store.entries(TOPIC.id)] == [2]


# Leases by several processes at once


async def test_processes_that_lease_at_once_never_get_the_same(postgres_url: str) -> None:
    feeds, channels, rounds = 60, 30, 4
    async with open_store(postgres_url) as store:
        await put_feeds(store, *(polled(f"feed-{number}") for number in range(feeds)))
        await queue(store, *(bound_for(f"channel-{number}") for number in range(channels)))
        async with store.transaction() as transaction:
            await transaction.add_unread([_waiting(number) for number in range(channels)])
    taken: list[str] = []

    async def work() -> None:
        async with open_store(postgres_url) as store:
            for _ in range(rounds):
                async with store.transaction() as transaction:
                    due = await transaction.lease_feeds(NOW, feeds // rounds, 60.0, HostShare())
                taken.extend(state.feed.url for state in due)
                taken.extend(each.post.channel for each in await store.lease_posts(NOW, channels // rounds, 60.0))
                taken.extend(each.article.id for each in await store.lease_unread(NOW, channels // rounds, 60.0))

    await asyncio.gather(*(work() for _ in range(4)))

    assert max(Counter(taken).values()) == 1
    assert len(taken) == feeds + 2 * channels


def _waiting(number: int) -> Unread:
    record = read_article(f"article-{number}")
    return Unread(article=record.article, feed=polled(f"feed-{number}").feed, queued=NOW)


async def test_a_process_hears_what_another_has_stored(postgres_url: str) -> None:
    heard: asyncio.Queue[Wake] = asyncio.Queue()
    async with (
        open_store(postgres_url) as one,
        open_store(postgres_url) as other,
        one.listen(heard.put_nowait),
        asyncio.timeout(PATIENCE),
    ):
        while heard.empty():  # it takes a moment until the other is listening
            await queue(other, bound_for("desk", str(uuid4())))
            await asyncio.sleep(0.02)
        assert await heard.get() is Wake.POSTS
        async with other.transaction() as transaction:
            await transaction.add_unread([_waiting(1)])
        while await heard.get() is not Wake.ARTICLES:
            pass


async def test_the_time_is_the_databases(postgres_url: str) -> None:
    async with open_store(postgres_url) as store:
        before = await store.database_time()
        ((middle,),) = ask(postgres_url, "SELECT clock_timestamp()")
        after = await store.database_time()

    assert before is not None
    assert after is not None
    assert before <= middle <= after
