"""The address that hubs call: questions whether we asked, and what they push (WebSub, W3C 2018)."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol
from urllib.parse import urlsplit

from aiohttp import web

from bot.push import PATH, Asked
from bot.pushes import Pushed, Receipt

PIECE = 65_536
PATIENCE = 15.0
"""Seconds in which a body has to be here."""
AGAIN = {"Retry-After": "60"}
ANSWERS = {
    Receipt.TAKEN: 202,
    Receipt.UNKNOWN: 410,
    Receipt.BUSY: 503,
    Receipt.FAILED: 500,
}
"""410 ends a subscription that nobody wants any more (section 7)."""
PLAIN = frozenset({"", "identity"})

Verify = Callable[[str, Asked], Awaitable[str | None]]
"""Answers a hub's question at a path with a word, or with None where it was not us who asked."""


class TakesPushes(Protocol):
    """Takes in what hubs push."""

    async def expects(self, path: str) -> bool:
        """Whether a hub may push at this path."""
        ...

    async def receive(self, path: str, push: Pushed) -> Receipt:
        """Take in what was pushed there."""
        ...


def push_routes(verify: Verify, pushes: TakesPushes, *, site: str, most: int) -> Sequence[web.RouteDef]:
    """Return the routes for hubs, which reach us at `site` and may push `most` bytes at a time.

    Where the site's address has a path, what stands before us may leave it there or take it away.
    """

    async def asked(request: web.Request) -> web.Response:
        query = request.query
        question = Asked(
            mode=query.get("hub.mode", ""),
            topic=query.get("hub.topic", ""),
            challenge=query.get("hub.challenge", ""),
            lease=query.get("hub.lease_seconds", ""),
            reason=query.get("hub.reason", ""),
        )
        answer = await verify(request.match_info["path"], question)
        if answer is None:
            raise web.HTTPNotFound
        # The challenge is a stranger's text: nobody's browser is to take it for a page.
        return web.Response(text=answer, content_type="text/plain", headers={"X-Content-Type-Options": "nosniff"})

    async def pushed(request: web.Request) -> web.Response:
        path = request.match_info["path"]
        if not await pushes.expects(path):
            return _answer(Receipt.UNKNOWN)
        if request.headers.get("Content-Encoding", "").strip().lower() not in PLAIN:
            raise web.HTTPUnsupportedMediaType
        push = Pushed(
            body=await _body(request, most),
            content_type=request.headers.get("Content-Type", ""),
            signature=request.headers.get("X-Hub-Signature", ""),
        )
        return _answer(await pushes.receive(path, push))

    places = dict.fromkeys(f"{before}{PATH}{{path}}" for before in ("", urlsplit(site).path))
    return [route for place in places for route in (web.get(place, asked, allow_head=False), web.post(place, pushed))]


async def _body(request: web.Request, most: int) -> bytes:
    """Read a body of at most so many bytes, before long."""
    too_large = web.HTTPRequestEntityTooLarge(max_size=most, actual_size=request.content_length or most + 1)
    if (request.content_length or 0) > most:
        raise too_large
    body = bytearray()
    try:
        async with asyncio.timeout(PATIENCE):
            async for piece in request.content.iter_chunked(PIECE):
                body += piece
                if len(body) > most:
                    raise too_large
    except TimeoutError as error:
        raise web.HTTPRequestTimeout from error
    return bytes(body)


def _answer(receipt: Receipt) -> web.Response:
    return web.Response(status=ANSWERS[receipt], headers=AGAIN if receipt is Receipt.BUSY else None)
