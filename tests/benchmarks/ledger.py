"""A long ledger: what people ask of it, what it takes in beside an empty one, and how it is looked after."""

import asyncio
import multiprocessing
import resource
import tempfile
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

from adapters.storage import backup_store, open_store, verify_store
from bot.commands.current import figures_seen
from bot.ledger import History, kept_after
from bot.model import Entry, Topic
from bot.ports import Store
from bot.views import history_view
from tests.benchmarks.filling import fill
from tests.benchmarks.made_ledger import BEGINS, TOPICS, MadeLedger, claim, story, topic
from tests.benchmarks.measure import Row
from tests.benchmarks.store import HONEST, seconds
from tests.doubles.postgres import NoPostgres, postgres_server

QUICK, FULL = 50_000, 1_000_000
"""Statements in the ledger."""
BUSIEST = 0.035
"""At most this share of all is on one claim."""
REPEATS = 9
FIGURES_TARGET, PAGE_TARGET, SLOWER = 20.0, 50.0, 0.8
"""Milliseconds for current figures and for a history page; how fast a long ledger takes statements, beside an empty."""
PAGE, DEEP = 5, 50
ARTICLES, SAID = 150, 5
"""Articles that are timed, and what each says."""
BULKS, BULK = 40, 100
WRITTEN, BULKY = range(200, 230), range(300, 320)
"""Topics about which the articles are, and the bulks."""
ASKED = (("the busiest claim", 0, 0), ("a busy claim", 9, 0), ("a usual claim", TOPICS // 2, 3))
NOW = BEGINS + timedelta(days=400)


class Desk:
    """Judged articles on their way into a store."""

    def __init__(self, store: Store, made: MadeLedger) -> None:
        self.store = store
        self.made = made
        self._histories: dict[int, History] = {}

    async def ready(self) -> None:
        """Know the ledgers of the topics written about, as a running Tallywire does."""
        for number in WRITTEN:
            self._histories[number] = History(await self.store.entries(f"topic-{number}"))

    async def article(self, number: int) -> float:
        """Store what one article says on a topic, and what that changes of what is kept; return the seconds."""
        place = WRITTEN[number % len(WRITTEN)]
        history, about = self._histories[place], topic(place)
        entries = [self.made.next(place, (number // len(WRITTEN) + each) % 40) for each in range(SAID)]
        changes = kept_after(entries, history, about)
        records = tuple(self.made.articles)
        self.made.articles.clear()
        started = perf_counter()
        async with self.store.transaction() as transaction:
            for record in records:
                await transaction.add_article(record)
            await transaction.append(entries)
            await transaction.keep_standing(changes)
        took = perf_counter() - started
        history.extend(entries)
        return took

    async def bulk(self, number: int) -> float:
        """Store many entries on a topic at once, as an import does."""
        entries = [self.made.next(BULKY[number % len(BULKY)], each % 40) for each in range(BULK)]
        self.made.articles.clear()
        started = perf_counter()
        async with self.store.transaction() as transaction:
            await transaction.append(entries)
        return perf_counter() - started


async def written(long: Desk, empty: Desk) -> list[Row]:
    """Time what both take in, turn by turn."""
    await long.ready()
    await empty.ready()
    turns = [(await empty.article(number), await long.article(number)) for number in range(ARTICLES)]
    bulks = [(await empty.bulk(number), await long.bulk(number)) for number in range(BULKS)]
    rows = []
    for what, size, took in (
        (f"articles of {SAID} statements", 1, turns),
        (f"statements, {BULK} at once", BULK, bulks),
    ):
        short, full = (median(column) for column in zip(*took, strict=True))
        rows.append(Row(what=f"{what}, stored", figure=size / full, unit="a second"))
        rows.append(Row(what="the same beside an empty ledger's", figure=short / full, unit="times", target=SLOWER))
    return rows


async def asked(url: str, rows: int) -> list[Row]:
    """Time what people ask of a store that has none of the answer at hand."""
    found: list[Row] = []
    for what, place, number in ASKED:
        about = topic(place)
        async with open_store(url, exclusive=False) as store:
            count = len(await store.entries(about.id, claim(number).id))
        of = f"{what} ({count:,} of {rows:,} statements)"
        for name, question, target in (
            (f"current figures of {of}", current_figures(about, number), FIGURES_TARGET),
            (f"history page of {of}", history_page(about, number, PAGE), PAGE_TARGET),
            (f"the same, {DEEP} changes long", history_page(about, number, DEEP), PAGE_TARGET),
        ):
            found.append(Row(what=name, figure=await answered(url, question), unit="ms", target=target, at_most=True))
    whole = await answered(url, lambda store: figures_seen(topic(0), topic(0).claims, store, frozenset()))
    return [*found, Row(what="current figures of all claims of the busiest topic", figure=whole, unit="ms")]


Question = Callable[[Store], Awaitable[object]]


async def answered(url: str, question: Question) -> float:
    """Return the milliseconds that an answer takes once its statements are prepared; what is read is read each time."""
    async with open_store(url, exclusive=False) as store:
        await question(store)
        return median([await seconds(question(store)) for _ in range(REPEATS)]) * 1e3


def current_figures(about: Topic, number: int) -> Question:
    """Ask for a claim's current figures, as commands do."""
    return lambda store: figures_seen(about, [claim(number)], store, frozenset())


def history_page(about: Topic, number: int, limit: int) -> Question:
    """Ask for a claim's last changes, and put them into words."""

    async def page(store: Store) -> object:
        changes = await store.last_changes(about.id, claim(number).id, limit)
        if changes is None:
            raise RuntimeError("nothing is kept of the claim")
        return history_view(about, claim(number), changes, NOW)

    return page


def verified(url: str) -> tuple[float, float, int]:
    """Look everything over; return seconds, megabytes at most, and findings."""
    topics = {each.id: each for each in map(topic, range(TOPICS))}
    started = perf_counter()
    found = asyncio.run(verify_store(url, topics))
    took = perf_counter() - started
    return took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3, len(found.findings)


async def look_after(url: str, rows: int, place: Path) -> list[Row]:
    """Time a backup, and a look at everything with all verdicts replayed, in a process of its own."""
    started = perf_counter()
    await asyncio.to_thread(backup_store, url, place / f"{url.partition(':')[0]}.backup")
    copied = perf_counter() - started
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        looked, memory, findings = await asyncio.to_thread(pool.apply, verified, (url,))
    if findings:
        raise RuntimeError(f"`db verify` found {findings} faults in a sound ledger")
    return [
        Row(what=f"statements backed up, of {rows:,}", figure=rows / copied, unit="a second"),
        Row(what=f"statements verified and replayed, of {rows:,}", figure=rows / looked, unit="a second"),
        Row(what="the most memory that took", figure=memory, unit="MB"),
    ]


async def measured(told: Sequence[Entry], rows: int, urls: tuple[str, str], place: Path) -> list[Row]:
    """Measure a ledger of so many rows beside an empty one."""
    made, other = MadeLedger(told, "long"), MadeLedger(told, "empty")
    for url in urls:
        async with open_store(url):
            pass  # which makes the schema
    await asyncio.to_thread(fill, urls[0], made, rows)
    found = await asked(urls[0], rows)
    cared = await look_after(urls[0], rows, place)
    async with open_store(urls[0]) as store, open_store(urls[1]) as empty:
        return [*found, *await written(Desk(store, made), Desk(empty, other)), *cared]


def on(database: str, rows: Sequence[Row]) -> Iterator[Row]:
    """Name the database."""
    return (replace(row, what=f"{database}: {row.what}") for row in rows)


def measure(full: bool) -> Iterator[Row]:
    """Measure with 50,000 statements, or a million, on each database; PostgreSQL is a server of our own."""
    rows = FULL if full else QUICK
    told = story(int(rows * BUSIEST) + 5_000)
    with tempfile.TemporaryDirectory() as folder:
        urls = f"sqlite:///{folder}/long.db", f"sqlite:///{folder}/empty.db"
        yield from on("SQLite", asyncio.run(measured(told, rows, urls, Path(folder))))
    try:
        with tempfile.TemporaryDirectory() as folder, postgres_server(HONEST) as server:
            urls = server.url(server.make()), server.url(server.make())
            yield from on("PostgreSQL", asyncio.run(measured(told, rows, urls, Path(folder))))
    except NoPostgres as error:
        raise RuntimeError(str(error)) from error
