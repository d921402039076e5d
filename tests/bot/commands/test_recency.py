"""What changed last, kept at hand while people type."""

import asyncio
from datetime import timedelta

from adapters.storage import MemoryStore
from bot.commands import LastChanges, last_changes
from bot.errors import StoreFull
from bot.model import Entry, Kind
from tests.bot.commands.room import Room
from tests.newsroom import DEAD, ESCAPED, HOMES, NOW, TOPIC, entry, statement

HOUR = timedelta(hours=1)


class CountingStore(MemoryStore):
    """Counts how often it is asked, and answers when it is let."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = 0
        self.broken = False
        self.may_answer = asyncio.Event()
        self.may_answer.set()

    async def find_entries(self, prefix: str, limit: int = 20) -> tuple[Entry, ...]:
        """See bot.ports.Store."""
        self.asked += 1
        await self.may_answer.wait()
        if self.broken:
            raise StoreFull("The disk is full.")
        return await super().find_entries(prefix, limit)


async def test_the_last_news_of_each_claim_counts_and_silence_does_not() -> None:
    room = Room()
    old, new, silent = (statement(str(n), n, claim=claim) for n, claim in ((1, DEAD), (2, DEAD), (3, HOMES)))
    await room.write(
        entry(old, recorded=NOW - 2 * HOUR), entry(new, recorded=NOW - HOUR), entry(silent, Kind.REPEAT, recorded=NOW)
    )
    assert await last_changes(room.desk()) == {(TOPIC.id, DEAD.id): NOW - HOUR}


async def test_only_the_first_waits_and_an_old_order_is_shown_while_a_new_one_is_looked_up() -> None:
    store = CountingStore()
    room = Room(store)
    await room.write(entry(statement("1", 1), recorded=NOW))
    changes = LastChanges()
    await changes.warm(room.desk())
    first = await changes.of(room.desk())
    assert (list(first), store.asked) == ([(TOPIC.id, DEAD.id)], 1)
    await room.write(entry(statement("2", 2, claim=ESCAPED), recorded=NOW))
    room.wait(timedelta(seconds=11))
    store.may_answer.clear()
    for _ in range(3):
        assert await changes.of(room.desk()) == first
    store.may_answer.set()
    async with asyncio.timeout(10):
        while (TOPIC.id, ESCAPED.id) not in await changes.of(room.desk()):  # noqa: ASYNC110 - the store tells nobody
            await asyncio.sleep(0)
    assert store.asked == 2


async def test_a_store_that_cannot_be_read_offers_names_all_the_same() -> None:
    store = CountingStore()
    store.broken = True
    changes = LastChanges()
    assert await changes.of(Room(store).desk()) == {}
    store.broken = False
    await Room(store).write(entry(statement("1", 1)))
    assert list(await changes.of(Room(store).desk())) == [(TOPIC.id, DEAD.id)]
