"""Redirects: where they lead, what goes along, and when a feed has moved for good."""

from collections.abc import Sequence

import pytest
from aiohttp import web

from adapters.web import Fetcher, Limits
from adapters.web.redirects import Trail
from bot.errors import FaultyResource
from bot.ports import Fetched
from tests.doubles.feeds import answering, served

START = "https://news.example/feed"


def led(*steps: tuple[int, str], start: str = START) -> Trail:
    """Follow redirects from a feed."""
    trail = Trail(start, longest=200, most=5)
    for status, location in steps:
        trail.lead_on(status, location)
    return trail


@pytest.mark.parametrize(
    ("steps", "moved_to"),
    [
        ([], None),
        ([(301, "/new")], "https://news.example/new"),
        ([(308, "https://other.example/feed#top")], "https://other.example/feed"),
        ([(301, "/new"), (308, "/newer")], "https://news.example/newer"),
        ([(301, "/new"), (302, "/today")], None),
        ([(302, "/today"), (301, "/new")], None),
        ([(307, "/today")], None),
        ([(303, "/today")], None),
        ([(301, "http://news.example/new")], None),
        ([(301, "http://news.example/new"), (301, "https://news.example/new")], None),
    ],
)
def test_a_feed_has_moved_where_every_redirect_is_for_good(
    steps: Sequence[tuple[int, str]], moved_to: str | None
) -> None:
    assert led(*steps).moved_to == moved_to


def test_a_feed_that_becomes_safe_has_moved() -> None:
    assert led((301, START), start="http://news.example/feed").moved_to == START


@pytest.mark.parametrize(
    ("steps", "sentence"),
    [
        ([(302, "")], "without saying where to"),
        ([(302, START)], "in a circle"),
        ([(302, "/a"), (302, "/b"), (302, "/a#x")], "in a circle"),
        ([(302, f"/{number}") for number in range(6)], "more than 5 times"),
        ([(302, "https://user:word@other.example/")], "an address with a password"),
        ([(302, "https://user@other.example/")], "an address with a password"),
        ([(302, "http://other.example:0x50/")], "what is no address"),
        ([(302, "http://[::1")], "what is no address"),
        ([(302, "http://a\\@b.example/")], "what is no address"),
        ([(302, "file:///etc/passwd")], "not an http or https address"),
        ([(302, "gopher://news.example/")], "not an http or https address"),
        ([(302, "data:text/html,x")], "not an http or https address"),
        ([(302, "javascript:alert(1)")], "not an http or https address"),
        ([(302, "/" + "x" * 300)], "longer than 200"),
    ],
)
def test_nobody_leads_us_astray(steps: Sequence[tuple[int, str]], sentence: str) -> None:
    with pytest.raises(FaultyResource, match=sentence):
        led(*steps)


@pytest.mark.parametrize(
    ("location", "user"), [("/new", "desk"), ("https://news.example/new", "desk"), ("https://other.example/", None)]
)
def test_a_password_goes_along_on_its_own_site_only(location: str, user: str | None) -> None:
    here = led((301, location), start="https://desk:word@news.example/feed").here
    assert (here.user, here.password) == (user, user and "word")


class Site:
    """A site whose feed redirects, and what it was asked with."""

    def __init__(self, *, status: int) -> None:
        self._status = status
        self.asked: list[tuple[str, str]] = []

    async def feed(self, request: web.Request) -> web.Response:
        """Redirect."""
        self.asked.append((request.path, request.headers.get("If-None-Match", "")))
        return web.Response(status=self._status, headers={"Location": "/new"})

    async def new(self, request: web.Request) -> web.Response:
        """Give the feed."""
        self.asked.append((request.path, request.headers.get("If-None-Match", "")))
        if request.headers.get("If-None-Match") == '"new"':
            return web.Response(status=304)
        return web.Response(body=b"<rss/>", headers={"ETag": '"new"', "Last-Modified": "now"})


async def fetched(site: Site, *, etag: str | None) -> Fetched:
    """Fetch the feed of a site."""
    async with served({"/feed": site.feed, "/new": site.new}) as host:
        fetcher = Fetcher(user_agent="tallywire/test", allow_hosts=[host])
        try:
            return await fetcher.fetch(f"http://{host}/feed", etag=etag, last_modified=None)
        finally:
            await fetcher.close()


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_what_one_address_gave_is_not_shown_to_another(status: int) -> None:
    """Its answer would be that nothing has changed, and we would miss what is there."""
    site = Site(status=status)
    answer = await fetched(site, etag='"new"')
    assert site.asked == [("/feed", '"new"'), ("/new", "")]
    assert (answer.body, answer.changed, answer.status) == (b"<rss/>", True, 200)


@pytest.mark.parametrize(("status", "etag"), [(301, '"new"'), (308, '"new"'), (302, None), (307, None)])
async def test_what_to_ask_with_next_time_belongs_to_the_address_that_is_asked_then(
    status: int, etag: str | None
) -> None:
    answer = await fetched(Site(status=status), etag=None)
    assert (answer.etag, answer.last_modified) == (etag, etag and "now")
    assert (answer.moved_to is None) is (etag is None)


async def test_nothing_changed_is_no_answer_to_a_question_without_conditions() -> None:
    async with served({"/": answering("", status=304)}) as host:
        fetcher = Fetcher(user_agent="tallywire/test", allow_hosts=[host], limits=Limits(total=10))
        with pytest.raises(FaultyResource, match="status 304"):
            await fetcher.fetch(f"http://{host}/", etag=None, last_modified=None)
        await fetcher.close()
