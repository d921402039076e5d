"""A WebSub hub on loopback, as the W3C's text of 2018 has it: takes subscriptions, verifies them and pushes."""

import asyncio
import hmac
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import aiohttp
from aiohttp import web

CHALLENGE = "guess-me-if-you-can"


@dataclass
class Held:
    """A subscription that was verified."""

    callback: str
    secret: str


@dataclass
class Hub:
    """Verifies whoever asks, in its own time; `status` other than 202 sends them away."""

    status: int = 202
    lease: int = 3_600
    """Seconds that it grants, whatever was asked for."""
    verifies: bool = True
    url: str = ""
    desk: str = ""
    """The `host:port` at which it reaches callback addresses, whatever host they name."""
    forms: list[Mapping[str, str]] = field(default_factory=list)
    held: dict[str, Held] = field(default_factory=dict)
    """Subscriptions by topic."""
    _verifying: set[asyncio.Task[None]] = field(default_factory=set)

    def asked(self, mode: str) -> int:
        """Count the forms of one mode."""
        return sum(form["hub.mode"] == mode for form in self.forms)

    async def take(self, request: web.Request) -> web.Response:
        """Take a form, and verify it beside."""
        form = {name: str(value) for name, value in (await request.post()).items()}
        self.forms.append(form)
        if self.status == 202 and self.verifies:
            task = asyncio.create_task(self._verify(form))
            self._verifying.add(task)
            task.add_done_callback(self._verifying.discard)
        return web.Response(status=self.status)

    async def _verify(self, form: Mapping[str, str]) -> None:
        mode, topic = form["hub.mode"], form["hub.topic"]
        asked = {"hub.mode": mode, "hub.topic": topic, "hub.challenge": CHALLENGE}
        if mode == "subscribe":
            asked["hub.lease_seconds"] = str(self.lease)
        status, said = await self.question(form["hub.callback"], asked)
        if (status, said) != (200, CHALLENGE):
            return
        if mode == "subscribe":
            self.held[topic] = Held(form["hub.callback"], form.get("hub.secret", ""))
        else:
            self.held.pop(topic, None)

    async def question(self, callback: str, asked: Mapping[str, str]) -> tuple[int, str]:
        """Ask something at a callback address; return the status and the text."""
        async with (
            aiohttp.ClientSession() as session,
            session.get(self._reached(callback), params=asked) as answer,
        ):
            return answer.status, await answer.text()

    async def push(
        self, topic: str, body: bytes, *, method: str = "sha256", signature: str | None = None, **headers: str
    ) -> int:
        """Push a body to who holds a subscription, signed unless told how else; return the status."""
        held = self.held[topic]
        if signature is None:
            signature = f"{method}={hmac.new(held.secret.encode(), body, method).hexdigest()}"
        signed = {"X-Hub-Signature": signature} if signature else {}
        sent = {"Content-Type": "application/rss+xml", **signed, **headers}
        async with (
            aiohttp.ClientSession() as session,
            session.post(self._reached(held.callback), data=body, headers=sent) as answer,
        ):
            return answer.status

    def _reached(self, callback: str) -> str:
        return f"http://{self.desk}{urlsplit(callback).path}"


@asynccontextmanager
async def a_hub() -> AsyncIterator[Hub]:
    """Open a hub."""
    hub = Hub()
    app = web.Application()
    app.router.add_post("/hub", hub.take)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hub.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hub"
    try:
        yield hub
    finally:
        await asyncio.gather(*hub._verifying, return_exceptions=True)
        await runner.cleanup()
