"""The double of Slack as a process of its own, and our side of it."""

from collections.abc import AsyncIterator, Iterator

import aiohttp
import pytest

from adapters.slack import dispatching, open_session
from tests.doubles.slack.steering import SlackSteering
from tests.doubles.wire.calls import Json
from tests.doubles.wire.launching import launched
from tests.waiting import PATIENCE

WIDE = (10_000, 1.0)
LIMITS = ("channel", "posts", "tier1", "tier2", "tier3", "tier4", "special", "history", "connections")


@pytest.fixture(autouse=True)
def _unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it take a busy computer as long as it takes to find out who asks."""
    monkeypatch.setattr(dispatching, "KNOWN_WITHIN", PATIENCE)


@pytest.fixture(scope="session")
def addresses() -> Iterator[Json]:
    with launched("tests.doubles.slack", "--workspaces", "2", "--uninstalled", "1") as told:
        yield told


@pytest.fixture
async def double(addresses: Json) -> AsyncIterator[SlackSteering]:
    """Steer the double: its limits are out of the way, and it waits for answers for as long as a busy computer takes.

    The samples must have nothing against what it answers.
    """
    async with SlackSteering(addresses) as steering:
        await steering.reset()
        await steering.settings(answer_within=PATIENCE, trigger_lives=PATIENCE)
        await steering.limits(**dict.fromkeys(LIMITS, WIDE))
        yield steering
        assert (await steering.state())["complaints"] == []


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with open_session() as session:
        yield session
