"""Feeds parsed beside the event loop, within time and memory."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import TypeVar

from adapters.syndication.discovery import feeds_on
from adapters.syndication.feed import read_feed
from bot.errors import FaultyResource
from bot.model import FeedLink, ParsedFeed
from bot.ports import Run
from bot.urls import printable_url

T = TypeVar("T")


class Syndication:
    """Reads feed bodies, and looks for feeds on pages."""

    def __init__(self, run: Run) -> None:
        self._run = run

    async def parse(
        self, body: bytes, *, content_type: str, url: str, now: datetime, known: Collection[str] = ()
    ) -> ParsedFeed:
        """See bot.ports.Syndication."""
        return await self._named(url, read_feed, body, content_type, url, now, tuple(known))

    async def feeds_on(self, page: bytes, *, url: str) -> tuple[FeedLink, ...]:
        """See bot.ports.Syndication."""
        return await self._named(url, feeds_on, page, url)

    async def _named(self, url: str, read: Callable[..., T], *given: object) -> T:
        """Call a reader; a fault becomes a sentence that begins with the address."""
        try:
            return await self._run(read, *given)
        except FaultyResource as error:
            raise FaultyResource(f"{printable_url(url)}: {error}") from error
