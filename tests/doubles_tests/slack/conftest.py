"""A double of Slack: in this process to look at its rules, and as a process of its own to connect to."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.doubles.slack.double import Slack
from tests.doubles.slack.schema import BlockSchema, Samples
from tests.doubles.slack.steering import SlackSteering
from tests.doubles.slack.world import Channel
from tests.doubles.wire.calls import Answer, Call, Json
from tests.doubles.wire.launching import launched
from tests.waiting import PATIENCE

ORACLES = Path(__file__).parents[3] / "../shared/oracles"

Ask = Callable[..., Awaitable[Json]]
Call_ = Callable[..., Awaitable[Answer]]


@pytest.fixture(scope="session")
def samples() -> Samples:
    if not (ORACLES / "slack-samples").exists():
        pytest.skip("shared: Slack's samples are not here")
    return Samples(ORACLES / "slack-samples")


@pytest.fixture(scope="session")
def schema() -> BlockSchema:
    if not (ORACLES / "slack-blocks.schema.json").exists():
        pytest.skip("shared: Slack's schema of blocks is not here")
    return BlockSchema(ORACLES / "slack-blocks.schema.json")


@pytest.fixture
def slack() -> Slack:
    """Make a Slack of two workspaces with the app in both; the limits are out of the way."""
    made = Slack()
    for _ in range(2):
        made.world.install(made.world.found(2).id)
    made.counters.change({name: [10_000, 1.0] for name in made.counters.limits})
    made.set_host("127.0.0.1:9")
    return made


@pytest.fixture
def channel(slack: Slack) -> Channel:
    """Return the first channel of the first workspace."""
    return next(iter(next(iter(slack.world.workspaces.values())).channels.values()))


@pytest.fixture
def call(slack: Slack) -> Call_:
    """Call a method as the app in the first workspace, or with another `token`."""

    async def called(method: str, **arguments: Any) -> Answer:
        token = arguments.pop("token", slack.world.installations[0].token)
        return await slack.serve(Call("POST", f"/{method}", {}, {"Authorization": f"Bearer {token}"}, arguments))

    return called


@pytest.fixture
def ask(call: Call_) -> Ask:
    """Call a method, and return the body of its answer."""

    async def asked(method: str, **arguments: Any) -> Json:
        body: Json = json.loads(json.dumps((await call(method, **arguments)).body))
        return body

    return asked


@pytest.fixture(scope="session")
def addresses() -> Iterator[Json]:
    with launched("tests.doubles.slack", "--workspaces", "3", "--enterprise", "2", "--uninstalled", "1") as told:
        yield told


@pytest.fixture
async def double(addresses: Json) -> AsyncIterator[SlackSteering]:
    """Steer a double that runs by itself; at the end the samples must have nothing against its answers."""
    async with SlackSteering(addresses) as steering:
        await steering.reset()
        await steering.settings(answer_within=PATIENCE, trigger_lives=PATIENCE)
        yield steering
        assert (await steering.state())["complaints"] == []
