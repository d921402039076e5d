"""What every store promises about who hears of what, and about what was held back and called a wrong reading."""

from dataclasses import replace
from datetime import time

from bot.model import Follow, Held, HeldWhy, Kind, Mute, Opinion, Place, Quiet, Remark
from bot.ports import Store
from tests.newsroom import DEAD, NOW, TOPIC, alert, statement
from tests.records import MINUTE

DESK = Place(platform="chat", server="paper", channel="desk")
NIGHT = replace(DESK, channel="night")
ELSEWHERE = replace(DESK, server="rival")
FOLLOW = Follow(platform="chat", server="paper", channel="desk", topic=TOPIC.id)
MUTE = Mute(platform="chat", server="paper", channel="desk", topic=TOPIC.id, claim=DEAD.id, until_changed=True)
QUIET = Quiet(place=DESK, start=time(22), end=time(7), zone="Europe/Berlin")


def held(number: int, place: Place = DESK, why: HeldWhy = HeldWhy.QUIET) -> Held:
    """Make an alert that was held back."""
    news = alert(Kind.CONFLICT, statement(str(number), number), statement("7", 7))
    return Held(place=place, alert=news, outlet="Coast Herald", why=why, at=NOW + number * MINUTE)


def word(opinion: Opinion, *, server: str = "paper", platform: str = "chat", on: str = "S1") -> Remark:
    """Make a person's word on a statement."""
    return Remark(platform=platform, server=server, statement=on, opinion=opinion, person="ana", at=NOW)


async def say(store: Store, *remarks: Remark) -> None:
    """Record words in this order."""
    async with store.transaction() as transaction:
        for remark in remarks:
            await transaction.remark(remark)


async def test_a_channel_is_known_by_its_server_too(store: Store) -> None:
    async with store.transaction() as transaction:
        await transaction.put_follow(FOLLOW)
        await transaction.put_follow(replace(FOLLOW, server="rival"))
        await transaction.put_mute(MUTE)
    assert await store.following(DESK) == (FOLLOW,)
    assert await store.following(ELSEWHERE) == (replace(FOLLOW, server="rival"),)
    assert await store.muted(DESK, NOW) == (MUTE,)
    assert await store.muted(ELSEWHERE, NOW) == ()


async def test_a_follow_and_a_mute_end_when_they_are_dropped(store: Store) -> None:
    async with store.transaction() as transaction:
        await transaction.put_follow(FOLLOW)
        await transaction.put_mute(MUTE)
        assert await transaction.drop_follow(DESK, TOPIC.id, None)
        assert not await transaction.drop_follow(DESK, TOPIC.id, None)
        assert not await transaction.drop_mute(DESK, TOPIC.id, None), "the claim's mute is another"
        assert await transaction.drop_mute(DESK, TOPIC.id, DEAD.id)
    assert await store.following(DESK) == ()
    assert await store.muted(DESK, NOW) == ()


async def test_quiet_hours_are_a_channels_own_and_come_back_as_set(store: Store) -> None:
    async with store.transaction() as transaction:
        await transaction.put_quiet(replace(QUIET, zone="UTC"))
        await transaction.put_quiet(QUIET)
    assert await store.quiet(DESK) == QUIET
    assert await store.quiet(NIGHT) is None
    async with store.transaction() as transaction:
        assert await transaction.drop_quiet(DESK)
        assert not await transaction.drop_quiet(DESK)
    assert await store.quiet(DESK) is None


async def test_what_was_held_back_is_told_once_and_stays_on_record(store: Store) -> None:
    one, two, muted, other = held(1), held(2), held(3, why=HeldWhy.MUTE), held(4, NIGHT)
    async with store.transaction() as transaction:
        await transaction.put_quiet(QUIET)
        await transaction.put_quiet(replace(QUIET, place=NIGHT))
        await transaction.hold([one, muted, other])
        await transaction.hold([two])
    assert [quiet.place for quiet in await store.quiet_with_held()] == [DESK, NIGHT]
    async with store.transaction() as transaction:
        assert await transaction.take_held(DESK, HeldWhy.QUIET, NOW) == (one, two)
        assert await transaction.take_held(DESK, HeldWhy.QUIET, NOW) == ()
    assert [quiet.place for quiet in await store.quiet_with_held()] == [NIGHT]
    assert await store.held_back(DESK, NOW, 9) == (two, muted, one)
    assert await store.held_back(DESK, NOW + 2 * MINUTE, 9) == (two, muted)
    assert await store.held_back(DESK, NOW, 1) == (two,)


async def test_the_last_word_of_a_server_counts_there_alone_and_everyones_everywhere(store: Store) -> None:
    await say(store, word(Opinion.REJECTED), word(Opinion.REJECTED, on="S2"), word(Opinion.RESTORED, on="S2"))
    assert await store.rejected("chat", "paper") == {"S1"}
    assert await store.rejected("chat", "rival") == frozenset()
    assert await store.rejected("other", "paper") == frozenset()
    await say(store, word(Opinion.REJECTED, platform="", server="", on="S3"), word(Opinion.FLAGGED))
    assert await store.rejected("chat", "paper") == {"S1", "S3"}, "a doubt changes nothing"
    assert await store.rejected("chat", "rival") == {"S3"}
    assert [each.opinion for each in await store.remarks("chat", "paper", "S1")] == [Opinion.REJECTED, Opinion.FLAGGED]
    assert await store.remarks("chat", "rival", "S1") == ()


async def test_an_audience_is_all_that_decides_who_hears_of_topics(store: Store) -> None:
    elsewhere = replace(FOLLOW, server="rival", topic="flood")
    async with store.transaction() as transaction:
        await transaction.put_follow(FOLLOW)
        await transaction.put_follow(elsewhere)
        await transaction.put_mute(MUTE)
        await transaction.put_mute(replace(MUTE, claim=None, until_changed=False, until=NOW - MINUTE))
        await transaction.put_quiet(QUIET)
        await transaction.remark(word(Opinion.REJECTED))
        audience = await transaction.audience([TOPIC.id, "flood"], NOW)
        assert await transaction.audience([], NOW) == replace(audience, follows=(), mutes=(), rejected={})
    assert (audience.follows, audience.mutes) == ((FOLLOW, elsewhere), (MUTE,))
    assert audience.quiet == {DESK: QUIET}
    assert audience.rejected == {("chat", "paper"): {"S1"}, ("chat", "rival"): frozenset()}
