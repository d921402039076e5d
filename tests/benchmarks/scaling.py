"""Several processes on one PostgreSQL: what they poll, read and deliver together in a second."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from adapters.storage import open_store
from bot.ports import Store
from tests.benchmarks.measure import Row
from tests.benchmarks.processors import processor_time
from tests.doubles.feeds import Changing, served
from tests.doubles.fleet import Fleet
from tests.doubles.postgres import NoPostgres, PostgresServer, postgres_server
from tests.doubles.storms import printed, reports, write_topics

SETTINGS = ("listen_addresses=", "shared_buffers=512MB", "max_wal_size=4GB")
"""Of a server that keeps what is committed on the disk."""
PROCESSES = (1, 2, 4)
QUICK, FULL = 120, 500
"""Articles, with two alerts each in one post; each is in a feed of its own."""
POLLING = 5.0
"""Seconds for which polls are counted."""
ALWAYS_DUE, SELDOM_DUE = 0.01, 3.0
"""Seconds between two polls of a feed: to count polls, and to read and deliver beside them."""
LOOK = 0.02


class Newsroom:
    """Feeds that print nothing until told to, and processes that post to one log."""

    def __init__(self, folder: Path, url: str, articles: int) -> None:
        self.made = reports(articles, articles)
        self.feeds = {number: Changing() for number in range(articles)}
        self.url = url
        self.log = folder / "posts.jsonl"
        self._folder = folder
        write_topics(folder / "topics", self.made)

    def configure(self, host: str, interval: float) -> Path:
        """Write the settings, by which every feed is polled so often."""
        feed = '[[feeds]]\nurl = "http://{}/{}"\noutlet = "Outlet {}"\nfull_text = "never"\ninterval = {}\n'
        (self._folder / "feeds.toml").write_text("".join(feed.format(host, n, n, interval) for n in self.feeds))
        config = self._folder / "tallywire.toml"
        config.write_text(
            f'[store]\nurl = "{self.url}"\n[topics]\ndir = "topics"\n[fetch]\nallow_hosts = ["{host}"]\n'
            f'[feeds]\nfile = "feeds.toml"\nbaseline = false\n[console]\nlog = "posts.jsonl"\n'
            "[reading]\nworkers = 0\n"
        )
        return config

    def print_all(self) -> None:
        """Let every report appear at once."""
        for number, items in printed(self.made, len(self.feeds)).items():
            self.feeds[number].items = items

    async def posted(self) -> int:
        """Count the posts in the log."""
        return self.log.read_bytes().count(b"\n") if self.log.exists() else 0


async def polls(store: Store) -> int:
    """Count the polls so far."""
    return sum(state.tally.polls for state in await store.feed_states())


async def reached(count: Callable[[], Awaitable[int]], goal: int) -> float:
    """Wait until so many are there, and return when."""
    while await count() < goal:  # noqa: ASYNC110 - other processes do it
        await asyncio.sleep(LOOK)
    return perf_counter()


@dataclass(frozen=True, slots=True)
class Work:
    """Seconds of processor time by now, of our processes and of the database server."""

    ours: float
    database: float

    def since(self, before: "Work") -> "Work":
        """Return what has come to it since."""
        return Work(self.ours - before.ours, self.database - before.database)

    def less(self, times: float, each: "Work") -> "Work":
        """Return what is left without so much for something else."""
        return Work(self.ours - times * each.ours, self.database - times * each.database)

    def over(self, count: float) -> "Work":
        """Return the share of one of so many."""
        return Work(self.ours / count, self.database / count)


@dataclass(frozen=True, slots=True)
class Site:
    """Processes at work on a newsroom."""

    store: Store
    fleet: Fleet
    server: PostgresServer

    def work(self) -> Work:
        """Return the processor time by now; nothing where the system does not tell."""
        return Work(processor_time(self.fleet.pids()) or 0.0, processor_time([self.server.pid]) or 0.0)


@asynccontextmanager
async def at_work(
    room: Newsroom, folder: Path, server: PostgresServer, processes: int, interval: float
) -> AsyncIterator[Site]:
    """Run so many processes on the newsroom; they have all begun."""
    async with served({f"/{number}": feed.answer for number, feed in room.feeds.items()}) as host:
        words = ("-m", "bot", "run", "--roles", "poll,read,deliver,chat", "--config")
        fleet = Fleet(folder, words, {}, [str(room.configure(host, interval))] * processes)
        async with fleet.kept():
            while fleet.said().count("watching") < processes:  # noqa: ASYNC110 - other processes say it
                await asyncio.sleep(LOOK)
            async with open_store(room.url, exclusive=False) as store:
                await reached(lambda: polls(store), len(room.feeds))
                yield Site(store, fleet, server)


async def polled(server: PostgresServer, processes: int, feeds: int) -> tuple[float, Work]:
    """Return how many polls a second so many processes do, where every feed is always due, and the work of one."""
    with tempfile.TemporaryDirectory() as place:
        room = Newsroom(Path(place), server.url(server.make()), feeds)
        async with at_work(room, Path(place), server, processes, ALWAYS_DUE) as site:
            before, began, worked = await polls(site.store), perf_counter(), site.work()
            await asyncio.sleep(POLLING)
            done, took = await polls(site.store) - before, perf_counter() - began
            return done / took, site.work().since(worked).over(done)


async def measured(server: PostgresServer, processes: int, articles: int) -> list[Row]:
    """Measure with so many processes, on fresh databases."""
    found, poll = await polled(server, processes, articles)
    with tempfile.TemporaryDirectory() as place:
        room = Newsroom(Path(place), server.url(server.make()), articles)
        async with at_work(room, Path(place), server, processes, SELDOM_DUE) as site:
            store = site.store

            async def read() -> int:
                return len(await store.articles(2 * articles))

            before, worked = await polls(store), site.work()
            room.print_all()
            began = perf_counter()
            posting = asyncio.create_task(reached(room.posted, articles))
            read_at, posted_at = await reached(read, articles), await posting
            article = site.work().since(worked).less(await polls(store) - before, poll).over(articles)
    name = f"{processes} process{'es' if processes > 1 else ''} on PostgreSQL"
    return [
        Row(what=f"{name}: polls that find nothing new", figure=found, unit="a second"),
        Row(what=f"{name}: articles read, from their feeds", figure=articles / (read_at - began), unit="a second"),
        Row(what=f"{name}: posts delivered, the same", figure=articles / (posted_at - began), unit="a second"),
        *costs(f"{name}: processor time of a poll", poll),
        *costs(f"{name}: of an article, read and delivered", article),
    ]


def costs(what: str, work: Work) -> list[Row]:
    """Return the rows of the work that something takes."""
    told = {"ours": work.ours, "the database's": work.database}
    return [
        Row(what=f"{what}, {whose}", figure=1_000 * seconds, unit="ms")
        for whose, seconds in told.items()
        if seconds > 0
    ]


def measure(full: bool) -> Iterator[Row]:
    """Measure with one, two and four processes, which share this machine with the database and the feeds."""
    try:
        with postgres_server(SETTINGS) as server:
            for processes in PROCESSES:
                yield from asyncio.run(measured(server, processes, FULL if full else QUICK))
    except NoPostgres as error:
        raise RuntimeError(str(error)) from error
