"""The web pages by which a workspace lets us in (OAuth v2)."""

import asyncio
import html
from base64 import b64encode
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from aiohttp import web
from slack_sdk.oauth import OAuthStateUtils
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.asked import text_at
from adapters.slack.faults import translated
from adapters.slack.http import placed
from adapters.slack.installs import Installs
from adapters.slack.states import LASTS, States
from adapters.slack.told import LetIn, Refused, Told
from adapters.slack.vault import Tokens
from adapters.slack.workspaces import NAME
from bot.errors import PlatformError
from bot.model import Install
from bot.ports import Clock
from bot.views.joining import AGAIN, DENIED, EXPIRED, REFUSED, installed

INSTALL, REDIRECT = "/slack/install", "/slack/oauth_redirect"
SCOPES = (
    "channels:history",
    "channels:read",
    "chat:write",
    "chat:write.public",
    "commands",
    "files:write",
    "groups:history",
    "groups:read",
    "usergroups:read",
    "users:read",
)
"""No more than posting, looking back before posting again, pictures, and who may change what a channel hears need."""
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
STYLE = "body{font:1.1rem/1.5 system-ui,sans-serif;max-width:36rem;margin:4rem auto;padding:0 1rem}"
AT_ONCE = 4
"""So many are let in at the same time: anybody may knock, and each asks Slack and the disk."""
LONGEST = 2_000
"""Characters of a word that comes back; a state and a code are far shorter."""

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """The app's own, from its Basic Information page."""

    client_id: str
    client_secret: str

    def __repr__(self) -> str:
        return f"Credentials(client_id={self.client_id!r})"


class Joining:
    """Lets workspaces in."""

    def __init__(
        self,
        *,
        client: AsyncWebClient,
        credentials: Credentials,
        states: States,
        installs: Installs,
        clock: Clock,
        site: str | None,
        joined: Callable[[str], Awaitable[int]],
        tell: Callable[[Told], None],
    ) -> None:
        """`site` is our own address, where Slack sends people back; without one it is that of the app's settings."""
        self._client = client
        self._credentials = credentials
        self._states = states
        self._installs = installs
        self._clock = clock
        self._site = site
        self._joined = joined
        self._tell = tell
        self._asking = asyncio.Semaphore(AT_ONCE)
        self._cookie = OAuthStateUtils(expiration_seconds=int(LASTS.total_seconds()))

    def routes(self) -> Sequence[web.RouteDef]:
        """Return the routes of the pages."""
        begin = [web.get(path, self.begin, allow_head=False) for path in placed((INSTALL,), self._site)]
        return begin + [web.get(path, self.finish, allow_head=False) for path in placed((REDIRECT,), self._site)]

    async def begin(self, request: web.Request) -> web.Response:
        """Send whoever wants to install us to Slack, with a state that comes back."""
        state = self._states.give()
        asked = {"client_id": self._credentials.client_id, "scope": ",".join(SCOPES), "user_scope": "", "state": state}
        asked |= self._back()
        if team := request.query.get("team", ""):
            asked["team"] = team[:LONGEST]
        url = f"{authorize_url(self._client.base_url)}?{urlencode(asked)}"
        response = web.Response(status=302, text=page(AGAIN, url), content_type="text/html", headers=HEADERS)
        response.headers["Location"] = url
        response.headers["Set-Cookie"] = self._kept(state)
        return response

    async def finish(self, request: web.Request) -> web.Response:
        """Take back whom Slack sends: the workspace is in where all is in order, else nothing has changed."""
        given = {name: request.query.get(name, "")[:LONGEST] for name in ("state", "code", "error")}
        if given["error"]:
            return self._told(200, DENIED)
        if not self._cookie.is_valid_browser(given["state"] or None, {"cookie": request.headers.get("Cookie", "")}):
            return self._told(400, EXPIRED, "from another browser")
        if self._asking.locked():
            return self._told(503, REFUSED, "while many others do")
        async with self._asking:
            if not (await self._states.take(given["state"]) and given["code"]):
                return self._told(401, EXPIRED, "with a state that is not good any more")
            try:
                name = await self._let_in(given["code"])
            except PlatformError as error:
                return self._told(401, REFUSED, str(error))
        response = self._told(200, installed(name))
        response.headers["Set-Cookie"] = self._cookie.build_set_cookie_for_deletion()
        return response

    async def _let_in(self, code: str) -> str:
        """Change the code for tokens and keep them; return what the workspace is called."""
        told = await granted(self._client, self._credentials, {"code": code, **self._back()})
        install = read_install(told, self._clock)
        await self._installs.let_in(install, read_tokens(told, self._clock))
        channels = await self._joined(install.server)
        self._tell(LetIn(server=install.server or install.organisation, name=install.name, channels=channels))
        return install.name

    def _back(self) -> dict[str, str]:
        return {"redirect_uri": f"{self._site}{REDIRECT}"} if self._site else {}

    def _kept(self, state: str) -> str:
        cookie = f"{self._cookie.build_set_cookie_for_new_state(state)}; SameSite=Lax"
        # A browser keeps no secure cookie of a site without TLS, such as one on the same machine.
        return cookie.replace("; Secure", "") if (self._site or "").startswith("http://") else cookie

    def _told(self, status: int, sentence: str, why: str = "") -> web.Response:
        if why:
            self._tell(Refused(why=f"to install, {why}"))
        again = "" if status == 200 and not why else INSTALL  # noqa: PLR2004 - HTTP's own number
        return web.Response(status=status, text=page(sentence, again), content_type="text/html", headers=HEADERS)


def read_install(told: Json, clock: Clock) -> Install:
    """Read what Slack says of the workspace; raise PlatformError where it is no installation of a bot."""
    everywhere = told.get("is_enterprise_install") is True
    server = "" if everywhere else text_at(told, "team", "id")
    organisation = text_at(told, "enterprise", "id")
    if not (text_at(told, "access_token") and (server or organisation)):
        raise PlatformError("Slack named no workspace and no token.")
    return Install(
        platform=NAME,
        server=server,
        organisation=organisation,
        name=text_at(told, "enterprise", "name") if everywhere else text_at(told, "team", "name"),
        bot=text_at(told, "bot_user_id"),
        app=text_at(told, "app_id"),
        scopes=tuple(filter(None, text_at(told, "scope").split(","))),
        person=text_at(told, "authed_user", "id"),
        installed=clock.now(),
    )


def read_tokens(told: Json, clock: Clock) -> Tokens:
    """Read the tokens in Slack's answer; one that ends comes with how many seconds it lasts."""
    lasts = told.get("expires_in")
    until = clock.now() + timedelta(seconds=lasts) if isinstance(lasts, int) and lasts > 0 else None
    return Tokens(access=text_at(told, "access_token"), refresh=text_at(told, "refresh_token"), until=until)


def renewing(client: AsyncWebClient, credentials: Credentials, clock: Clock) -> Callable[[Tokens], Awaitable[Tokens]]:
    """Return what asks Slack for a new token, where tokens end."""

    async def renew(tokens: Tokens) -> Tokens:
        asked = {"grant_type": "refresh_token", "refresh_token": tokens.refresh}
        return read_tokens(await granted(client, credentials, asked), clock)

    return renew


async def granted(client: AsyncWebClient, credentials: Credentials, asked: dict[str, str]) -> Json:
    """Ask Slack for tokens as the app; raise PlatformError where it gives none."""
    # The SDK's own method for this makes its header with what aiohttp is about to drop.
    whole = b64encode(f"{credentials.client_id}:{credentials.client_secret}".encode()).decode()
    async with translated():
        answer = await client.api_call("oauth.v2.access", data=asked, headers={"Authorization": f"Basic {whole}"})
    return dict(answer.data) if isinstance(answer.data, dict) else {}


def authorize_url(api_base: str) -> str:
    """Return the page at which people let apps in: it lies beside the address of the API."""
    return f"{api_base.rstrip('/').removesuffix('/api')}/oauth/v2/authorize"


def page(sentence: str, again: str = "") -> str:
    """Return a page that says one thing, and where to begin again."""
    link = f'<p><a href="{html.escape(again)}">{html.escape(AGAIN)}</a></p>' if again else ""
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Tallywire</title><style>{STYLE}</style>'
        f"<h1>Tallywire</h1><p>{html.escape(sentence)}</p>{link}</html>"
    )
