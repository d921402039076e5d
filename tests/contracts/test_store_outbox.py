"""What every store promises about who hears of what, and about the outbox."""

from dataclasses import replace
from datetime import timedelta

from bot.model import Follow, FollowLevel, Mute, Notice
from bot.ports import Store
from tests.newsroom import DEAD, NOW, TOPIC
from tests.records import MINUTE, SECOND, bound_for, keys, lease, queue


async def test_a_follow_is_per_channel_and_claim_and_may_change_its_level(store: Store) -> None:
    topic = Follow(platform="console", channel="desk", topic=TOPIC.id)
    claim = replace(topic, claim=DEAD.id, level=FollowLevel.ALL)
    other = replace(topic, channel="night", level=FollowLevel.CONFLICTS)
    async with store.transaction() as transaction:
        for follow in (other, claim, topic, replace(topic, topic="flood")):
            await transaction.put_follow(follow)
        await transaction.put_follow(replace(topic, level=FollowLevel.ALL))

        assert await transaction.follows(TOPIC.id) == (replace(topic, level=FollowLevel.ALL), claim, other)
        assert await transaction.follows("nobody's") == ()


async def test_a_mute_ends_at_its_time_or_never(store: Store) -> None:
    timed = Mute(platform="console", channel="desk", topic=TOPIC.id, claim=DEAD.id, until=NOW + MINUTE)
    forever = replace(timed, channel="night", claim=None, until=None)
    async with store.transaction() as transaction:
        await transaction.put_mute(replace(timed, until=NOW - MINUTE))
        assert await transaction.mutes(TOPIC.id, NOW) == ()
        await transaction.put_mute(forever)
        await transaction.put_mute(timed)

        assert await transaction.mutes(TOPIC.id, NOW) == (timed, forever)
        assert await transaction.mutes(TOPIC.id, NOW + MINUTE) == (forever,)
        assert await transaction.mutes("flood", NOW) == ()


async def test_posts_are_leased_in_order_of_arrival_one_a_channel(store: Store) -> None:
    await queue(store, bound_for("desk", "1"), bound_for("night", "1"), bound_for("desk", "2"))
    await queue(store, bound_for("desk", "1", platform="chat"))

    assert keys(await lease(store, limit=2)) == ["desk/1", "night/1"]
    (last,) = await lease(store)
    assert (last.post.platform, last.attempts, last.fence) == ("chat", 0, 1)
    assert await lease(store) == ()
    assert await store.waiting_posts() == 4


async def test_a_key_already_in_the_outbox_of_its_channel_is_left_as_it_is(store: Store) -> None:
    first = bound_for("desk", "1")
    again = replace(first, article="another")
    await queue(store, first, again)
    await queue(store, again, bound_for("night", "1"))

    leased = await lease(store)
    assert leased[0].post == first
    assert keys(leased) == ["desk/1", "night/1"]
    assert await store.mark_posted(leased[0], "m1", NOW)
    await queue(store, again)
    assert await lease(store) == ()


async def test_a_channel_waits_for_its_earliest_post_and_others_go_on(store: Store) -> None:
    await queue(store, bound_for("desk", "1"), bound_for("desk", "2"), bound_for("night", "1"), bound_for("night", "2"))
    desk, night = await lease(store)
    assert await store.mark_failed(desk, "gone for lunch", NOW + 10 * MINUTE)
    assert await store.mark_posted(night, "m1", NOW)

    assert keys(await lease(store)) == ["night/2"]
    (again,) = await lease(store, after=10 * MINUTE, limit=1)
    assert (again.post.key, again.attempts, again.fence) == ("1", 1, 2)
    assert await store.mark_posted(again, "m2", NOW + 10 * MINUTE)
    assert "desk/2" in keys(await lease(store, after=10 * MINUTE))


async def test_a_delivery_that_never_reports_is_tried_again_when_its_lease_ends(store: Store) -> None:
    await queue(store, bound_for("desk", "1"), bound_for("desk", "2"))
    (slow,) = await lease(store)
    assert await lease(store, after=59 * SECOND) == ()
    (quick,) = await lease(store, after=60 * SECOND)

    assert (quick.post, quick.attempts, quick.fence) == (slow.post, 0, 2)
    assert not await store.mark_failed(slow, "too late", NOW)
    assert not await store.mark_posted(slow, "m1", NOW)
    assert await store.mark_posted(quick, "m2", NOW)
    assert not await store.mark_posted(quick, "m3", NOW)
    assert not await store.mark_failed(quick, "done already", NOW)
    assert await store.waiting_posts() == 1


async def test_whoever_takes_a_post_is_told_when_its_channel_was_last_sent_to(store: Store) -> None:
    await queue(store, bound_for("desk", "1"), bound_for("desk", "2"), bound_for("desk", "3"), bound_for("night", "1"))
    sent = NOW + timedelta(seconds=3, microseconds=71)
    desk, night = await lease(store)
    assert (desk.sent_before, night.sent_before) == (None, None)
    assert await store.mark_posted(night, "m1", NOW)
    assert await store.mark_posted(desk, "m2", sent)
    (second,) = await lease(store, after=3 * SECOND)
    assert (second.post.key, second.sent_before) == ("2", sent)
    assert await store.mark_refused(second, "too long", sent + SECOND)
    (third,) = await lease(store, after=4 * SECOND)
    assert (third.post.key, third.sent_before) == ("3", sent + SECOND)
    assert await lease(store, after=4 * SECOND) == (), "one in flight a channel, whoever asks"


async def test_a_lease_that_was_given_back_settles_nothing_more(store: Store) -> None:
    await queue(store, bound_for("desk", "1"))
    (leased,) = await lease(store)
    assert await store.mark_failed(leased, "refused", NOW)

    assert not await store.mark_posted(leased, "m1", NOW)
    assert not await store.mark_failed(leased, "refused", NOW)
    assert not await store.mark_posted(replace(leased, post=bound_for("nowhere")), "m1", NOW)


async def test_what_a_dead_process_had_taken_is_handed_back_at_the_start(store: Store) -> None:
    await queue(store, bound_for("desk", "1"), bound_for("desk", "2"), bound_for("night", "1"), bound_for("day", "1"))
    posted, failed, taken = await lease(store)
    assert await store.mark_posted(posted, "m1", NOW)
    assert await store.mark_failed(failed, "no answer", NOW + MINUTE)

    assert await store.release_posts(NOW + SECOND) == 1
    assert await store.release_posts(NOW + SECOND) == 0

    assert keys(await store.lease_posts(NOW + SECOND, 10, 30)) == ["desk/2", "day/1"]
    assert not await store.mark_posted(taken, "late", NOW), "the lease of the dead is lost"


async def test_a_notice_travels_through_the_outbox_like_a_post(store: Store) -> None:
    notice = Notice(
        key="feed-down-1", platform="console", channel="desk", title="A feed fails", lines=("No answer.",), made=NOW
    )
    await queue(store, notice, bound_for("desk", "2"))

    (leased,) = await lease(store)
    assert leased.post == notice
    assert await store.mark_posted(leased, "m1", NOW)
    assert keys(await lease(store)) == ["desk/2"]
