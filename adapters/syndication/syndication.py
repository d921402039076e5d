"""Feeds parsed beside the event loop, within time and memory."""

import asyncio
from collections.abc import Callable, Collection
from contextlib import nullcontext
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
        self._costly = asyncio.Semaphore(COSTLY_AT_ONCE)

    async def parse(
        self, body: bytes, *, content_type: str, url: str, now: datetime, known: Collection[str] = ()
    ) -> ParsedFeed:
        """See bot.ports.Syndication."""
        large = len(body) > LARGE
        with self._larder.holding(len(body)) if large else nullcontext():
            async with self._costly if large or url in self._suspects else nullcontext():
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

    async def _named(self, url: str, read: Callable[..., T], *given: object) -> T:
        """Call a reader; a fault becomes a sentence that begins with the address."""
        try:
            return await self._run(read, *given)
        except FaultyResource as error:
            kind = TooCostly if isinstance(error, TooCostly) else FaultyResource
            raise kind(f"{printable_url(url)}: {error}") from error
