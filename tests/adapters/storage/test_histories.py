"""Long ledgers are read in pieces, and what was read once is not decoded again."""

import asyncio
from collections.abc import AsyncIterator, Sequence

import pytest

from adapters.storage import open_store
from adapters.storage.sql import parts
from bot.model import Entry
from bot.ports import Store
from tests.newsroom import DEAD, HOMES, TOPIC
from tests.records import said, write


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    async with open_store(url) as store:
        yield store


async def test_a_long_ledger_is_read_whole_and_others_get_their_turn(store: Store) -> None:
    entries = [said(value) for value in range(5_000)]
    await write(store, *entries)
    reading = asyncio.create_task(store.entries(TOPIC.id))
    turns = 0
    while not reading.done():
        await asyncio.sleep(0)
        turns += 1

    assert reading.result() == tuple(entries)
    assert turns > 5


def same(one: Sequence[Entry], other: Sequence[Entry]) -> list[bool]:
    """Tell which entries were not decoded anew."""
    return [left is right for left, right in zip(one, other, strict=False)]


async def test_only_what_is_new_is_decoded(store: Store) -> None:
    await write(store, *(said(value) for value in range(20)))
    before = await store.entries(TOPIC.id)
    new = said(99)
    await write(store, new)
    async with store.transaction() as transaction:
        inside = await transaction.history(TOPIC.id)
    after = await store.entries(TOPIC.id, DEAD.id)

    assert inside == after == (*before, new)
    assert all(same(before, inside))
    assert all(same(inside, after))


async def test_one_claim_is_read_without_its_whole_topic(store: Store) -> None:
    first, last = said(1), said(99)
    await write(store, first, *(said(value, claim=HOMES.id) for value in range(20)), last, said(7, topic="flood"))
    alone = await store.entries(TOPIC.id, DEAD.id)
    again = await store.entries(TOPIC.id, DEAD.id)
    whole = await store.entries(TOPIC.id)

    assert alone == (first, last) == await store.entries(TOPIC.id, DEAD.id)
    assert all(same(alone, again))
    assert not any(same(alone, [entry for entry in whole if entry.statement.claim == DEAD.id]))


async def test_readers_at_once_bring_nothing_twice(store: Store) -> None:
    await write(store, *(said(value) for value in range(2_000)))
    await store.entries(TOPIC.id)
    await write(store, *(said(value) for value in range(2_000)))
    both = await asyncio.gather(*(store.entries(TOPIC.id) for _ in range(6)), store.entries(TOPIC.id, DEAD.id))

    assert {len(entries) for entries in both} == {4_000}
    assert len(set(both)) == 1


async def test_the_topics_used_last_are_kept_within_a_bound_and_the_one_in_use_always(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "ROOM", 10)
    sizes = {"first": 5, "second": 5, "third": 5, "too long": 11}
    async with open_store(url) as store:
        for topic, size in sizes.items():
            await write(store, *(said(value, topic=topic) for value in range(size)))
        seen = {topic: await store.entries(topic) for topic in ("first", "second", "first", "third")}

        assert all(same(seen["first"], await store.entries("first")))
        assert all(same(seen["third"], await store.entries("third")))
        assert not any(same(seen["second"], await store.entries("second")))
        long = await store.entries("too long")
        assert len(long) == 11
        assert all(same(long, await store.entries("too long")))
        assert not any(same(seen["third"], await store.entries("third")))
        assert not any(same(long, await store.entries("too long")))


async def test_a_reading_process_sees_what_the_running_one_adds(store: Store, url: str) -> None:
    async with open_store(url, exclusive=False) as reading:
        seen = []
        for value in range(3):
            await write(store, said(value))
            seen.append(len(await reading.entries(TOPIC.id)))

    assert seen == [1, 2, 3]
