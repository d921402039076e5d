"""Slack's signed requests over HTTP."""

import asyncio
import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from aiohttp import web
from slack_bolt.response import BoltResponse

from adapters.slack.dispatching import Gate
from adapters.slack.signature import is_signed
from adapters.slack.told import Refused, Told
from bot.ports import Clock

PATHS = tuple(f"/slack/{name}" for name in ("events", "commands", "interactions", "options"))
"""One address will do for all that Slack sends; whoever sets the app up may give it several."""
MOST = 1_000_000
"""Bytes of a body."""
PATIENCE = 10.0
"""Seconds in which a body has to be here."""
SMALL = 500
UNSIGNED = "that Slack did not sign, or not lately"
_CHARSET = re.compile(r";\s*charset=[\w-]+", re.IGNORECASE)

Body = Mapping[str, Any]


def event_routes(
    gate: Gate, *, secret: str, site: str | None, clock: Clock, tell: Callable[[Told], None]
) -> Sequence[web.RouteDef]:
    """Return the routes at which Slack reaches us; what it did not sign with the secret is answered with 401.

    Where the site's address has a path, what stands before us may leave it there or take it away.
    """

    async def take(request: web.Request) -> web.Response:
        body = await _read(request)
        if body.startswith(b"ssl_check=1") and len(body) < SMALL:
            return web.Response()  # Slack looks at the certificate, and signs nothing
        if not is_signed(secret, request.headers, body, clock.now()):
            tell(Refused(why=UNSIGNED))
            raise web.HTTPUnauthorized
        payload = parsed(body, request.content_type)
        if payload is None:
            raise web.HTTPBadRequest
        return _answer(await gate.take(payload))

    return [web.post(path, take) for path in placed(PATHS, site)]


def placed(paths: Sequence[str], site: str | None) -> list[str]:
    """Return paths with and without the path of our own address before them."""
    before = urlsplit(site or "").path.rstrip("/")
    return list(dict.fromkeys(f"{start}{path}" for start in ("", before) for path in paths))


def parsed(body: bytes, content_type: str) -> dict[str, Any] | None:
    """Return what Slack tells: JSON, a form with JSON in it, or a form; None for anything else."""
    try:
        text = body.decode()
        told = json.loads(text) if content_type == "application/json" or text.startswith("{") else _form(text)
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) else None


def _form(text: str) -> Any:
    fields = dict(parse_qsl(text, keep_blank_values=True, max_num_fields=100))
    return json.loads(fields["payload"]) if set(fields) == {"payload"} else fields


async def _read(request: web.Request) -> bytes:
    """Read a body of at most so many bytes, before long."""
    too_large = web.HTTPRequestEntityTooLarge(max_size=MOST, actual_size=request.content_length or MOST + 1)
    if (request.content_length or 0) > MOST:
        raise too_large
    body = bytearray()
    try:
        async with asyncio.timeout(PATIENCE):
            async for piece in request.content.iter_any():
                body += piece
                if len(body) > MOST:
                    raise too_large
    except TimeoutError as error:
        raise web.HTTPRequestTimeout from error
    return bytes(body)


def _answer(response: BoltResponse) -> web.Response:
    kind = _CHARSET.sub("", response.headers.get("content-type", ["text/plain"])[0])
    headers = {name: values[0] for name, values in response.headers.items() if name.startswith("x-slack-")}
    headers["X-Content-Type-Options"] = "nosniff"
    return web.Response(status=response.status, text=response.body, content_type=kind, headers=headers)
