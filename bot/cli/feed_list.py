"""The feeds file as operators change it from a channel."""

from pathlib import Path

from adapters.files.feed_edits import add_feeds, remove_feeds
from adapters.files.feeds import load_feeds
from bot.cli.feed_check import check_feed
from bot.commands.feeds import find_feeds
from bot.errors import FaultyResource, UnknownName
from bot.model import Feed, FeedCheck
from bot.settings import Settings


class FeedFile:
    """See bot.commands.FeedList."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._file = Path(settings.feeds.file)

    async def add(self, url: str, outlet: str) -> str:
        """See bot.commands.FeedList."""
        parsed = (await self.test(url)).parsed
        if parsed is None:
            raise FaultyResource(f"{url} is a web page and no feed: feeds test shows where it leads to.")
        name = outlet or parsed.title
        if not name:
            raise UnknownName("The feed does not say who prints it: put the outlet behind the address.")
        add_feeds(self._file, [Feed(url=url, outlet=name)])
        return f"{name} is on the list of feeds."

    async def remove(self, name: str) -> str:
        """See bot.commands.FeedList."""
        feeds = find_feeds([name], load_feeds(self._file))
        remove_feeds(self._file, [feed.url for feed in feeds])
        return f"Off the list of feeds: {', '.join(feed.url for feed in feeds)}"

    async def test(self, url: str) -> FeedCheck:
        """See bot.commands.FeedList."""
        return await check_feed(self._settings, url)
