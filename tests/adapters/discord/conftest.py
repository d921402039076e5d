"""The double of Discord as a process of its own, and our side of it."""

from collections.abc import AsyncIterator, Iterator

import pytest

from adapters.clock import Clock
from adapters.discord import Platform, Rest, aim
from tests.doubles.discord.heartbeats import heartbeats_end  # noqa: F401 - pytest finds a fixture by its name here
from tests.doubles.discord.steering import DiscordSteering
from tests.doubles.wire.calls import Json
from tests.doubles.wire.launching import launched
from tests.waiting import PATIENCE

WIDE = (10_000, 1.0)


@pytest.fixture(scope="session")
def addresses() -> Iterator[Json]:
    with launched("tests.doubles.discord") as told:
        yield told


@pytest.fixture
async def double(addresses: Json) -> AsyncIterator[DiscordSteering]:
    """Steer the double: its limits are out of the way, and it waits for answers for as long as a busy computer takes.

    The document must have nothing against what it answers.
    """
    async with DiscordSteering(addresses) as steering:
        await steering.reset()
        await steering.settings(answer_within=PATIENCE)
        await steering.limits(everywhere=WIDE, send=WIDE, edit=WIDE, thread=WIDE, webhook=WIDE, commands=WIDE)
        yield steering
        assert (await steering.state())["complaints"] == []


@pytest.fixture
async def rest(addresses: Json) -> AsyncIterator[Rest]:
    aim(addresses["api"])
    rest = Rest(addresses["token"])
    yield rest
    await rest.close()


@pytest.fixture
def platform(rest: Rest) -> Platform:
    return Platform(rest, Clock())
