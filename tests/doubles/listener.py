"""A listener on loopback that counts who comes, and a resolver that answers as a test says."""

import asyncio
import socket
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass

from aiohttp.abc import AbstractResolver, ResolveResult

SECRET = b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\nsecret"


@dataclass
class Listener:
    """Answers whoever connects, on 127.0.0.1 and on ::1 where there is one."""

    port: int = 0
    connections: int = 0

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Count a connection, and answer when it asks."""
        self.connections += 1
        await reader.read(1_000)
        writer.write(SECRET)
        await writer.drain()
        writer.close()


@asynccontextmanager
async def listening() -> AsyncIterator[Listener]:
    """Listen on the loopback addresses, on one port."""
    listener = Listener()
    async with AsyncExitStack() as stack:
        four = await stack.enter_async_context(await asyncio.start_server(listener.answer, "127.0.0.1", 0))
        listener.port = four.sockets[0].getsockname()[1]
        with suppress(OSError):  # not every machine has IPv6
            await stack.enter_async_context(await asyncio.start_server(listener.answer, "::1", listener.port))
        yield listener


class FakeResolver(AbstractResolver):
    """Resolves names as told: each time the next of a name's answers, the last one for ever."""

    def __init__(self, answers: Mapping[str, Sequence[Sequence[str]]]) -> None:
        self._left = {name: list(given) for name, given in answers.items()}
        self.hanging: set[str] = set()

    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: socket.AddressFamily = socket.AF_UNSPEC,  # noqa: ARG002 - the port's signature
    ) -> list[ResolveResult]:
        """Return the addresses of this time."""
        if host in self.hanging:
            await asyncio.Event().wait()
        left = self._left.get(host.rstrip("."))
        if not left:
            raise OSError(f"{host} has no address")
        addresses = left.pop(0) if len(left) > 1 else left[0]
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=socket.IPPROTO_TCP,
                flags=socket.AI_NUMERICHOST,
            )
            for address in addresses
        ]

    async def close(self) -> None:
        """Nothing is held."""
