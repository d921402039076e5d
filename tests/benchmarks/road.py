"""On-topic articles read, matched and compared, on one core; and how late the event loop is meanwhile."""

import asyncio
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import _lru_cache_wrapper
from time import perf_counter, process_time

from adapters.clock import Clock
from adapters.files.articles import order
from adapters.files.topics import load_topic
from adapters.storage import open_store
from bot.analysis import Watch, analyse, watch
from bot.cli.lasting import set_aside
from bot.cli.readers import make_preparing
from bot.intake import Intake
from bot.ledger import History, opening_entries
from bot.model import Article, Feed
from bot.reading.languages import find_language
from bot.reading.read import read
from bot.settings import ReadingSettings
from bot.steps import make_steps
from tests.benchmarks.made import SEEDS, again, samples
from tests.benchmarks.measure import Row, a_second

ROUNDS = 3
LONG = 9
"""Sample articles that make up one as long as an article of a newspaper: about 600 words."""
TARGET = 500
LATE = 0.05
"""Seconds that the event loop may wait."""
TOOK_IN = 60
"""Long articles taken in while the event loop is watched."""
STEP = 0.001
"""Seconds between two looks at the event loop."""
OF_A_TEXT = 64
"""A cache of so many entries or more keeps what was found in single sentences."""


def measure(full: bool) -> Iterator[Row]:  # noqa: ARG001 - a measure of one size
    """Measure the sample articles on the seeded event, as they are and joined to longer ones."""
    watched = _watched()
    arriving = order(samples("isis"))
    for what, articles in (("short", arriving), ("long", list(joined(arriving)))):
        words = sum(len(f"{article.title} {article.text}".split()) for article in articles) // len(articles)
        size = f"{what} on-topic articles ({words} words)"
        whole = a_second(_whole(articles, watched), ROUNDS)
        yield Row(what=f"{size} read, matched, compared", figure=whole, unit="a second", target=TARGET)
        yield Row(what=f"{size} only read", figure=a_second(_only_read(articles, watched), ROUNDS), unit="a second")
    for workers, where in ((0, "in the event loop"), (1, "by a process beside it")):
        run = asyncio.run(taking_in(list(joined(arriving)), workers))
        what = f"long on-topic articles taken in, read {where}"
        yield Row(what=what, figure=run.speed, unit="a second")
        yield Row(what=f"{what}: latest turn", figure=run.latest, unit="s", target=LATE, at_most=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """How taking in went."""

    speed: float
    """Articles a second of the clock."""
    latest: float
    """Seconds for which the event loop waited at most."""


async def taking_in(articles: Sequence[Article], workers: int) -> Run:
    """Take articles in from the gate to the ledger on a disk, several at once, and watch the event loop."""
    steps = make_steps([load_topic(SEEDS / "topics" / "isis-detainees-syria-iraq.yaml")])
    feed = Feed(url="https://bench.example/feed", outlet="Bench")
    with tempfile.TemporaryDirectory() as folder:
        async with AsyncExitStack() as stack:
            store = await stack.enter_async_context(open_store(f"sqlite:///{folder}/road.db"))
            preparing = make_preparing(ReadingSettings(workers=workers), store, steps, stack)
            intake = Intake(store=store, steps=steps, clock=Clock(), preparing=preparing)
            first, *others = again(articles, TOOK_IN + 1)
            await intake.take(first, feed)
            set_aside()
            watching = asyncio.create_task(latest_turn())
            began = perf_counter()
            await asyncio.gather(*(intake.take(article, feed) for article in others))
            took = perf_counter() - began
            watching.cancel()
            return Run(speed=TOOK_IN / took, latest=await watching)


async def latest_turn() -> float:
    """Return the most processor time that this process took between two turns of the watcher, until cancelled.

    Processor time leaves out what other programs take of the machine.
    """
    latest = 0.0
    try:
        while True:
            before = process_time()
            await asyncio.sleep(STEP)
            latest = max(latest, process_time() - before)
    except asyncio.CancelledError:
        return latest


def joined(articles: Sequence[Article]) -> Iterator[Article]:
    """Yield articles made of several, as many as there were."""
    turning = again(articles, 2 * len(articles))
    for number, article in enumerate(again(articles, len(articles))):
        text = "\n\n".join(each.text for each in turning[number : number + LONG])
        yield Article(
            id=article.id,
            url=article.url,
            outlet=article.outlet,
            published=article.published,
            title=article.title,
            text=text,
        )


def forget() -> None:
    """Empty the caches of single sentences, so that a text that was read before costs what a new one costs."""
    for name, module in list(sys.modules.items()):
        if name.startswith("bot."):
            for value in vars(module).values():
                if isinstance(value, _lru_cache_wrapper) and (value.cache_parameters()["maxsize"] or 0) >= OF_A_TEXT:
                    value.cache_clear()


def _watched() -> Watch:
    topic = load_topic(SEEDS / "topics" / "isis-detainees-syria-iraq.yaml")
    language = find_language(topic.language)
    if language is None:
        raise LookupError(f"{topic.language} cannot be read")
    return watch(topic, language)


def _whole(articles: Sequence[Article], watched: Watch) -> Callable[[], int]:
    def work() -> int:
        forget()
        history = History(opening_entries(watched.topic, articles[0].published))
        for article in articles:
            news = analyse(read(article, watched.language), watched, history, article.published)
            history.extend(news.entries)
        return len(articles)

    return work


def _only_read(articles: Sequence[Article], watched: Watch) -> Callable[[], int]:
    def work() -> int:
        forget()
        for article in articles:
            read(article, watched.language)
        return len(articles)

    return work
