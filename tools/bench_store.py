"""How fast the store is on this machine: `python tools/bench_store.py --rows 1000000`; prints a table."""

import argparse
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

from rich.console import Console
from rich.table import Table

from adapters.storage import open_store
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
    Verdict,
)
from bot.ports import Store

NOW = datetime(2026, 1, 22, 12, 0, tzinfo=UTC)
SOURCES = 40
BATCH = 100
BUILD_BATCH = 2_000
FEEDS = 10_000
CHANNELS = 200
POSTS = 5_000
REPEATS = 9

Measured = list[tuple[str, str]]
"""What, and how fast."""


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


def made_ledger(rows: int, topics: int, claims: int) -> Iterator[Entry]:
    """Make a ledger in which some topics and claims are written about far more than others."""
    chance = Random(7)  # noqa: S311  the same ledger each time, no secret
    topic_shares, claim_shares = skewed(topics), skewed(claims)
    for number in range(rows):
        (topic,) = chance.choices(range(topics), cum_weights=topic_shares)
        (claim_number,) = chance.choices(range(claims), cum_weights=claim_shares)
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


async def build(store: Store, rows: int, topics: int, claims: int) -> Measured:
    """Fill the ledger, and time the last appends of a hundred."""
    ledger = made_ledger(rows, topics, claims)
    while batch := list(islice(ledger, BUILD_BATCH)):
        await append(store, batch)
    took = []
    for start in range(rows, rows + 50 * BATCH, BATCH):
        batch = [made_entry(number, topics, 0) for number in range(start, start + BATCH)]
        took.append(await seconds(append(store, batch)))
    one = [made_entry(rows + 100_000 + number, topics, 0) for number in range(200)]
    single = [await seconds(append(store, [entry])) for entry in one]
    return [
        ("append, 100 statements a transaction", f"{BATCH / median(took):,.0f} statements/s"),
        ("append, 1 statement a transaction", f"{1 / median(single):,.0f} statements/s"),
    ]


async def read(url: str, topics: int, claims: int) -> list[tuple[str, ...]]:
    """Time the current figures of claims of several sizes, the largest first."""
    found = []
    for topic, number in dict.fromkeys([(0, 0), (0, 9), (9, 0), (99, 0), (topics // 2, 0), (topics // 2, claims // 2)]):
        async with open_store(url, exclusive=False) as store:
            entries = await store.entries(f"topic-{topic}", f"claim-{number}")
            first = await again(store, f"topic-{topic}", f"claim-{number}")
            started = perf_counter()
            whole = len(await store.entries(f"topic-{topic}"))
            took = perf_counter() - started
            kept = await again(store, f"topic-{topic}", f"claim-{number}")
        started = perf_counter()
        current(entries, claim(number))
        folded = perf_counter() - started
        times = [f"{milliseconds * 1e3:,.1f}" for milliseconds in (first, kept, folded, took)]
        found.append((f"{len(entries):,}", f"{whole:,}", *times))
    return found


async def again(store: Store, topic: str, claim_id: str) -> float:
    """Return the usual time of reading a claim."""
    return median([await seconds(store.entries(topic, claim_id)) for _ in range(REPEATS)])


async def lease_feeds(store: Store) -> Measured:
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
            some = await transaction.lease_feeds(NOW, 50, 60.0)
        if not some:
            break
        leased += len(some)
    took = perf_counter() - started
    for state in some_of(states):
        stored += await seconds(report(store, replace(state, fence=1, next_due=NOW)))
    return [
        ("feeds leased, 50 at once of 10,000 due", f"{leased / took:,.0f} feeds/s"),
        ("polls reported, one a transaction", f"{500 / stored:,.0f} polls/s"),
    ]


def some_of(states: Sequence[FeedState]) -> Sequence[FeedState]:
    """Return the feeds whose report is timed."""
    return states[:500]


async def report(store: Store, state: FeedState) -> None:
    """Store a poll's result."""
    async with store.transaction() as transaction:
        if not await transaction.put_feed(state):
            raise RuntimeError(f"the lease on {state.feed.url} was lost")


async def deliver(store: Store) -> Measured:
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
        (f"posts leased, 50 at once out of {POSTS:,}", f"{1 / median(leases):,.0f} posts/s"),
        ("deliveries recorded, one a transaction", f"{1 / median(marks):,.0f} posts/s"),
    ]


async def main(rows: int, topics: int, claims: int, place: Path) -> None:
    """Measure everything on a fresh database and print it."""
    database = place / "bench.db"
    url = f"sqlite:///{database}"
    async with open_store(url) as store:
        found = await build(store, rows, topics, claims)
        found += await lease_feeds(store)
        found += await deliver(store)
    size = database.stat().st_size
    console = Console()
    title = f"{rows:,} statements in {topics:,} topics of {claims} claims, {size / 1e6:,.0f} MB"
    table = Table("what", "measured", title=title)
    for line in found:
        table.add_row(*line)
    console.print(table)
    headings = (
        "claim's entries",
        "its topic's",
        "read, ms",
        "topic kept, ms",
        "figures worked out, ms",
        "whole topic, ms",
    )
    table = Table(*headings, title="current figures of a claim")
    for numbers in await read(url, topics, claims):
        table.add_row(*numbers)
    console.print(table)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--topics", type=int, default=1_000)
    parser.add_argument("--claims", type=int, default=45)
    parser.add_argument("--dir", type=Path, help="where to put the database; a temporary directory unless given")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.dir) as temporary:
        asyncio.run(main(options.rows, options.topics, options.claims, Path(temporary)))
