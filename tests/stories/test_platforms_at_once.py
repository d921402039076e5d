"""One process serves Discord, Slack, the terminal and a third platform at once, from one ledger."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import SecretStr

from adapters.clock import Clock
from adapters.storage import open_store
from bot.cli.chats import open_chats
from bot.errors import Misuse
from bot.model import Kind, Place, Post, stable_id
from bot.settings import (
    ConsoleSettings,
    DiscordSettings,
    FeedsSettings,
    PlatformsSettings,
    Settings,
    SlackSettings,
    StoreSettings,
    TopicsSettings,
)
from tests.contracts.console_venue import SKELETON, copied
from tests.doubles.discord.steering import DiscordSteering
from tests.doubles.service import running
from tests.doubles.slack.steering import SlackSteering
from tests.doubles.wire.calls import Json
from tests.doubles.wire.launching import launched
from tests.newsroom import alert, post, statement
from tests.waiting import when

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def doubles() -> Iterator[tuple[Json, Json]]:
    with launched("tests.doubles.discord") as discord, launched("tests.doubles.slack") as slack:
        yield discord, slack


@pytest.fixture
async def discord(doubles: tuple[Json, Json]) -> AsyncIterator[DiscordSteering]:
    async with DiscordSteering(doubles[0]) as steering:
        await steering.reset()
        yield steering


@pytest.fixture
async def slack(doubles: tuple[Json, Json]) -> AsyncIterator[SlackSteering]:
    async with SlackSteering(doubles[1]) as steering:
        await steering.reset()
        yield steering


def settings(folder: Path, doubles: tuple[Json, Json]) -> Settings:
    """Return settings with both tokens, the terminal and the copy of its folder."""
    (folder / "feeds.toml").write_text('[[feeds]]\nurl = "http://127.0.0.1:9/"\noutlet = "Nobody"\n')
    discord, slack = doubles
    return Settings(
        store=StoreSettings(url=f"sqlite:///{folder}/ledger.db"),
        topics=TopicsSettings(dir=str(ROOT / "seeds/topics")),
        feeds=FeedsSettings(file=str(folder / "feeds.toml")),
        platforms=PlatformsSettings(also=("console", SKELETON)),
        console=ConsoleSettings(log=None),
        discord=DiscordSettings(
            api_base=discord["api"], gateway_url=discord["gateway"], token=SecretStr(discord["token"])
        ),
        slack=SlackSettings(api_base=slack["api"], bot_token=SecretStr(slack["bot_token"])),
    )


async def places(discord: DiscordSteering, slack: SlackSteering) -> list[Place]:
    """Return a channel of each platform."""
    guild, workspace = (await discord.state())["guilds"][0], (await slack.state())["workspaces"][0]
    return [
        Place(platform="discord", server=guild["id"], channel=guild["channels"][0]["id"]),
        Place(platform="slack", server=workspace["id"], channel=workspace["channels"][0]["id"]),
        Place(platform="console", channel="desk"),
        Place(platform=SKELETON, channel="desk"),
    ]


def bound_for(place: Place) -> Post:
    """Make the post of one alert for a channel."""
    told = post(alert(Kind.CONFLICT, statement("4,460", 4460), statement("2,357", 2357, source="ministry")))
    key = stable_id("at once", place.platform)
    return replace(told, key=key, platform=place.platform, server=place.server, channel=place.channel)


async def test_one_ledger_reaches_every_platform(
    tmp_path: Path,
    doubles: tuple[Json, Json],
    discord: DiscordSteering,
    slack: SlackSteering,
    capsys: pytest.CaptureFixture[str],
) -> None:
    copied(tmp_path)
    told = settings(tmp_path, doubles)
    everywhere = await places(discord, slack)
    async with open_store(told.store.url) as store, store.transaction() as transaction:
        await transaction.queue([bound_for(place) for place in everywhere], Clock().now())
    async with running(told):
        await discord.until(lambda: discord.messages(everywhere[0].channel), lambda found: len(found) == 1)
        await slack.until(lambda: slack.posts(everywhere[1].channel), lambda found: len(found) == 1)
        async with open_store(told.store.url, exclusive=False) as store:
            await when(store.waiting_posts, lambda waiting: not waiting)
    assert [len(await discord.messages(everywhere[0].channel)), len(await slack.posts(everywhere[1].channel))] == [1, 1]
    assert capsys.readouterr().out.count("CONFLICT storm-dead: 4,460 v 2,357") == 2, "the terminal, and its copy"


@pytest.mark.parametrize("name", ["nowhere", "web", "discord"])
async def test_a_platform_that_is_none_is_told_in_one_sentence(
    tmp_path: Path, doubles: tuple[Json, Json], name: str
) -> None:
    told = settings(tmp_path, doubles).model_copy(update={"platforms": PlatformsSettings(also=(name,))})
    async with open_store(told.store.url) as store, AsyncExitStack() as stack:
        with pytest.raises(Misuse, match=rf"no platform '{name}'"):
            await open_chats(told, Clock(), store, stack)
