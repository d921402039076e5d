"""The addresses that machines look at: whether the process lives, whether it is ready, and what it counts."""

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence

from aiohttp import web

Ready = Callable[[], Awaitable[Mapping[str, str]]]
"""Returns what is checked and what is wrong with it; the empty word is nothing."""
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP")
"""What a proxy adds to what it passes on from the web."""


def health_routes(ready: Ready, page: Callable[[], bytes], content_type: str) -> Sequence[web.RouteDef]:
    """Return the routes. They answer whoever reaches this port directly, and nobody whom a proxy lets through."""

    async def healthz(request: web.Request) -> web.Response:
        _direct(request)
        return web.Response(text="alive\n")

    async def readyz(request: web.Request) -> web.Response:
        _direct(request)
        checked = await ready()
        told = {"ready": not any(checked.values()), "checks": {name: fault or "ok" for name, fault in checked.items()}}
        return web.json_response(told, status=200 if told["ready"] else 503, dumps=json.dumps)

    async def metrics(request: web.Request) -> web.Response:
        _direct(request)
        return web.Response(body=page(), headers={"Content-Type": content_type})

    return [web.get("/healthz", healthz), web.get("/readyz", readyz), web.get("/metrics", metrics)]


def _direct(request: web.Request) -> None:
    """Hide what is for the inside from the outside: hubs and Slack reach this port through a proxy."""
    if any(header in request.headers for header in FORWARDED):
        raise web.HTTPNotFound
