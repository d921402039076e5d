"""What is done about an article before the ledger is opened for it: it is read, and matched by what is on record."""

import asyncio
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field

from bot.crash import Crash, survive
from bot.errors import FaultyResource, NoWorker, StoreMoved
from bot.model import Article, Entry, Printed, Values
from bot.ports import Reader, Store, Transaction
from bot.steps import Steps

TRIES = 5
"""So many times an article is read outside; then its reading holds up all that is stored."""
SHARED_TRIES = 1
"""The same where other processes read on the same topics: they hardly ever stand still for as long as reading takes."""
MOST_TRIES = 2 * TRIES


class Moved(Exception):
    """Other numbers came on record while an article was read; it undoes a transaction in which nothing is stored."""


@contextmanager
def going_on(tries: int) -> Iterator[None]:
    """Let an article be tried once more where others came first: their numbers, or their transaction.

    What another process's transaction stands in the way of is given up after as many tries as make sense.
    """
    try:
        yield
    except Moved:
        return
    except StoreMoved:
        if tries >= MOST_TRIES:
            raise


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """An article to be read, its version before if that is to be compared with it, and the topics of both."""

    article: Article
    before: Article | None = None
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """An article as read by what is on record in a transaction, and the ledgers there."""

    printed: Mapping[str, Printed | Crash]
    ledgers: Mapping[str, Sequence[Entry]]

    @property
    def has_figures(self) -> bool:
        """Whether it prints any."""
        return any(isinstance(each, Printed) and each.figures for each in self.printed.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """An article as read by what was on record then."""

    printed: Mapping[str, Printed | Crash] = field(default_factory=dict)
    """Topic id -> what the article says on it."""
    on_record: Mapping[str, Values] = field(default_factory=dict)

    @property
    def crash(self) -> Crash | None:
        """What made it unreadable for every topic."""
        crashes = [each for each in self.printed.values() if isinstance(each, Crash)]
        return crashes[0] if crashes and len(crashes) == len(self.printed) else None


class Here:
    """Reads articles in this process."""

    def __init__(self, steps: Steps) -> None:
        self._steps = steps

    async def find(
        self, article: Article, before: Article | None, on_record: Mapping[str, Values]
    ) -> Mapping[str, Printed]:
        """See bot.ports.Reader."""
        return self._steps.find(article, before, on_record)


class Preparing:
    """Reads articles outside of write transactions, and tells inside whether what they were read by still stands."""

    def __init__(self, *, store: Store, steps: Steps, reader: Reader | None = None) -> None:
        """Without a reader, articles are read in this process."""
        self._store = store
        self._steps = steps
        self._reader = reader or Here(steps)
        self._queues: defaultdict[str, deque[asyncio.Event]] = defaultdict(deque)

    @asynccontextmanager
    async def turn(self, topics: Sequence[str]) -> AsyncIterator[None]:
        """Wait until no article that came before is on its way to the ledgers of these topics.

        Each is matched by what the ones before brought on record; two at once would both have to be read again.
        """
        ticket = asyncio.Event()
        for topic in topics:
            self._queues[topic].append(ticket)
        try:
            while any(self._queues[topic][0] is not ticket for topic in topics):
                ticket.clear()
                await ticket.wait()
            yield
        finally:
            for topic in topics:
                self._leave(topic, ticket)

    def _leave(self, topic: str, ticket: asyncio.Event) -> None:
        queue = self._queues[topic]
        queue.remove(ticket)
        if queue:
            queue[0].set()
        else:
            del self._queues[topic]

    async def prepare(self, plan: Plan) -> Prepared:
        """Read an article by what is on record now; what goes wrong with one topic harms no other."""
        return await self._read(plan, {topic: await self._store.entries(topic) for topic in plan.topics})

    async def settle(self, plan: Plan, prepared: Prepared, transaction: Transaction, tries: int) -> Settled:
        """Return the article with the ledgers as they are in the transaction.

        Raises Moved where other numbers are on record by now; then it is prepared anew outside. After some tries it is
        read inside instead, for as long as a worker may take.
        """
        # Sorted: whoever needs the ledgers of several topics takes them in one order.
        ledgers = {topic: await transaction.history(topic) for topic in sorted(plan.topics)}
        if self._values(plan.article, ledgers) == prepared.on_record:
            return Settled(printed=prepared.printed, ledgers=ledgers)
        if tries < (SHARED_TRIES if self._store.shared else TRIES):
            raise Moved
        return Settled(printed=(await self._read(plan, ledgers)).printed, ledgers=ledgers)

    def _values(self, article: Article, ledgers: Mapping[str, Sequence[Entry]]) -> Mapping[str, Values]:
        return {topic: self._steps.on_record(topic, ledger, article.id) for topic, ledger in ledgers.items()}

    async def _find(self, plan: Plan, on_record: Mapping[str, Values]) -> Mapping[str, Printed]:
        try:
            return await self._reader.find(plan.article, plan.before, on_record)
        except NoWorker:
            return await Here(self._steps).find(plan.article, plan.before, on_record)

    async def _read(self, plan: Plan, ledgers: Mapping[str, Sequence[Entry]]) -> Prepared:
        if not ledgers:
            return Prepared()
        on_record = self._values(plan.article, ledgers)
        found = await survive(self._find(plan, on_record))
        if not isinstance(found, Crash):
            return Prepared(printed=found, on_record=on_record)
        if isinstance(found.error, FaultyResource) or len(on_record) == 1:
            return Prepared(printed=dict.fromkeys(on_record, found), on_record=on_record)
        alone = {topic: await self._read(plan, {topic: ledger}) for topic, ledger in ledgers.items()}
        return Prepared(printed={topic: each.printed[topic] for topic, each in alone.items()}, on_record=on_record)
