"""The sample articles read, judged and told in memory: what the screens are drawn from."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from adapters.charts import Charts
from adapters.files.articles import load_articles, order
from adapters.files.topics import load_topics
from adapters.storage import MemoryStore
from bot.alerts import post
from bot.commands import Answer, Desk, Request, answer, topic_figures
from bot.model import Alert, CardView, Held, HeldWhy, Kind, Place, Post, PostView, Topic
from bot.steps import Steps, make_steps
from bot.views import post_view
from bot.views.figures import board_view

SEEDS = Path("seeds")
READ_AFTER = timedelta(minutes=2)


class Newsroom:
    """A channel that has heard of every sample article of a topic; the time is when the last was read."""

    def __init__(self, steps: Steps, place: Place) -> None:
        self._steps = steps
        self._place = place
        self._posts: list[Post] = []
        self.store = MemoryStore()
        self.now = datetime.min.replace(tzinfo=UTC)

    @property
    def topics(self) -> Mapping[str, Topic]:
        """Return the topics under watch."""
        return self._steps.topics

    async def read_articles(self) -> None:
        """Let every article arrive in its turn."""
        for article in order(load_articles(SEEDS / "articles")):
            self.now = article.published + READ_AFTER
            for topic in self._steps.gate(article).topics:
                reading = self._steps.read(article, self.topics[topic].language)
                history = await self.store.entries(topic)
                news = self._steps.analyse(reading, topic, history, self.now)
                async with self.store.transaction() as transaction:
                    await transaction.append(news.entries)
                if news.alerts:
                    self._posts.append(post(news.alerts, article, self._place, self.now))

    def told(self, kind: Kind, *words: str, rejected: bool = False) -> tuple[PostView, datetime]:
        """Return the post that was led by such an alert, with these words in its preview, and when it was looked at."""
        for each in self._posts:
            now = each.read + READ_AFTER
            view = post_view(each, self.topics, now)
            if view.alerts[0].kind is kind and all(word in view.preview for word in words):
                return post_view(each, self.topics, now, {each.alerts[0].id} if rejected else ()), now
        raise LookupError(f"no {kind} with {words}")

    def alert(self, kind: Kind, *words: str) -> Alert:
        """Return an alert of that kind on a claim with these words in its id."""
        return next(
            alert
            for each in self._posts
            for alert in each.alerts
            if alert.kind is kind and all(word in alert.claim for word in words)
        )

    async def hold_back(self, alert: Alert) -> None:
        """Note an alert that the channel has muted."""
        outlet = alert.statement.outlet
        held = Held(place=self._place, alert=alert, outlet=outlet, why=HeldWhy.MUTE, at=self.now - READ_AFTER)
        async with self.store.transaction() as transaction:
            await transaction.hold([held])

    async def board(self, topic: str) -> CardView:
        """Return the board of a topic."""
        found = self.topics[topic]
        return board_view(topic_figures(found, await self.store.entries(topic), found.claims), self.now)

    async def ask(self, words: str, **more: object) -> Answer:
        """Answer somebody at the desk."""
        place = self._place
        request = Request(
            platform=place.platform,
            server=place.server,
            channel=place.channel,
            person="ana",
            is_desk=True,
            words=words,
            **more,  # type: ignore[arg-type]  # the caller's words
        )
        desk = Desk(topics=self.topics, store=self.store, now=self.now, charts=Charts(), steps=self._steps)
        return await answer(request, desk)


async def newsroom() -> Newsroom:
    """Return a newsroom that has read all sample articles."""
    steps = make_steps(load_topics(SEEDS / "topics"))
    room = Newsroom(steps, Place(platform="screens", server="1", channel="2"))
    await room.read_articles()
    return room
