"""The way to Slack's Web API: one shared session, and two clients, since what posts must never repeat itself."""

from contextvars import ContextVar
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit
from urllib.request import proxy_bypass

import aiohttp
from slack_sdk.http_retry import HttpRequest, HttpResponse, RetryState
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.faults import TOO_MANY, translated
from adapters.slack.workspaces import Bots
from bot.errors import ChannelRefused, PlatformError
from bot.ports import Held, always

TIMEOUT = 15.0
"""Seconds for an answer."""
LONGEST_WAIT = 30
"""Seconds of a rate limit that are waited for here; beyond, the message goes back to the outbox."""
TRIES = 3
LOCAL = "localhost"

Json = dict[str, Any]

_HELD: ContextVar[Held] = ContextVar("held", default=always)
"""Asked by the handler that waits: the library tells it nothing of our own."""


class ShortWaits(AsyncRateLimitErrorRetryHandler):
    """Asks again after a refusal for too many requests, which did nothing, when the wait is a short one."""

    async def _can_retry_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        del state, request, error
        if response is None or response.status_code != TOO_MANY:
            return False
        given = next((value for name, value in response.headers.items() if name.lower() == "retry-after"), ["1"])
        return given[0].isdecimal() and int(given[0]) <= LONGEST_WAIT

    async def prepare_for_next_attempt_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> None:
        """Wait; what is another process's by then stays refused."""
        await super().prepare_for_next_attempt_async(state=state, request=request, response=response, error=error)
        state.next_attempt_requested = _HELD.get()()


def open_session() -> aiohttp.ClientSession:
    """Return the session that all requests share."""
    return aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT))


def web_client(
    api_base: str, session: aiohttp.ClientSession, *, token: str | None = None, repeats: bool
) -> AsyncWebClient:
    """Return a client; only one that `repeats` asks again where it is not known what came of a request."""
    handlers = [ShortWaits(max_retry_count=TRIES)]
    if repeats:
        handlers += [AsyncConnectionErrorRetryHandler(), AsyncServerErrorRetryHandler()]  # type: ignore[list-item]  # siblings
    client = AsyncWebClient(
        token=token, base_url=f"{api_base.rstrip('/')}/", session=session, retry_handlers=[*handlers]
    )
    if _is_near(api_base):
        client.proxy = None
    return client


def _is_near(address: str) -> bool:
    """Return whether no proxy of the environment lies on the way."""
    host = urlsplit(address).hostname or ""
    try:
        loopback = ip_address(host).is_loopback
    except ValueError:
        loopback = host == LOCAL
    return loopback or bool(proxy_bypass(host))


class Rest:
    """Asks Slack on behalf of a workspace. Both ways raise PlatformError and its kinds."""

    def __init__(self, api_base: str, session: aiohttp.ClientSession, bots: Bots) -> None:
        """Speak as `bots`."""
        self._posting = web_client(api_base, session, repeats=False)
        self._reading = web_client(api_base, session, repeats=True)
        self._session = session
        self._bots = bots
        self._granted: dict[str, frozenset[str]] = {}

    async def change(self, method: str, server: str, body: Json, held: Held = always) -> Json:
        """Let something be done, once, and only while it is held."""
        token = await self._token(server)
        _HELD.set(held)
        if not held():
            raise PlatformError("It was held up for so long that another process may have sent it.")
        async with translated():
            answer = await self._posting.api_call(method, json={**body, "token": token})
            return self._noted(server, answer.headers, answer.data)

    async def ask(self, method: str, server: str, params: Json) -> Json:
        """Ask for something; asked again where no answer comes."""
        token = await self._token(server)
        async with translated():
            answer = await self._reading.api_call(method, http_verb="GET", params={**params, "token": token})
            return self._noted(server, answer.headers, answer.data)

    async def send(self, address: str, data: bytes) -> int:
        """Send bytes to an address that Slack gave for them, and return the status of its answer."""
        async with translated(), self._session.post(address, data=data, proxy=self._posting.proxy) as answer:
            return answer.status

    def granted(self, server: str) -> frozenset[str]:
        """Return the app's rights in a workspace, as the last answer named them; none where it named none."""
        return self._granted.get(server, frozenset())

    async def me(self, server: str) -> str:
        """Return our user in a workspace; empty where it is not known."""
        async with translated():
            bot = await self._bots.bot(server)
        return bot.user if bot is not None else ""

    async def _token(self, server: str) -> str:
        async with translated():
            bot = await self._bots.bot(server)
        if bot is None:
            raise ChannelRefused(f"Tallywire is not installed in the workspace {server or 'of this channel'}.")
        return bot.token

    def _noted(self, server: str, headers: Any, data: Any) -> Json:
        rights = next((value for name, value in dict(headers).items() if name.lower() == "x-oauth-scopes"), "")
        if rights:
            self._granted[server] = frozenset(right.strip() for right in str(rights).split(","))
        return dict(data)
