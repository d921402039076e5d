"""robots.txt: asked for once, obeyed for pages, and never a reason to be silent for long."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from aiohttp import web

from adapters.web import Fetcher, Limits, PageFetcher, Robots
from adapters.web import robots as module
from adapters.web.robots import rules_for
from bot.errors import FaultyResource
from tests.doubles.feeds import served
from tests.doubles.listener import listening

CLOSED = "User-agent: *\nDisallow: /"
PATIENT = Limits(total=10, redirects=2)


@dataclass
class Site:
    """A site with a robots.txt, and the paths it was asked for."""

    text: str = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    async def robots(self, request: web.Request) -> web.Response:
        """Give the robots.txt of this moment."""
        self.asked.append(request.path)
        return web.Response(text=self.text, status=self.status, headers=self.headers)

    async def page(self, request: web.Request) -> web.Response:
        """Give a page, or send on to another."""
        self.asked.append(request.path)
        if request.path == "/moved":
            return web.Response(status=302, headers={"Location": "/private/page"})
        return web.Response(text="page")


@asynccontextmanager
async def scene(site: Site) -> AsyncIterator[tuple[str, Fetcher, Robots]]:
    """Serve a site; yield its host, a fetcher that may ask it, and what is known of robots."""
    routes = {"/robots.txt": site.robots, "/page": site.page, "/private/page": site.page, "/moved": site.page}
    async with served(routes) as host:
        fetcher = Fetcher(user_agent="tallywire/test", allow_hosts=[host], limits=PATIENT)
        yield f"http://{host}", fetcher, Robots(fetcher)
        await fetcher.close()


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/page", True),
        (CLOSED, "/page", False),
        ("\ufeffUser-agent: *\nDisallow: /", "/page", False),
        ("user-agent: TallyWire\ndisallow: /private/", "/private/page", False),
        ("user-agent: TallyWire\ndisallow: /private/", "/page", True),
        ("User-agent: tallywire/0.1\nDisallow: /", "/page", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: tallywire\nDisallow: /private/", "/page", True),
        ("User-agent: tallywire\nAllow: /\n\nUser-agent: *\nDisallow: /", "/page", True),
        ("User-agent: other\nDisallow: /", "/page", True),
        ("User-agent: other\nUser-agent: tallywire\nDisallow: /", "/page", False),
        ("User-agent: *\nSitemap: https://x.example/\nUser-agent: other\nDisallow: /", "/page", False),
        ("User-agent: tally\nDisallow: /", "/page", True),
        ("User-agent: *\nDisallow: /*page$", "/page", False),
        ("User-agent: *\nDisallow: /\nAllow: /page", "/page", True),
        ("User-agent: *  # all\n\n# why\nDisallow: /  # nothing", "/page", False),
        ("<html>no such file</html>", "/page", True),
        ("User-agent: *\rDisallow: /", "/page", False),
    ],
)
async def test_a_page_is_read_as_its_site_allows(text: str, path: str, *, allowed: bool) -> None:
    async with scene(Site(text=text)) as (site, _, robots):
        assert await robots.allowed(site + path) is allowed


@pytest.mark.parametrize(
    ("status", "allowed"),
    [(404, True), (403, True), (401, True), (410, True), (429, False), (500, False), (503, False)],
)
async def test_no_robots_txt_opens_a_site_and_a_failing_one_closes_it(status: int, *, allowed: bool) -> None:
    async with scene(Site(text=CLOSED, status=status)) as (site, _, robots):
        assert await robots.allowed(f"{site}/page") is allowed


async def test_redirects_without_end_are_no_robots_txt() -> None:
    async with scene(Site(status=302, headers={"Location": "/robots.txt"})) as (site, _, robots):
        assert await robots.allowed(f"{site}/page")


async def test_a_site_that_cannot_be_reached_is_left_alone() -> None:
    async with scene(Site()) as (_, _, robots):
        assert not await robots.allowed("http://nobody.invalid/page")
        assert not await robots.allowed("mailto:desk@news.example")


async def test_the_rules_of_a_site_are_asked_for_once() -> None:
    site = Site(text=CLOSED)
    async with scene(site) as (url, _, robots):
        answers = await asyncio.gather(*(robots.allowed(f"{url}/{number}") for number in range(20)))
        assert not any(answers)
        assert not await robots.allowed(f"{url}/page")
    assert site.asked == ["/robots.txt"]


async def test_rules_are_asked_for_again_when_they_are_old(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "DAY", 0.0)
    monkeypatch.setattr(module, "HOUR", 0.0)
    site = Site(text=CLOSED)
    async with scene(site) as (url, _, robots):
        assert not await robots.allowed(f"{url}/page")
        site.text = ""
        assert await robots.allowed(f"{url}/page")


async def test_old_rules_hold_while_new_ones_cannot_be_had(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "DAY", 0.0)
    monkeypatch.setattr(module, "HOUR", 0.0)
    site = Site(text="User-agent: *\nDisallow: /private/")
    async with scene(site) as (url, _, robots):
        assert await robots.allowed(f"{url}/page")
        site.status = 503
        assert await robots.allowed(f"{url}/page")
        assert not await robots.allowed(f"{url}/private/page")


async def test_a_failing_site_is_asked_again_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "OUTAGE", 0.0)
    site = Site(status=503)
    async with scene(site) as (url, _, robots):
        assert not await robots.allowed(f"{url}/page")
        site.status = 200
        assert await robots.allowed(f"{url}/page")


async def test_no_more_sites_are_kept_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SITES", 2)
    async with scene(Site()) as (_, _, robots):
        for number in range(5):
            await robots.allowed(f"http://nobody{number}.invalid/")
        assert list(robots._sites) == ["http://nobody3.invalid", "http://nobody4.invalid"]


async def test_a_page_is_not_asked_for_where_robots_may_not() -> None:
    site = Site(text="User-agent: *\nDisallow: /private/")
    async with scene(site) as (url, fetcher, robots):
        pages = PageFetcher(fetcher, robots)
        assert (await pages.fetch(f"{url}/page", etag=None, last_modified=None)).body == b"page"
        with pytest.raises(FaultyResource, match=r"its robots\.txt asks us to stay away"):
            await pages.fetch(f"{url}/private/page", etag=None, last_modified=None)
    assert site.asked == ["/robots.txt", "/page"]


async def test_a_redirect_leads_to_no_page_that_is_closed() -> None:
    site = Site(text="User-agent: *\nDisallow: /private/")
    async with scene(site) as (url, fetcher, robots):
        with pytest.raises(FaultyResource, match=r"its robots\.txt asks us to stay away"):
            await PageFetcher(fetcher, robots).fetch(f"{url}/moved", etag=None, last_modified=None)
    assert site.asked == ["/robots.txt", "/moved"]


async def test_a_feed_is_asked_for_whatever_robots_txt_says() -> None:
    site = Site(text=CLOSED)
    async with scene(site) as (url, fetcher, _):
        assert (await fetcher.fetch(f"{url}/page", etag=None, last_modified=None)).body == b"page"
    assert site.asked == ["/page"]


async def test_robots_txt_is_no_way_to_a_private_address() -> None:
    async with listening() as listener, scene(Site()) as (_, _, robots):
        assert not await robots.allowed(f"http://127.0.0.1:{listener.port}/page")
        assert listener.connections == 0


def test_groups_for_others_cost_nothing() -> None:
    """Thousands of names above thousands of rules would be as many rules for each of the names."""
    names = "".join(f"User-agent: a{number}\n" for number in range(15_000))
    rules = "Disallow: /x\n" * 15_000
    assert (
        rules_for("tallywire", f"{names}{rules}User-agent: *\nDisallow: /y".encode()) == "User-agent: *\nDisallow: /y"
    )


@pytest.mark.parametrize("sign", [" ", "user-agent ", "user-agent:", "*", "#", "\0", "\t:"])
def test_a_robots_txt_of_one_sign_repeated_is_read_at_once(sign: str) -> None:
    """A pattern that looks back would not end within the time of the whole test run."""
    assert rules_for("tallywire", (sign * (500_000 // len(sign))).encode()) == ""
