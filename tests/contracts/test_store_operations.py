"""Vital signs, alarms, and texts that are forgotten: what every store promises."""

from dataclasses import replace
from datetime import timedelta

from bot.model import Alarm, AlarmKind, ArticleRecord, Outcome, Paused, Recheck
from bot.ports import HostShare, Store
from tests.newsroom import NOW
from tests.records import MINUTE, bound_for, polled, put_feeds, queue, read_article

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def seen(record: ArticleRecord, ago: timedelta, outcome: Outcome = Outcome.MATCHED) -> ArticleRecord:
    """Return the record as of an earlier look."""
    return replace(record, first_seen=NOW - ago, outcome=outcome)


def recheck(name: str, *, due: bool) -> Recheck:
    """Make an article's recheck."""
    return Recheck(
        article=name,
        url=f"https://news.example/{name}",
        next_check=NOW + HOUR if due else None,
        changed=NOW,
        text_hash="",
        item_hash="",
    )


async def add(store: Store, *records: ArticleRecord, looked_at: tuple[Recheck, ...] = ()) -> None:
    """Record articles."""
    async with store.transaction() as transaction:
        for record in records:
            await transaction.add_article(record)
        for each in looked_at:
            await transaction.add_recheck(each)


async def texts(store: Store) -> dict[tuple[str, int], bool]:
    """Return which versions still have a text."""
    return {
        (record.article.id, record.article.version): bool(record.article.text) for record in await store.articles(99)
    }


async def forget(store: Store, before: timedelta = DAY, limit: int = 100) -> int:
    """Forget texts older than that."""
    async with store.transaction() as transaction:
        return await transaction.forget_texts(NOW - before, limit)


async def test_an_empty_store_has_nothing_to_tell(store: Store) -> None:
    vitals = await store.vitals(NOW, NOW - HOUR)

    assert (vitals.feeds, vitals.due, vitals.waiting, vitals.read, vitals.unreadable) == (0, 0, 0, 0, 0)
    assert vitals.oldest_due is vitals.oldest_waiting is None


async def test_due_and_leased_feeds_are_counted_apart(store: Store) -> None:
    await put_feeds(store, polled("a", due=-HOUR), polled("b", due=-MINUTE), polled("c", due=HOUR))
    async with store.transaction() as transaction:
        await transaction.lease_feeds(NOW, 1, 60.0, HostShare())

    vitals = await store.vitals(NOW, NOW)
    assert (vitals.feeds, vitals.due, vitals.polling, vitals.oldest_due) == (3, 1, 1, NOW - MINUTE)
    later = await store.vitals(NOW + HOUR / 2, NOW)
    assert (later.due, later.polling, later.oldest_due) == (2, 0, NOW - HOUR)


async def test_what_an_operator_paused_or_a_publisher_ended_is_not_due(store: Store) -> None:
    await put_feeds(store, polled("a"), replace(polled("b"), gone=True), replace(polled("c"), failures=3))
    async with store.transaction() as transaction:
        await transaction.pause_feeds([polled("a").feed.url], paused=True)

    vitals = await store.vitals(NOW, NOW)
    assert (vitals.due, vitals.failing) == (1, 2)


async def test_posts_that_wait_for_us_are_told_from_those_of_paused_channels(store: Store) -> None:
    await queue(store, bound_for("desk"), bound_for("closed"))
    closed = Paused(place=bound_for("closed").place, reason="shut", since=NOW, next_look=NOW + HOUR)
    await store.pause(closed)
    await store.lease_posts(NOW, 10, 60.0)

    vitals = await store.vitals(NOW + MINUTE / 2, NOW)
    assert (vitals.waiting, vitals.oldest_waiting, vitals.delivering, vitals.paused) == (1, NOW, 1, 1)
    assert (await store.vitals(NOW + 2 * HOUR, NOW)).waiting == 2


async def test_articles_are_counted_of_late_and_by_how_they_ended(store: Store) -> None:
    await add(
        store,
        seen(read_article("a"), MINUTE),
        seen(read_article("b"), MINUTE, Outcome.NO_CLAIM),
        seen(read_article("c"), MINUTE, Outcome.UNREADABLE),
        seen(read_article("d"), MINUTE, Outcome.OFF_TOPIC),
        seen(read_article("e"), DAY, Outcome.UNREADABLE),
    )

    vitals = await store.vitals(NOW, NOW - HOUR)
    assert (vitals.read, vitals.unreadable) == (2, 1)


async def test_an_alarm_is_kept_changed_and_forgotten(store: Store) -> None:
    first = Alarm(kind=AlarmKind.READING, since=NOW)
    async with store.transaction() as transaction:
        await transaction.put_alarm(first)
        await transaction.put_alarm(Alarm(kind=AlarmKind.OUTBOX, since=NOW))
    async with store.transaction() as transaction:
        assert {alarm.kind for alarm in await transaction.alarms()} == {AlarmKind.READING, AlarmKind.OUTBOX}
        await transaction.put_alarm(replace(first, calm_since=NOW + MINUTE))
        await transaction.drop_alarm(AlarmKind.OUTBOX)
    async with store.transaction() as transaction:
        assert await transaction.alarms() == (replace(first, calm_since=NOW + MINUTE),)


async def test_old_texts_are_forgotten_and_all_else_stays(store: Store) -> None:
    await add(store, seen(read_article("old"), 2 * DAY), seen(read_article("new"), HOUR))

    assert await forget(store) == 1

    assert await texts(store) == {("old", 1): False, ("new", 1): True}
    old = next(record for record in await store.articles(9) if record.article.id == "old")
    assert (old.article.title, old.outcome) == (read_article("old").article.title, Outcome.MATCHED)
    assert await forget(store) == 0


async def test_an_article_that_is_looked_at_again_keeps_its_text(store: Store) -> None:
    await add(
        store,
        seen(read_article("watched"), 2 * DAY),
        seen(read_article("done"), 2 * DAY),
        looked_at=(recheck("watched", due=True), recheck("done", due=False)),
    )

    assert await forget(store) == 1

    assert await texts(store) == {("watched", 1): True, ("done", 1): False}
    async with store.transaction() as transaction:
        assert set(await transaction.rechecks(["watched", "done"])) == {"watched"}


async def test_the_versions_of_an_article_are_forgotten_together(store: Store) -> None:
    await add(store, seen(read_article("a"), 3 * DAY), seen(read_article("a", version=2), HOUR))

    assert await forget(store) == 0
    assert await forget(store, before=timedelta(0)) == 2


async def test_texts_are_forgotten_in_pieces(store: Store) -> None:
    await add(store, *(seen(read_article(f"a{number}"), 2 * DAY + number * HOUR) for number in range(5)))

    assert [await forget(store, limit=2) for _ in range(4)] == [2, 2, 1, 0]


async def test_all_versions_of_articles_are_returned_in_order(store: Store) -> None:
    await add(store, read_article("b"), read_article("a"), read_article("a", version=2), read_article("c"))

    found = await store.versions(["a", "b", "nobody"])
    assert [(record.article.id, record.article.version) for record in found] == [("a", 1), ("a", 2), ("b", 1)]
    assert await store.versions([]) == ()
