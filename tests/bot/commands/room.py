"""A channel of a chat in which commands are typed, over a store in memory."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from adapters.storage import MemoryStore
from bot.commands import Answer, Desk, Request, answer
from bot.model import Entry, Place, Topic
from bot.ports import Store
from bot.views import as_text
from tests.newsroom import NOW, TOPICS


class FakeCharts:
    """Draws nothing, and notes what it was asked for."""

    def draw(self, topic: Topic, claim: str, entries: object) -> bytes:
        """See bot.ports.Charts."""
        assert entries
        return f"{topic.id}/{claim}".encode()


class Room:
    """A channel of the paper's server, and a person in it."""

    def __init__(self, store: Store | None = None, topics: Mapping[str, Topic] = TOPICS) -> None:
        self.store = store or MemoryStore()
        self.topics = topics
        self.place = Place(platform="chat", server="paper", channel="desk")
        self.now: datetime = NOW
        self.parts: dict[str, object] = {"charts": FakeCharts()}

    def desk(self) -> Desk:
        """Return what answers are made from."""
        return Desk(topics=self.topics, store=self.store, now=self.now, **self.parts)  # type: ignore[arg-type]  # a test's parts

    def request(self, words: str = "", **rest: object) -> Request:
        """Make a request of somebody at the desk, unless told otherwise."""
        rights: dict[str, object] = {"is_desk": True, "person": "ana"}
        place = self.place
        return Request(
            platform=place.platform,
            server=place.server,
            channel=place.channel,
            words=words,
            **(rights | rest),  # type: ignore[arg-type]  # a test's words
        )

    async def answer(self, words: str, **rest: object) -> Answer:
        """Ask."""
        return await answer(self.request(words, **rest), self.desk())

    async def say(self, words: str, **rest: object) -> str:
        """Ask, and return the answer as text."""
        return "\n\n".join(as_text(view) for view in (await self.answer(words, **rest)).views)

    async def write(self, *entries: Entry) -> None:
        """Write to the ledger."""
        async with self.store.transaction() as transaction:
            await transaction.append(entries)

    def wait(self, by: timedelta) -> None:
        """Let time pass."""
        self.now += by
