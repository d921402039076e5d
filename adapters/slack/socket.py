"""Socket Mode: the connection on which Slack tells what people ask, watched over and made anew."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any, NoReturn

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.asked import text_at
from adapters.slack.dispatching import Gate
from adapters.slack.faults import code_of, translated
from adapters.slack.told import Told
from adapters.slack.workspaces import Workspaces
from bot.connection import AnswerFailed, Connected, Disconnected, wait_before
from bot.crash import Crash, survive
from bot.errors import Failure, PlatformError
from bot.underway import Underway

HEARTBEAT = 10.0
"""Seconds between pings; a connection that answers none within half of that is made anew."""
LAST_WORDS = 30.0
"""Seconds that an old connection is still listened to once Slack has asked for a new one."""
LARGEST = 4_000_000
"""Bytes of a message."""
REFUSALS = {
    "invalid_auth": "Slack refuses the app token: set TALLYWIRE_SLACK_APP_TOKEN to one of the app's Basic Information "
    "page, with the right connections:write.",
    "not_allowed_token_type": "Slack wants another kind of token: TALLYWIRE_SLACK_APP_TOKEN begins with xapp-.",
    "socket_mode_not_enabled": "Socket Mode is off: turn it on in the app's settings, or set [slack] mode to http.",
    "missing_scope": "The app token lacks the right connections:write: make one that has it.",
}
REFUSALS |= dict.fromkeys(("not_authed", "token_revoked", "account_inactive"), REFUSALS["invalid_auth"])
BOT_REFUSED = (
    "Slack refuses the bot token: set TALLYWIRE_SLACK_BOT_TOKEN to the one on the page OAuth & Permissions of the app."
)
DISABLED = "link_disabled"
BAD_TOKEN = frozenset({"invalid_auth", "not_authed"})
ANEW = frozenset({"refresh_requested", "warning"})
OK, UNAVAILABLE = 200, 503

Json = dict[str, Any]


class SlackLost(Failure):
    """Slack lets us in no more, and only a person can mend that."""


class _SilentError(Exception):
    """A connection ended before anything came of it."""


class Socket:
    """Connects, and connects again, until Slack lets us in no more."""

    def __init__(
        self,
        gate: Gate,
        *,
        token: str,
        client: AsyncWebClient,
        session: aiohttp.ClientSession,
        tell: Callable[[Told], None],
        chance: Callable[[], float],
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        heartbeat: float = HEARTBEAT,
    ) -> None:
        """Hand what comes to `gate`; `token` is the app's own, not a workspace's."""
        self._gate = gate
        self._token = token
        self._client = client
        self._session = session
        self._tell = tell
        self._chance = chance
        self._sleep = sleep
        self._heartbeat = heartbeat
        self._underway = Underway(lambda crash: tell(AnswerFailed(asked="", crash=crash)))

    async def run(self) -> NoReturn:
        """Stay connected until cancelled; raise SlackLost where trying again is of no use."""
        tries = 0
        try:
            while True:
                outcome = await survive(self._connection())
                if outcome is True:
                    tries = 0
                    continue
                fault = outcome.error if isinstance(outcome, Crash) else None
                if fault is not None and (sentence := lost_for(fault)):
                    raise SlackLost(sentence) from fault
                tries = 1 if outcome is False else tries + 1
                wait = wait_before(tries, self._chance())
                self._tell(Disconnected(fault=_said(fault), retry=wait))
                await self._sleep(wait)
        finally:
            await self._underway.end(0.0)

    async def _connection(self) -> bool:
        """Connect once; return whether Slack asks for a new connection, False where this one ended by itself."""
        # An address is good for one connection.
        told = await self._client.apps_connections_open(app_token=self._token)
        url = str(told["url"])
        socket = await self._session.ws_connect(
            url, heartbeat=self._heartbeat, max_msg_size=LARGEST, proxy=self._client.proxy
        )
        asked_anew = False
        try:
            asked_anew = await self._listen(socket)
        finally:
            if not asked_anew:
                await socket.close()
        if asked_anew:
            self._underway.start(self._listen_out(socket))
        return asked_anew

    async def _listen(self, socket: aiohttp.ClientWebSocketResponse) -> bool:
        """Take what comes, until the connection ends or Slack asks for another; return whether it did."""
        is_up = False
        while (message := await _next(socket)) is not None:
            if message.get("type") == "disconnect":
                reason = text_at(message, "reason")
                if reason == DISABLED:
                    raise SlackLost(REFUSALS["socket_mode_not_enabled"])
                if reason in ANEW:
                    return True
                break
            if not is_up:
                is_up = True
                self._tell(Connected())
            self._take(socket, message)
        if not is_up:
            raise _SilentError
        return False

    async def _listen_out(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        """Take what still comes on an old connection until Slack closes it."""
        try:
            async with asyncio.timeout(LAST_WORDS):
                while (message := await _next(socket)) is not None:
                    if message.get("type") != "disconnect":
                        self._take(socket, message)
        except TimeoutError:
            pass
        finally:
            await socket.close()

    def _take(self, socket: aiohttp.ClientWebSocketResponse, message: Json) -> None:
        if isinstance(message.get("envelope_id"), str) and isinstance(message.get("payload"), dict):
            self._underway.start(self._answer(socket, message))

    async def _answer(self, socket: aiohttp.ClientWebSocketResponse, message: Json) -> None:
        response = await self._gate.take(message["payload"])
        acknowledged: Json = {"envelope_id": message["envelope_id"]}
        if response.status == OK and response.body.startswith("{"):
            acknowledged["payload"] = json.loads(response.body)
        # What could not be looked into is not acknowledged: Slack tells an event again.
        if response.status != UNAVAILABLE and not socket.closed:
            await socket.send_json(acknowledged)


async def _next(socket: aiohttp.ClientWebSocketResponse) -> Json | None:
    """Return the next message that is JSON; None at the end."""
    async for message in socket:
        if message.type is aiohttp.WSMsgType.TEXT:
            try:
                told = json.loads(message.data)
            except (ValueError, RecursionError):
                continue
            if isinstance(told, dict):
                return told
    return None


def lost_for(fault: Exception) -> str:
    """Return what a person has to mend before Slack lets us in again; empty where trying again may do."""
    if isinstance(fault, SlackLost):
        return str(fault)
    return REFUSALS.get(code_of(fault), "") if isinstance(fault, SlackApiError) else ""


async def known(workspaces: Workspaces) -> None:
    """Learn where we are before anybody asks; raise SlackLost where the token is none, PlatformError otherwise."""
    try:
        async with translated():
            await workspaces.bots()
    except PlatformError as error:
        if isinstance(error.__cause__, SlackApiError) and code_of(error.__cause__) in BAD_TOKEN:
            raise SlackLost(BOT_REFUSED) from error
        raise


def _said(fault: Exception | None) -> str:
    if isinstance(fault, SlackApiError):
        return f"Slack answered {code_of(fault) or 'with a fault'}"
    if isinstance(fault, _SilentError):
        return "Slack turned the connection away"
    # The address of a connection is a secret for as long as it is good: only the kind of the fault is told.
    return type(fault).__name__ if fault else "the connection ended"
