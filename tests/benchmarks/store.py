"""The store: current figures out of a large ledger, and what can be written and leased."""

import asyncio
import tempfile
from collections.abc import Awaitable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate, islice
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter

from adapters.storage import backup_store, open_store, verify_store
from bot.ledger import current
from bot.model import (
    Claim,
    Entry,
    Feed,
    FeedState,
    Field,
    Figure,
    Hedge,
    Kind,
    Modality,
    Post,
    Statement,
    Topic,
    Verdict,
)
from bot.ports import HostShare, Store
from bot.views import history_view
from tests.benchmarks.measure import Row
from tests.doubles.postgres import NoPostgres, postgres_server

NOW = datetime(2026, 1, 22, 12, 0, tzinfo=UTC)
SOURCES = 40
BATCH = 100
EARLY = 50
"""Appends that are timed, on the empty ledger and on the full one."""
BUILD_BATCH = 2_000
FEEDS = 10_000
CHANNELS = 200
POSTS = 5_000
REPEATS = 9

QUICK, FULL = 100_000, 1_000_000
"""Statements in the ledger."""
TOPICS, CLAIMS = 1_000, 45
TARGET = 0.020
"""Seconds for the current figures of a claim."""
PAGE_TARGET = 0.050
"""Seconds for the history of a claim as a person reads it."""
SLOWER = 0.8
"""How fast a full ledger takes statements, beside an empty one."""
HONEST = ("listen_addresses=", "shared_buffers=512MB", "max_wal_size=4GB")
"""Settings of the server measured: what is committed is on the disk."""


def claim(number: int) -> Claim:
    """Make one of a topic's claims."""
    return Claim(id=f"claim-{number}", title=f"Claim {number}", question="How many?")


def made_entry(number: int, topic: int, claim_number: int) -> Entry:
    """Make a ledger entry of usual size; one in ten is news, the others repeat their source."""
    value = 100 + number // 10 % 5_000
    printed = NOW + timedelta(minutes=number)
    quote = f"Officials counted {value} people at the harbour, the ministry said, and warned that more may follow. " * 2
    figure = Figure(
        start=118, end=124, surface=str(value), value=value, low=value, high=value, hedge=Hedge.EXACT, unit="people"
    )
    statement = Statement(
        id=f"{number:010}",
        topic=f"topic-{topic}",
        claim=f"claim-{claim_number}",
        figure=figure,
        field=Field.TEXT,
        source=f"source-{number % SOURCES}",
        said_by="the harbour ministry",
        via=None,
        outlet=f"Outlet {number % 300}",
        url=f"https://outlet-{number % 300}.example/2026/01/22/{number}",
        article=f"https://outlet-{number % 300}.example/2026/01/22/{number}",
        version=1,
        published=printed,
        as_of=date(2026, 1, 22) + timedelta(days=number // 100_000),
        dated=False,
        modality=Modality.ACTUAL,
        background=False,
        quote=quote,
        quote_start=100,
        cue="counts people, event counted, place harbour",
    )
    kind = Kind.REPEAT if number % 10 else Kind.REVISION
    return Entry(statement=statement, verdict=Verdict(kind=kind, rule="5 same source"), recorded=printed)


def skewed(count: int) -> list[float]:
    """Return shares by which the first gets twice what the second gets, three times the third's, and so on."""
    return list(accumulate(1 / rank for rank in range(1, count + 1)))


def made_ledger(rows: int) -> Iterator[Entry]:
    """Make a ledger in which some topics and claims are written about far more than others."""
    chance = Random(7)  # noqa: S311  the same ledger each time, no secret
    topic_shares, claim_shares = skewed(TOPICS), skewed(CLAIMS)
    for number in range(rows):
        (topic,) = chance.choices(range(TOPICS), cum_weights=topic_shares)
        (claim_number,) = chance.choices(range(CLAIMS), cum_weights=claim_shares)
        yield made_entry(number, topic, claim_number)


async def seconds(work: Awaitable[object]) -> float:
    """Time one go."""
    started = perf_counter()
    await work
    return perf_counter() - started


async def append(store: Store, entries: Sequence[Entry]) -> None:
    """Write entries in one transaction."""
    async with store.transaction() as transaction:
        await transaction.append(entries)


async def build(store: Store, rows: int) -> list[Row]:
    """Fill the ledger, and time the last appends of a hundred."""
    ledger = made_ledger(rows)
    empty = await _appended(store, -EARLY * BATCH)
    while batch := list(islice(ledger, BUILD_BATCH)):
        await append(store, batch)
    took = await _appended(store, rows)
    one = [made_entry(rows + 100_000 + number, TOPICS, 0) for number in range(200)]
    single = [await seconds(append(store, [entry])) for entry in one]
    return [
        Row(what="statements appended, 100 a transaction", figure=BATCH / took, unit="a second"),
        Row(what="the same beside an empty ledger's", figure=empty / took, unit="times", target=SLOWER),
        Row(what="statements appended, 1 a transaction", figure=1 / median(single), unit="a second"),
    ]


async def _appended(store: Store, first: int) -> float:
    """Return the seconds that an append of a hundred takes; they are numbered from `first`."""
    took = []
    for start in range(first, first + EARLY * BATCH, BATCH):
        batch = [made_entry(number, TOPICS, 0) for number in range(start, start + BATCH)]
        took.append(await seconds(append(store, batch)))
    return median(took)


async def read(url: str, rows: int) -> list[Row]:
    """Time the current figures of a claim that is written about daily, of the largest, and of one in a small topic."""
    found = []
    for what, topic, number in (("a busy claim", 9, 0), ("the busiest claim", 0, 0), ("a usual claim", TOPICS // 2, 0)):
        async with open_store(url, exclusive=False) as store:
            entries = await store.entries(f"topic-{topic}", f"claim-{number}")
            took = median([await seconds(figures(store, topic, number)) for _ in range(REPEATS)])
            page = median([await seconds(history_page(store, topic, number)) for _ in range(REPEATS)])
        found.append(
            Row(
                what=f"current figures of {what} ({len(entries):,} of {rows:,} statements)",
                figure=took * 1e3,
                unit="ms",
                target=TARGET * 1e3,
                at_most=True,
            )
        )
        found.append(
            Row(what=f"history page of {what}", figure=page * 1e3, unit="ms", target=PAGE_TARGET * 1e3, at_most=True)
        )
    return found


async def figures(store: Store, topic: int, number: int) -> None:
    """Read a claim's ledger and work its current figures out."""
    current(await store.entries(f"topic-{topic}", f"claim-{number}"), claim(number))


async def history_page(store: Store, topic: int, number: int) -> None:
    """Read a claim's ledger and put its last changes into words."""
    about = Topic(
        id=f"topic-{topic}",
        title="Topic",
        language="en",
        about=(),
        places={},
        sources=(),
        claims=(claim(number),),
    )
    history_view(about, claim(number), await store.entries(about.id, claim(number).id), NOW, 5)


async def lease_feeds(store: Store) -> list[Row]:
    """Time leases of feeds, fifty at once."""
    states = [
        FeedState(feed=Feed(url=f"https://{number}.example/rss", outlet=str(number)), next_due=NOW)
        for number in range(FEEDS)
    ]
    async with store.transaction() as transaction:
        await transaction.sync_feeds(states)
    leased, stored = 0, 0.0
    started = perf_counter()
    while True:
        async with store.transaction() as transaction:
            some = await transaction.lease_feeds(NOW, 50, 60.0, HostShare())
        if not some:
            break
        leased += len(some)
    took = perf_counter() - started
    for state in some_of(states):
        stored += await seconds(report(store, replace(state, fence=1, next_due=NOW)))
    return [
        Row(what="feeds leased, 50 at once of 10,000 due", figure=leased / took, unit="a second"),
        Row(what="polls recorded, 1 a transaction", figure=500 / stored, unit="a second"),
    ]


def some_of(states: Sequence[FeedState]) -> Sequence[FeedState]:
    """Return the feeds whose report is timed."""
    return states[:500]


async def report(store: Store, state: FeedState) -> None:
    """Store a poll's result."""
    async with store.transaction() as transaction:
        if not await transaction.put_feed(state):
            raise RuntimeError(f"the lease on {state.feed.url} was lost")


async def deliver(store: Store) -> list[Row]:
    """Time the outbox: leases of fifty channels at once out of a backlog, and deliveries recorded."""
    posts = [
        Post(
            key=f"key-{number}",
            platform="console",
            channel=f"channel-{number % CHANNELS}",
            article=str(number),
            outlet="Outlet",
            url="https://outlet.example",
            published=NOW,
            read=NOW,
            alerts=(),
        )
        for number in range(POSTS)
    ]
    async with store.transaction() as transaction:
        await transaction.queue(posts, NOW)
    leases, marks = [], []
    for _ in range(20):
        started = perf_counter()
        taken = await store.lease_posts(NOW, 50, 60.0)
        leases.append((perf_counter() - started) / len(taken))
        marks += [await seconds(store.mark_posted(queued, "m1", NOW)) for queued in taken]
    return [
        Row(what=f"posts leased, 50 at once of {POSTS:,}", figure=1 / median(leases), unit="a second"),
        Row(what="deliveries recorded, 1 a transaction", figure=1 / median(marks), unit="a second"),
    ]


async def look_after(url: str, rows: int, place: Path) -> list[Row]:
    """Time a backup, and a look at everything with all verdicts replayed."""
    started = perf_counter()
    await asyncio.to_thread(backup_store, url, place / f"{url.partition(':')[0]}.backup")
    copied = perf_counter() - started
    claims = tuple(claim(number) for number in range(CLAIMS))
    parts = {"title": "", "language": "en", "about": (), "places": {}, "sources": (), "claims": claims}
    topics = {f"topic-{number}": Topic(id=f"topic-{number}", **parts) for number in range(TOPICS + 1)}  # type: ignore[arg-type]  # keys of Topic
    looked = await seconds(verify_store(url, topics))
    return [
        Row(what=f"statements backed up, of {rows:,}", figure=rows / copied, unit="a second"),
        Row(what=f"statements verified and replayed, of {rows:,}", figure=rows / looked, unit="a second"),
    ]


async def measured(rows: int, url: str, database: str, place: Path) -> list[Row]:
    """Measure everything on a fresh database."""
    async with open_store(url) as store:
        written = [*await build(store, rows), *await lease_feeds(store), *await deliver(store)]
    rest = await look_after(url, rows, place)
    return [replace(row, what=f"{database}: {row.what}") for row in (*await read(url, rows), *written, *rest)]


def measure(full: bool) -> Iterator[Row]:
    """Measure with 100,000 statements, or a million, on each database."""
    rows = FULL if full else QUICK
    with tempfile.TemporaryDirectory() as folder:
        yield from asyncio.run(measured(rows, f"sqlite:///{folder}/bench.db", "SQLite", Path(folder)))
        yield from on_postgres(rows, Path(folder))


def on_postgres(rows: int, place: Path) -> Iterator[Row]:
    """Measure on a server of our own, one that flushes what it commits."""
    try:
        with postgres_server(HONEST) as server:
            yield from asyncio.run(measured(rows, server.url(server.make()), "PostgreSQL", place))
    except NoPostgres as error:
        raise RuntimeError(str(error)) from error
