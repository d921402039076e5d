"""How long each phase of a fetch may take: finding the host, connecting, waiting for headers, receiving."""

import asyncio
from types import SimpleNamespace, TracebackType
from typing import Any, Self

import aiohttp

from bot.errors import FaultyResource

SILENT = {
    "": "no answer in time",
    "name": "no answer in time: the address of its host was not found",
    "connection": "no answer in time: it did not let us connect",
    "headers": "no answer in time: it took the question and said nothing",
}
"""What is said of a fetch that ran out of time, by phase."""


class Patience:
    """Ends one question, up to its headers, that stays in one phase too long."""

    def __init__(self, *, name: float, connection: float, headers: float) -> None:
        self._seconds = {"name": name, "connection": connection, "headers": headers}
        self._phase = ""
        self._timeout = asyncio.timeout(None)
        self._over = False

    async def __aenter__(self) -> Self:
        await self._timeout.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over = True
        try:
            await self._timeout.__aexit__(kind, error, trace)
        except TimeoutError as late:
            raise FaultyResource(SILENT[self._phase]) from late

    def begin(self, phase: str) -> None:
        """Give the next phase its time."""
        if self._over or self._timeout.expired():
            return  # a name may still be looked for on behalf of others when this question has ended
        self._phase = phase
        self._timeout.reschedule(asyncio.get_running_loop().time() + self._seconds[phase])


class Progress:
    """Ends a body that comes too slowly to be meant well."""

    def __init__(self, *, slowest: float, grace: float) -> None:
        """Want `slowest` bytes a second on the average, once `grace` seconds have passed."""
        self._slowest = slowest
        self._loop = asyncio.get_running_loop()
        self._begins = self._loop.time() + grace
        self._received = 0

    def count(self, received: int) -> None:
        """Count so many bytes more; raise FaultyResource (the rest of a sentence) when they are too few."""
        self._received += received
        if self._received < (self._loop.time() - self._begins) * self._slowest:
            raise FaultyResource("sends its body too slowly")


def watching() -> aiohttp.TraceConfig:
    """Return what makes a client tell the Patience, given as `trace_request_ctx`, which phase begins."""
    trace = aiohttp.TraceConfig()
    trace.on_connection_create_start.append(_beginning("connection"))
    trace.on_dns_resolvehost_start.append(_beginning("name"))
    trace.on_dns_resolvehost_end.append(_beginning("connection"))
    trace.on_request_headers_sent.append(_beginning("headers"))
    return trace


def _beginning(phase: str) -> Any:
    async def begin(_: aiohttp.ClientSession, context: SimpleNamespace, __: Any) -> None:
        context.trace_request_ctx.begin(phase)

    return begin
