"""What a start makes ready."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from adapters.storage import MemoryStore
from bot.model import Follow, FollowLevel, Hedge, Kind, OnRecord
from bot.ports import HostShare
from bot.starting import follow_everything, know_feeds, record_known_figures, release_feeds
from tests.newsroom import DEAD, HOMES, NOW, TOPIC, figure
from tests.records import polled, said, write

KNOWN = OnRecord(
    figure=figure("about 30", 30, Hedge.ABOUT), source="agency", outlet="Coast Herald", url="", as_of=date(2026, 1, 20)
)
RECORDED = replace(
    TOPIC,
    claims=(replace(DEAD, on_record=(KNOWN, replace(KNOWN, source="ministry"))), replace(HOMES, on_record=(KNOWN,))),
)


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


async def test_a_fresh_ledger_starts_from_the_figures_on_record_in_silence(store: MemoryStore) -> None:
    assert await record_known_figures(store, [RECORDED], NOW) == 3
    entries = await store.entries(TOPIC.id, DEAD.id)
    assert [(entry.statement.source, entry.verdict.kind) for entry in entries] == [
        ("agency", Kind.FIRST),
        ("ministry", Kind.CORROBORATION),
    ]
    assert await store.waiting_posts() == 0


async def test_a_second_start_adds_nothing(store: MemoryStore) -> None:
    await record_known_figures(store, [RECORDED], NOW)
    assert await record_known_figures(store, [RECORDED], NOW) == 0


async def test_a_claim_with_a_history_keeps_it_and_a_new_one_gets_its_figures(store: MemoryStore) -> None:
    await write(store, said(12))
    assert await record_known_figures(store, [RECORDED], NOW) == 1
    assert [entry.statement.claim for entry in await store.entries(TOPIC.id)] == [DEAD.id, HOMES.id]


async def test_a_channel_follows_every_topic_it_does_not_follow_yet(store: MemoryStore) -> None:
    other = replace(TOPIC, id="flood")
    chosen = Follow(platform="console", channel="desk", topic="flood", level=FollowLevel.CONFLICTS)
    async with store.transaction() as transaction:
        await transaction.put_follow(chosen)
        await transaction.put_follow(replace(chosen, channel="night", topic=TOPIC.id))
    await follow_everything(store, "console", "desk", [TOPIC, other])
    async with store.transaction() as transaction:
        assert await transaction.follows("flood") == (chosen,)
        assert Follow(platform="console", channel="desk", topic=TOPIC.id) in await transaction.follows(TOPIC.id)


@pytest.mark.parametrize("baseline", [True, False])
async def test_feeds_are_known_and_dropped_as_configured(store: MemoryStore, *, baseline: bool) -> None:
    coast, hill = polled("coast").feed, polled("hill").feed
    await know_feeds(store, [coast, hill], NOW, baseline=True)
    await know_feeds(store, [hill, polled("new").feed], NOW, baseline=baseline)
    states = {state.feed.outlet: state.baselined for state in await store.feed_states()}
    assert states == {"hill": False, "new": not baseline}


async def test_what_the_last_process_held_is_due_again_and_the_rest_keeps_its_time(store: MemoryStore) -> None:
    held, later = polled("held"), polled("later", due=timedelta(seconds=61))
    async with store.transaction() as transaction:
        await transaction.sync_feeds([held, later])
        await transaction.lease_feeds(NOW, 5, 60.0, HostShare())
    await release_feeds(store)
    async with store.transaction() as transaction:
        (again,) = await transaction.lease_feeds(NOW, 5, 60.0, HostShare())
    assert again.feed.outlet == "held"


async def test_a_feed_configured_where_it_had_moved_has_its_first_contact_behind_it(store: MemoryStore) -> None:
    """Else what it printed since the last poll would be marked as seen, and never read."""
    async with store.transaction() as transaction:
        await transaction.sync_feeds([replace(polled("old"), baselined=True, address=polled("new").feed.url)])
    await know_feeds(store, [polled("new").feed, polled("other").feed], NOW, baseline=True)
    states = {state.feed.outlet: state.baselined for state in await store.feed_states()}
    assert states == {"new": True, "other": False}
