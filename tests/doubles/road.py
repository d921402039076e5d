"""A newsroom with made-up feeds, a store in memory and a clock that a test turns."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from adapters.storage import MemoryStore
from bot.intake import Intake
from bot.model import Feed, FeedItem, FeedState, Notice, Outcome, Outgoing, ParsedFeed, Place, Post
from bot.ports import Fetched
from bot.road import Road, Told, Traffic
from bot.starting import follow_everything, know_feeds, release_feeds
from tests.doubles.clock import FakeClock
from tests.doubles.steps import STEPS
from tests.newsroom import NOW, TOPIC

HOUR = timedelta(hours=1)
OPERATORS = (Place(platform="console", channel="operators"),)


def feed(name: str) -> Feed:
    """Make a feed polled every five minutes."""
    return Feed(url=f"https://{name}.example/feed", outlet=name)


def item(name: str, text: str, *, source: str = "agency", minutes: int = 0, url: str = "") -> FeedItem:
    """Make an item: its title is who is quoted, and it was printed some minutes before now."""
    return FeedItem(
        id=name,
        url=url or f"https://news.example/{name}",
        title=source,
        text=text,
        published=NOW - timedelta(minutes=minutes),
    )


@dataclass
class FakeWeb:
    """What feeds hold, by name: items, or the error they meet. Each change is a new body.

    An item that has not changed since the last reading is left out, as the port allows.
    """

    feeds: dict[str, list[FeedItem] | Exception] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    hanging: set[str] = field(default_factory=set)
    tough: set[str] = field(default_factory=set)
    """Feeds whose bodies are not read to their end."""
    moved: dict[str, str] = field(default_factory=dict)
    """Where a permanent redirect leads to from a feed, both by name."""
    max_age: float | None = None
    known: list[Collection[str]] = field(default_factory=list)
    """What each reading was given as known."""

    async def fetch(self, url: str, *, etag: str | None, last_modified: str | None) -> Fetched:
        """See bot.ports.Fetcher."""
        assert last_modified is None
        name = named(url)
        self.asked.append(name)
        if name in self.hanging:
            await asyncio.Event().wait()
        home = self.moved.get(name, name)
        held = self.feeds[home]
        if isinstance(held, Exception):
            raise held
        now = str(hash(tuple(held)))
        return Fetched(
            url=feed(home).url,
            changed=etag != now,
            body=b"" if etag == now else f"{home}\n{now}".encode(),
            content_type="",
            etag=now,
            last_modified=None,
            moved_to=feed(home).url if home != name else None,
            max_age=self.max_age,
            size=100,
        )

    async def parse(
        self, body: bytes, *, content_type: str, url: str, now: datetime, known: Collection[str] = ()
    ) -> ParsedFeed:
        """See bot.ports.Syndication."""
        assert (content_type, url.startswith("https://")) == ("", True)
        assert now.tzinfo is not None
        self.known.append(known)
        name = body.decode().partition("\n")[0]
        if name in self.tough:
            await asyncio.Event().wait()
        held = self.feeds[name]
        assert not isinstance(held, Exception)
        prints = tuple(str(hash(item)) for item in held)
        changed = tuple(item for item, mark in zip(held, prints, strict=True) if mark not in known)
        return ParsedFeed(items=changed, fingerprints=prints)


def named(url: str) -> str:
    """Return the name of the feed at an address."""
    return url.removeprefix("https://").partition(".")[0]


class Scene:
    """A newsroom whose console follows the storm."""

    def __init__(self, store: MemoryStore | None = None) -> None:
        self.store = store or MemoryStore()
        self.web = FakeWeb()
        self.clock = FakeClock(NOW)
        self.told: list[Told] = []
        self._outgoing: list[Outgoing] = []
        self.traffic = Traffic(at_once=8)
        self.road = self.opened()

    def opened(self) -> Road:
        """Build the road anew, as a start of the program does."""
        return Road(
            store=self.store,
            fetcher=self.web,
            syndication=self.web,
            intake=Intake(store=self.store, steps=STEPS, clock=self.clock),
            clock=self.clock,
            chance=lambda: 0.0,
            traffic=self.traffic,
            operators=OPERATORS,
            tell=self.told.append,
        )

    async def start(self, *names: str, baseline: bool = False) -> None:
        """Start the program with these feeds."""
        self.road = self.opened()
        feeds = [feed(name) for name in names]
        await release_feeds(self.store)
        await know_feeds(self.store, feeds, self.clock.now(), baseline=baseline)
        await follow_everything(self.store, "console", "desk", [TOPIC])

    async def start_more(self, *names: str) -> None:
        """Let these feeds be known beside the others."""
        known = [state.feed for state in await self.store.feed_states()]
        await know_feeds(self.store, [*known, *(feed(name) for name in names)], self.clock.now(), baseline=False)

    async def tick(self, *, after: timedelta = timedelta(0)) -> list[Told]:
        """Let time pass, poll what is due by then, and return what was told."""
        self.clock.turn(after)
        self.told.clear()
        await self.road.tick()
        await self.road.underway.settle()
        return self.told

    async def figures(self) -> list[str]:
        """Return the figures of the ledger in order of arrival."""
        return [entry.statement.figure.surface for entry in await self.store.entries(TOPIC.id)]

    async def posts(self) -> list[list[str]]:
        """Return the alerts of the posts since the last look, post by post."""
        posts = [each for each in await self._delivered() if isinstance(each, Post)]
        self._outgoing = [each for each in self._outgoing if not isinstance(each, Post)]
        return [[alert.statement.figure.surface for alert in post.alerts] for post in posts]

    async def notices(self) -> list[str]:
        """Return the titles of the notices since the last look."""
        notices = [each for each in await self._delivered() if isinstance(each, Notice)]
        self._outgoing = [each for each in self._outgoing if not isinstance(each, Notice)]
        assert {notice.place for notice in notices} <= set(OPERATORS)
        return [notice.title for notice in notices]

    async def _delivered(self) -> list[Outgoing]:
        while taken := await self.store.lease_posts(self.clock.now(), 10, 60):
            for queued in taken:
                self._outgoing.append(queued.post)
                await self.store.mark_posted(queued, "m", self.clock.now())
        return self._outgoing

    async def outcomes(self) -> dict[str, Outcome]:
        """Return how the reading of each article ended, by its address's last part."""
        records = await self.store.articles(100)
        return {record.article.url.rpartition("/")[2]: record.outcome for record in records}

    async def state(self, name: str) -> FeedState:
        """Return a feed's state."""
        return {state.feed.outlet: state for state in await self.store.feed_states()}[name]
