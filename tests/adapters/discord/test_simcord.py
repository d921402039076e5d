"""Commands, presses and posts on simcord: an implementation of Discord that is not ours, strict in its own ways."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import discord
import pytest
import simcord

from adapters.clock import Clock
from adapters.discord import Interactions, Platform, Rights
from adapters.discord.payload import payload
from adapters.discord.rest import Rest
from adapters.storage import MemoryStore
from bot.commands import COMMANDS, Command, Desk, Who
from bot.model import CardView, Entry, Kind, Place, Section, Span
from bot.views import post_view
from tests.bot.commands.room import FakeCharts
from tests.hostile import TEXTS, messages_of
from tests.newsroom import NOW, TOPICS, alert, entry, post, statement

LONGEST_TYPED = 90
HOSTILE = {
    name: text
    for name, text in TEXTS.items()
    if text.strip() and not any("\ud800" <= sign <= "\udfff" for sign in text)
}
"""What a person's client can send."""


class Bot(discord.Client):
    """A client that hears of interactions, as the gateway's does."""

    def __init__(self) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True), allowed_mentions=discord.AllowedMentions.none(), max_messages=None
        )
        self.interactions: Interactions | None = None
        self._connection.parsers["INTERACTION_CREATE"] = self._heard

    def _heard(self, told: Any) -> None:
        """Keep what Discord told beside what discord.py makes of it, as the gateway's client does."""
        interaction: discord.Interaction = discord.Interaction(data=told, state=self._connection)
        interaction.extras["heard"] = told
        self.dispatch("interaction", interaction)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Answer it."""
        assert self.interactions is not None
        await self.interactions.take(interaction)


class SameClient(Rest):
    """The way to REST of a client that is logged in."""

    def __init__(self, bot: discord.Client) -> None:
        super().__init__("")
        self._bot = bot

    async def client(self) -> discord.Client:
        """See Rest."""
        return self._bot


@dataclass
class Server:
    """A server with the bot, an editor who manages channels, a reader, and an operator."""

    env: simcord.Env
    bot: Bot
    store: MemoryStore
    channel: simcord.ChannelHandle
    people: dict[str, simcord.MemberActor]
    place: Place

    @property
    def platform(self) -> Platform:
        """Return what posts into the server."""
        return Platform(SameClient(self.bot), Clock())

    async def write(self, *entries: Entry) -> None:
        """Put entries on record."""
        async with self.store.transaction() as transaction:
            await transaction.append(entries)

    async def run(self, who: str, command: str, **given: str) -> simcord.InteractionResult:
        """Run a command."""
        return await self.people[who].slash(self.channel, f"tally {command}", **given)

    async def press(self, who: str, message: Any, label: str) -> simcord.InteractionResult:
        """Press a button."""
        return await self.people[who].click(message, label=label)


def text_of(answered: simcord.InteractionResult) -> str:
    """Return what an answer says, wherever it stands."""
    messages = [each for each in (answered.response, *answered.followups) if each is not None]
    return "\n".join(str(embed.description) for each in messages for embed in each.embeds)


@asynccontextmanager
async def served() -> AsyncIterator[Server]:
    """Run the bot in a server. No fixture: simcord has to end in the context that it began in."""
    bot = Bot()
    async with simcord.run(bot) as env:
        guild = env.create_guild("Paper")
        channel = guild.create_text_channel("desk")
        desk = guild.create_role("Desk", permissions=discord.Permissions(manage_channels=True))
        people = {name: guild.add_member(env.create_user(name)) for name in ("reader", "operator")}
        people["editor"] = guild.add_member(env.create_user("editor"), roles=[desk])
        store = MemoryStore()
        parts = {"topics": TOPICS, "store": store, "now": NOW, "charts": FakeCharts()}
        bot.interactions = Interactions(
            desk=lambda: Desk(**parts),  # type: ignore[arg-type]  # named as they are
            rights=Rights(operators=frozenset({str(people["operator"].id)})),
            tell=_fail,
        )
        await bot.http.bulk_upsert_global_commands(bot.application_id or 0, payload(COMMANDS))
        place = Place(platform="discord", server=str(guild.id), channel=str(channel.id))
        yield Server(env, bot, store, channel, people, place)


def _fail(told: object) -> None:
    raise AssertionError(told)


def a_dispute() -> tuple[Entry, Entry]:
    """Return two sources' figures that cannot both be right."""
    old, new = statement("2,357", 2357, source="ministry"), statement("4,460", 4460)
    return entry(old), entry(new, Kind.CONFLICT, old, recorded=NOW - timedelta(minutes=5))


def filled(command: Command) -> dict[str, str]:
    """Return something for each argument that a command needs."""
    needed = {"what": "storm-dead", "claim": "storm-dead", "id": "#00000"}
    return {each.name: needed[each.name] for each in command.arguments if each.required}


async def test_the_commands_are_taken_as_they_are_registered() -> None:
    async with served() as server:
        assert set(server.people["reader"].available_commands(server.channel)) == {
            f"tally {each.name}" for each in COMMANDS
        }


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
async def test_every_command_is_answered_privately_and_as_far_as_the_person_may(command: Command) -> None:
    async with served() as server:
        await server.write(*a_dispute())
        for who in ("reader", "editor"):
            answered = await server.run(who, command.name, **filled(command))
            assert answered.acknowledged
            assert answered.response is not None
            assert answered.response.ephemeral
            refused = command.who is Who.DESK and who == "reader" and command.otherwise is None
            assert ("Only the desk may do that" in text_of(answered)) == refused


async def test_names_are_offered_while_somebody_types() -> None:
    async with served() as server:
        await server.write(*a_dispute())
        offered = await server.people["reader"].autocomplete(server.channel, "tally history", "claim", "")
        assert offered[0]["name"] == "Storm dead"
        assert len(offered) == len(TOPICS["storm"].claims)
        offered = await server.people["editor"].autocomplete(server.channel, "tally mute", "time", "2", what="storm")
        assert [each["value"] for each in offered] == ["24h"]


async def test_figures_are_shared_and_a_history_has_its_picture() -> None:
    async with served() as server:
        await server.write(*a_dispute())
        asked = await server.run("reader", "figures", of="dead")
        assert asked.response is not None
        shared = await server.press("reader", asked.response, "Share")
        assert shared.response is not None
        assert not shared.response.ephemeral
        assert "4,460" in text_of(shared)
        history = await server.run("reader", "history", claim="dead")
        assert history.response is not None
        assert [each.filename for each in history.response.attachments] == ["history.png"]
        assert history.response.embeds[0].image.url


async def test_a_post_has_buttons_that_work_after_a_restart() -> None:
    async with served() as server:
        old, new = a_dispute()
        await server.write(old, new)
        view = post_view(post(alert(Kind.CONFLICT, new.statement, old.statement)), TOPICS, NOW)
        message = await server.platform.post("K" * 25, server.place, view)
        again = Bot()
        again.interactions = server.bot.interactions
        await server.env.restart_bot(again)
        posted = server.channel.last_message
        assert posted is not None
        assert str(posted.id) == message
        for label, said in (("Why?", "4,460"), ("History", "Storm dead"), ("Mute 24 h", "Only the desk")):
            answered = await server.press("reader", posted, label)
            assert said in text_of(answered)
            assert answered.response is not None
            assert answered.response.ephemeral
        assert "Muted here" in text_of(await server.press("editor", posted, "Mute 24 h"))
        assert "Noted" in text_of(await server.press("reader", posted, "Wrong reading"))
        assert "is a wrong reading" in text_of(await server.press("editor", posted, "Wrong reading"))


async def test_a_board_is_edited_in_place_and_posts_link_to_it_or_go_into_its_thread() -> None:
    async with served() as server:
        board = CardView(title="Board: The storm", sections=(Section(heading="Storm dead", lines=((Span("2,357"),),)),))
        message = await server.platform.post("board", server.place, board)
        await server.platform.edit(server.place, message, CardView(title="Board: The storm, edited"))
        old, new = a_dispute()
        conflict = post_view(post(alert(Kind.CONFLICT, new.statement, old.statement)), TOPICS, NOW)
        note = post_view(post(alert(Kind.NOTE, new.statement, old.statement)), TOPICS, NOW)
        await server.platform.post("conflict", server.place, conflict, board=message)
        in_thread = await server.platform.post("note", server.place, note, board=message)
        shown = server.channel.history()
        assert [each.content for each in shown if "edited" in each.content]
        assert any(f"/{message})" in str(embed.description) for each in shown for embed in each.embeds)
        assert in_thread.startswith(f"{message}-")
        assert [thread.name for thread in server.channel.threads] == ["Notes"]


async def test_hostile_texts_are_taken_and_ping_nobody() -> None:
    async with served() as server:
        views: Sequence[Any] = [view for text in TEXTS.values() for view in messages_of(text)[1::2]]
        for number, view in enumerate(views):
            await server.platform.post(f"k{number}", server.place, view)
        for message in server.channel.history():
            assert not message.mention_everyone
            assert not (message.raw_mentions and message.mentions)
            assert not message.role_mentions


async def test_what_a_person_types_is_answered_with_text() -> None:
    async with served() as server:
        for name, text in HOSTILE.items():
            typed = text.strip()[:LONGEST_TYPED].strip()
            for command, argument in (("figures", "of"), ("why", "what"), ("check", "what"), ("quiet", "hours")):
                answered = await server.run("editor", command, **{argument: typed})
                assert answered.response is not None, name
                assert answered.response.ephemeral, name
                assert not answered.response.message.mention_everyone, name
