"""What every store promises about versions of an article, rechecks, and sketches of texts."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.errors import StoreError
from bot.model import Origin, Outcome, OverdueLooks, Recheck, Sketch, TakenFrom
from bot.ports import Store
from tests.newsroom import NOW
from tests.records import MINUTE, SECOND, due, read_article

SKETCH = Sketch(hashes=(1, 2**62, 2**63 - 1), shingles=300)


def first_printed(name: str) -> Origin:
    """Name a text that others may copy."""
    return Origin(article=name, outlet=f"{name} Herald")


async def add(store: Store, *rechecks: Recheck) -> None:
    async with store.transaction() as transaction:
        for recheck in rechecks:
            await transaction.add_recheck(recheck)


async def lease(store: Store, now: datetime = NOW, limit: int = 10) -> tuple[Recheck, ...]:
    async with store.transaction() as transaction:
        return await transaction.lease_rechecks(now, limit, 60.0)


async def put(store: Store, recheck: Recheck) -> bool:
    async with store.transaction() as transaction:
        return await transaction.put_recheck(recheck)


def names(rechecks: Iterable[Recheck]) -> list[str]:
    return sorted(recheck.article for recheck in rechecks)


async def test_versions_of_an_article_come_back_as_they_were_and_the_newest_is_found(store: Store) -> None:
    first = read_article("storm")
    second = replace(
        first,
        article=replace(
            first.article, version=2, taken_from=TakenFrom.PAGE, origin=Origin(article="wire", outlet="Wire")
        ),
        byline="Ana Berg",
        modified=NOW,
    )
    async with store.transaction() as transaction:
        await transaction.add_article(second)
        await transaction.add_article(first)
        assert await transaction.latest_versions(["storm", "unknown"]) == {"storm": second}
        assert await transaction.latest_versions([]) == {}
    assert set(await store.articles(5)) == {first, second}


async def test_what_nobody_could_read_is_replaced_by_what_became_of_it(store: Store) -> None:
    unread, later = read_article("storm"), read_article("later")
    read = replace(unread, article=replace(unread.article, text="At last"), outcome=Outcome.OFF_TOPIC, reason="")
    async with store.transaction() as transaction:
        await transaction.add_article(unread)
        await transaction.add_article(later)
        await transaction.put_article(read)
        await transaction.put_article(read_article("unknown"))
    assert await store.articles(5) == (later, read)


async def test_due_rechecks_are_taken_longest_due_first_and_once(store: Store) -> None:
    await add(store, due("a", -MINUTE), due("b", MINUTE), due("c"), due("d", -2 * MINUTE), due("e", None))
    taken = await lease(store, limit=2)
    assert names(taken) == ["a", "d"]
    assert {(each.fence, each.next_check) for each in taken} == {(1, NOW + MINUTE)}
    assert names(await lease(store)) == ["c"]
    assert await lease(store) == ()
    assert names(await lease(store, NOW + MINUTE)) == ["a", "b", "c", "d"]


async def test_looks_that_are_overdue_are_counted_and_those_taken_are_not(store: Store) -> None:
    await add(store, due("a", -MINUTE), due("b", MINUTE), due("c"), due("d", None))
    assert await store.overdue_looks(NOW) == OverdueLooks(articles=2, oldest=NOW - MINUTE)
    await lease(store, limit=1)
    assert await store.overdue_looks(NOW) == OverdueLooks(articles=1, oldest=NOW - SECOND)
    await lease(store)
    assert await store.overdue_looks(NOW) == OverdueLooks(articles=0, oldest=None)


async def test_a_look_is_stored_under_its_fence_alone(store: Store) -> None:
    await add(store, due("a"))
    (late,) = await lease(store)
    (held,) = await lease(store, NOW + 2 * MINUTE)
    found = replace(
        held, next_check=None, text_hash="t", item_hash="i", etag="e", last_modified="m", failures=2, fault="f"
    )
    assert not await put(store, replace(late, fault="late"))
    assert await put(store, found)
    async with store.transaction() as transaction:
        assert await transaction.rechecks(["a", "unknown"]) == {"a": found}
    assert await lease(store, NOW + timedelta(days=365)) == ()


async def test_rechecks_are_taken_by_article_whether_due_or_not(store: Store) -> None:
    await add(store, due("a"), due("b", MINUTE), due("c", None))
    (held,) = await lease(store)
    async with store.transaction() as transaction:
        taken = await transaction.take_rechecks(["a", "c", "unknown", "a"], NOW, 60.0)
    assert names(taken) == ["a", "c"]
    assert {each.fence for each in taken} == {1, 2}
    assert not await put(store, held)


async def test_an_article_has_one_recheck(store: Store) -> None:
    await add(store, due("a"))
    with pytest.raises(StoreError):
        await add(store, due("a"))


async def test_texts_are_found_by_the_keys_they_share_most_first(store: Store) -> None:
    async with store.transaction() as transaction:
        await transaction.add_sketch(first_printed("one"), SKETCH, [1, 2, 2**63 - 1], NOW)
        await transaction.add_sketch(first_printed("two"), SKETCH, [1, 2, 2, 4], NOW + SECOND)
        await transaction.add_sketch(first_printed("three"), SKETCH, [9], NOW)
        await transaction.add_sketch(first_printed("one"), SKETCH, [9], NOW)

    async with store.transaction() as transaction:
        assert await transaction.alike([1, 2, 4], NOW, 5) == (
            (first_printed("two"), SKETCH),
            (first_printed("one"), SKETCH),
        )
        assert await transaction.alike([1, 2], NOW, 1) == ((first_printed("one"), SKETCH),)
        assert await transaction.alike([1, 2], NOW + SECOND, 5) == ((first_printed("two"), SKETCH),)
        assert await transaction.alike([9], NOW, 5) == ((first_printed("three"), SKETCH),)
        assert await transaction.alike([77], NOW, 5) == ()
        assert await transaction.alike([], NOW, 5) == ()


async def test_old_texts_are_forgotten(store: Store) -> None:
    async with store.transaction() as transaction:
        await transaction.add_sketch(first_printed("old"), SKETCH, [1], NOW - MINUTE)
        await transaction.add_sketch(first_printed("new"), SKETCH, [1], NOW)
        assert await transaction.forget_sketches(NOW) == 1
        assert await transaction.alike([1], NOW - MINUTE, 5) == ((first_printed("new"), SKETCH),)
        await transaction.add_sketch(first_printed("old"), SKETCH, [1], NOW)
        assert len(await transaction.alike([1], NOW, 5)) == 2
