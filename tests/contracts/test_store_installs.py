"""What every store promises about installations, and about calls that are taken once."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.model import Follow, Install, Mute
from bot.ports import Store
from tests.newsroom import NOW, TOPIC
from tests.records import MINUTE

SLACK = "slack"


def installed(server: str, organisation: str = "") -> Install:
    """Make an installation."""
    return Install(
        platform=SLACK,
        server=server,
        organisation=organisation,
        name="Desk",
        sealed=f"sealed-{server}",
        bot="U1",
        app="A1",
        scopes=("commands", "chat:write"),
        person="U2",
        installed=NOW,
    )


async def put(store: Store, *installs: Install) -> None:
    async with store.transaction() as transaction:
        for install in installs:
            await transaction.put_install(install)


async def test_an_installation_comes_back_whole_and_a_newer_one_takes_its_place(store: Store) -> None:
    first, second, whole = installed("T1"), installed("T1", "E1"), installed("", "E1")
    await put(store, second, whole, first, replace(installed("T9"), platform="other"))
    assert await store.installs(SLACK) == (first, whole, second)
    changed = replace(first, sealed="anew", scopes=(), installed=NOW + MINUTE)
    await put(store, changed)
    assert await store.installs(SLACK) == (changed, whole, second)
    async with store.transaction() as transaction:
        assert await transaction.install(SLACK, "", "T1") == changed
        assert await transaction.install(SLACK, "E1", "") == whole
        assert await transaction.install(SLACK, "", "T2") is None


async def test_an_ended_installation_is_kept_without_its_tokens(store: Store) -> None:
    ended = installed("T1").revoke(NOW)
    await put(store, installed("T1"))
    await put(store, ended)
    assert await store.installs(SLACK) == (ended,)
    assert (ended.sealed, ended.revoked) == ("", NOW)


async def take(store: Store, call: str, platform: str = SLACK) -> bool:
    async with store.transaction() as transaction:
        return await transaction.take_call(platform, call, NOW + MINUTE)


async def test_a_call_is_taken_once_until_it_is_forgotten(store: Store) -> None:
    taken = [
        await take(store, "Ev1"),
        await take(store, "Ev1"),
        await take(store, "Ev2"),
        await take(store, "Ev1", "x"),
    ]
    assert taken == [True, False, True, True]
    assert await store.forget_calls(NOW) == 0
    assert await store.forget_calls(NOW + MINUTE) == 3
    assert await take(store, "Ev1")


async def test_of_many_who_take_a_call_at_once_one_has_it(store: Store) -> None:
    assert sorted(await asyncio.gather(*(take(store, "Ev1") for _ in range(8)))) == [False] * 7 + [True]


async def take_and_break_off(store: Store) -> None:
    async with store.transaction() as transaction:
        await transaction.take_call(SLACK, "Ev1", NOW + MINUTE)
        raise ZeroDivisionError


async def test_a_call_of_an_undone_transaction_was_not_taken(store: Store) -> None:
    with pytest.raises(ZeroDivisionError):
        await take_and_break_off(store)
    assert await take(store, "Ev1")


async def test_a_server_sees_the_follows_and_mutes_of_its_own_channels(store: Store) -> None:
    def follow(server: str, channel: str) -> Follow:
        return Follow(platform=SLACK, server=server, channel=channel, topic=TOPIC.id)

    def mute(server: str, channel: str, minutes: int) -> Mute:
        until = NOW + timedelta(minutes=minutes)
        return Mute(platform=SLACK, server=server, channel=channel, topic=TOPIC.id, until=until)

    async with store.transaction() as transaction:
        for server, channel in (("T1", "C2"), ("T1", "C1"), ("T2", "C3")):
            await transaction.put_follow(follow(server, channel))
        for server, channel, minutes in (("T1", "C1", 1), ("T1", "C2", -1), ("T2", "C3", 1)):
            await transaction.put_mute(mute(server, channel, minutes))
    assert await store.follows_in(SLACK, "T1") == (follow("T1", "C1"), follow("T1", "C2"))
    assert await store.mutes_in(SLACK, "T1", NOW) == (mute("T1", "C1", 1),)
    assert await store.follows_in("discord", "T1") == ()
