"""What is asked of a long ledger is looked up in an index, on both databases; nothing goes through all of it."""

import re
import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, event

from adapters.storage import open_store
from bot.ledger import kept_after, kept_whole
from bot.model import Place
from bot.ports import HostShare, Store
from tests.newsroom import DEAD, HOMES, NOW, TOPIC
from tests.records import bound_for, polled, put_feeds, queue, said, write

Asked = list[tuple[str, Any]]
"""Statements and their parameters."""
LONG = "(ledger|standing|folded|articles|items)"
"""Tables that nobody goes through, in an index or without."""
DESK = Place(platform="console", channel="desk")


@contextmanager
def overheard() -> Iterator[Asked]:
    """Collect what is asked of databases."""
    asked: Asked = []

    def hear(*told: Any) -> None:
        asked.append((told[2], told[3]))

    event.listen(Engine, "before_cursor_execute", hear)
    try:
        yield asked
    finally:
        event.remove(Engine, "before_cursor_execute", hear)


def plans(url: str, asked: Asked) -> list[str]:
    """Return how the database would answer; PostgreSQL as if the tables were too long to be read through."""
    reads = [(statement, values) for statement, values in asked if re.search(r"\b(FROM|UPDATE) ", statement)]
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as raw:
            rows = [raw.execute(f"EXPLAIN QUERY PLAN {statement}", values).fetchall() for statement, values in reads]
        return ["\n".join(row[3] for row in plan) for plan in rows]
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET enable_seqscan = off")
        connection.execute("SET enable_bitmapscan = off")
        found = [connection.execute(f"EXPLAIN {statement}".encode(), values).fetchall() for statement, values in reads]
    return ["\n".join(row[0] for row in plan) for plan in found]


async def fill(store: Store) -> None:
    """Store some of everything."""
    await write(store, *(said(value, claim=(DEAD, HOMES)[value % 2].id) for value in range(400)))
    await write(store, *(said(value, topic="flood") for value in range(400)))
    await keep(store)
    await put_feeds(store, *(polled(f"feed-{number}") for number in range(300)))
    await queue(store, *(bound_for(f"channel-{number % 20}", str(number)) for number in range(200)))
    async with store.transaction() as transaction:
        await transaction.add_board(DESK, TOPIC.id)


async def keep(store: Store) -> None:
    """Keep what the ledger of the storm comes to."""
    entries = {each.id: await store.entries(TOPIC.id, each.id) for each in (DEAD, HOMES)}
    async with store.transaction() as transaction:
        await transaction.keep_standing([kept_whole(each, TOPIC.id, entries[each.id]) for each in (DEAD, HOMES)])


async def claim(store: Store) -> object:
    """Ask for a claim's entries, as its current figures and its history do."""
    return await store.entries(TOPIC.id, DEAD.id)


async def figures(store: Store) -> object:
    """Ask for a claim's current figures."""
    return await store.standing(TOPIC.id, [DEAD.id, HOMES.id], ["7F3K"])


async def changes(store: Store) -> object:
    """Ask for a claim's history page."""
    return await store.last_changes(TOPIC.id, DEAD.id, 5)


async def about(store: Store) -> object:
    """Ask what an entry has to do with others."""
    return await store.about((await store.entries(TOPIC.id, DEAD.id))[-1])


async def unkept(store: Store) -> object:
    """Ask of which claims nothing is kept."""
    return await store.unkept(TOPIC.id, {DEAD.id: "other rules", HOMES.id: "other rules"})


async def append(store: Store) -> object:
    """Write what an article says, and what it changes of what is kept."""
    entries = [said(5_000), said(6_000)]
    async with store.transaction() as transaction:
        await transaction.append(entries)
        await transaction.keep_standing(kept_after(entries, await store.entries(TOPIC.id), TOPIC))
    return None


async def topic(store: Store) -> object:
    """Ask for a topic's entries."""
    return await store.entries(TOPIC.id)


async def by_id(store: Store) -> object:
    """Ask for an entry by the beginning of its id."""
    return await store.find_entries("7F3K", 1)


async def boards(store: Store) -> object:
    """Ask for the boards of topics that have grown."""
    return await store.lease_boards("console", NOW, 9, 30.0)


async def known(store: Store) -> object:
    """Ask which articles are on record."""
    return await store.known_articles(["a", "b"])


async def feeds(store: Store) -> object:
    """Ask for due feeds."""
    async with store.transaction() as transaction:
        return await transaction.lease_feeds(NOW, 5, 30.0, HostShare())


async def posts(store: Store) -> object:
    """Ask for posts that are ready."""
    return await store.lease_posts(NOW, 5, 30.0)


@pytest.mark.parametrize(
    ("question", "index"),
    [
        (claim, "ledger_claim"),
        (figures, "ledger_claim"),
        (figures, "standing_pkey|PRIMARY KEY"),
        (changes, "ledger_news"),
        (changes, "ledger_corrects"),
        (about, "ledger_corrects"),
        (unkept, "ledger_claim"),
        (append, "folded_pkey|PRIMARY KEY"),
        (topic, "ledger_topic"),
        (by_id, "ledger_id|sqlite_autoindex_ledger"),
        (boards, "ledger_topic"),
        (known, "articles_version|sqlite_autoindex_articles"),
        (feeds, "feeds_due"),
        (posts, "posts_unposted"),
    ],
)
async def test_every_question_that_grows_with_the_ledger_has_its_index(
    url: str, question: Callable[[Store], Awaitable[object]], index: str
) -> None:
    async with open_store(url) as store:
        await fill(store)
        with overheard() as asked:
            await question(store)
    found = plans(url, asked)

    assert any(re.search(index, plan) for plan in found), found
    for plan in found:
        assert not re.search(rf"Seq Scan on {LONG}\b|SCAN {LONG}\b", plan), plan


@pytest.mark.parametrize("question", [claim, topic, changes])
async def test_the_ledger_comes_in_its_order_without_being_sorted(
    url: str, question: Callable[[Store], Awaitable[object]]
) -> None:
    async with open_store(url) as store:
        await fill(store)
        with overheard() as asked:
            await question(store)

    assert not [plan for plan in plans(url, asked) if re.search(r"Sort|TEMP B-TREE", plan)]
