"""What is kept of the current figures catches up with the ledger."""

from adapters.storage import MemoryStore
from bot.ledger import kept_whole, rules_of
from bot.mending import Mending
from bot.model import Entry, Series
from bot.ports import Store
from tests.bot.ledger.scenes import a_claim, a_topic, play

DEAD, HURT = a_claim(Series.ONE_OFF, "dead"), a_claim(Series.STOCK, "hurt")
TOPIC = a_topic(DEAD, HURT)


async def written() -> tuple[Store, list[Entry]]:
    """Make a store with a ledger of which nothing is kept."""
    store, ledger = MemoryStore(), play(DEAD, "1 mayor 120", "2 ministry 300", "3 mayor 150")
    async with store.transaction() as transaction:
        await transaction.append(ledger)
    return store, ledger


async def test_what_was_left_behind_is_made_whole() -> None:
    store, ledger = await written()
    await Mending(store, [TOPIC]).tick()
    assert (await store.standing(TOPIC.id, ["dead"]))["dead"] == kept_whole(DEAD, TOPIC.id, ledger)


async def test_what_other_rules_folded_is_folded_anew() -> None:
    store, ledger = await written()
    await Mending(store, [TOPIC]).tick()
    changed = a_claim(Series.CUMULATIVE, "dead")
    await Mending(store, [a_topic(changed)]).tick()
    kept = await store.standing(TOPIC.id, ["dead"])
    assert kept["dead"] == kept_whole(changed, TOPIC.id, ledger)
    assert kept["dead"].rules == rules_of(changed)


async def test_what_falls_behind_later_catches_up_too() -> None:
    store, ledger = await written()
    mending = Mending(store, [TOPIC])
    await mending.tick()
    more = play(DEAD, "4 mayor 150")
    async with store.transaction() as transaction:
        await transaction.append(more)
    assert await store.unkept(TOPIC.id, {"dead": rules_of(DEAD)}) == {"dead"}
    await mending.tick()
    assert (await store.standing(TOPIC.id, ["dead"]))["dead"] == kept_whole(DEAD, TOPIC.id, [*ledger, *more])
