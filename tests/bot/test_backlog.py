"""Articles that wait are read under their lease: once, in order, and never for ever."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

from adapters.storage import MemoryStore
from bot.backlog import MOST_LEASES, Backlog, ReadFailed, ReadTold
from bot.errors import StoreAway
from bot.intake import Intake, Taken
from bot.model import Article, Feed, Outcome, Unread
from bot.polling import article_of
from bot.starting import follow_everything, know_feeds
from tests.doubles.clock import FakeClock
from tests.doubles.road import feed, item
from tests.doubles.steps import STEPS
from tests.newsroom import NOW, TOPIC

LEASE = 30.0
HERALD = feed("herald")


class Scene:
    """A process that only reads."""

    def __init__(self) -> None:
        self.store = MemoryStore()
        self.clock = FakeClock(NOW)
        self.told: list[ReadTold] = []
        self.intake = Intake(store=self.store, steps=STEPS, clock=self.clock)
        self.backlog = self.opened(self.intake)

    def opened(self, intake: Intake) -> Backlog:
        """Build the process anew."""
        return Backlog(store=self.store, intake=intake, clock=self.clock, lease=LEASE, tell=self.told.append)

    async def wait(self, *names_and_texts: tuple[str, str]) -> None:
        """Let articles of one feed wait."""
        await know_feeds(self.store, [HERALD], NOW, baseline=False)
        await follow_everything(self.store, "console", "desk", [TOPIC])
        articles = [article_of(item(name, text), HERALD, NOW) for name, text in names_and_texts]
        async with self.store.transaction() as transaction:
            await transaction.add_unread([Unread(article=each, feed=HERALD, queued=NOW) for each in articles])

    async def read(self) -> list[ReadTold]:
        """Read what waits, and return what was told."""
        self.told.clear()
        await self.backlog.tick()
        await self.backlog.underway.settle()
        return self.told

    async def outcomes(self) -> list[Outcome]:
        """Return how the reading of each article ended, in order."""
        return [record.outcome for record in reversed(await self.store.articles(9))]


class Breaking(Intake):
    """Takes an article along as `instead` says."""

    def __init__(self, scene: Scene, instead: Callable[[Article], Awaitable[Taken | None]]) -> None:
        super().__init__(store=scene.store, steps=STEPS, clock=scene.clock)
        self._instead = instead

    async def take(self, article: Article, feed: Feed, unread: Unread | None = None) -> Taken | None:
        """See bot.intake."""
        del feed, unread
        return await self._instead(article)


async def test_all_that_waits_is_read_at_one_go_in_order_with_its_posts() -> None:
    scene = Scene()
    await scene.wait(("a", "the storm killed 24"), ("b", "a race was won by 7"), ("c", "the storm killed 36"))
    await scene.read()

    assert await scene.outcomes() == [Outcome.MATCHED, Outcome.OFF_TOPIC, Outcome.MATCHED]
    assert [entry.statement.figure.value for entry in await scene.store.entries(TOPIC.id)] == [24, 36]
    assert await scene.store.waiting_articles() == 0
    assert await scene.read() == []


async def test_an_article_that_another_feed_has_brought_meanwhile_waits_no_longer() -> None:
    scene = Scene()
    await scene.wait(("a", "the storm killed 24"))
    await scene.intake.take(article_of(item("a", "the storm killed 24"), HERALD, NOW), HERALD)

    assert await scene.read() == []
    assert await scene.store.waiting_articles() == 0
    assert len(await scene.store.entries(TOPIC.id)) == 1


async def test_a_reading_whose_lease_was_lost_stores_nothing() -> None:
    scene = Scene()
    await scene.wait(("a", "the storm killed 24"))
    (stale,) = await scene.store.lease_unread(NOW, 1, LEASE)
    scene.clock.turn(timedelta(seconds=LEASE))
    await scene.store.lease_unread(scene.clock.now(), 1, LEASE)

    assert await scene.intake.take(stale.article, stale.feed, stale) is None
    assert await scene.store.entries(TOPIC.id) == ()
    assert await scene.store.waiting_articles() == 1


async def test_an_article_that_fails_waits_for_its_lease_and_is_tried_again() -> None:
    scene = Scene()
    await scene.wait(("a", "the storm killed 24"))

    async def fail(_article: Article) -> Taken | None:
        raise StoreAway("The database does not answer.")

    scene.backlog = scene.opened(Breaking(scene, fail))
    (told,) = await scene.read()
    assert isinstance(told, ReadFailed)
    scene.backlog = scene.opened(scene.intake)
    assert await scene.read() == []
    scene.clock.turn(timedelta(seconds=LEASE))
    assert len(await scene.read()) == 1
    assert await scene.store.waiting_articles() == 0


async def test_an_article_that_no_process_survives_is_unreadable_in_the_end() -> None:
    scene = Scene()
    await scene.wait(("a", "the storm killed 24"))
    for _ in range(MOST_LEASES):
        assert len(await scene.store.lease_unread(scene.clock.now(), 1, LEASE)) == 1
        scene.clock.turn(timedelta(seconds=LEASE))
    await scene.read()

    assert await scene.outcomes() == [Outcome.UNREADABLE]
    assert await scene.store.waiting_articles() == 0


async def test_a_stop_hands_back_what_it_cuts_short_and_a_long_reading_is_held() -> None:
    scene = Scene()
    await scene.wait(("a", "the storm killed 24"))

    async def hang(_article: Article) -> Taken | None:
        await asyncio.Event().wait()
        return None

    scene.backlog = scene.opened(Breaking(scene, hang))
    await scene.backlog.tick()
    await asyncio.sleep(0)
    scene.clock.turn(timedelta(seconds=LEASE - 1))
    await scene.backlog.renew()
    scene.clock.turn(timedelta(seconds=LEASE - 1))
    assert await scene.store.lease_unread(scene.clock.now(), 1, LEASE) == ()

    await scene.backlog.end(0.01)
    assert len(await scene.store.lease_unread(scene.clock.now(), 1, LEASE)) == 1
