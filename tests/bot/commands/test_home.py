"""A person's own page: their channels' figures, follows and mutes, and nothing of anybody else's."""

from dataclasses import replace
from datetime import timedelta

from bot.commands.home import home
from bot.model import CardView, Follow, Mute, Paused, Place
from bot.servers import leave_server, return_to_server
from bot.views import as_text
from bot.views.home import digest_of
from tests.bot.commands.room import Room
from tests.newsroom import NOW, TOPIC, entry, statement
from tests.records import bound_for

HERE, OTHER = "paper", "rival"


def place(channel: str, server: str = HERE) -> Place:
    return Place(platform="chat", server=server, channel=channel)


async def follow(room: Room, where: Place, *, muted: bool = False, claim: str | None = None) -> None:
    common = {"platform": where.platform, "server": where.server, "channel": where.channel}
    async with room.store.transaction() as transaction:
        await transaction.put_follow(Follow(**common, topic=TOPIC.id, claim=claim))
        if muted:
            await transaction.put_mute(Mute(**common, topic=TOPIC.id, until=NOW + timedelta(hours=3)))


async def page(room: Room, *channels: str, is_operator: bool = False) -> tuple[CardView, ...]:
    names = {channel: f"#{channel}" for channel in channels}
    return await home(room.desk(), "chat", HERE, names, is_operator=is_operator)


def text(views: tuple[CardView, ...]) -> str:
    return "\n".join(as_text(view) for view in views)


async def test_the_page_shows_what_the_persons_channels_follow_and_mute() -> None:
    room = Room()
    await room.write(entry(statement("4,460", 4460)), entry(statement("2,357", 2357, source="ministry")))
    await follow(room, place("desk"), muted=True)
    await follow(room, place("secret"))
    await follow(room, place("desk", OTHER), claim="homes")
    shown = text(await page(room, "desk", "lobby"))
    for words in ("4,460", "2,357", "#desk", "changes", "ends", "in 3 h"):
        assert words in shown
    assert "secret" not in shown
    assert "Homes" not in shown


async def test_who_is_in_no_channel_that_follows_anything_is_told_how_to_begin() -> None:
    room = Room()
    await follow(room, place("secret"))
    shown = text(await page(room, "lobby"))
    assert "follow" in shown
    assert "The storm" not in shown


async def test_only_operators_see_which_channels_refuse_us() -> None:
    room = Room()
    await room.store.pause(Paused(place=place("x", OTHER), reason="archived", since=NOW, next_look=NOW))
    assert "archived" not in text(await page(room, "desk"))
    assert "archived" in text(await page(room, "desk", is_operator=True))


async def test_the_page_is_the_same_until_something_on_it_changes() -> None:
    room = Room()
    await follow(room, place("desk"), muted=True)
    first = digest_of(await page(room, "desk"))
    room.wait(timedelta(minutes=5))
    assert digest_of(await page(room, "desk")) == first
    await room.write(entry(statement("4,460", 4460)))
    assert digest_of(await page(room, "desk")) != first


async def test_a_server_that_takes_us_out_keeps_its_follows_and_its_posts_wait() -> None:
    room = Room()
    await follow(room, place("desk"), muted=True)
    await follow(room, place("desk", OTHER))
    mine = replace(bound_for("desk"), platform="chat", server=HERE)
    async with room.store.transaction() as transaction:
        await transaction.queue([mine, replace(mine, server=OTHER)], NOW)
    operators = (place("ops", OTHER), place("ops"))
    assert await leave_server(room.store, place(""), "removed", operators, NOW) == (place("desk"),)
    assert [each.place for each in await room.store.paused()] == [place("desk")]
    assert len(await room.store.follows_in("chat", HERE)) == len(await room.store.mutes_in("chat", HERE, NOW)) == 1
    leased = await room.store.lease_posts(NOW, 9, 60.0)
    assert {each.post.server for each in leased} == {OTHER}
    assert [each.post.channel for each in leased] == ["desk", "ops"]
    assert await return_to_server(room.store, place("")) == (place("desk"),)
    assert [each.post.server for each in await room.store.lease_posts(NOW, 9, 60.0)] == [HERE]
