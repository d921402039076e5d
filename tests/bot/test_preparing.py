"""Reading outside of write transactions leaves the ledger that reading inside of them would leave."""

import asyncio
import os
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial

import pytest

from adapters.files.topics import load_topics
from adapters.reading import Reader, find, make_ready
from adapters.storage import MemoryStore
from adapters.workers import Workers
from bot.errors import NoWorker
from bot.intake import Intake, Taken
from bot.model import Article, Entry, Feed, Outcome, Printed, Values
from bot.ports import Reader as ReaderPort
from bot.preparing import TRIES, Here, Moved, Plan, Preparing
from bot.starting import follow_everything
from bot.steps import Steps, make_steps
from tests.doubles.clock import FakeClock
from tests.newsroom import NOW

TOPIC = """
topic: {name}
about: [[{name}]]
sources:
  agency: {{name: Agency, aliases: [disaster agency]}}
  mayor: {{name: Mayor, aliases: [mayor]}}
claims:
  - {{id: {name}-dead, question: How many people did the {name} kill?, counts: [person], event: [kill, die],
     series: cumulative, key: true}}
  - {{id: {name}-hurt, question: How many people did the {name} injure?, counts: [person], event: [injure, hurt]}}
"""
FEED = Feed(url="https://wire.example/feed", outlet="Wire")
DEADLY = "zzz"
"""An article with this word ends its reader."""
PATIENCE = 60.0


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> Steps:
    folder = tmp_path_factory.mktemp("topics")
    for name in ("storm", "fire"):
        (folder / f"{name}.yaml").write_text(TOPIC.format(name=name))
    return make_steps(load_topics(folder))


def make_workers(steps: Steps, count: int) -> Workers:
    """Start processes that read, without a hurry that a busy machine could not keep up with."""
    ready = partial(make_ready, tuple(steps.topics.values()))
    return Workers(workers=count, seconds=PATIENCE, prepare=ready, eager=True)


def an_article(number: int, text: str) -> Article:
    printed = NOW + timedelta(hours=number)
    return Article(
        id=f"a{number}", url=f"https://wire.example/{number}", outlet="Wire", published=printed, title="", text=text
    )


NEWS = [
    "The storm killed 24 people and injured 130, the disaster agency said. A fire killed 3 people, the mayor said.",
    "At least 31 people were killed by the storm, the mayor said. Then 130 went home.",
    "A fire injured 12 people, the disaster agency said. It killed 5 people.",
    "The storm killed 24 people, the disaster agency said. The number rose to 36, the mayor said.",
    "The mayor said 31. The storm is over, and 12 people were injured by fire.",
    "The storm killed 90 people, the mayor said, and 130 were injured. The fire killed 9.",
    "The disaster agency denied that the storm killed 24 people. It said 22 people died.",
] * 2
"""Some figures are only matched by what is on record."""


async def ledger_of(store: MemoryStore, steps: Steps) -> dict[str, list[Entry]]:
    return {topic: list(await store.entries(topic)) for topic in steps.topics}


async def taken(steps: Steps, reader: ReaderPort | None, articles: Sequence[Article]) -> dict[str, list[Entry]]:
    """Take articles in, all at once, and return the ledgers."""
    store = MemoryStore()
    await follow_everything(store, "console", "desk", steps.topics.values())
    preparing = Preparing(store=store, steps=steps, reader=reader)
    intake = Intake(store=store, steps=steps, clock=FakeClock(NOW), preparing=preparing)
    await asyncio.gather(*(intake.take(article, FEED) for article in articles))
    return await ledger_of(store, steps)


def one_after_another(steps: Steps, articles: Sequence[Article]) -> dict[str, list[Entry]]:
    """Read, match and judge each article on the ledger as the one before left it."""
    ledgers: dict[str, list[Entry]] = {topic: [] for topic in steps.topics}
    for article in articles:
        reading = steps.read(article, "en")
        for topic in steps.gate(article).topics:
            ledgers[topic].extend(steps.analyse(reading, topic, ledgers[topic], NOW).entries)
    return ledgers


@pytest.mark.parametrize("count", [0, 1, 2])
async def test_the_ledger_is_the_same_wherever_articles_are_read(steps: Steps, count: int) -> None:
    articles = [an_article(number, text) for number, text in enumerate(NEWS)]
    workers = make_workers(steps, count)
    ledgers = await taken(steps, Reader(workers.run) if count else None, articles)
    await workers.close()
    assert ledgers == one_after_another(steps, articles)
    assert {topic: len(entries) > 8 for topic, entries in ledgers.items()} == {"storm": True, "fire": True}


def find_or_end(article: Article, before: Article | None, on_record: Mapping[str, Values]) -> Mapping[str, Printed]:
    """Read an article that does no harm."""
    if DEADLY in article.text:
        os._exit(1)
    return find(article, before, on_record)


class Risky:
    """Reads in processes that some articles end."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers

    async def find(
        self, article: Article, before: Article | None, on_record: Mapping[str, Values]
    ) -> Mapping[str, Printed]:
        """See bot.ports.Reader."""
        return await self._workers.run(find_or_end, article, before, on_record)


async def test_an_article_that_ends_its_reader_is_unreadable_and_harms_no_other(steps: Steps) -> None:
    """One that stalls its reader is ended by its alarm, and from there on it is the same."""
    workers, store = make_workers(steps, 1), MemoryStore()
    preparing = Preparing(store=store, steps=steps, reader=Risky(workers))
    intake = Intake(store=store, steps=steps, clock=FakeClock(NOW), preparing=preparing)
    articles = [an_article(at, text) for at, text in enumerate((NEWS[0], f"{DEADLY} {NEWS[1]}", NEWS[3]))]
    results = await asyncio.gather(*(intake.take(article, FEED) for article in articles))
    await workers.close()
    records = [result.record for result in results if result]
    assert [record.outcome for record in records] == [Outcome.MATCHED, Outcome.UNREADABLE, Outcome.MATCHED]
    assert records[1].reason == "TooCostly: cannot be read: it ends the process that reads it"
    assert await ledger_of(store, steps) == one_after_another(steps, [articles[0], articles[2]])


class Shut:
    """Has no process to read in."""

    async def find(
        self, article: Article, before: Article | None, on_record: Mapping[str, Values]
    ) -> Mapping[str, Printed]:
        """See bot.ports.Reader."""
        raise NoWorker(f"{article.id}, {before} and {list(on_record)}: no process can be started")


async def test_where_no_process_can_be_started_articles_are_read_all_the_same(steps: Steps) -> None:
    articles = [an_article(number, text) for number, text in enumerate(NEWS[:3])]
    assert await taken(steps, Shut(), articles) == one_after_another(steps, articles)


class Rushed(Here):
    """Reads, while somebody else brings numbers on record each of the first times."""

    def __init__(self, steps: Steps, store: MemoryStore, times: int) -> None:
        super().__init__(steps)
        self._other = Intake(store=store, steps=steps, clock=FakeClock(NOW))
        self._left = times
        self.read = 0

    async def find(
        self, article: Article, before: Article | None, on_record: Mapping[str, Values]
    ) -> Mapping[str, Printed]:
        """See bot.ports.Reader."""
        found = await super().find(article, before, on_record)
        self.read += 1
        if self._left:
            self._left -= 1
            number = 100 + self._left
            text = f"The storm killed {200 + number} people, the disaster agency said."
            await self._other.take(an_article(number, text), FEED)
        return found


@pytest.mark.parametrize("times", [0, 1, TRIES])
async def test_what_comes_on_record_meanwhile_has_the_article_read_anew(steps: Steps, times: int) -> None:
    """Also where another process writes; at last it is read while nobody else can write."""
    store = MemoryStore()
    reader = Rushed(steps, store, times)
    preparing = Preparing(store=store, steps=steps, reader=reader)
    result = await Intake(store=store, steps=steps, clock=FakeClock(NOW), preparing=preparing).take(
        an_article(0, NEWS[0]), FEED
    )
    assert isinstance(result, Taken)
    assert reader.read == times + 1
    assert len(await store.articles(100)) == times + 1
    others = [
        an_article(100 + left, f"The storm killed {300 + left} people, the disaster agency said.")
        for left in reversed(range(times))
    ]
    assert await ledger_of(store, steps) == one_after_another(steps, [*others, an_article(0, NEWS[0])])


class Faulty(Here):
    """Cannot match articles with one topic."""

    async def find(
        self, article: Article, before: Article | None, on_record: Mapping[str, Values]
    ) -> Mapping[str, Printed]:
        """See bot.ports.Reader."""
        if "fire" in on_record:
            raise ZeroDivisionError("fire")
        return await super().find(article, before, on_record)


async def test_what_goes_wrong_with_one_topic_harms_no_other(steps: Steps) -> None:
    store = MemoryStore()
    preparing = Preparing(store=store, steps=steps, reader=Faulty(steps))
    intake = Intake(store=store, steps=steps, clock=FakeClock(NOW), preparing=preparing)
    result = await intake.take(an_article(0, NEWS[0]), FEED)
    assert result is not None
    assert (result.record.outcome, result.record.reason) == (Outcome.UNREADABLE, "ZeroDivisionError: fire")
    ledgers = await ledger_of(store, steps)
    assert ledgers["storm"]
    assert not ledgers["fire"]


async def test_articles_on_one_topic_take_turns_in_order_and_others_do_not_wait(steps: Steps) -> None:
    preparing = Preparing(store=MemoryStore(), steps=steps)
    order: list[str] = []
    both_began, go_on = asyncio.Barrier(3), asyncio.Event()

    async def visit(name: str, *topics: str, holds: bool = False) -> None:
        async with preparing.turn(topics):
            order.append(name)
            if holds:
                await both_began.wait()
                await go_on.wait()

    visits = [
        asyncio.create_task(visit("first", "storm", holds=True)),
        asyncio.create_task(visit("second", "fire", "storm")),
        asyncio.create_task(visit("third", "storm")),
        asyncio.create_task(visit("fourth", "storm", "fire")),
        asyncio.create_task(visit("elsewhere", "flood", holds=True)),
    ]
    await both_began.wait()
    assert order == ["first", "elsewhere"]
    go_on.set()
    await asyncio.gather(*visits)
    assert order == ["first", "elsewhere", "second", "third", "fourth"]


async def test_who_gives_up_waiting_lets_nobody_ahead(steps: Steps) -> None:
    preparing = Preparing(store=MemoryStore(), steps=steps)
    order: list[str] = []

    async def visit(name: str, *topics: str) -> None:
        async with preparing.turn(topics):
            order.append(name)

    async with preparing.turn(("storm",)):
        given_up, behind = (asyncio.create_task(visit(name, "storm")) for name in ("given up", "behind"))
        await asyncio.sleep(0)
        given_up.cancel()
        await asyncio.gather(given_up, return_exceptions=True)
        assert order == []
    await behind
    assert order == ["behind"]


async def test_a_transaction_on_another_record_stores_nothing(steps: Steps) -> None:
    store = MemoryStore()
    preparing = Preparing(store=store, steps=steps)
    plan = Plan(article=an_article(0, NEWS[0]), topics=("storm",))
    prepared = await preparing.prepare(plan)
    await Intake(store=store, steps=steps, clock=FakeClock(NOW)).take(an_article(1, NEWS[1]), FEED)
    with pytest.raises(Moved):
        async with store.transaction() as transaction:
            await preparing.settle(plan, prepared, transaction, tries=0)
