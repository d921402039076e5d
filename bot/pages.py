"""A look at an article's page: fetched and read, or the reason why not."""

from dataclasses import dataclass
from datetime import datetime

from bot.edits import on_page
from bot.errors import FaultyResource, UnreadablePage
from bot.model import Article
from bot.ports import Fetcher, Page, PageReader


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

    def __init__(self, *, fetcher: Fetcher, reader: PageReader) -> None:
        self._fetcher = fetcher
        self._reader = reader

    async def look(self, article: Article, *, etag: str | None = None, last_modified: str | None = None) -> Look:
        """Read an article on its page; what is as it was when these were given comes back without an article."""
        try:
            fetched = await self._fetcher.fetch(article.url, etag=etag, last_modified=last_modified)
            if not fetched.changed:
                return Look(etag=fetched.etag or etag, last_modified=fetched.last_modified or last_modified)
            page = await self._reader.read(fetched.body, content_type=fetched.content_type, url=fetched.url)
        except FaultyResource as error:
            return Look(fault=str(error), walled=isinstance(error, UnreadablePage), pause=error.retry_after)
        return _read(article, page, fetched.etag, fetched.last_modified)


def _read(article: Article, page: Page, etag: str | None, last_modified: str | None) -> Look:
    return Look(
        article=on_page(article, page),
        byline=page.byline,
        modified=page.modified,
        etag=etag,
        last_modified=last_modified,
    )
