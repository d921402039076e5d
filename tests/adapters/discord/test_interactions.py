"""Commands, presses and typing in a server: private, in time, and as far as the person's rights go."""

import asyncio
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest

from adapters.discord import AnswerFailed, Connected, Gateway, Interactions, Platform, Rest, Rights, Told, aim
from adapters.discord.sync import keep_synced
from adapters.storage import MemoryStore
from bot.commands import COMMANDS, Desk
from bot.model import Entry, Kind, Place, Topic
from bot.ports import Charts
from bot.views import post_view
from tests.doubles.discord.steering import DiscordSteering
from tests.doubles.wire.calls import Json
from tests.newsroom import NOW, TOPICS, alert, entry, post, statement
from tests.waiting import PATIENCE, until

MANAGES = {"permissions": ["VIEW_CHANNEL", "MANAGE_CHANNELS"]}
READS = {"permissions": ["VIEW_CHANNEL"]}


@dataclass
class Server:
    """A server with the bot in it, and the desk that it answers from."""

    double: DiscordSteering
    channel: str
    guild: str
    store: MemoryStore
    told: list[Told] = field(default_factory=list)
    topics: Mapping[str, Topic] = field(default_factory=lambda: TOPICS)
    broken: bool = False
    servers: set[str] = field(default_factory=set)
    charts: Charts | None = None

    def desk(self) -> Desk:
        """Return the desk of this moment."""
        if self.broken:
            return Desk(topics=self.topics, store=None, now=NOW)  # type: ignore[arg-type]  # a fault of ours
        return Desk(topics=self.topics, store=self.store, now=NOW, charts=self.charts)

    async def opened(self, servers: Collection[str]) -> None:
        """Hear of a server that may let us in again."""
        self.servers.update(servers)

    async def run(self, words: str, may: Mapping[str, Any] = READS, who: str = "ben", **more: Any) -> Json:
        """Run a command."""
        return await self.double.run(who, self.channel, f"/tally {words}", **more, **may)

    async def press(self, message: Json, label: str, may: Mapping[str, Any] = READS) -> Json:
        """Press the button of that label."""
        buttons = [button for row in message["components"] for button in row["components"]]
        (pressed,) = [each["custom_id"] for each in buttons if each["label"] == label]
        return await self.double.click("ben", message["channel_id"], message["id"], pressed, **may)


@pytest.fixture(params=[False, True], ids=["whole", "bare"])
async def server(
    request: pytest.FixtureRequest, double: DiscordSteering, rest: Rest, addresses: Json
) -> AsyncIterator[Server]:
    """Connect to a Discord that tells everything, and to one that tells no more than it must."""
    await double.settings(bare=request.param)
    aim(addresses["api"])
    guild = (await double.state())["guilds"][0]
    server = Server(double, guild["channels"][0]["id"], guild["id"], MemoryStore())
    await keep_synced(rest, COMMANDS, None, server.told.append)
    operator = (await double.say("boss", server.channel, "hello"))["author"]["id"]
    rights = Rights(operators=frozenset({operator}))
    interactions = Interactions(desk=server.desk, rights=rights, tell=server.told.append)
    gateway = Gateway(
        token=addresses["token"],
        url=addresses["gateway"],
        take=interactions.take,
        opened=server.opened,
        tell=server.told.append,
        chance=lambda: 1.0,
    )
    task = asyncio.create_task(gateway.run())
    await until(lambda: Connected() in server.told)
    yield server
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


def text(answered: Json) -> str:
    """Return what an answer says."""
    return "\n".join(embed["description"] for embed in answered["message"]["embeds"])


async def record(server: Server, count: int = 1) -> list[str]:
    """Put statements on record; return their ids."""
    made = [statement(str(200 + number), 200 + number) for number in range(count)]
    async with server.store.transaction() as transaction:
        await transaction.append([entry(each, recorded=NOW - timedelta(hours=1)) for each in made])
    return [each.id for each in made]


@pytest.mark.parametrize("command", ["figures", "since", "here", "feeds", "health", "help", "history claim:missing"])
async def test_an_answer_is_private_and_in_time(server: Server, command: str) -> None:
    answered = await server.run(command)
    assert (answered["ephemeral"], answered["late"], answered["settled"]) == (True, False, True)
    assert text(answered)
    assert not [told for told in server.told if isinstance(told, AnswerFailed)]


@pytest.mark.parametrize("command", ["follow what:storm", "mute what:storm", "unmute what:storm", "quiet hours:off"])
async def test_what_changes_the_channel_is_for_the_desk_alone(server: Server, command: str) -> None:
    assert "Only the desk" in text(await server.run(command))
    assert "Only the desk" not in text(await server.run(command, MANAGES))


async def test_a_person_may_not_reject_but_doubt(server: Server) -> None:
    (one,) = await record(server)
    await server.run(f"reject id:{one}")
    place = Place(platform="discord", server=server.guild, channel=server.channel)
    assert not await server.store.rejected(place.platform, place.server)
    await server.run(f"reject id:{one}", MANAGES)
    assert await server.store.rejected(place.platform, place.server) == {one}


async def test_operators_are_known_by_their_id(server: Server) -> None:
    assert "Only operators" in text(await server.run("feeds action:retry what:x", MANAGES))
    assert "Only operators" not in text(await server.run("feeds action:retry what:x", who="boss"))


async def test_a_name_nobody_knows_is_answered_with_what_may_be_meant(server: Server) -> None:
    assert "Did you mean" in text(await server.run("history claim:mising"))


async def test_names_are_offered_while_somebody_types_what_changed_last_first(server: Server) -> None:
    await record(server)
    offered = await server.double.type("ben", server.channel, "/tally history claim:", "claim", **READS)
    assert offered[0]["name"] == "Storm dead"
    assert len(offered) <= 25
    offered = await server.double.type("ben", server.channel, "/tally history claim:mis", "claim", **READS)
    assert [each["name"] for each in offered] == ["Missing"]
    lengths = await server.double.type("ben", server.channel, "/tally mute what:storm time:2", "time", **READS)
    assert [each["value"] for each in lengths] == ["24h"]


async def test_an_answer_is_shared_by_a_press(server: Server) -> None:
    await record(server)
    answered = await server.run("figures of:storm")
    shared = await server.press(answered["message"], "Share")
    assert not shared["ephemeral"]
    assert "200" in text(shared)
    assert shared["message"].get("components", []) == []


async def test_pages_turn_in_place(server: Server) -> None:
    await record(server, 40)
    answered = await server.run("since")
    turned = await server.press(answered["message"], "Next")
    message = answered["message"]["id"]
    shown = await server.double.until(
        lambda: server.double.messages(server.channel),
        lambda shown: any("Page 2" in embed["description"] for each in shown for embed in each["embeds"]),
    )
    assert [each["id"] for each in shown if each["embeds"]] == [message]
    assert turned["answered"] == 6


async def test_buttons_under_a_post_answer_privately_whoever_posted_it(server: Server, platform: Platform) -> None:
    (one,) = await record(server)
    new, old = statement("4,460", 4460), statement("2,357", 2357, source="ministry")
    lead = alert(Kind.CONFLICT, new, old)
    view = post_view(post(lead), TOPICS, NOW)
    async with server.store.transaction() as transaction:
        await transaction.append([entry(new)])
    place = Place(platform="discord", server=server.guild, channel=server.channel)
    await platform.post("K" * 25, place, view)
    (posted,) = [each for each in await server.double.messages(server.channel) if each["embeds"]]
    for label, said in (("Why?", "4,460"), ("History", "Storm dead"), ("Mute 24 h", "Only the desk")):
        answered = await server.press(posted, label)
        assert answered["ephemeral"]
        assert said in text(answered)
    assert "Muted here" in text(await server.press(posted, "Mute 24 h", MANAGES))
    assert one


async def test_answers_ping_nobody(server: Server) -> None:
    await record(server)
    answered = await server.run("figures of:storm")
    await server.press(answered["message"], "Share")
    await server.run("help")
    sent = [each["body"] for each in await server.double.traffic(path="/webhooks/*") if each["body"]]
    sent += [each["body"].get("data") for each in await server.double.traffic(path="/interactions/*/callback")]
    said = [each for each in sent if each and ("embeds" in each or "content" in each)]
    assert len(said) >= 3
    assert [each["allowed_mentions"] for each in said] == [{"parse": []}] * len(said)


async def test_an_answer_that_came_too_late_is_told_and_the_next_one_is_given(server: Server) -> None:
    await server.double.settings(answer_within=0.0)
    late = await server.run("figures", patience=0.5)
    assert late["answered"] is None
    await until(lambda: any(isinstance(told, AnswerFailed) for told in server.told))
    await server.double.settings(answer_within=PATIENCE)
    assert text(await server.run("figures"))


async def test_an_answer_whose_place_is_gone_is_not_tried_again(server: Server) -> None:
    editing = {"method": "PATCH", "path": "/webhooks/*"}
    gone = {"code": 10015, "message": "Unknown Webhook"}
    await server.double.lay({"match": editing, "do": "status 404", "answer": gone})
    await server.run("figures", patience=0.5)
    await until(lambda: any(isinstance(told, AnswerFailed) for told in server.told))
    assert len(await server.double.traffic(**editing)) == 1


async def test_a_fault_of_ours_is_told_and_answered(server: Server) -> None:
    server.broken = True
    answered = await server.run("figures")
    assert "went wrong" in text(answered)
    assert [told for told in server.told if isinstance(told, AnswerFailed)]


class Painter:
    """Draws the least that is a picture."""

    def draw(self, topic: Topic, claim: str, entries: Sequence[Entry]) -> bytes:
        """See bot.ports.Charts."""
        assert claim in {each.id for each in topic.claims}
        assert entries
        return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1"


@pytest.mark.parametrize("status", [400, 403, 413])
async def test_where_no_picture_may_be_shown_the_answer_comes_without_it(server: Server, status: int) -> None:
    await record(server)
    server.charts = Painter()
    whole = await server.run("history claim:dead")
    refused = {"code": 50013, "message": "Missing Permissions"}
    editing = {"method": "PATCH", "path": "/webhooks/*", "nth": 1}
    await server.double.lay({"match": editing, "do": f"status {status}", "answer": refused})
    bare = await server.run("history claim:dead")
    assert [len(each["message"]["attachments"]) for each in (whole, bare)] == [1, 0]
    assert text(whole) == text(bare)
    assert not [told for told in server.told if isinstance(told, AnswerFailed)]


async def test_a_thread_of_a_forum_is_a_place_of_its_own(server: Server, platform: Platform) -> None:
    place = Place(platform="discord", server=server.guild, channel=server.channel)
    note = post_view(post(alert(Kind.NOTE, statement("4,460", 4460))), TOPICS, NOW)
    board = await platform.post("board", place, note)
    await platform.post("note", place, note, board=board)
    forum = {"id": server.channel, "guild_id": server.guild, "type": 15, "name": "forum", "position": 0}
    await server.double.gateway("tell", event="CHANNEL_CREATE", data={**forum, "permission_overwrites": []})
    await server.double.run("ben", board, "/tally follow what:storm", **MANAGES)
    (thread,) = [replace(place, channel=board)]
    assert [follow.place for follow in await server.store.following(thread)] == [thread]


async def test_in_a_boards_thread_the_channel_is_meant(server: Server, platform: Platform) -> None:
    place = Place(platform="discord", server=server.guild, channel=server.channel)
    new = statement("4,460", 4460)
    note = post_view(post(alert(Kind.NOTE, new)), TOPICS, NOW)
    board = await platform.post("board", place, note)
    await platform.post("note", place, note, board=board)
    await server.double.run("ben", board, "/tally follow what:storm", **MANAGES)
    assert [follow.place for follow in await server.store.following(place)] == [place]
