"""The way of every request through a double: read, record, fault, platform, fault, answer."""

import asyncio
from collections.abc import Awaitable, Callable

from aiohttp import web

from tests.doubles.wire.calls import Answer, Call, read_call, write
from tests.doubles.wire.clock import RunningClock
from tests.doubles.wire.faults import Deed, Faults, When
from tests.doubles.wire.recorder import Recorder

PAGE = b"<!DOCTYPE html><html><head><title>error</title></head><body>A proxy stands here.</body></html>"
HALF = b'{"id": "12'

Serve = Callable[[Call], Awaitable[Answer]]
Refuse = Callable[[int], Answer]
Read = Callable[[web.Request, str], Awaitable[Call]]


class CutError(Exception):
    """The connection is to be cut without an answer."""


class Pipeline:
    """Hands requests to a platform, and lets faults happen before and after."""

    def __init__(self, *, base: str, serve: Serve, refuse: Refuse, read: Read = read_call) -> None:
        """Take what answers a request, what the platform says for a bare status, and how it reads a request."""
        self.clock = RunningClock()
        self.faults = Faults()
        self.recorder = Recorder()
        self._base = base
        self._serve = serve
        self._refuse = refuse
        self._read = read

    async def receive(self, request: web.Request) -> web.StreamResponse:
        """Answer a request of the server."""
        call = await self._read(request, self._base)
        exchange = self.recorder.open(call, self.clock.seconds())
        deed = self.faults.befalling(call)
        exchange.fault = _named(deed)
        try:
            answer = await self._answer(call, deed)
        except CutError:
            cut(request)
            return web.Response()
        self.recorder.close(exchange, answer, self.clock.seconds())
        return write(answer)

    async def _answer(self, call: Call, deed: Deed | None) -> Answer:
        if deed is None:
            return await self._serve(call)
        if deed.name == "delay":
            await asyncio.sleep(deed.value or 0.0)
            return await self._serve(call)
        if deed.when is When.BEFORE_REPLY:
            await self._serve(call)
        return await befall(deed, self._refuse)


async def befall(deed: Deed, refuse: Refuse) -> Answer:
    """Let a deed happen to a request; raise CutError to cut the connection, never return for `hang`."""
    status = int(deed.value or 0)
    match deed.name:
        case "status":
            answer = refuse(status)
            body = answer.body if deed.answer is None else deed.answer
            return Answer(status, body, {**answer.headers, **deed.headers})
        case "html":
            return Answer(status, PAGE, deed.headers, "text/html")
        case "garbage":
            return Answer(200, HALF)
        case "hang":
            await asyncio.Event().wait()
    raise CutError(deed.name)


def cut(request: web.Request) -> None:
    """Cut the connection below HTTP."""
    if request.transport is not None:
        request.transport.abort()


def _named(deed: Deed | None) -> str:
    return "" if deed is None else f"{deed.name} {deed.when.value}"
