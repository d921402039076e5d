"""Room for large bodies: while those that are held are too many, whoever fetches another one waits."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

LARGE = 256_000
"""Bytes from which on a body counts, and may take seconds to read; most feeds print less."""
MOST = 40_000_000


class Larder:
    """Counts the bytes of large bodies that are being fetched, wait to be read or are being read."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._held = 0
        self._first = asyncio.Lock()
        """Held by who waits for room; the others wait behind."""
        self._less = asyncio.Event()

    @contextmanager
    def holding(self, size: int) -> Iterator[None]:
        """Count what is there already; nobody waits."""
        self._held += size
        try:
            yield
        finally:
            self._held -= size
            self._less.set()

    @asynccontextmanager
    async def room(self, size: int) -> AsyncIterator[None]:
        """Wait, in order of arrival, until so many bytes more are not too many, and count them.

        What is held alone is never too much.
        """
        async with self._first:
            while self._held and self._held + size > self._most:
                self._less.clear()
                await self._less.wait()
            self._held += size
        try:
            yield
        finally:
            self._held -= size
            self._less.set()
