"""A look at an article's page: fetched and read, or the reason why not."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from bot.edits import on_page
from bot.errors import FaultyResource, UnreadablePage
from bot.model import Article
from bot.pace import host_pause
from bot.ports import Fetcher, Page, PageReader
from bot.urls import host_of

TOO_MANY = 429
"""The HTTP status of a site that is asked too often: none of its pages is looked at for a while."""
OF_OUR_OWN = "its page is on a host that only the settings may name"
RESTING = "its site has asked to be left alone for a while"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a look at a page brought."""

    article: Article | None = None
    """The article as its page prints it; None where it could not be read, or is as it was."""
    byline: str = ""
    modified: datetime | None = None
    etag: str | None = None
    last_modified: str | None = None
    fault: str = ""
    """Why the page could not be read."""
    walled: bool = False
    """Whether the page was there and showed no article."""
    pause: float | None = None
    """Seconds for which the publisher asks to be left alone."""


class Pages:
    """Looks at the pages of articles."""

    def __init__(self, *, fetcher: Fetcher, reader: PageReader, own_hosts: Collection[str] = ()) -> None:
        """Take what fetches and reads; a feed elsewhere leads us to no page of `own_hosts` (`host:port`)."""
        self._fetcher = fetcher
        self._reader = reader
        self._own = frozenset(host.lower() for host in own_hosts)
        self._resting: dict[str, float] = {}
        """Sites that ask to be left alone, and until when, by the loop's clock."""

    async def look(
        self, article: Article, feed: str | None, *, etag: str | None = None, last_modified: str | None = None
    ) -> Look:
        """Read an article, which a feed has brought, on its page.

        What is as it was when these were given comes back without an article.
        """
        host = host_of(article.url)
        if host in self._own and host_of(feed or "") not in self._own:
            return Look(fault=OF_OUR_OWN)
        rest = self._resting.get(host, 0.0) - _now()
        if rest > 0:
            return Look(fault=RESTING, pause=rest)
        try:
            fetched = await self._fetcher.fetch(article.url, etag=etag, last_modified=last_modified)
            if not fetched.changed:
                return Look(etag=fetched.etag or etag, last_modified=fetched.last_modified or last_modified)
            page = await self._reader.read(fetched.body, content_type=fetched.content_type, url=fetched.url)
        except FaultyResource as error:
            if error.status == TOO_MANY:
                self._let_rest(host, error.retry_after)
            return Look(fault=str(error), walled=isinstance(error, UnreadablePage), pause=error.retry_after)
        return _read(article, page, fetched.etag, fetched.last_modified)

    def _let_rest(self, host: str, asked: float | None) -> None:
        now = _now()
        self._resting = {known: until for known, until in self._resting.items() if until > now}
        self._resting[host] = now + host_pause(asked).total_seconds()


def _read(article: Article, page: Page, etag: str | None, last_modified: str | None) -> Look:
    return Look(
        article=on_page(article, page),
        byline=page.byline,
        modified=page.modified,
        etag=etag,
        last_modified=last_modified,
    )


def _now() -> float:
    return asyncio.get_running_loop().time()
