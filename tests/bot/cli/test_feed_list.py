"""The list of feeds as operators change it from a channel."""

from pathlib import Path

import pytest

from adapters.feedserver import FeedServer
from bot.cli.feed_list import FeedFile
from bot.errors import FaultyResource, UnknownName
from bot.settings import FeedsSettings, FetchSettings, Settings


async def test_a_feed_is_looked_at_added_tested_and_removed(tmp_path: Path) -> None:
    file = tmp_path / "feeds.toml"
    file.write_text('[[feeds]]\nurl = "https://bay.example/rss"\noutlet = "The Bay"\n')
    async with FeedServer(["Coast Herald"]) as server:
        (feed,) = server.feeds(60)
        feeds = FeedFile(Settings(feeds=FeedsSettings(file=str(file)), fetch=FetchSettings(allow_hosts=(server.host,))))
        assert await feeds.add(feed.url, "The Herald") == "The Herald is on the list of feeds."
        assert feed.url in file.read_text()
        assert (await feeds.test(feed.url)).parsed is not None
        assert await feeds.remove("The Herald") == f"Off the list of feeds: {feed.url}"
        assert feed.url not in file.read_text()
        with pytest.raises(UnknownName, match="There is no feed"):
            await feeds.remove("The Herald")
        with pytest.raises(FaultyResource):
            await feeds.add(f"{feed.url}/nowhere", "")
        assert "nowhere" not in file.read_text()
