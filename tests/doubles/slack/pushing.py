"""Signed requests from Slack to the app."""

import hashlib
import hmac
import json
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

import aiohttp

from tests.doubles.slack.world import App
from tests.doubles.wire.calls import Json
from tests.doubles.wire.clock import RunningClock

AGENT = "Slackbot 1.0 (+https://api.slack.com/robots)"
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Tamper:
    """What a forger, or a clock that is wrong, does to a request. `signature` replaces it; empty sends none."""

    secret: str | None = None
    signature: str | None = None
    age: float = 0.0
    """Seconds that the request is old; below 0 for one from the future."""


@dataclass(frozen=True, slots=True)
class Push:
    """A request as it goes out, byte for byte."""

    url: str
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the app answered. `failed` is the reason that Slack gives when it tries again."""

    status: int = 0
    answer: Any = None
    failed: str = ""
    headers: dict[str, str] = field(default_factory=dict)


class Pushing:
    """Sends to the addresses that the app is set up with."""

    def __init__(self, app: App, clock: RunningClock) -> None:
        self.addresses: dict[str, str] = {}
        """By the kind of what is told."""
        self.verified = False
        self._app = app
        self._clock = clock

    def signed(self, kind: str, payload: Json, retry: int, reason: str, tamper: Tamper | None) -> Push:
        """Write a request and sign it."""
        headers = {"User-Agent": AGENT, "Accept": "*/*"}
        if kind == "events_api":
            body, headers["Content-Type"] = json.dumps(payload).encode(), "application/json"
        elif kind == "slash_commands":
            body, headers["Content-Type"] = urlencode(payload).encode(), FORM
        else:
            body, headers["Content-Type"] = urlencode({"payload": json.dumps(payload)}).encode(), FORM
        if retry:
            headers |= {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": reason}
        return Push(self.addresses[kind], headers | self._signature(body, tamper or Tamper()), body)

    def _signature(self, body: bytes, tamper: Tamper) -> dict[str, str]:
        at = str(int(self._clock.seconds() - tamper.age))
        secret = self._app.signing_secret if tamper.secret is None else tamper.secret
        digest = hmac.new(secret.encode(), f"v0:{at}:".encode() + body, hashlib.sha256).hexdigest()
        signature = f"v0={digest}" if tamper.signature is None else tamper.signature
        headers = {"X-Slack-Request-Timestamp": at, "X-Slack-Signature": signature}
        return headers if signature else {"X-Slack-Request-Timestamp": at}

    async def send(self, push: Push, within: float) -> Outcome:
        """Send a request, and read the answer; Slack waits so many seconds and follows no redirect."""
        timeout = aiohttp.ClientTimeout(total=within)
        try:
            async with (
                aiohttp.ClientSession(timeout=timeout) as session,
                session.post(push.url, data=push.body, headers=push.headers, allow_redirects=False) as response,
            ):
                outcome = Outcome(response.status, _read(await response.text()), headers=dict(response.headers))
        except TimeoutError:
            return Outcome(failed="http_timeout")
        except (aiohttp.ClientError, OSError):
            return Outcome(failed="connection_failed")
        if outcome.status == 200:
            return outcome
        if outcome.headers.get("X-Slack-No-Retry") == "1":
            return replace(outcome, failed="no_retry")
        return replace(outcome, failed="http_error")

    async def verify(self, within: float) -> Outcome:
        """Ask the address for events to give a word back, as Slack does before it sends anything there."""
        word = hashlib.sha256(self._app.signing_secret.encode()).hexdigest()
        payload = {"token": self._app.verification_token, "challenge": word, "type": "url_verification"}
        outcome = await self.send(self.signed("events_api", payload, 0, "", None), within)
        given = outcome.answer.get("challenge") if isinstance(outcome.answer, dict) else outcome.answer
        self.verified = outcome.status == 200 and given == word
        return outcome


def _read(text: str) -> Any:
    try:
        return json.loads(text) if text else None
    except ValueError:
        return text
