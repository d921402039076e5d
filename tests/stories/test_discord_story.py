"""A newsroom on Discord from its first command to a wrong reading, everything real but Discord itself."""

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.doubles.discord.steering import DiscordSteering
from tests.doubles.feeds import served
from tests.doubles.wire.calls import Json
from tests.doubles.wire.launching import launched
from tests.stories.newsroom import EDITOR, READER, ROOT, TOPIC, Wire, configured, running
from tests.waiting import PATIENCE

TOKEN = "TALLYWIRE_DISCORD_TOKEN"  # noqa: S105 - a name
FIGURES = "figures of:shaddadi-escaped"
MANAGES = {"permissions": ["VIEW_CHANNEL", "SEND_MESSAGES", "MANAGE_CHANNELS"]}
READS = {"permissions": ["VIEW_CHANNEL", "SEND_MESSAGES"]}


class Newsroom:
    """A channel in which people ask and alerts appear."""

    def __init__(self, discord: DiscordSteering, channel: str) -> None:
        self.discord = discord
        self.channel = channel

    async def asks(self, words: str, who: str = EDITOR, *, may: Json = MANAGES) -> str:
        """Run a command; the answer is private, in time, and within every limit."""
        answered = await self.discord.run(who, self.channel, f"/tally {words}", **may)
        assert answered["ephemeral"], answered
        assert not answered["late"]
        return text_of(answered["message"]).replace("About", "about")

    async def presses(self, label: str, message: Json, who: str = EDITOR, *, may: Json = MANAGES) -> Json:
        """Press a button under a message, and return what comes of it."""
        buttons = [button for row in message["components"] for button in row["components"]]
        (pressed,) = [button["custom_id"] for button in buttons if button["label"] == label]
        return await self.discord.click(who, self.channel, message["id"], pressed, **may)

    async def posts(self) -> list[Json]:
        """Return what the whole channel sees."""
        return [each for each in await self.discord.messages(self.channel) if not each.get("flags", 0) & 64]

    async def sees(self, *words: str) -> Json:
        """Wait for a post with these words."""
        posts = await self.discord.until(
            self.posts, lambda posts: any(all(word in text_of(post) for word in words) for post in posts)
        )
        return next(post for post in posts if all(word in text_of(post) for word in words))


def text_of(message: Json | None) -> str:
    """Return all text of a message."""
    assert message is not None
    return "\n".join([message["content"], *(embed.get("description", "") for embed in message["embeds"])])


@pytest.fixture(scope="module")
def addresses() -> Iterator[Json]:
    with launched("tests.doubles.discord", "--channels", "3") as told:
        yield told


def settings(addresses: Json, operators: str) -> str:
    """Return what the settings say of the double, and of a channel for its operators."""
    return (
        f'[discord]\napi_base = "{addresses["api"]}"\ngateway_url = "{addresses["gateway"]}"\n'
        f'[operators]\nchannels = ["discord:{operators}"]\n'
    )


async def registrations(discord: DiscordSteering) -> list[Json]:
    """Return what was put into the register of commands."""
    return await discord.traffic(method="PUT", path="/applications/*/commands")


async def connected(discord: DiscordSteering, *, listens: bool = True) -> None:
    """Wait until the bot listens, or until Discord has seen that it does no longer."""
    await discord.until(discord.state, lambda state: any(each["connected"] for each in state["sessions"]) is listens)


async def test_a_newsroom_hears_asks_mutes_and_mends(tmp_path: Path, addresses: Json) -> None:
    wire = Wire()
    async with DiscordSteering(addresses) as discord, served({"/wire": wire.feed.answer}) as host:
        # Discord waits for three seconds; a computer that tests a dozen things at once may need more.
        await discord.settings(answer_within=PATIENCE)
        first, second, third = await discord.channels()
        room, other, operators = (Newsroom(discord, each) for each in (first, second, third))
        config, secrets = configured(tmp_path, host, settings(addresses, third)), {TOKEN: addresses["token"]}
        async with running(config, secrets):
            await discord.until(discord.commands, lambda known: bool(known.get("everywhere")))
            await connected(discord)
            conflict = await _hears_of_the_conflict(room, wire)
            await _asks(room)
            await _hears_of_the_storm_alone(other, room, wire)
            await _is_muted_and_heard_again(room, wire)
            await _is_shut_out_and_let_in_again(room, operators, wire)
        await connected(discord, listens=False)
        async with running(config, secrets):
            await connected(discord)
            await _presses_after_a_restart(room, conflict)
        state = await discord.state()
        assert len(await registrations(discord)) == 1
        assert state["pings"] == []
        assert state["complaints"] == []
        refused = [each for each in await discord.traffic() if each["status"] >= 400 and each["status"] != 404]
        assert {(each["status"], each["answer"]["code"]) for each in refused} == {(403, 50013)}


async def _hears_of_the_conflict(room: Newsroom, wire: Wire) -> Json:
    """Follow by command, and get the alert with both figures, who said them, the quote and the link."""
    assert "follows nothing" in await room.asks("here", READER, may=READS)
    assert "Only the desk" in await room.asks(f"follow what:{TOPIC}", READER, may=READS)
    offered = await room.discord.type(EDITOR, room.channel, "/tally follow what:isis", "what", **MANAGES)
    assert "all claims" in offered[0]["name"]
    followed = await room.asks(f"follow what:{offered[0]['value']}")
    assert "SAMPLE" in followed
    wire.print("i02")
    wire.print("i04")
    conflict = await room.sees("CONFLICT", "1,500", "shaddadi".title())
    assert "1,500" in conflict["content"]
    assert len(conflict["content"]) <= 80
    text = text_of(conflict)
    for words in ("Kurdish", "120", "https://news.example/i04", "> “", "Meridian Wire", "<t:"):
        assert words in text
    assert sum(len(embed["description"]) for embed in conflict["embeds"]) <= 700
    await room.sees("Board", "DISPUTED", "1,500", "120")
    return conflict


async def _asks(room: Newsroom) -> None:
    """Ask for figures and history, and get them privately, the history as a picture too."""
    figures = await room.asks(FIGURES, READER, may=READS)
    assert ("at least 1,500" in figures.lower(), "120" in figures) == (True, True)
    answered = await room.discord.run(READER, room.channel, "/tally history claim:shaddadi-escaped", **READS)
    assert answered["ephemeral"]
    (picture,) = answered["message"]["attachments"]
    assert picture["filename"] == "history.png"
    assert "1,500" in text_of(answered["message"])
    shared = await room.presses("Share", answered["message"], READER, may=READS)
    assert not shared["ephemeral"]
    assert "1,500" in text_of(shared["message"])


async def _is_muted_and_heard_again(room: Newsroom, wire: Wire) -> None:
    """Mute: the next change is held back in sight. Unmute: the channel hears again."""
    assert "Muted here" in await room.asks("mute what:shaddadi-escaped time:24h")
    before = len(await room.posts())
    wire.print("i07")
    await room.discord.until(lambda: room.asks("here"), lambda here: "137" in here)
    posts = [post for post in await room.posts() if "137" in post["content"] and "Board" not in post["content"]]
    assert posts == []
    assert len(await room.posts()) >= before
    assert "No longer muted" in await room.asks("unmute what:shaddadi-escaped")


async def _is_shut_out_and_let_in_again(room: Newsroom, operators: Newsroom, wire: Wire) -> None:
    """Refuse the bot a channel: its posts are kept, and the operators hear of it, and of the end of it."""
    await room.discord.permit(room.channel, deny=("SEND_MESSAGES",))
    wire.print("i06")
    await operators.sees("50013")
    await room.discord.permit(room.channel)
    await room.sees("CONFLICT", "about 200")
    await room.discord.until(operators.posts, lambda posts: len(posts) > 1)
    assert len(await operators.posts()) == 2
    assert [each for each in await operators.posts() if "REVISED" in each["content"]] == []


async def _hears_of_the_storm_alone(other: Newsroom, room: Newsroom, wire: Wire) -> None:
    """Two channels of one server follow different topics."""
    assert "follows nothing" in await other.asks("here")
    await other.asks("follow what:storm")
    wire.print_storm()
    await other.sees("FIRST", "12")
    assert [each for each in await room.posts() if "storm" in text_of(each).lower()] == []
    assert [each for each in await other.posts() if "shaddadi" in text_of(each).lower()] == []
    assert "storm" not in (await room.asks("here")).lower().partition("tracked")[0]


async def _presses_after_a_restart(room: Newsroom, conflict: Json) -> None:
    """Buttons under an old post work; a wrong reading leaves the figures and its post is struck through."""
    why = await room.presses("Why?", conflict, READER, may=READS)
    assert why["ephemeral"]
    assert "1,500" in text_of(why["message"])
    third = await room.sees("CONFLICT", "bout 200")
    await room.presses("Wrong reading", third, READER, may=READS)
    assert "about 200" in await room.asks(FIGURES)
    await room.presses("Wrong reading", third)
    assert "about 200" not in await room.asks(FIGURES)
    struck = await room.sees("WRONG READING", "~~")
    assert struck["id"] == third["id"]
    await room.presses("Restore", struck)
    assert "about 200" in await room.asks(FIGURES)


async def test_a_token_that_discord_refuses_ends_the_run_with_one_sentence(tmp_path: Path, addresses: Json) -> None:
    (tmp_path / "feeds.toml").write_text('[[feeds]]\nurl = "http://127.0.0.1:9/"\noutlet = "Nobody"\n')
    (tmp_path / "tallywire.toml").write_text(
        f'[store]\nurl = "sqlite:///{tmp_path}/ledger.db"\n'
        f'[topics]\ndir = "{ROOT}/seeds/topics"\n[feeds]\nfile = "feeds.toml"\n'
        f'[discord]\napi_base = "{addresses["api"]}"\n'
    )
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run", "--config", str(tmp_path / "tallywire.toml")),
        cwd=ROOT,
        env={**os.environ, TOKEN: "not.the.token"},
        stdin=DEVNULL,
        stdout=DEVNULL,
        stderr=PIPE,
    )
    async with asyncio.timeout(PATIENCE):
        _, said = await process.communicate()
    assert process.returncode == 1
    last = said.decode().splitlines()[-1]
    assert last.startswith("tallywire: Discord refuses the token: set TALLYWIRE_DISCORD_TOKEN")
    assert b"Traceback" not in said
    assert b"not.the.token" not in said
