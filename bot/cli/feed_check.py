"""Looks at an address as a poll would, and stores nothing."""

from contextlib import AsyncExitStack
from dataclasses import replace

from adapters.clock import Clock
from adapters.syndication import Syndication
from bot.cli.fetching import make_fetcher
from bot.cli.readers import feed_workers
from bot.errors import FaultyResource
from bot.model import FeedCheck
from bot.settings import Settings


async def check_feed(settings: Settings, url: str) -> FeedCheck:
    """Return the feed at an address, or the feeds that a page leads to; raise FaultyResource where there is neither."""
    async with AsyncExitStack() as stack:
        fetcher, workers = make_fetcher(settings.fetch), feed_workers(1)
        stack.push_async_callback(fetcher.close)
        stack.push_async_callback(workers.close)
        syndication = Syndication(workers.run)
        fetched = await fetcher.fetch(url, etag=None, last_modified=None)
        found = FeedCheck(url=url, found_at=fetched.url, moved=fetched.moved_to is not None)
        try:
            parsed = await syndication.parse(
                fetched.body, content_type=fetched.content_type, url=fetched.url, now=Clock().now()
            )
        except FaultyResource:
            links = await syndication.feeds_on(fetched.body, url=fetched.url)
            if not any(link.declared for link in links) and "html" not in fetched.content_type.lower():
                raise
            return replace(found, links=links)
        hubs = dict.fromkeys((*parsed.hubs, *(hub for hub in [fetched.links.get("hub")] if hub)))
        return replace(found, parsed=replace(parsed, hubs=tuple(hubs)))
