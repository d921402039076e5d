"""Whatever fails, every wanted alert arrives once, and the ledger is what a quiet run would have made of it.

Processes are killed and stopped past their leases, the database server is restarted and its disk fills up, and the
clocks of the processes lie minutes apart. CHAOS sets the size; `CHAOS=full` is the whole of it and takes long.
"""

import os
import signal
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from tempfile import mkdtemp
from typing import TypeVar

import pytest

from adapters.clock import Clock
from adapters.files.topics import load_topics
from adapters.storage import MemoryStore, open_store
from bot.errors import StoreError
from bot.intake import Intake
from bot.ledger.replaying import replay
from bot.model import Article, Feed, Follow, Topic
from bot.ports import Store
from bot.steps import make_steps
from bot.urls import article_id, canonical_url
from tests.adapters.storage.files import ask
from tests.doubles.discord.steering import DiscordSteering
from tests.doubles.feeds import Changing, served
from tests.doubles.fleet import Fleet, idle
from tests.doubles.postgres import PostgresServer, filled_up, postgres_server, small_disk
from tests.doubles.storms import CLAIMS, printed, reports, write_topics
from tests.doubles.wire.calls import Json
from tests.doubles.wire.launching import launched

T = TypeVar("T")
DRIVER = ("-m", "tests.stories.chaos_run")
LEASE = 2.0
STOPPING = 60.0
"""Seconds: patience with a busy machine. What a stop leaves each part is less than ten in all (bot.cli.working)."""
SMALL_DISK = 100
"""Megabytes of the file system that fills up."""
NO_ROOM = "no room left"


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is, and how much of it fails."""

    processes: int
    feeds: int
    articles: int
    kills: int
    freezes: int
    restarts: int
    interval: float
    patience: float

    def faults(self, *, server: bool) -> list[str]:
        """Return the faults, of which those of a server only where there is one."""
        faults = ["kill"] * self.kills + ["freeze"] * self.freezes + ["full disk"]
        return faults + ["restart"] * self.restarts if server else faults


SIZES = {
    "small": Size(processes=3, feeds=6, articles=16, kills=1, freezes=1, restarts=1, interval=0.3, patience=120.0),
    "full": Size(
        processes=4, feeds=2_000, articles=500, kills=60, freezes=10, restarts=5, interval=20.0, patience=1_800.0
    ),
}
SIZE = SIZES[os.environ.get("CHAOS", "small")]
OFFSETS = ("0", "300", "-300", "150")
"""Seconds by which the processes' clocks are wrong."""


class World:
    """Feeds that print reports bit by bit, the double of Discord that takes the alerts, and the ledger between."""

    def __init__(self, folder: Path, url: str, double: DiscordSteering, addresses: Json) -> None:
        self.made = reports(SIZE.articles, SIZE.feeds)
        self.url = url
        self.config = folder / "tallywire.toml"
        self._double = double
        self._addresses = addresses
        self.feeds = {number: Changing() for number in range(SIZE.feeds)}
        self.topics = write_topics(folder / "topics", self.made)
        self.environ = {
            "TALLYWIRE_DISCORD_TOKEN": str(addresses["token"]),
            "TALLYWIRE_READING_WORKERS": "0",
            "TALLYWIRE_STORE_LEASE": str(LEASE),
        }

    def configure(self, host: str) -> None:
        """Write the settings."""
        feed = '[[feeds]]\nurl = "http://{}/{}"\noutlet = "Outlet {}"\nfull_text = "never"\n'
        (self.config.parent / "feeds.toml").write_text("".join(feed.format(host, n, n) for n in self.feeds))
        self.config.write_text(
            f'[store]\nurl = "{self.url}"\n[topics]\ndir = "topics"\n[fetch]\nallow_hosts = ["{host}"]\n'
            f'[feeds]\nfile = "feeds.toml"\nbaseline = false\ninterval = {SIZE.interval}\n'
            f'[discord]\napi_base = "{self._addresses["api"]}"\ngateway_url = "{self._addresses["gateway"]}"\n'
        )

    async def follow(self) -> None:
        """Let each topic be followed by one channel, all of them in turns."""
        (guild,) = (await self._double.state())["guilds"]
        channels = [channel["id"] for channel in guild["channels"]]
        async with open_store(self.url) as store, store.transaction() as transaction:
            for number, topic in enumerate(self.topics):
                channel = channels[number % len(channels)]
                follow = Follow(platform="discord", server=guild["id"], channel=channel, topic=topic)
                await transaction.put_follow(follow)

    def show(self, share: float) -> None:
        """Let the feeds print this share of all reports."""
        for number, items in printed(self.made[: round(share * len(self.made))], SIZE.feeds).items():
            self.feeds[number].items = items

    async def told(self) -> Counter[str]:
        """Return how often each alert stands in a channel, by its key."""
        channels = await self._double.channels()
        messages = [each for channel in channels for each in await self._double.messages(channel)]
        return Counter([each["nonce"] for each in messages if each.get("nonce")])

    async def sent(self) -> int:
        """Return how many messages were sent, those that Discord knew included."""
        return len(await self._double.traffic(method="POST", path="/channels/*/messages"))


@pytest.fixture(scope="module")
def addresses() -> Iterator[Json]:
    with launched("tests.doubles.discord", "--channels", "6") as told:
        yield told


@pytest.fixture
async def double(addresses: Json) -> AsyncIterator[DiscordSteering]:
    async with DiscordSteering(addresses) as steering:
        await steering.reset()
        yield steering


async def until(ask: Callable[[], Awaitable[T]], seen: Callable[[T], bool]) -> None:
    """Ask until an answer is as it should be; while the database does not answer, go on asking."""
    waited = 0.0
    while True:
        with suppress(StoreError):
            if seen(await ask()):
                return
        assert waited < SIZE.patience, "it never came"
        await idle(0.1)
        waited += 0.1


async def quiet_run(world: World, topics: list[Topic]) -> set[str]:
    """Return the ids of the statements that are made where nothing fails."""
    store = MemoryStore()
    intake = Intake(store=store, steps=make_steps(topics), clock=Clock())
    for report in world.made:
        url = canonical_url(report.link)
        day = datetime(2026, 1, 22, 10, tzinfo=UTC)
        outlet = f"Outlet {report.feed}"
        article = Article(
            id=article_id(url), url=url, outlet=outlet, published=day, title=report.name, text=report.text
        )
        taken = await intake.take(article, Feed(url=f"https://{report.feed}.example", outlet=outlet))
        assert taken is not None
        assert len(taken.alerts) == len(CLAIMS)
    return {entry.statement.id for topic in topics for entry in await store.entries(topic.id)}


async def check_ledger(world: World, store: Store) -> None:
    """Compare the ledger with a quiet run's, and each verdict with what those before it make of it."""
    topics = load_topics(world.config.parent / "topics")
    entries = [entry for topic in topics for entry in await store.entries(topic.id)]
    assert Counter(entry.statement.id for entry in entries) == dict.fromkeys(await quiet_run(world, topics), 1)
    for topic in topics:
        for claim in topic.claims:
            assert list(replay(claim, await store.entries(topic.id, claim.id))) == []
    delivered = [await store.delivered(entry.statement.id) for entry in entries]
    assert {len(posts) for posts in delivered} == {1}, "each alert is in one post"


async def run_through(world: World, fleet: Fleet, faults: list[str], strike: Callable[[str], Awaitable[None]]) -> None:
    """Let the reports appear while one thing after another fails, and wait until all alerts have arrived."""
    async with fleet.kept():
        for number, fault in enumerate(faults):
            world.show((number + 1) / (len(faults) + 1))
            await until(world.told, lambda told, least=number: len(told) > least)  # type: ignore[misc]  # bound at once
            await strike(fault)
        world.show(1.0)
        await until(world.told, lambda told: len(told) >= len(world.made))
        async with open_store(world.url, exclusive=False) as store:
            await until(store.waiting_posts, lambda waiting: not waiting)
            await check_ledger(world, store)
        ended = set(await fleet.stop(STOPPING))
        assert ended <= {0, -signal.SIGTERM}, "a process that had just been started knows no signal yet"
    assert await world.told() == dict.fromkeys(await world.told(), 1)
    assert len(await world.told()) == len(world.made)
    print(  # noqa: T201 - the figures of a run
        f"\n{len(world.made)} articles, {len(faults)} faults, {fleet.starts} starts:"
        f" {await world.sent()} messages sent, {len(await world.told())} told"
    )


@pytest.fixture
def disk() -> Iterator[tuple[Path, bool]]:
    """Make a folder for the server, on a small file system of its own where this user may make one."""
    folder = Path(mkdtemp(prefix="tally-pg-"))
    with small_disk(folder, SMALL_DISK) as small:
        yield folder, small


async def test_many_processes_on_postgres(
    tmp_path: Path, double: DiscordSteering, addresses: Json, disk: tuple[Path, bool]
) -> None:
    chance = Random(20260122)  # noqa: S311 - moments, not secrets
    folder, small = disk
    with postgres_server(folder=folder) as server:
        world = World(tmp_path, server.url(server.make()), double, addresses)
        fleet = Fleet(tmp_path, (*DRIVER, str(world.config)), world.environ, OFFSETS[: SIZE.processes])

        async def strike(fault: str) -> None:
            match fault:
                case "kill":
                    await fleet.kill(fleet.any(chance))
                case "freeze":
                    await fleet.freeze(fleet.any(chance), 1.5 * LEASE)
                case "restart":
                    server.stop(chance.choice((signal.SIGINT, signal.SIGQUIT)))
                    server.start()
                case "full disk":
                    await fill_up(server, world, fleet)

        faults = [fault for fault in SIZE.faults(server=True) if small or fault != "full disk"]
        chance.shuffle(faults)
        async with served({f"/{number}": feed.answer for number, feed in world.feeds.items()}) as host:
            world.configure(host)
            await world.follow()
            await run_through(world, fleet, faults, strike)
    if not small:
        pytest.skip("all went well but the full disk, which was not made: only root may make a small file system")


async def fill_up(server: PostgresServer, world: World, fleet: Fleet) -> None:
    """Leave the server no room until some process has met it; a server that gave up is started again."""
    met = fleet.said().count(NO_ROOM)
    with filled_up(server.folder):
        world.show(1.0)
        await until(_said(fleet), lambda said: said.count(NO_ROOM) > met or not server.runs)
    if not server.runs:
        server.stop()
        server.start()


async def test_one_process_on_sqlite(tmp_path: Path, double: DiscordSteering, addresses: Json) -> None:
    chance = Random(20260122)  # noqa: S311 - moments, not secrets
    file = tmp_path / "ledger.db"
    world = World(tmp_path, f"sqlite:///{file}", double, addresses)
    fleet = Fleet(tmp_path, (*DRIVER, str(world.config)), world.environ, OFFSETS[1:2])

    async def strike(fault: str) -> None:
        match fault:
            case "kill":
                await fleet.kill(0)
            case "freeze":
                await fleet.freeze(0, 1.5 * LEASE)
            case "full disk":
                ((pages,),) = ask(file, "PRAGMA page_count")
                await fleet.kill(0, str(pages))
                world.show(1.0)
                await until(_said(fleet), lambda said: NO_ROOM in said)
                await fleet.kill(0)

    faults = SIZE.faults(server=False)
    chance.shuffle(faults)
    async with served({f"/{number}": feed.answer for number, feed in world.feeds.items()}) as host:
        world.configure(host)
        await world.follow()
        await run_through(world, fleet, faults, strike)


def _said(fleet: Fleet) -> Callable[[], Awaitable[str]]:
    async def said() -> str:
        return fleet.said()

    return said
