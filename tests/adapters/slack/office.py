"""A newsroom's workspace with the bot in it: what is said there is answered from a desk in memory."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import aiohttp

from adapters import slack
from adapters.charts import Charts
from adapters.http import Server
from adapters.storage import MemoryStore
from bot.cli.slack_listening import Line, Listening, make_workspaces
from bot.commands import Desk
from bot.model import Place, Topic
from bot.settings import Settings
from tests.doubles.slack.steering import SlackSteering
from tests.doubles.wire.calls import Json
from tests.newsroom import NOW, TOPICS, entry, statement


class RunningClock:
    """Goes on from the newsroom's day, since Slack's time goes on too."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def now(self) -> datetime:
        """See bot.ports.Clock."""
        return datetime.now().astimezone() + self.ahead  # noqa: TID251 - requests are signed with the real time


@dataclass
class Office:
    """A workspace, and what is answered there."""

    double: SlackSteering
    channel: str
    team: str
    store: MemoryStore
    clock: RunningClock
    topics: Mapping[str, Topic] = field(default_factory=lambda: TOPICS)
    broken: bool = False
    site: str = ""
    """Where our port is, over HTTP."""

    @property
    def place(self) -> Place:
        """Where things are asked."""
        return Place(platform="slack", server=self.team, channel=self.channel)

    def desk(self) -> Desk:
        """Return the desk of this moment."""
        store = None if self.broken else self.store
        return Desk(topics=self.topics, store=store, now=NOW, charts=Charts())  # type: ignore[arg-type]  # a fault of ours

    async def run(self, words: str, who: str = "ben", **more: Any) -> Json:
        """Run a command."""
        return await self.double.run(who, self.channel, f"/tally {words}".strip(), **more)

    async def press(self, message: Json, label: str, who: str = "ben", **more: Any) -> Json:
        """Press the button of that label."""
        (pressed,) = [each["action_id"] for each in buttons(message) if each["text"]["text"] == label]
        return await self.double.click(who, self.channel, message["ts"], pressed, **more)

    async def record(self, count: int = 1) -> list[str]:
        """Put statements on record; return their ids."""
        made = [statement(str(200 + number), 200 + number) for number in range(count)]
        async with self.store.transaction() as transaction:
            await transaction.append([entry(each, recorded=NOW - timedelta(hours=1)) for each in made])
        return [each.id for each in made]


def buttons(message: Json) -> list[Json]:
    """Return the buttons under a message."""
    actions = [block for block in message["blocks"] if block["type"] == "actions"]
    return [each for block in actions for each in block["elements"] if each["type"] == "button"]


def menus(message: Json) -> list[Json]:
    """Return the menus under a message."""
    actions = [block for block in message["blocks"] if block["type"] == "actions"]
    return [each for block in actions for each in block["elements"] if each["type"] == "external_select"]


def text(message: Json | None) -> str:
    """Return what a message says."""
    assert message is not None
    parts = [message.get("text", "")]
    for block in message.get("blocks", ()):
        parts += [block["text"]["text"]] if "text" in block else []
        parts += [each["text"] for each in block.get("elements", ()) if isinstance(each.get("text"), str)]
    return "\n".join(parts)


def said(answered: Json) -> str:
    """Return what an answer says."""
    return text(answered["message"])


def listener(
    office: Office,
    settings: Settings,
    session: aiohttp.ClientSession,
    *,
    operators: tuple[Place, ...] = (),
    people: frozenset[str],
) -> Listening:
    """Return what listens to the workspace, put together as `tallywire run` does."""
    workspaces = make_workspaces(settings, office.store, office.clock, session)
    line = Line(
        settings=settings,
        clock=office.clock,
        store=office.store,
        session=session,
        rest=slack.Rest(settings.slack.api_base, session, workspaces),
        workspaces=workspaces,
        operators=operators,
        people=people,
    )
    return Listening(line, office.desk)


@asynccontextmanager
async def listening(
    double: SlackSteering,
    addresses: Json,
    session: aiohttp.ClientSession,
    *,
    mode: str = "socket",
    store: MemoryStore | None = None,
    operators: tuple[Place, ...] = (),
    **slack_settings: Any,
) -> AsyncIterator[Office]:
    """Listen in the first workspace, over a socket or over HTTP, as `tallywire run` does; None drops a setting."""
    workspace = (await double.state())["workspaces"][0]
    tokens = {"bot_token": addresses["bot_token"], "app_token": addresses["app_token"]}
    secret = {"signing_secret": addresses["signing_secret"]}
    known = {"api_base": addresses["api"], "mode": mode, **tokens, **secret} | slack_settings
    known = {name: value for name, value in known.items() if value is not None}
    operator = await double.person("boss")
    settings = Settings.model_validate({"slack": known, "operators": {"people": (f"slack:{operator}",)}}, strict=False)
    clock, store = RunningClock(), store or MemoryStore()
    office = Office(double, workspace["channels"][0]["id"], workspace["id"], store, clock)
    heard = listener(office, settings, session, operators=operators, people=frozenset({operator}))
    async with Server("127.0.0.1", 0, heard.routes()) as server:
        task = asyncio.create_task(heard.run())
        if mode == "socket":
            await double.connected()
        else:
            told = await double.http(f"http://{server.address}/slack/events")
            assert told["verified"], told
            office.site = f"http://{server.address}"
        try:
            yield office
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
