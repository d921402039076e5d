"""The outbox: every post once, in order, and no channel in another's way."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from adapters.storage import MemoryStore
from bot.crash import Crash
from bot.errors import PlatformError, StoreFull
from bot.model import Post, PostView, QueuedPost, Topic
from bot.outbox import Delivery, Outbox, Posted, PostFailed, pause
from tests.doubles.clock import FakeClock
from tests.newsroom import NOW, TOPICS
from tests.records import bound_for, queue


@dataclass
class FakePlatform:
    """Keeps posts by key, as every platform does; fails or hangs where it is told to."""

    name: str = "console"
    posts: list[tuple[str, str]] = field(default_factory=list)
    failing: dict[str, Exception] = field(default_factory=dict)
    hanging: set[str] = field(default_factory=set)

    async def post(self, key: str, channel: str, view: PostView) -> str:
        """See bot.ports.Platform."""
        if channel in self.hanging:
            await asyncio.Event().wait()
        if channel in self.failing:
            raise self.failing[channel]
        if (channel, key) not in self.posts:
            self.posts.append((channel, view.preview))
        return f"message of {key}"


def wording(post: Post, _topics: Mapping[str, Topic], _now: datetime) -> PostView:
    """Put a post into few words."""
    if post.key == "unspeakable":
        raise KeyError("no words for it")
    return PostView(preview=post.key, alerts=(), footer=(), url="")


class Scene:
    """A store, a platform, a clock and the outbox between them."""

    def __init__(self, store: MemoryStore | None = None) -> None:
        self.store = store or MemoryStore()
        self.platform = FakePlatform()
        self.clock = FakeClock(NOW)
        self.told: list[Delivery] = []
        self.outbox = Outbox(
            store=self.store,
            platforms={"console": self.platform},
            topics=TOPICS,
            wording=wording,
            clock=self.clock,
            tell=self.told.append,
        )

    async def deliver(self) -> list[tuple[str, str]]:
        """Let the outbox tick, and return what the platform has by then."""
        await self.outbox.tick()
        await self.outbox.underway.settle()
        return self.platform.posts


async def test_everything_that_waits_is_posted_in_order() -> None:
    scene = Scene()
    await queue(scene.store, bound_for("desk", "1"), bound_for("desk", "2"), bound_for("night", "3"))
    posts = await scene.deliver()
    assert [key for channel, key in posts if channel == "desk"] == ["1", "2"]
    assert ("night", "3") in posts
    assert await scene.store.waiting_posts() == 0
    assert {type(told) for told in scene.told} == {Posted}


async def test_it_may_be_woken_between_ticks() -> None:
    scene = Scene()
    await queue(scene.store, bound_for("desk", "1"))
    scene.outbox.wake()
    await scene.outbox.underway.settle()
    assert scene.platform.posts == [("desk", "1")]


async def test_what_is_posted_is_not_posted_again() -> None:
    scene = Scene()
    await queue(scene.store, bound_for("desk", "1"))
    await scene.deliver()
    scene.clock.turn(timedelta(days=1))
    assert await scene.deliver() == [("desk", "1")]
    assert len(scene.told) == 1


async def test_a_failed_post_waits_its_time_and_keeps_its_place() -> None:
    scene = Scene()
    await queue(scene.store, bound_for("desk", "1"), bound_for("desk", "2"))
    scene.platform.failing["desk"] = PlatformError("the channel is gone")
    assert await scene.deliver() == []
    (told,) = scene.told
    assert isinstance(told, PostFailed)
    assert (told.fault, told.retry, told.crash) == ("the channel is gone", NOW + timedelta(seconds=5), None)

    scene.platform.failing.clear()
    assert await scene.deliver() == [], "not before its time"
    scene.clock.turn(timedelta(seconds=5))
    assert await scene.deliver() == [("desk", "1"), ("desk", "2")]


async def test_a_failing_channel_holds_up_no_other() -> None:
    scene = Scene()
    await queue(scene.store, bound_for("desk", "1"), bound_for("night", "2"))
    scene.platform.failing["desk"] = PlatformError("the channel is gone")
    assert await scene.deliver() == [("night", "2")]


async def test_a_hanging_channel_holds_up_no_other() -> None:
    scene = Scene()
    await queue(scene.store, bound_for("desk", "1"), bound_for("night", "2"))
    scene.platform.hanging.add("desk")
    await scene.outbox.tick()
    async with asyncio.timeout(10):
        while not scene.platform.posts:  # noqa: ASYNC110 - the platform knows of no event
            await asyncio.sleep(0)
    await queue(scene.store, bound_for("night", "3"))
    await scene.outbox.tick()
    async with asyncio.timeout(10):
        while len(scene.platform.posts) < 2:  # noqa: ASYNC110 - the platform knows of no event
            await asyncio.sleep(0)
    await scene.outbox.underway.end(0)
    assert scene.platform.posts == [("night", "2"), ("night", "3")]


async def test_a_post_for_a_platform_that_is_not_connected_waits() -> None:
    scene = Scene()
    await queue(scene.store, bound_for("desk", "1", platform="chat"))
    await scene.deliver()
    (told,) = scene.told
    assert isinstance(told, PostFailed)
    assert told.fault == "chat is not connected; the post waits until it is"
    assert await scene.store.waiting_posts() == 1


async def test_a_post_that_nobody_finds_words_for_is_told_and_holds_up_no_other_channel() -> None:
    scene = Scene()
    await queue(scene.store, bound_for("desk", "unspeakable"), bound_for("night", "2"))
    assert await scene.deliver() == [("night", "2")]
    (told,) = [told for told in scene.told if isinstance(told, PostFailed)]
    assert told.crash is not None
    assert isinstance(told.crash.error, KeyError)


async def test_a_store_that_fails_between_posting_and_marking_is_told_and_the_post_is_tried_again() -> None:
    class FullStore(MemoryStore):
        """Marks nothing while it is full."""

        full = True

        async def mark_posted(self, queued: QueuedPost, message: str, now: datetime) -> bool:
            """See bot.ports.Store."""
            if self.full:
                raise StoreFull("no room left")
            return await super().mark_posted(queued, message, now)

    store = FullStore()
    scene = Scene(store)
    await queue(store, bound_for("desk", "1"))
    await scene.deliver()
    assert [str(told) for told in scene.told if isinstance(told, Crash)] == ["StoreFull: no room left"]
    store.full = False
    await store.release_posts(NOW)
    assert await scene.deliver() == [("desk", "1")], "under the same key: once"
    assert await store.waiting_posts() == 0


def test_pauses_double_up_to_ten_minutes() -> None:
    assert [pause(attempts).total_seconds() for attempts in (0, 1, 2, 7, 10_000)] == [5, 10, 20, 600, 600]
