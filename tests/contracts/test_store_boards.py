"""What every store promises about boards, paused channels and how delivery goes."""

from dataclasses import replace

from bot.model import Board, OutboxState, Paused, Place, Post
from bot.ports import Store
from tests.newsroom import NOW, TOPIC
from tests.records import MINUTE, SECOND, bound_for, keys, lease, queue, said, write

DESK = Place(platform="console", channel="desk")


async def leased(store: Store, minutes: int = 0) -> list[Board]:
    """Take what is not up to date."""
    return list(await store.lease_boards("console", NOW + minutes * MINUTE, 9, 60.0))


async def test_a_board_is_taken_when_its_topics_ledger_has_grown_and_not_before(store: Store) -> None:
    async with store.transaction() as transaction:
        await transaction.add_board(DESK, TOPIC.id)
        await transaction.add_board(DESK, TOPIC.id)
    (fresh,) = await leased(store)
    assert (fresh.message, fresh.edition) == (None, 1)
    assert await leased(store) == [], "it is taken already"
    await store.put_board(replace(fresh, message="m1", digest="d1"), NOW)
    assert await leased(store) == []
    await write(store, said(7, topic="flood"))
    assert await leased(store) == [], "another topic's news"
    await write(store, said(24))
    (grown,) = await leased(store)
    assert (grown.message, grown.digest) == ("m1", "d1")
    await store.put_board(grown, NOW + 5 * MINUTE)
    await write(store, said(30))
    assert await leased(store, minutes=4) == [], "not before it is due"
    assert len(await leased(store, minutes=5)) == 1
    assert len(await leased(store, minutes=7)) == 1, "a lease that ended"


async def test_boards_of_one_server_or_all_can_be_looked_at_anew(store: Store) -> None:
    rival = replace(DESK, server="rival")
    async with store.transaction() as transaction:
        await transaction.add_board(DESK, TOPIC.id)
        await transaction.add_board(rival, TOPIC.id)
    for board in await leased(store):
        await store.put_board(board, NOW)
    async with store.transaction() as transaction:
        await transaction.touch_boards(TOPIC.id, "console", "rival")
    (touched,) = await leased(store)
    assert touched.place == rival
    await store.put_board(touched, NOW)
    async with store.transaction() as transaction:
        await transaction.touch_boards(TOPIC.id)
    assert len(await leased(store)) == 2


async def test_a_board_that_was_dropped_is_gone(store: Store) -> None:
    async with store.transaction() as transaction:
        await transaction.add_board(DESK, TOPIC.id)
    board = await store.board(DESK, TOPIC.id)
    assert board is not None
    async with store.transaction() as transaction:
        await transaction.drop_board(DESK, TOPIC.id)
    await store.put_board(replace(board, message="late"), NOW)
    assert await store.board(DESK, TOPIC.id) is None


async def test_a_paused_channels_posts_wait_for_its_next_look(store: Store) -> None:
    paused = Paused(place=DESK, reason="no access", since=NOW, next_look=NOW + 10 * MINUTE)
    await queue(store, bound_for("desk", "1"), bound_for("night", "2"))
    assert await store.pause(paused)
    assert not await store.pause(replace(paused, since=NOW + MINUTE, reason="still none"))
    assert await store.paused() == (replace(paused, reason="still none"),)
    assert keys(await lease(store)) == ["night/2"]
    assert keys(await lease(store, after=10 * MINUTE)) == ["desk/1", "night/2"]
    assert await store.resume(DESK)
    assert not await store.resume(DESK)
    assert await store.paused() == ()


async def test_posts_are_leased_for_one_platform_where_asked(store: Store) -> None:
    await queue(store, bound_for("desk", "1"), bound_for("desk", "2", platform="chat"))
    assert keys(await store.lease_posts(NOW, 9, 60.0, "chat")) == ["desk/2"]
    assert keys(await store.lease_posts(NOW, 9, 60.0, "console")) == ["desk/1"]


async def test_channels_of_two_servers_wait_apart(store: Store) -> None:
    first, second = bound_for("desk", "1"), bound_for("desk", "2")
    await queue(store, first, replace(second, server="rival"))
    assert len(await lease(store)) == 2


async def test_a_lease_can_be_held_for_longer_while_it_is_held(store: Store) -> None:
    await queue(store, bound_for("desk", "1"))
    (taken,) = await lease(store)
    assert await store.renew_lease(taken, NOW + 5 * MINUTE)
    assert await lease(store, after=2 * MINUTE) == ()
    (again,) = await lease(store, after=5 * MINUTE)
    assert not await store.renew_lease(taken, NOW + 9 * MINUTE)
    assert again.unsure


async def test_a_doubtful_attempt_is_remembered_as_such(store: Store) -> None:
    await queue(store, bound_for("desk", "1"))
    (first,) = await lease(store)
    assert not first.unsure
    assert first.queued == NOW
    assert await store.mark_failed(first, "refused", NOW)
    (second,) = await lease(store)
    assert not second.unsure, "a failure that was told is no doubt"
    assert await store.mark_failed(second, "no answer", NOW, unsure=True)
    (third,) = await lease(store)
    assert third.unsure


async def test_a_refused_post_is_kept_and_lets_its_channel_go_on(store: Store) -> None:
    await queue(store, bound_for("desk", "1"), bound_for("desk", "2"))
    (refused,) = await lease(store)
    assert await store.mark_refused(refused, "too long", NOW)
    assert not await store.mark_refused(refused, "too long", NOW)
    assert keys(await lease(store)) == ["desk/2"]
    await queue(store, bound_for("desk", "1"))
    assert await store.waiting_posts() == 1, "its key is known"


async def test_the_outbox_tells_how_delivery_goes(store: Store) -> None:
    assert await store.outbox_state() == OutboxState(waiting=0, oldest=None, last_posted=None)
    await queue(store, bound_for("desk", "1"), bound_for("night", "2"))
    (first, _) = await lease(store)
    assert await store.mark_posted(first, "m1", NOW + SECOND)
    assert await store.outbox_state() == OutboxState(waiting=1, oldest=NOW, last_posted=NOW + SECOND)


async def test_delivered_posts_are_found_by_what_they_show(store: Store) -> None:
    here, waiting = bound_for("desk", "1"), bound_for("night", "2")
    assert isinstance(here, Post)
    there = replace(here, server="rival", key="3")
    await queue(store, here, there, replace(waiting, alerts=here.alerts))
    for each in await lease(store):
        if each.post.channel == "desk":
            assert await store.mark_posted(each, f"m{each.post.key}", NOW)
    shown = here.alerts[0].id
    assert [each.message for each in await store.delivered(shown)] == ["m1", "m3"]
    assert [each.message for each in await store.delivered(shown, "console", "rival")] == ["m3"]
    assert await store.delivered("nobody's") == ()
