"""Whatever fails, every wanted alert arrives once, and the ledger is what a quiet run would have made of it.

Processes are killed and stopped past their leases, the database server is restarted and its disk fills up, and the
clocks of the processes lie minutes apart. CHAOS sets the size; `CHAOS=full` is the whole of it and takes long, and
`-s` shows how far it has come.
"""

import os
import signal
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from shutil import rmtree
from tempfile import mkdtemp
from time import monotonic
from typing import TypeVar

import pytest

from adapters.storage import open_store, verify_store
from bot.errors import StoreError
from bot.ledger.replaying import replay
from bot.model import Statement, Topic
from bot.ports import Store
from tests.adapters.storage.files import ask
from tests.doubles.discord.steering import DiscordSteering
from tests.doubles.feeds import served
from tests.doubles.fleet import Fleet, idle
from tests.doubles.postgres import SETTINGS, PostgresServer, filled_up, postgres_server, small_disk
from tests.doubles.slack.steering import SlackSteering
from tests.doubles.wire.calls import Json
from tests.doubles.wire.launching import launched
from tests.stories.chaos_world import DiscordWall, Quiet, SlackWall, Wall, World

T = TypeVar("T")
DRIVER = ("-m", "tests.stories.chaos_run")
STOPPING = 60.0
"""Seconds: patience with a busy machine. What a stop leaves each part is less than ten in all (bot.cli.working)."""
CHANNELS = 6
"""Of each platform."""
NO_ROOM = "no room left"
FULL_DISK = "full disk"


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is, and how much of it fails."""

    processes: int
    feeds: int
    articles: int
    kills: int
    freezes: int
    restarts: int
    lease: float
    """Seconds; longer where a busy machine may let a process stand still for as long."""
    interval: float
    ahead: int
    """Of how many faults the alerts may be missing when the next one strikes."""
    pause: float
    """Seconds, at most, between what is waited for and the fault: so that no fault has its hour."""
    look: float
    patience: float
    disk: int
    """Megabytes of the file system that fills up."""

    def faults(self, chance: Random, *, server: bool, disk: bool = True) -> list[str]:
        """Return the faults in some order, of which those of a server only where there is one."""
        faults = ["kill"] * self.kills + ["freeze"] * self.freezes + ["restart"] * (self.restarts if server else 0)
        chance.shuffle(faults)
        if disk:
            faults.insert(len(faults) * 3 // 4, FULL_DISK)
        return faults


SIZES = {
    "small": Size(
        processes=2,
        feeds=6,
        articles=16,
        kills=1,
        freezes=1,
        restarts=1,
        lease=2.0,
        interval=0.3,
        ahead=1,
        pause=0.1,
        look=0.2,
        patience=300.0,
        disk=100,
    ),
    "full": Size(
        processes=4,
        feeds=2_000,
        articles=500,
        kills=60,
        freezes=10,
        restarts=5,
        lease=8.0,
        interval=30.0,
        ahead=6,
        pause=3.0,
        look=2.0,
        patience=1_800.0,
        disk=600,
    ),
}
SIZE = SIZES[os.environ.get("CHAOS", "small")]
OFFSETS = ("0", "300", "-300", "150")
"""Seconds by which the processes' clocks are wrong."""
SMALL_WAL = ("max_wal_size=64MB", "min_wal_size=32MB")
"""So that a small disk is full of what we fill it with alone."""


@pytest.fixture(scope="module")
def addresses() -> Iterator[tuple[Json, Json]]:
    channels = ("--channels", str(CHANNELS))
    with (
        launched("tests.doubles.discord", *channels) as discord,
        launched("tests.doubles.slack", *channels) as slack,
    ):
        yield discord, slack


@pytest.fixture
async def walls(addresses: tuple[Json, Json]) -> AsyncIterator[tuple[Wall, ...]]:
    async with DiscordSteering(addresses[0]) as discord, SlackSteering(addresses[1]) as slack:
        await discord.reset()
        await slack.reset()
        yield DiscordWall(discord), SlackWall(slack)


@pytest.fixture
def disk() -> Iterator[tuple[Path, bool]]:
    """Make a folder for the server, on a small file system of its own where this user may make one."""
    folder = Path(mkdtemp(prefix="tally-pg-"))
    with small_disk(folder, SIZE.disk) as small:
        yield folder, small
    rmtree(folder, ignore_errors=True)


async def until(ask: Callable[[], Awaitable[T]], seen: Callable[[T], bool]) -> None:
    """Ask until an answer is as it should be; while the database does not answer, go on asking."""
    late = monotonic() + SIZE.patience
    while True:
        with suppress(StoreError):
            if seen(await ask()):
                return
        assert monotonic() < late, "it never came"
        await idle(SIZE.look)


@dataclass
class Run:
    """A world in which one thing after another fails."""

    world: World
    fleet: Fleet
    faults: list[str]
    strike: Callable[[str], Awaitable[None]]
    chance: Random
    began: float = field(default_factory=monotonic)

    async def go(self, quiet: Quiet) -> None:
        """Let the reports appear while one fault after another strikes, and wait until all alerts have arrived."""
        async with self.fleet.kept():
            for number, fault in enumerate(self.faults):
                self.world.show(self._share(number + 1))
                await self._arrived(max(1, round(self._share(number - SIZE.ahead + 1) * len(quiet.posts))))
                await idle(self.chance.random() * SIZE.pause)
                self._say(f"fault {number + 1} of {len(self.faults)}: {fault}")
                await self.strike(fault)
            self.world.show(1.0)
            await self._arrived(len(quiet.posts))
            async with open_store(self.world.url, exclusive=False) as store:
                await until(store.waiting_posts, lambda waiting: not waiting)
            ended = set(await self.fleet.stop(STOPPING))
            assert ended <= {0, -signal.SIGTERM}, "a process that had just been started knows no signal yet"

    def _share(self, number: int) -> float:
        return max(0, number) / (len(self.faults) + 1)

    async def _arrived(self, posts: int) -> None:
        await until(self.world.told, lambda told: len(told) >= posts)

    def _say(self, words: str) -> None:
        print(f"{monotonic() - self.began:6.0f} s  {words}", flush=True)  # noqa: T201 - how far a long run has come

    async def report(self) -> None:
        """Print the figures of a run."""
        told, walls = await self.world.told(), self.world.walls
        shown = Counter(platform for platform, _, _ in told.elements())
        sent = [f"{shown[wall.name]} told on {wall.name} ({await wall.sent()} sent)" for wall in walls]
        struck = ", ".join(f"{count} {fault}" for fault, count in Counter(self.faults).items())
        self._say(
            f"{len(self.world.feeds)} feeds, {len(self.world.made)} articles; {struck};"
            f" {self.fleet.starts} starts of processes; {', '.join(sent)}"
        )


async def check(run: Run, quiet: Quiet) -> None:
    """Compare the ledger with a quiet run's, look the database over, and tell the figures."""
    world, topics = run.world, run.world.judged_by()
    async with open_store(world.url, exclusive=False) as store:
        await check_ledger(store, topics, quiet)
    found = await verify_store(world.url, {topic.id: topic for topic in topics})
    assert (found.findings, found.unchecked) == ((), ())
    assert (found.entries, found.articles) == (len(quiet.statements), len(world.made))
    await run.report()


async def check_ledger(store: Store, topics: tuple[Topic, ...], quiet: Quiet) -> None:
    """Compare the ledger with a quiet run's, and each verdict with what those before it make of it."""
    entries = [entry for topic in topics for entry in await store.entries(topic.id)]
    assert Counter(entry.statement.id for entry in entries) == dict.fromkeys(quiet.statements, 1)
    assert {entry.statement.id: without_hints(entry.statement) for entry in entries} == {
        known_as: without_hints(statement) for known_as, statement in quiet.statements.items()
    }
    for topic in topics:
        for claim in topic.claims:
            assert list(replay(claim, await store.entries(topic.id, claim.id))) == []
    delivered = [await store.delivered(entry.statement.id) for entry in entries]
    platforms = [sorted(each.post.platform for each in posts) for posts in delivered]
    assert all(each == ["discord", "slack"] for each in platforms), "each alert is in one post of each platform"


def without_hints(statement: Statement) -> Statement:
    """Leave out why it was matched: a number that is on record by then speaks for its claim, so order counts."""
    return replace(statement, cue="")


async def test_many_processes_on_postgres(tmp_path: Path, walls: tuple[Wall, ...], disk: tuple[Path, bool]) -> None:
    chance = Random(20260122)  # noqa: S311 - moments, not secrets
    folder, small = disk
    with postgres_server((*SETTINGS, *SMALL_WAL), folder=folder) as server:
        world = World(tmp_path, server.url(server.make()), walls, SIZE.articles, SIZE.feeds, SIZE.interval)
        fleet = Fleet(tmp_path, (*DRIVER, str(world.config)), world.environ(SIZE.lease), OFFSETS[: SIZE.processes])

        async def strike(fault: str) -> None:
            match fault:
                case "kill":
                    await fleet.kill(fleet.any(chance))
                case "freeze":
                    await fleet.freeze(fleet.any(chance), chance.uniform(1.2, 2.5) * SIZE.lease)
                case "restart":
                    server.stop(chance.choice((signal.SIGINT, signal.SIGQUIT)))
                    server.start()
                case "full disk":
                    await fill_up(server, world, fleet)

        run = Run(world, fleet, SIZE.faults(chance, server=True, disk=small), strike, chance)
        async with served({f"/{number}": feed.answer for number, feed in world.feeds.items()}) as host:
            world.configure(host)
            await world.follow()
            quiet = await world.quiet_run()
            await run.go(quiet)
        assert await world.told() == quiet.posts
        await check(run, quiet)
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


async def test_one_process_on_sqlite(tmp_path: Path, walls: tuple[Wall, ...]) -> None:
    chance = Random(20260122)  # noqa: S311 - moments, not secrets
    file = tmp_path / "ledger.db"
    world = World(tmp_path, f"sqlite:///{file}", walls, SIZE.articles, SIZE.feeds, SIZE.interval)
    fleet = Fleet(tmp_path, (*DRIVER, str(world.config)), world.environ(SIZE.lease), OFFSETS[1:2])

    async def strike(fault: str) -> None:
        match fault:
            case "kill":
                await fleet.kill(0)
            case "freeze":
                await fleet.freeze(0, chance.uniform(1.2, 2.5) * SIZE.lease)
            case "full disk":
                ((pages,),) = ask(file, "PRAGMA page_count")
                await fleet.kill(0, str(pages))
                world.show(1.0)
                await until(_said(fleet), lambda said: NO_ROOM in said)
                await fleet.kill(0)

    run = Run(world, fleet, SIZE.faults(chance, server=False), strike, chance)
    async with served({f"/{number}": feed.answer for number, feed in world.feeds.items()}) as host:
        world.configure(host)
        await world.follow()
        quiet = await world.quiet_run()
        await run.go(quiet)
    assert await world.told() == quiet.posts
    await check(run, quiet)


def _said(fleet: Fleet) -> Callable[[], Awaitable[str]]:
    async def said() -> str:
        return fleet.said()

    return said
