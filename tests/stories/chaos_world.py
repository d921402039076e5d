"""What the chaos test is about: feeds that print bit by bit, platforms that take alerts, and what a quiet run makes."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from adapters.clock import Clock
from adapters.files.topics import load_topics
from adapters.storage import MemoryStore, open_store
from bot.intake import Intake
from bot.model import Article, Feed, Follow, Place, Statement, Topic
from bot.ports import Store
from bot.steps import make_steps
from bot.urls import article_id, canonical_url
from tests.doubles.discord.steering import DiscordSteering
from tests.doubles.feeds import Changing
from tests.doubles.slack.steering import SlackSteering
from tests.doubles.storms import CLAIMS, Report, printed, reports, write_topics

PRINTED = datetime(2026, 1, 22, 10, tzinfo=UTC)
"""When all reports were printed, by their feeds."""


class Wall(Protocol):
    """Where alerts appear: the double of a platform."""

    name: str

    def settings(self) -> str:
        """Return what the settings say of it."""
        ...

    def environ(self) -> Mapping[str, str]:
        """Return its secrets."""
        ...

    async def places(self) -> list[Place]:
        """Return its channels."""
        ...

    async def keys(self, channel: str) -> list[str]:
        """Return the keys of the posts that stand in a channel."""
        ...

    async def sent(self) -> int:
        """Return how many posts were sent, those that the platform knew included."""
        ...


@dataclass(frozen=True, slots=True)
class DiscordWall:
    """See Wall. Discord folds what is sent again under a nonce within minutes."""

    steering: DiscordSteering
    name: str = "discord"

    def settings(self) -> str:
        """See Wall."""
        told = self.steering.addresses
        return f'[discord]\napi_base = "{told["api"]}"\ngateway_url = "{told["gateway"]}"\n'

    def environ(self) -> Mapping[str, str]:
        """See Wall."""
        return {"TALLYWIRE_DISCORD_TOKEN": str(self.steering.addresses["token"])}

    async def places(self) -> list[Place]:
        """See Wall."""
        (guild,) = (await self.steering.state())["guilds"]
        return [Place(platform=self.name, server=guild["id"], channel=each["id"]) for each in guild["channels"]]

    async def keys(self, channel: str) -> list[str]:
        """See Wall."""
        return [each["nonce"] for each in await self.steering.messages(channel) if each.get("nonce")]

    async def sent(self) -> int:
        """See Wall."""
        return len(await self.steering.traffic(method="POST", path="/channels/*/messages"))


@dataclass(frozen=True, slots=True)
class SlackWall:
    """See Wall. Slack folds nothing: what is sent twice stands there twice."""

    steering: SlackSteering
    name: str = "slack"

    def settings(self) -> str:
        """See Wall."""
        return f'[slack]\napi_base = "{self.steering.addresses["api"]}"\n'

    def environ(self) -> Mapping[str, str]:
        """See Wall."""
        told = self.steering.addresses
        return {
            "TALLYWIRE_SLACK_BOT_TOKEN": str(told["bot_token"]),
            "TALLYWIRE_SLACK_APP_TOKEN": str(told["app_token"]),
        }

    async def places(self) -> list[Place]:
        """See Wall."""
        (workspace,) = (await self.steering.state())["workspaces"]
        return [Place(platform=self.name, server=workspace["id"], channel=each["id"]) for each in workspace["channels"]]

    async def keys(self, channel: str) -> list[str]:
        """See Wall."""
        posts = await self.steering.posts(channel)
        return [str(each["metadata"]["event_payload"]["key"]) for each in posts if each.get("metadata")]

    async def sent(self) -> int:
        """See Wall."""
        return len(await self.steering.traffic(path="/chat.postMessage"))


@dataclass(frozen=True, slots=True)
class Quiet:
    """What comes of all reports where nothing fails."""

    statements: Mapping[str, Statement]
    posts: Mapping[tuple[str, str, str], int]
    """How often each post stands in its channel, by platform, channel and key."""


@dataclass(slots=True)
class World:
    """Feeds that print reports bit by bit, the platforms that take the alerts, and the ledger between."""

    folder: Path
    url: str
    walls: tuple[Wall, ...]
    articles: int
    feed_count: int
    interval: float
    made: list[Report] = field(init=False)
    feeds: dict[int, Changing] = field(init=False)
    topics: list[str] = field(init=False)
    places: dict[str, list[Place]] = field(init=False, default_factory=dict)
    """The channels of each platform."""
    _shown: float = 0.0

    def __post_init__(self) -> None:
        self.made = reports(self.articles, self.feed_count)
        self.feeds = {number: Changing() for number in range(self.feed_count)}
        self.topics = write_topics(self.folder / "topics", self.made)

    @property
    def config(self) -> Path:
        """The file of settings."""
        return self.folder / "tallywire.toml"

    def environ(self, lease: float) -> dict[str, str]:
        """Return the environment of a process."""
        told = {"TALLYWIRE_READING_WORKERS": "0", "TALLYWIRE_STORE_LEASE": str(lease)}
        for wall in self.walls:
            told |= wall.environ()
        return told

    def configure(self, host: str) -> None:
        """Write the settings."""
        feed = '[[feeds]]\nurl = "http://{}/{}"\noutlet = "Outlet {}"\nfull_text = "never"\n'
        (self.folder / "feeds.toml").write_text("".join(feed.format(host, n, n) for n in self.feeds))
        self.config.write_text(
            f'[store]\nurl = "{self.url}"\n[topics]\ndir = "topics"\n[fetch]\nallow_hosts = ["{host}"]\n'
            f'[feeds]\nfile = "feeds.toml"\nbaseline = false\ninterval = {self.interval}\n'
            + "".join(wall.settings() for wall in self.walls)
        )

    async def follow(self) -> None:
        """Let each topic be followed by one channel of each platform, all of them in turns."""
        self.places = {wall.name: await wall.places() for wall in self.walls}
        async with open_store(self.url) as store:
            await self._follow(store)

    async def _follow(self, store: Store) -> None:
        async with store.transaction() as transaction:
            for places in self.places.values():
                for number, topic in enumerate(self.topics):
                    place = places[number % len(places)]
                    follow = Follow(platform=place.platform, server=place.server, channel=place.channel, topic=topic)
                    await transaction.put_follow(follow)

    def show(self, share: float) -> None:
        """Let the feeds print this share of all reports; what they have printed once stays."""
        self._shown = max(self._shown, share)
        for number, items in printed(self.made[: round(self._shown * len(self.made))], self.feed_count).items():
            self.feeds[number].items = items

    async def told(self) -> Counter[tuple[str, str, str]]:
        """Return how often each post stands in its channel, by platform, channel and key."""
        channels = [(wall, place.channel) for wall in self.walls for place in self.places[wall.name]]
        keys = [(wall.name, channel, key) for wall, channel in channels for key in await wall.keys(channel)]
        return Counter(keys)

    def judged_by(self) -> tuple[Topic, ...]:
        """Return the topics, as their files say."""
        return load_topics(self.folder / "topics")

    async def quiet_run(self) -> Quiet:
        """Return what comes of all reports where nothing fails."""
        store, topics = MemoryStore(), self.judged_by()
        await self._follow(store)
        intake = Intake(store=store, steps=make_steps(topics), clock=Clock())
        for report in self.made:
            url = canonical_url(report.link)
            outlet = f"Outlet {report.feed}"
            article = Article(
                id=article_id(url), url=url, outlet=outlet, published=PRINTED, title=report.name, text=report.text
            )
            taken = await intake.take(article, Feed(url=f"https://{report.feed}.example", outlet=outlet))
            assert taken is not None
            assert len(taken.alerts) == len(CLAIMS)
        entries = [entry for topic in topics for entry in await store.entries(topic.id)]
        return Quiet(
            statements={entry.statement.id: entry.statement for entry in entries}, posts=await _delivered(store)
        )


async def _delivered(store: Store) -> Counter[tuple[str, str, str]]:
    """Deliver all that waits, and return what it is."""
    posts: Counter[tuple[str, str, str]] = Counter()
    now = Clock().now()
    while leased := await store.lease_posts(now, 1_000, 60.0):
        for queued in leased:
            posts[queued.post.platform, queued.post.channel, queued.post.key] += 1
            await store.mark_posted(queued, "message", now)
    return posts
