"""A web address typed in a chat, as an article: fetched behind the same guards as feeds, and read the same way."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from bot.model import Article
from bot.ports import Clock, Fetcher, PageReader


def page_article(fetcher: Fetcher, reader: PageReader, clock: Clock) -> Callable[[str], Awaitable[Article]]:
    """Return what fetches a page and reads its article; it raises FaultyResource, with the reason."""

    async def article(url: str) -> Article:
        fetched = await fetcher.fetch(url, etag=None, last_modified=None)
        page = await reader.read(fetched.body, content_type=fetched.content_type, url=fetched.url)
        return Article(
            id=fetched.url,
            url=fetched.url,
            outlet=urlsplit(fetched.url).hostname or "",
            published=page.published or clock.now(),
            title=page.title,
            text=page.text,
        )

    return article
