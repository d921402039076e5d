"""The real client, discord.py, against the double: what bots are made of works, and trouble is as on Discord."""

import asyncio
import io
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine

import aiohttp
import discord
import pytest
import yarl
from discord import app_commands

from tests.doubles.discord.steering import DiscordSteering
from tests.doubles.wire.calls import Json
from tests.waiting import PATIENCE


class Bot(discord.AutoShardedClient):
    """A small bot: a command with completion, one that defers, one that asks with a form, and a button that lasts."""

    def __init__(self) -> None:
        super().__init__(
            intents=discord.Intents.default(),
            allowed_mentions=discord.AllowedMentions.none(),
            guild_ready_timeout=0.05,
        )
        self.tree = app_commands.CommandTree(self)
        tally = app_commands.Group(name="tally", description="Figures", guild_only=True)
        tally.command(name="figures", description="Current figures")(figures)
        tally.command(name="slow", description="Deferred")(slow)
        tally.command(name="reject", description="A form")(reject)
        tally.get_command("figures").autocomplete("topic")(topics)  # type: ignore[union-attr]  # it is one command
        self.tree.add_command(tally)
        self.add_view(WhyView())

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Do not wait five seconds between shards: the double asks for none here."""


class WhyView(discord.ui.View):
    """A button that works after a restart."""

    def __init__(self) -> None:
        super().__init__(timeout=None)

    @discord.ui.button(label="Why", custom_id="why:7F3K")
    async def why(self, interaction: discord.Interaction, _: discord.ui.Button[discord.ui.View]) -> None:
        """Answer in private."""
        await interaction.response.send_message("rule 6", ephemeral=True)


class Wrong(discord.ui.Modal, title="Wrong reading"):
    """A form."""

    reason: discord.ui.TextInput[discord.ui.Modal] = discord.ui.TextInput(label="Why?", custom_id="reason")

    async def on_submit(self, interaction: discord.Interaction) -> None:
        """Say what was filled in."""
        await interaction.response.send_message(f"noted: {self.reason.value}", ephemeral=True)


@app_commands.describe(topic="One topic")
async def figures(interaction: discord.Interaction, topic: str) -> None:
    """Answer in private."""
    await interaction.response.send_message(f"120 ({topic})", ephemeral=True)


async def topics(_: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Complete."""
    return [app_commands.Choice(name=f"{typed}orm", value="storm")]


async def slow(interaction: discord.Interaction) -> None:
    """Answer later, with a picture."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    await interaction.edit_original_response(content="drawn", attachments=[picture()])


async def reject(interaction: discord.Interaction) -> None:
    """Ask with a form."""
    await interaction.response.send_modal(Wrong())


def picture() -> discord.File:
    """Return a file."""
    return discord.File(io.BytesIO(b"\x89PNG\r\n\x1a\n" + b"\x00" * 30), filename="chart.png")


@pytest.fixture(autouse=True)
def _aimed(addresses: Json, monkeypatch: pytest.MonkeyPatch) -> None:
    """Aim discord.py at the double, and keep its warnings off the screen."""
    monkeypatch.setattr(discord.http.Route, "BASE", addresses["api"])
    monkeypatch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(addresses["gateway"]))
    monkeypatch.setattr(logging.getLogger("discord"), "level", logging.CRITICAL + 1)


@pytest.fixture
async def bot(double: DiscordSteering) -> AsyncIterator[Bot]:
    """Log in, on two shards, and wait until all servers are known."""
    async with Bot() as made:
        await made.login(double.addresses["token"])
        connected = asyncio.create_task(made.connect())
        async with asyncio.timeout(PATIENCE):
            await made.wait_until_ready()
        yield made
        await made.close()
        await asyncio.wait([connected], timeout=PATIENCE)


@pytest.fixture
async def channel(bot: Bot, double: DiscordSteering) -> discord.TextChannel:
    found = bot.get_channel(int((await double.channels())[0]))
    assert isinstance(found, discord.TextChannel)
    return found


async def test_a_bot_logs_in_on_two_shards_and_knows_its_servers(bot: Bot, double: DiscordSteering) -> None:
    assert bot.shard_count == 2
    assert {guild.shard_id for guild in bot.guilds} == {0, 1}
    assert [len(guild.text_channels) for guild in bot.guilds] == [2, 2]
    assert [each["connected"] for each in (await double.state())["sessions"]] == [True, True]


async def test_commands_are_synced_run_and_completed(bot: Bot, double: DiscordSteering) -> None:
    (synced,) = await bot.tree.sync()
    (known,) = (await double.commands())["everywhere"]
    assert (synced.name, synced.id) == (known["name"], int(known["id"]))
    place = (await double.channels())[0]
    answer = await double.run("alice", place, "/tally figures topic:the storm")
    assert (answer["message"]["content"], answer["ephemeral"]) == ("120 (the storm)", True)
    assert await double.type("alice", place, "/tally figures topic:st", "topic") == [
        {"name": "storm", "value": "storm"}
    ]
    slow_answer = await double.run("alice", place, "/tally slow")
    assert (slow_answer["answered"], slow_answer["message"]["content"]) == (5, "drawn")
    (attachment,) = slow_answer["message"]["attachments"]
    async with aiohttp.ClientSession() as session, session.get(attachment["url"]) as response:
        assert (await response.read()).startswith(b"\x89PNG")


async def test_a_form_is_shown_and_filled_in(bot: Bot, double: DiscordSteering) -> None:
    await bot.tree.sync()
    asked = await double.run("alice", (await double.channels())[0], "/tally reject")
    assert asked["modal"]["title"] == "Wrong reading"
    answer = await double.submit(asked["interaction"], reason="a ceiling")
    assert answer["message"]["content"] == "noted: a ceiling"


async def test_a_post_with_a_nonce_is_stored_once_and_pings_nobody(
    channel: discord.TextChannel, double: DiscordSteering
) -> None:
    embed = discord.Embed(title="Dead", description="120").set_image(url="attachment://chart.png")
    first = await channel.send("@everyone 120", embed=embed, file=picture(), nonce="7F3K", view=WhyView())
    again = await channel.send("@everyone 120", nonce="7F3K")
    assert again.id == first.id
    (stored,) = await double.messages(str(channel.id))
    assert (stored["content"], stored["nonce"]) == ("@everyone 120", "7F3K")
    assert stored["embeds"][0]["image"]["url"] == stored["attachments"][0]["url"]
    assert (await double.state())["pings"] == []
    loud = await channel.send("@everyone", allowed_mentions=discord.AllowedMentions(everyone=True))
    assert [each["message_id"] for each in (await double.state())["pings"]] == [str(loud.id)]


async def test_a_button_works_after_a_restart(channel: discord.TextChannel, double: DiscordSteering) -> None:
    await double.reset()
    assert channel.id
    async with Bot() as fresh:
        await fresh.login(double.addresses["token"])
        task = asyncio.create_task(fresh.connect())
        await asyncio.wait_for(fresh.wait_until_ready(), PATIENCE)
        place = (await double.channels())[0]
        message = await fresh.get_partial_messageable(int(place)).send("x", view=WhyView())
        answer = await double.click("alice", place, str(message.id), "why:7F3K")
        assert (answer["message"]["content"], answer["ephemeral"]) == ("rule 6", True)
        await fresh.close()
        await asyncio.wait([task], timeout=PATIENCE)


async def test_boards_and_threads(channel: discord.TextChannel) -> None:
    board = await channel.send("board")
    await board.edit(content="board, edited", embed=discord.Embed(description="x"))
    thread = await board.create_thread(name="Notes", auto_archive_duration=1440)
    await thread.send("a note")
    assert [message.content async for message in channel.history(limit=5)] == ["board, edited"]
    assert [message.content async for message in thread.history(limit=5)] == ["a note"]
    await board.delete()
    with pytest.raises(discord.NotFound):
        await channel.fetch_message(board.id)


@pytest.mark.parametrize("do", [{"do": "close", "code": 4000}, {"do": "reconnect"}, {"do": "reset"}])
async def test_a_broken_connection_is_resumed_and_what_was_missed_is_heard(
    bot: Bot, double: DiscordSteering, do: Json
) -> None:
    heard: list[str] = []
    bot.event(_hears(heard))
    place = (await double.channels())[0]
    identified = (await double.state())["identified"]
    assert await double.gateway(**do) == 2
    await double.say("alice", place, "while away")
    await double.until(_later(heard), bool)
    assert heard == ["message"]
    assert (await double.state())["identified"] == identified
    assert await double.traffic(method="RESUME")


def _hears(heard: list[str]) -> Callable[[discord.Message], Coroutine[None, None, None]]:
    async def on_message(_: discord.Message) -> None:
        heard.append("message")

    return on_message


def _later(heard: list[str]) -> Callable[[], Awaitable[list[str]]]:
    async def told() -> list[str]:
        return heard

    return told


async def test_a_refusal_for_going_too_fast_is_waited_out(
    channel: discord.TextChannel, double: DiscordSteering
) -> None:
    slow_down = {"message": "You are being rate limited.", "retry_after": 0.02, "global": False}
    await double.lay(
        {"match": {"method": "POST", "path": "/channels/*/messages", "nth": 1}, "do": "status 429", "answer": slow_down}
    )
    await channel.send("x")
    posts = await double.traffic(method="POST", path="/channels/*/messages")
    assert [each["status"] for each in posts] == [429, 200]


async def test_limits_are_kept_by_going_slower(channel: discord.TextChannel, double: DiscordSteering) -> None:
    await double.limits(send=(2, 0.2))
    await asyncio.gather(*(channel.send(str(number)) for number in range(6)))
    assert (await double.state())["answered_429"] == 0
    assert len(await double.messages(str(channel.id))) == 6


@pytest.mark.parametrize(
    ("do", "error"),
    [
        ("html 429", discord.HTTPException),
        ("status 503", discord.DiscordServerError),
        ("status 403", discord.Forbidden),
        ("status 404", discord.NotFound),
        ("reset", aiohttp.ClientError),
    ],
)
async def test_trouble_is_what_discord_py_makes_of_it(
    channel: discord.TextChannel, double: DiscordSteering, do: str, error: type[Exception]
) -> None:
    await double.lay({"match": {"method": "POST"}, "do": do})
    with pytest.raises(error):
        await channel.send("x")
    assert await double.messages(str(channel.id)) == []


@pytest.mark.parametrize("do", ["reset before reply", "status 503 before reply"])
async def test_a_lost_reply_does_not_double_a_post_with_a_nonce(
    channel: discord.TextChannel, double: DiscordSteering, do: str
) -> None:
    await double.lay({"match": {"method": "POST", "nth": 1}, "do": do})
    with pytest.raises((aiohttp.ClientError, discord.DiscordServerError)):
        await channel.send("x", nonce="7F3K")
    message = await channel.send("x", nonce="7F3K")
    assert [each["id"] for each in await double.messages(str(channel.id))] == [str(message.id)]


async def test_a_request_that_hangs_is_given_up_by_who_waits(
    channel: discord.TextChannel, double: DiscordSteering
) -> None:
    await double.lay({"match": {"method": "POST", "nth": 1}, "do": "hang before reply"})
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(channel.send("x", nonce="7F3K"), 0.2)
    assert [each["content"] for each in await double.messages(str(channel.id))] == ["x"]


async def test_a_wrong_token_is_told_at_once(double: DiscordSteering) -> None:
    async with Bot() as stranger:
        with pytest.raises(discord.LoginFailure):
            await stranger.login("wrong")
    assert (await double.state())["invalid_requests"] == 1


async def test_an_intent_that_was_not_granted_ends_the_client(double: DiscordSteering) -> None:
    intents = discord.Intents.default()
    intents.message_content = True
    async with discord.Client(intents=intents) as client:
        with pytest.raises(discord.PrivilegedIntentsRequired):
            await client.start(double.addresses["token"])


async def test_a_first_connection_that_is_refused_kills_the_plain_client(double: DiscordSteering) -> None:
    await double.lay({"match": {"method": "CONNECT"}, "do": "status 503"})
    async with discord.Client(intents=discord.Intents.default()) as client:
        with pytest.raises(AttributeError, match="sequence"):
            await client.start(double.addresses["token"])


async def test_a_channel_that_is_closed_to_the_bot_or_deleted_is_told(
    channel: discord.TextChannel, double: DiscordSteering
) -> None:
    await double.permit(str(channel.id), deny=("SEND_MESSAGES",))
    with pytest.raises(discord.Forbidden) as forbidden:
        await channel.send("x")
    assert forbidden.value.code == 50013
    await double.permit(str(channel.id))
    await channel.send("x")
    await double.delete_channel(str(channel.id))
    with pytest.raises(discord.NotFound) as gone:
        await channel.send("x")
    assert gone.value.code == 10003


async def test_a_server_that_removes_the_bot_is_told(bot: Bot, double: DiscordSteering) -> None:
    guild, other = (each.id for each in bot.guilds)
    await double.remove_bot(str(guild))
    assert await double.until(_known(bot), lambda known: guild not in known) == {other}
    await double.remove_bot(str(guild), gone=False)
    assert await double.until(_known(bot), lambda known: guild in known) == {guild, other}


def _known(bot: Bot) -> Callable[[], Awaitable[set[int]]]:
    async def told() -> set[int]:
        return {guild.id for guild in bot.guilds}

    return told
