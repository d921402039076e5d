"""Articles served as feeds come back as they were."""

from datetime import UTC, datetime

import pytest
from aiohttp import ClientSession

from adapters.feedserver import FeedServer, as_rss
from adapters.syndication.feed import read_feed
from adapters.web import Fetcher
from bot.errors import FaultyResource
from bot.model import Article

NOW = datetime(2026, 1, 22, 12, tzinfo=UTC)


def article(name: str, *, outlet: str = "Coast Herald", text: str = "One & two.\n\n5 < 6 “said” they.") -> Article:
    """Make an article with letters that markup needs to escape."""
    published = datetime(2026, 1, 22, 10, tzinfo=UTC)
    url = f"https://news.example/{name}?a=1&b=2"
    return Article(id=name, url=url, outlet=outlet, published=published, title="5 < 6 & more", text=text)


def test_an_article_survives_its_feed() -> None:
    (item,) = read_feed(
        as_rss("Coast Herald", [article("a")]), "application/rss+xml", "http://127.0.0.1/0.xml", NOW
    ).items
    assert (item.id, item.url) == ("a", "https://news.example/a?a=1&b=2")
    assert (item.title, item.text) == ("5 < 6 & more", "One & two.\n5 < 6 “said” they.")
    assert item.published == datetime(2026, 1, 22, 10, tzinfo=UTC)


async def test_each_outlet_has_a_feed_of_what_was_shown_newest_first() -> None:
    async with FeedServer(["Coast Herald", "Hill Post"]) as server:
        fetcher = Fetcher(user_agent="tallywire/test", allow_hosts=[server.host])
        coast, hill = server.feeds(1.0)
        for name in "ab":
            server.show(article(name))
        server.show(article("c", outlet="Hill Post"))
        bodies = [(await fetcher.fetch(feed.url, etag=None, last_modified=None)).body for feed in (coast, hill)]
        await fetcher.close()
    assert [feed.outlet for feed in (coast, hill)] == ["Coast Herald", "Hill Post"]
    assert [[item.id for item in read_feed(body, "", coast.url, NOW).items] for body in bodies] == [["b", "a"], ["c"]]


async def test_what_is_known_is_not_sent_again() -> None:
    async with FeedServer(["Coast Herald"]) as server:
        fetcher = Fetcher(user_agent="tallywire/test", allow_hosts=[server.host])
        (feed,) = server.feeds(1.0)
        first = await fetcher.fetch(feed.url, etag=None, last_modified=None)
        same = await fetcher.fetch(feed.url, etag=first.etag, last_modified=None)
        server.show(article("a"))
        changed = await fetcher.fetch(feed.url, etag=first.etag, last_modified=None)
        await fetcher.close()
    assert (first.changed, same.changed, changed.changed) == (True, False, True)


async def test_nothing_else_is_served() -> None:
    async with FeedServer(["Coast Herald"]) as server, ClientSession() as session:
        for path in ("9.xml", "..%2f..%2fetc%2fpasswd", ""):
            async with session.get(f"http://{server.host}/{path}") as answer:
                assert answer.status == 404


async def test_it_is_reached_from_this_machine_only_when_it_is_named() -> None:
    async with FeedServer(["Coast Herald"]) as server:
        fetcher = Fetcher(user_agent="tallywire/test")
        with pytest.raises(FaultyResource, match="no public address"):
            await fetcher.fetch(server.feeds(1.0)[0].url, etag=None, last_modified=None)
        await fetcher.close()
