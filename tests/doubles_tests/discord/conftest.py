"""A double of Discord: in this process to look at its rules, and as a process of its own to connect to."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.doubles.discord.document import Document
from tests.doubles.discord.double import Discord
from tests.doubles.discord.heartbeats import heartbeats_end  # noqa: F401 - pytest finds a fixture by its name here
from tests.doubles.discord.steering import DiscordSteering
from tests.doubles.wire.calls import Answer, Call, Json, Upload
from tests.doubles.wire.launching import launched
from tests.waiting import PATIENCE

DOCUMENT = Path(__file__).parents[3] / "../shared/oracles/discord-openapi.json"

Ask = Callable[..., Awaitable[Answer]]


@pytest.fixture(scope="session")
def document() -> Document:
    if not DOCUMENT.exists():
        pytest.skip("shared: Discord's OpenAPI document is not here")
    return Document(DOCUMENT)


@pytest.fixture
def discord() -> Discord:
    """Make a Discord that knows its own rules only; the limits are out of the way."""
    made = Discord(None, guilds=2)
    wide = {name: [10_000, 1.0] for name in ("everywhere", "invalid", *made.counters.limits.buckets)}
    made.counters.limits = made.counters.limits.changed(wide)
    return made


@pytest.fixture
def ask(discord: Discord) -> Ask:
    """Call the API as the bot; `{c}` in a path is the first channel, `{g}` the first server, `{a}` the application."""

    async def call(method: str, path: str, body: Any = None, **more: Any) -> Answer:
        uploads: tuple[Upload, ...] = more.pop("uploads", ())
        token = more.pop("token", f"Bot {discord.gateway.settings.token}")
        channels, guilds = list(discord.world.channels), list(discord.world.guilds)
        ready = path.format(c=channels[0], d=channels[1], g=guilds[0], a=discord.world.application_id)
        return await discord.serve(
            Call(method, ready, more.pop("query", {}), {"Authorization": token}, body, uploads, more.pop("broken", ""))
        )

    return call


@pytest.fixture(scope="session")
def addresses() -> Iterator[Json]:
    with launched("tests.doubles.discord", "--guilds", "2", "--shards", "2") as told:
        yield told


@pytest.fixture
async def double(addresses: Json) -> AsyncIterator[DiscordSteering]:
    """Steer a double that runs by itself; at the end the document must have nothing against its answers."""
    async with DiscordSteering(addresses) as steering:
        await steering.reset()
        await steering.settings(answer_within=PATIENCE)
        yield steering
        assert (await steering.state())["complaints"] == []
