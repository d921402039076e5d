"""What people ask on Slack, put together: over a socket or over signed HTTP, from one workspace or from many."""

import asyncio
import random
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import aiohttp
from aiohttp import web

from adapters import slack
from bot.cli.journal import tell_slack
from bot.cli.log import tell
from bot.commands import Desk
from bot.crash import Crash, survive
from bot.errors import Misuse
from bot.model import Place
from bot.outbox import look_again
from bot.ports import Clock, Store
from bot.servers import leave_server, return_to_server
from bot.settings import Settings
from bot.views.service import TAKEN_OUT

HOME_TICK = 10.0
"""Seconds between looks at whether something on somebody's page has changed."""
SELDOM = timedelta(minutes=1)
"""How long a refusal of the same kind is not told again."""
FORGET_TICK = 3_600.0
KNOWN_TICK = 5.0
"""Seconds until Slack is asked again whose token it is."""
LAST_ANSWERS = 2.0
"""Seconds that a stop leaves answers to end."""
NO_APP_TOKEN = "set TALLYWIRE_SLACK_APP_TOKEN, or nobody's commands and presses reach Tallywire"  # noqa: S105 - a sentence
NO_SIGNING_SECRET = "set TALLYWIRE_SLACK_SIGNING_SECRET, or nobody's commands and presses reach Tallywire"  # noqa: S105 - as above

MakeDesk = Callable[[], Desk]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The way to Slack that all parts share."""

    settings: Settings
    clock: Clock
    store: Store
    session: aiohttp.ClientSession
    rest: slack.Rest
    workspaces: slack.Workspaces
    operators: Sequence[Place]
    """Channels that are told when a workspace takes us out."""
    people: frozenset[str]
    """Who runs the bot, by id."""


def make_workspaces(settings: Settings, store: Store, clock: Clock, session: aiohttp.ClientSession) -> slack.Workspaces:
    """Return the workspaces that we speak in; raise Misuse where the settings do not say how."""
    known = settings.slack
    if known.bot_token is not None:
        token = known.bot_token.get_secret_value()
        return slack.OneWorkspace(slack.web_client(known.api_base, session, token=token, repeats=True))
    return _installs(settings, store, clock, session)


def _installs(settings: Settings, store: Store, clock: Clock, session: aiohttp.ClientSession) -> slack.Installs:
    client = slack.web_client(settings.slack.api_base, session, repeats=False)
    renew = slack.renewing(client, _credentials(settings), clock)
    return slack.Installs(store=store, vault=_vault(settings), clock=clock, renew=renew)


def _vault(settings: Settings) -> slack.Vault:
    keys = settings.slack.token_keys
    return slack.Vault(slack.split_keys(keys.get_secret_value()) if keys is not None else ())


def _credentials(settings: Settings) -> slack.Credentials:
    known = settings.slack
    if known.client_id is None or known.client_secret is None:
        raise Misuse("Set TALLYWIRE_SLACK_BOT_TOKEN, or TALLYWIRE_SLACK_CLIENT_ID and TALLYWIRE_SLACK_CLIENT_SECRET.")
    return slack.Credentials(client_id=known.client_id, client_secret=known.client_secret.get_secret_value())


class Listening:
    """Answers what people ask."""

    def __init__(self, line: Line, desk: MakeDesk) -> None:
        """Answer from what `desk` returns at that moment."""
        self._line = line
        self._tell = _Seldom(line.clock)
        rights = slack.Rights(
            line.rest,
            slack.Named(operators=line.people, desk_groups=frozenset(line.settings.slack.desk_groups)),
            line.clock,
        )
        self._answers = slack.Answers(
            desk=desk,
            store=line.store,
            clock=line.clock,
            workspaces=line.workspaces,
            rights=rights,
            replies=slack.Replies(line.rest, line.session),
            heard=self._heard,
            tell=self._tell,
        )
        self._homes = slack.Homes(rest=line.rest, desk=desk, rights=rights)
        self._events = slack.Events(
            workspaces=line.workspaces,
            homes=self._homes,
            is_first=self._answers.is_first,
            left=self._left,
            tell=self._tell,
        )
        app = slack.make_app(answers=self._answers, events=self._events, desk=desk, tell=self._tell)
        self._gate = slack.Gate(app, line.workspaces, self._tell)

    def routes(self) -> Sequence[web.RouteDef]:
        """Return what is served over HTTP: nothing in Socket Mode."""
        known = self._line.settings.slack
        if known.mode != "http" or known.signing_secret is None:
            return ()
        routes = slack.event_routes(
            self._gate,
            secret=known.signing_secret.get_secret_value(),
            site=self._line.settings.http.public_url,
            clock=self._line.clock,
            tell=self._tell,
        )
        return (*routes, *(self._joining().routes() if isinstance(self._line.workspaces, slack.Installs) else ()))

    async def run(self) -> None:
        """Listen until cancelled; raise SlackLost where Slack lets us in no more."""
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._known())
                group.create_task(self._every(HOME_TICK, self._homes.tick))
                group.create_task(self._every(FORGET_TICK, self._forget))
                group.create_task(self._connected())
        except BaseExceptionGroup as errors:
            raise errors.exceptions[0] from errors
        finally:
            await self._answers.underway.end(LAST_ANSWERS)
            await self._events.underway.end(LAST_ANSWERS)

    async def _known(self) -> None:
        """Learn whose token it is, as soon as Slack tells: until then nobody's call can be taken."""
        while True:
            outcome = await survive(slack.known(self._line.workspaces))
            if not isinstance(outcome, Crash):
                return
            if isinstance(outcome.error, slack.SlackLost):
                raise outcome.error
            self._tell(slack.Disconnected(fault=str(outcome.error), retry=KNOWN_TICK))
            await asyncio.sleep(KNOWN_TICK)

    async def _connected(self) -> None:
        """Hear of what people ask over a socket; over HTTP they come by themselves."""
        known, line = self._line.settings.slack, self._line
        if known.mode == "http":
            if known.signing_secret is None:
                tell("not listening", platform=slack.Platform.name, fault=NO_SIGNING_SECRET)
            return
        if known.app_token is None:
            tell("not listening", platform=slack.Platform.name, fault=NO_APP_TOKEN)
            return
        await slack.Socket(
            self._gate,
            token=known.app_token.get_secret_value(),
            client=slack.web_client(known.api_base, line.session, repeats=False),
            session=line.session,
            tell=self._tell,
            chance=random.random,
        ).run()

    def _joining(self) -> slack.Joining:
        line, settings = self._line, self._line.settings
        return slack.Joining(
            client=slack.web_client(settings.slack.api_base, line.session, repeats=False),
            credentials=_credentials(settings),
            states=slack.States(_vault(settings), line.store, line.clock),
            installs=line.workspaces,  # type: ignore[arg-type]  # looked at where it is called
            clock=line.clock,
            site=settings.http.public_url,
            joined=self._joined,
            tell=self._tell,
        )

    async def _heard(self, server: str) -> None:
        """Try channels again that refused us: whoever has just let us in asks us for something."""
        await look_again(self._line.store, slack.Platform.name, {server}, self._line.clock.now())

    async def _left(self, server: str) -> int:
        line = self._line
        left = await leave_server(line.store, _anywhere(server), TAKEN_OUT, line.operators, line.clock.now())
        return len(left)

    async def _joined(self, server: str) -> int:
        return len(await return_to_server(self._line.store, _anywhere(server)))

    async def _forget(self) -> None:
        await self._line.store.forget_calls(self._line.clock.now())

    async def _every(self, seconds: float, step: Callable[[], Coroutine[Any, Any, None]]) -> None:
        while True:
            await asyncio.sleep(seconds)
            outcome = await survive(step())
            if isinstance(outcome, Crash):
                self._tell(slack.AnswerFailed(asked=step.__name__, crash=outcome))


class _Seldom:
    """Tells of refusals now and then only: anybody may knock at a port as often as they like."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._told: dict[str, datetime] = {}

    def __call__(self, told: slack.Told) -> None:
        """Tell it, unless the like was told just now."""
        if isinstance(told, slack.Refused):
            now = self._clock.now()
            last = self._told.get(told.why)
            if last is not None and now - last < SELDOM:
                return
            self._told = {why: at for why, at in self._told.items() if now - at < SELDOM} | {told.why: now}
        tell_slack(told)


def _anywhere(server: str) -> Place:
    return Place(platform=slack.Platform.name, server=server, channel="")
