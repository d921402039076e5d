"""Feeds parsed beside the event loop, within time and memory."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from typing import TypeVar

from adapters.syndication.discovery import feeds_on
from adapters.syndication.feed import read_feed
from bot.errors import FaultyResource, TooCostly
from bot.larder import LARGE, Larder
from bot.model import FeedLink, ParsedFeed
from bot.ports import Run
from bot.urls import printable_url

T = TypeVar("T")

COSTLY_AT_ONCE = 1
"""Of the bodies that may take long, so many are read at a time: the other processes are there for everybody else."""


class Syndication:
    """Reads feed bodies, and looks for feeds on pages."""

    def __init__(self, run: Run, larder: Larder | None = None) -> None:
        """Large bodies take room of the larder while they wait and are read."""
        self._run = run
        self._larder = larder or Larder()
        self._suspects: set[str] = set()
        """Addresses whose last body had to be stopped."""
        self._suspected = asyncio.Semaphore(COSTLY_AT_ONCE)
        self._costly = asyncio.Semaphore(COSTLY_AT_ONCE)

    async def parse(
        self, body: bytes, *, content_type: str, url: str, now: datetime, known: Collection[str] = ()
    ) -> ParsedFeed:
        """See bot.ports.Syndication."""
        async with self._lane(len(body), url):
            try:
                parsed = await self._named(url, read_feed, body, content_type, url, now, tuple(known))
            except TooCostly:
                self._suspects.add(url)
                raise
        self._suspects.discard(url)
        return parsed

    async def feeds_on(self, page: bytes, *, url: str) -> tuple[FeedLink, ...]:
        """Return the feeds that a web page leads to: those it declares, then addresses where feeds often are.

        Raise FaultyResource where the page cannot be read.
        """
        return await self._named(url, feeds_on, page, url)

    @asynccontextmanager
    async def _lane(self, size: int, url: str) -> AsyncIterator[None]:
        """Wait where a body may take long; of those that wait, one suspect at most is before what is merely large."""
        large, suspect = size > LARGE, url in self._suspects
        async with AsyncExitStack() as stack:
            if large:
                stack.enter_context(self._larder.holding(size))
            if suspect:
                await stack.enter_async_context(self._suspected)
            if large or suspect:
                await stack.enter_async_context(self._costly)
            yield

    async def _named(self, url: str, read: Callable[..., T], *given: object) -> T:
        """Call a reader; a fault becomes a sentence that begins with the address."""
        try:
            return await self._run(read, *given)
        except FaultyResource as error:
            kind = TooCostly if isinstance(error, TooCostly) else FaultyResource
            raise kind(f"{printable_url(url)}: {error}") from error
