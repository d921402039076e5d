"""The connection of Socket Mode comes back, whatever ends it, and ends for good only where a person has to mend it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest

from adapters.slack import Connected, Disconnected, Gate, OneWorkspace, SlackLost, Socket, Told, known, web_client
from adapters.slack.app import make_app
from bot.errors import PlatformError
from tests.doubles.slack.steering import SlackSteering
from tests.doubles.wire.calls import Json
from tests.waiting import until


class Heard:
    """Takes commands, and tells nobody."""

    def __init__(self) -> None:
        self.told: list[Told] = []
        self.words: list[str] = []
        self.sleeps: list[float] = []

    def start(self, asked: Any) -> None:
        """See adapters.slack.Answers and adapters.slack.Events."""
        if not isinstance(asked, dict):
            self.words.append(asked.words)

    async def sleep(self, seconds: float) -> None:
        """Let no time pass, but for others."""
        self.sleeps.append(seconds)
        await asyncio.sleep(0.01)

    @property
    def connections(self) -> int:
        """How often it was connected."""
        return self.told.count(Connected())


class Line:
    """A connection that is kept up, and the double at its other end."""

    def __init__(self, double: SlackSteering, heard: Heard, task: asyncio.Task[Any]) -> None:
        self.double = double
        self.heard = heard
        self.task = task

    async def answers(self, words: str) -> None:
        """Run a command, which must be acknowledged in time and heard once."""
        channel = (await self.double.channels())[0]
        ran = await self.double.run("ben", channel, f"/tally {words}", wait=False)
        told = await self.double.until(lambda: self.double.interaction(ran["interaction"]), lambda told: told["acked"])
        assert not told["late"]
        await until(lambda: words in self.heard.words)
        assert self.heard.words.count(words) == 1


@asynccontextmanager
async def connected(
    double: SlackSteering, addresses: Json, session: aiohttp.ClientSession, *, token: str = "", heartbeat: float = 10.0
) -> AsyncIterator[Line]:
    heard = Heard()
    client = web_client(addresses["api"], session, token=addresses["bot_token"], repeats=False)
    app = make_app(answers=heard, events=heard, desk=lambda: None, tell=heard.told.append)  # type: ignore[arg-type]  # it hears
    gate = Gate(app, OneWorkspace(client), heard.told.append)
    socket = Socket(
        gate,
        token=token or addresses["app_token"],
        client=web_client(addresses["api"], session, repeats=False),
        session=session,
        tell=heard.told.append,
        chance=lambda: 1.0,
        sleep=heard.sleep,
        heartbeat=heartbeat,
    )
    task = asyncio.create_task(socket.run())
    try:
        yield Line(double, heard, task)
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@pytest.mark.parametrize(
    ("ending", "is_away"),
    [
        ({"do": "refresh"}, False),
        ({"do": "warning"}, False),
        ({"do": "close"}, True),
        ({"do": "close", "code": 1011}, True),
        ({"do": "reset"}, True),
    ],
)
async def test_a_connection_that_ends_is_made_anew(
    double: SlackSteering, addresses: Json, session: aiohttp.ClientSession, ending: Json, is_away: bool
) -> None:
    async with connected(double, addresses, session) as line:
        await until(lambda: line.heard.connections > 0)
        await line.answers("figures one")
        await double.socket(**ending)
        await until(lambda: line.heard.connections > 1)
        await line.answers("figures two")
        assert any(isinstance(told, Disconnected) for told in line.heard.told) is is_away


async def test_a_connection_on_which_nobody_answers_is_made_anew(
    double: SlackSteering, addresses: Json, session: aiohttp.ClientSession
) -> None:
    async with connected(double, addresses, session, heartbeat=0.3) as line:
        await until(lambda: line.heard.connections > 0)
        before = line.heard.connections
        await double.socket(do="silence")
        await until(lambda: line.heard.connections > before)
        await line.answers("figures")
        assert any(isinstance(told, Disconnected) for told in line.heard.told)


async def test_what_comes_while_slack_asks_for_a_new_connection_is_answered(
    double: SlackSteering, addresses: Json, session: aiohttp.ClientSession
) -> None:
    async with connected(double, addresses, session) as line:
        await until(lambda: line.heard.connections > 0)
        await double.socket(do="warning")
        for number in range(5):
            await line.answers(f"figures {number}")
        await until(lambda: line.heard.connections > 1)
        await line.answers("figures anew")
        assert line.heard.words == [*(f"figures {number}" for number in range(5)), "figures anew"]


async def test_where_ten_connections_stand_already_ours_waits_for_one_to_go(
    double: SlackSteering, addresses: Json, session: aiohttp.ClientSession
) -> None:
    client = web_client(addresses["api"], session, repeats=False)
    others = []
    for _ in range(10):
        told = await client.apps_connections_open(app_token=addresses["app_token"])
        others.append(await session.ws_connect(str(told["url"])))
    await double.connected(10)
    async with connected(double, addresses, session) as line:
        await until(lambda: any(isinstance(told, Disconnected) for told in line.heard.told))
        assert line.heard.connections == 0
        await others.pop().close()
        await until(lambda: line.heard.connections > 0)
    for other in others:
        await other.close()


async def test_a_slack_that_cannot_be_reached_is_tried_again_and_longer_each_time(
    double: SlackSteering, addresses: Json, session: aiohttp.ClientSession
) -> None:
    await double.lay(
        {"match": {"path": "/apps.connections.open"}, "do": "status 500", "times": 2},
        {"match": {"method": "CONNECT", "path": "/link/"}, "do": "status 503", "times": 1},
    )
    async with connected(double, addresses, session) as line:
        await until(lambda: line.heard.connections > 0)
        assert line.heard.sleeps == [1.0, 2.0, 4.0]
        await line.answers("figures")


async def test_a_token_that_slack_refuses_is_told_in_one_sentence_without_it(
    double: SlackSteering, addresses: Json, session: aiohttp.ClientSession
) -> None:
    async with connected(double, addresses, session, token="xapp-1-not-the-token") as line:  # noqa: S106 - made up
        with pytest.raises(SlackLost, match="TALLYWIRE_SLACK_APP_TOKEN") as refused:
            await line.task
    assert "not-the-token" not in str(refused.value)


async def test_a_bot_token_that_slack_refuses_is_told_before_anybody_asks(
    double: SlackSteering, addresses: Json, session: aiohttp.ClientSession
) -> None:
    client = web_client(addresses["api"], session, token="xoxb-not-the-token", repeats=False)  # noqa: S106 - made up
    with pytest.raises(SlackLost, match="TALLYWIRE_SLACK_BOT_TOKEN") as refused:
        await known(OneWorkspace(client))
    assert "not-the-token" not in str(refused.value)
    await double.lay({"match": {"path": "/auth.test"}, "do": "status 503", "times": 1})
    client.token = addresses["bot_token"]
    with pytest.raises(PlatformError):
        await known(OneWorkspace(client))
    await known(OneWorkspace(client))


async def test_socket_mode_that_is_switched_off_ends_the_connection_for_good(
    double: SlackSteering, addresses: Json, session: aiohttp.ClientSession
) -> None:
    async with connected(double, addresses, session) as line:
        await until(lambda: line.heard.connections > 0)
        await double.socket(do="disable")
        with pytest.raises(SlackLost, match="Socket Mode is off"):
            await line.task


async def test_many_commands_at_once_are_each_acknowledged_in_time(
    double: SlackSteering, addresses: Json, session: aiohttp.ClientSession
) -> None:
    async with connected(double, addresses, session) as line:
        await until(lambda: line.heard.connections > 0)
        channel = (await double.channels())[0]
        ran = [await double.run("ben", channel, f"/tally {number}", wait=False) for number in range(100)]
        for each in ran:
            told = await double.until(
                lambda each=each: double.interaction(each["interaction"]), lambda told: told["acked"]
            )  # type: ignore[misc]  # bound at once
            assert not told["late"]
        await until(lambda: len(line.heard.words) >= len(ran))
        assert sorted(line.heard.words) == sorted(map(str, range(100)))
