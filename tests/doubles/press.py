"""A press on loopback: feeds and pages that a test changes, and everything that reads them, by a clock it turns."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from html import escape
from pathlib import Path

from aiohttp import web

from adapters.files.topics import load_topics
from adapters.page import PageReader
from adapters.storage import MemoryStore
from adapters.syndication import Syndication
from adapters.web import Fetcher, Limits
from adapters.workers import Workers
from bot.intake import Intake, Taken
from bot.model import Alert, Feed, FullText, Kind, Post
from bot.pages import Pages
from bot.ports import Store
from bot.rereading import Rereading
from bot.road import Polled, Road, Told
from bot.starting import follow_everything, know_feeds
from bot.steps import make_steps
from tests.doubles.clock import FakeClock
from tests.doubles.feeds import rss, rss_item
from tests.doubles.newsdesk import STORM
from tests.newsroom import NOW

POLL = timedelta(minutes=6)
"""A little more than the time between two polls."""
CHANNEL = ("console", "desk")


def a_page(*paragraphs: str, advert: str = "Buy one of our chairs", title: str = "Storm in the north") -> str:
    """Print an article as a page, with an advert beside it."""
    text = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    return (
        f"<html><head><title>{title}</title></head><body><div class='advert'>{advert}</div>"
        f"<article><h1>{title}</h1>{text}</article></body></html>"
    )


class Press:
    """What is printed, and what has been read of it."""

    def __init__(self, folder: Path, store: Store | None = None) -> None:
        self.pages: dict[str, str] = {}
        """Pages by name; what has none is answered with 404."""
        self.feeds: dict[str, dict[str, str]] = {}
        """Items by the name of their page, by outlet."""
        self.asked: list[str] = []
        """Names of the pages that were asked for."""
        self.store = store or MemoryStore()
        self.clock = FakeClock(NOW)
        self.told: list[Told | Taken] = []
        self.host = ""
        """`127.0.0.1:port`, once it is served."""
        self._folder = folder

    async def start(self, stack: AsyncExitStack, full_text: FullText, *, baseline: bool) -> None:
        """Put everything together; the feeds that there are become known."""
        (self._folder / "storm.yaml").write_text(STORM)
        self.topics = load_topics(self._folder)
        steps = make_steps(self.topics)
        fetcher = Fetcher(user_agent="tallywire/test", allow_hosts=[self.host], limits=Limits(total=20.0))
        beside, workers = Workers(seconds=30), Workers(seconds=30)
        for part in (fetcher, beside, workers):
            stack.push_async_callback(part.close)
        pages = Pages(fetcher=fetcher, reader=PageReader(workers.run))
        parts = {"store": self.store, "steps": steps, "clock": self.clock, "pages": pages, "chance": lambda: 0.5}
        self.rereading = Rereading(**parts, tell=self.told.append)  # type: ignore[arg-type]  # named as they are taken
        self.road = Road(
            store=self.store,
            fetcher=fetcher,
            syndication=Syndication(beside.run),
            intake=Intake(**parts, page_patience=15.0),  # type: ignore[arg-type]  # named as they are taken
            clock=self.clock,
            chance=lambda: 0.5,
            tell=self.told.append,
            heed=self.rereading.heed,
        )
        feeds = [
            Feed(url=f"http://{self.host}/feeds/{outlet}", outlet=outlet, interval=300, full_text=full_text)
            for outlet in self.feeds
        ]
        await know_feeds(self.store, feeds, self.clock.now(), baseline=baseline)
        await follow_everything(self.store, *CHANNEL, self.topics)

    def print(
        self,
        outlet: str,
        name: str,
        text: str,
        *,
        title: str = "Storm in the north",
        printed: str = "Thu, 22 Jan 2026 11:00:00 GMT",
    ) -> None:
        """Put an item at the head of an outlet's feed, or change it."""
        item = rss_item(title, text, link=f"http://{self.host}/pages/{name}", printed=printed)
        item = item.replace(f"<guid isPermaLink='false'>{title}<", f"<guid isPermaLink='false'>{name}<")
        self.feeds[outlet] = {
            name: item,
            **{known: each for known, each in self.feeds[outlet].items() if known != name},
        }

    async def pass_time(self, time: timedelta = POLL) -> list[Kind]:
        """Let time pass, do all that is due by then, and return the kinds of the alerts that it brought."""
        self.clock.turn(time)
        self.told.clear()
        await self.road.tick()
        await self.road.underway.settle()
        await self.rereading.tick()
        await self.rereading.underway.settle()
        assert not [each for each in self.told if not isinstance(each, Polled | Taken)], self.told
        assert not [taken.crash for taken in self.taken() if taken.crash]
        return [alert.kind for alert in self.alerts()]

    async def wake(self) -> None:
        """Let every feed be polled at once."""
        async with self.store.transaction() as transaction:
            feeds = [state.feed.url for state in await self.store.feed_states()]
            await transaction.wake_feeds(feeds, self.clock.now())

    def taken(self) -> list[Taken]:
        """Return what was taken in since time passed last."""
        polled = [taken for each in self.told if isinstance(each, Polled) for taken in each.taken]
        return polled + [each for each in self.told if isinstance(each, Taken)]

    def alerts(self) -> list[Alert]:
        """Return what was alerted since time passed last, notes included."""
        return [alert for taken in self.taken() for alert in taken.alerts]

    async def posts(self) -> list[Post]:
        """Deliver the posts that wait, and return them."""
        delivered: list[Post] = []
        while leased := await self.store.lease_posts(self.clock.now(), 100, 60.0):
            for queued in leased:
                assert isinstance(queued.post, Post)
                delivered.append(queued.post)
                await self.store.mark_posted(queued, "message", self.clock.now())
        return delivered

    async def answer_feed(self, request: web.Request) -> web.Response:
        """Serve an outlet's feed."""
        items = self.feeds[request.match_info["outlet"]].values()
        return web.Response(body=rss(*items), content_type="application/rss+xml")

    async def answer_page(self, request: web.Request) -> web.Response:
        """Serve a page."""
        name = request.match_info["name"]
        self.asked.append(name)
        if name not in self.pages:
            raise web.HTTPNotFound
        return web.Response(text=self.pages[name], content_type="text/html")


@asynccontextmanager
async def a_press(
    folder: Path,
    *outlets: str,
    full_text: FullText = FullText.ALWAYS,
    baseline: bool = False,
    store: Store | None = None,
) -> AsyncIterator[Press]:
    """Open a press with these outlets."""
    async with AsyncExitStack() as stack:
        press = Press(folder, store)
        press.feeds = {outlet: {} for outlet in outlets}
        app = web.Application()
        app.router.add_get("/feeds/{outlet}", press.answer_feed)
        app.router.add_get("/pages/{name}", press.answer_page)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        press.host = f"127.0.0.1:{runner.addresses[0][1]}"
        await press.start(stack, full_text, baseline=baseline)
        yield press
