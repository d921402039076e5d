"""What every store promises about transactions, articles and the ledger."""

import asyncio
from dataclasses import replace
from datetime import timedelta, timezone

import pytest

from bot.errors import StoreError
from bot.model import Follow, Mute
from bot.ports import Store
from tests.newsroom import DEAD, HOMES, NOW, TOPIC
from tests.records import MINUTE, bound_for, lease, polled, put_feeds, read_article, said, write


async def test_an_article_its_statements_and_its_posts_are_stored_together(store: Store) -> None:
    record, figure, message = read_article("storm"), said(24), bound_for("desk")
    async with store.transaction() as transaction:
        await transaction.add_article(record)
        await transaction.append([figure])
        await transaction.queue([message], NOW)

    assert await store.articles(5) == (record,)
    assert await store.entries(TOPIC.id) == (figure,)
    assert [queued.post for queued in await lease(store)] == [message]


async def test_an_exception_inside_a_transaction_undoes_all_of_it(store: Store) -> None:
    await put_feeds(store, polled("herald"))

    async def everything_then_a_fault() -> None:
        async with store.transaction() as transaction:
            await transaction.add_article(read_article("storm"))
            await transaction.append([said(24)])
            await transaction.queue([bound_for("desk")], NOW)
            await transaction.put_follow(Follow(platform="console", channel="desk", topic=TOPIC.id))
            await transaction.put_mute(Mute(platform="console", channel="desk", topic=TOPIC.id))
            await transaction.add_items({polled("herald").feed.url: ["a"]}, NOW)
            await transaction.sync_feeds([])
            _ = 1 / 0

    with pytest.raises(ZeroDivisionError):
        await everything_then_a_fault()

    assert await store.articles(5) == ()
    assert await store.entries(TOPIC.id) == ()
    assert await store.waiting_posts() == 0
    assert await store.feed_states() == (polled("herald"),)
    async with store.transaction() as transaction:
        assert await transaction.follows(TOPIC.id) == ()
        assert await transaction.mutes(TOPIC.id, NOW) == ()


async def test_a_fault_that_is_swallowed_inside_still_undoes_the_transaction(store: Store) -> None:
    twice = said(24)

    async def append_twice_and_go_on() -> None:
        async with store.transaction() as transaction:
            await transaction.append([said(30), twice])
            with pytest.raises(StoreError):
                await transaction.append([twice])

    with pytest.raises(StoreError):
        await append_twice_and_go_on()

    assert await store.entries(TOPIC.id) == ()
    await write(store, twice)
    assert await store.entries(TOPIC.id) == (twice,)


async def test_a_cancelled_transaction_leaves_nothing_behind_and_nobody_waiting(store: Store) -> None:
    inside = asyncio.Event()

    async def never_ends() -> None:
        async with store.transaction() as transaction:
            await transaction.append([said(24)])
            inside.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(never_ends())
    await inside.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)

    kept = said(30)
    await write(store, kept)
    assert await store.entries(TOPIC.id) == (kept,)


async def test_transactions_run_one_after_the_other_in_the_order_they_were_asked_for(store: Store) -> None:
    seen: list[int] = []

    async def count_and_add(value: int) -> None:
        async with store.transaction() as transaction:
            seen.append(len(await transaction.history(TOPIC.id)))
            await asyncio.sleep(0)
            await transaction.append([said(value)])

    await asyncio.gather(*(count_and_add(value) for value in range(8)))

    assert seen == list(range(8))
    assert [one.statement.figure.value for one in await store.entries(TOPIC.id)] == list(range(8))


async def test_readers_see_only_what_is_committed(store: Store) -> None:
    async with store.transaction() as transaction:
        await transaction.append([said(24)])
        assert await store.entries(TOPIC.id) == ()

    assert len(await store.entries(TOPIC.id)) == 1


async def test_the_ledger_is_returned_in_order_of_arrival_by_topic_and_claim(store: Store) -> None:
    first, second, third = said(24), said(9_000, claim=HOMES.id), said(30)
    elsewhere = said(7, topic="flood")
    await write(store, first, second)
    await write(store, elsewhere, third)

    assert await store.entries(TOPIC.id) == (first, second, third)
    assert await store.entries(TOPIC.id, DEAD.id) == (first, third)
    assert await store.entries(TOPIC.id, "nobody's") == ()
    assert await store.entries("nobody's") == ()
    async with store.transaction() as transaction:
        assert await transaction.history(TOPIC.id) == (first, second, third)
        assert await transaction.history("flood") == (elsewhere,)


async def test_history_holds_what_its_own_transaction_appended_and_forgets_it_when_undone(store: Store) -> None:
    before, undone, after = said(24), said(30), said(36)
    await write(store, before)

    async def append_then_a_fault() -> None:
        async with store.transaction() as transaction:
            assert await transaction.history(TOPIC.id) == (before,)
            await transaction.append([undone])
            assert await transaction.history(TOPIC.id) == (before, undone)
            _ = 1 / 0

    with pytest.raises(ZeroDivisionError):
        await append_then_a_fault()
    async with store.transaction() as transaction:
        await transaction.append([after])
        assert await transaction.history(TOPIC.id) == (before, after)

    assert await store.entries(TOPIC.id) == (before, after)
    assert await store.entries(TOPIC.id, DEAD.id) == (before, after)


@pytest.mark.parametrize("together", [True, False], ids=["in one call", "later"])
async def test_a_statement_is_on_record_only_once(store: Store, *, together: bool) -> None:
    old, other = said(24, known_as="AAAA000001"), said(30)
    copy = said(25, known_as="AAAA000001")
    if not together:
        await write(store, old)
    with pytest.raises(StoreError):
        await write(store, *([other, old, copy] if together else [other, copy]))

    assert await store.entries(TOPIC.id) == (() if together else (old,))


async def test_a_correction_points_at_an_entry_on_record(store: Store) -> None:
    wrong = said(240)
    right = replace(said(24), corrects=wrong.statement.id)
    await write(store, wrong, right)
    assert await store.entries(TOPIC.id) == (wrong, right)

    with pytest.raises(StoreError):
        await write(store, replace(said(1), corrects="NOBODYHAS1"))
    assert await store.entries(TOPIC.id) == (wrong, right)


async def test_entries_are_found_by_the_start_of_their_id_newest_first(store: Store) -> None:
    old, new, other = (
        said(1, known_as="7F3K000001"),
        said(2, known_as="7F3K000002", topic="flood"),
        said(3, known_as="7F3M000001"),
    )
    await write(store, old, new, other)

    assert await store.find_entries("7F3K") == (new, old)
    assert await store.find_entries("7f3k") == (new, old)
    assert await store.find_entries("7F3K000001") == (old,)
    assert await store.find_entries("") == (other, new, old)
    assert await store.find_entries("7F3", 1) == (other,)
    assert await store.find_entries("7F3_") == ()
    assert await store.find_entries("%") == ()


async def test_times_of_any_zone_come_back_as_the_same_instant(store: Store) -> None:
    zone = timezone(timedelta(hours=3, minutes=30))
    record = read_article("storm")
    local = replace(
        record,
        first_seen=NOW.astimezone(zone),
        article=replace(record.article, published=(NOW - MINUTE).astimezone(zone)),
    )
    async with store.transaction() as transaction:
        await transaction.add_article(local)

    assert await store.articles(1) == (record,)


async def test_an_article_is_kept_in_every_version_and_known_by_its_id(store: Store) -> None:
    first, edited, other = read_article("storm"), read_article("storm", version=2), read_article("flood")
    async with store.transaction() as transaction:
        for record in (first, other, edited):
            await transaction.add_article(record)
        assert await transaction.known_articles(["storm", "fire", "flood"]) == {"storm", "flood"}
        assert await transaction.known_articles([]) == frozenset()

    assert await store.articles(2) == (edited, other)
    assert await store.articles(9) == (edited, other, first)
    with pytest.raises(StoreError):
        async with store.transaction() as transaction:
            await transaction.add_article(edited)


async def test_a_closed_store_refuses_everything(store: Store) -> None:
    await store.close()
    await store.close()

    with pytest.raises(StoreError, match="closed"):
        await store.entries(TOPIC.id)
    with pytest.raises(StoreError, match="closed"):
        await lease(store)
    with pytest.raises(StoreError, match="closed"):
        await put_feeds(store)
