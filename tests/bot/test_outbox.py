"""The outbox: every post once, in order, and no channel in another's way."""

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from adapters.storage import MemoryStore
from bot.crash import Crash
from bot.errors import (
    ChannelRefused,
    LookBackRefused,
    MessageGone,
    MessageRefused,
    PlatformError,
    StoreFull,
    Unanswered,
)
from bot.model import Amendment, Kind, Message, Opinion, Outgoing, Place, Post, PostView, QueuedPost, Remark, Topic
from bot.outbox import (
    FIRST_LOOK,
    LEASE,
    LONGEST_LOOK,
    Delivery,
    Outbox,
    Posted,
    PostFailed,
    PostRefused,
    look_again,
    pause,
)
from bot.ports import Held, Limits, always
from bot.turns import Turns
from bot.views.messages import MAY_REPEAT
from tests.doubles.clock import FakeClock
from tests.newsroom import NOW, TOPIC, TOPICS, alert
from tests.records import bound_for, queue

OPERATORS = Place(platform="console", channel="operators")


@dataclass
class FakePlatform:
    """Keeps posts by key, as every platform does; fails or hangs where it is told to."""

    name: str = "console"
    posts: list[tuple[str, str]] = field(default_factory=list)
    failing: dict[str, Exception] = field(default_factory=dict)
    hanging: set[str] = field(default_factory=set)
    findable: set[str] = field(default_factory=set)
    looked_for: list[tuple[str, datetime]] = field(default_factory=list)
    looked_in: list[str | None] = field(default_factory=list)
    edits: list[tuple[str, str]] = field(default_factory=list)
    boards: list[str | None] = field(default_factory=list)
    blind: bool = False
    footers: list[str] = field(default_factory=list)
    limits: Limits = field(default_factory=Limits)
    held: Held = always
    held_up: asyncio.Event | None = None
    asked: asyncio.Event = field(default_factory=asyncio.Event)

    async def post(
        self, key: str, place: Place, view: Message, *, board: str | None = None, held: Held = always
    ) -> str:
        """See bot.ports.Platform."""
        self.held = held
        assert isinstance(view, PostView)
        self.boards.append(board)
        self.footers.append(" · ".join(span.text for span in view.footer))
        self.asked.set()
        if self.held_up is not None:
            await self.held_up.wait()
        if place.channel in self.hanging:
            await asyncio.Event().wait()
        if place.channel in self.failing:
            raise self.failing[place.channel]
        if (place.channel, key) not in self.posts:
            self.posts.append((place.channel, view.preview))
        return f"message of {key}"

    async def edit(self, place: Place, message: str, view: Message) -> None:
        """See bot.ports.Platform."""
        assert isinstance(view, PostView)
        if place.channel in self.failing:
            raise self.failing[place.channel]
        self.edits.append((message, view.preview))

    async def find(self, key: str, place: Place, since: datetime, *, board: str | None = None) -> str | None:
        """See bot.ports.Platform."""
        assert place.platform == self.name
        self.looked_for.append((key, since))
        self.looked_in.append(board)
        if self.blind:
            raise LookBackRefused("It may not be looked at.")
        return f"message of {key}" if key in self.findable else None

    def can_look_back(self, server: str) -> bool:
        """See bot.ports.Platform."""
        del server
        return not self.blind


def wording(post: Outgoing, _topics: Mapping[str, Topic], rejected: Collection[str], _now: datetime) -> PostView:
    """Put a post into few words."""
    if post.key == "unspeakable":
        raise KeyError("no words for it")
    struck = " struck" if isinstance(post, Amendment) and rejected else ""
    return PostView(preview=f"{post.key}{struck}", alerts=(), footer=(), url="")


class Scene:
    """A store, a platform, a clock and the outbox between them."""

    def __init__(self, store: MemoryStore | None = None, limits: Limits | None = None) -> None:
        self.store = store or MemoryStore()
        self.platform = FakePlatform(limits=limits or Limits())
        self.clock = FakeClock(NOW)
        self.told: list[Delivery] = []
        self.slept: list[float] = []
        self.outbox = Outbox(
            store=self.store,
            platforms={"console": self.platform},
            topics=TOPICS,
            wording=wording,
            clock=self.clock,
            tell=self.told.append,
            turns={"console": Turns(self.platform.limits, self.clock, self.sleep)},
            operators=(OPERATORS,),
        )

    async def sleep(self, seconds: float) -> None:
        """Note how long it is."""
        self.slept.append(seconds)

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
    await queue(scene.store, bound_for("desk", "1", platform="chat"), bound_for("desk", "2"))
    assert await scene.deliver() == [("desk", "2")]
    assert await scene.store.waiting_posts() == 1


async def test_a_channel_that_refuses_us_is_paused_told_of_and_resumed_by_the_first_post_it_takes() -> None:
    scene = Scene()
    await queue(scene.store, bound_for("desk", "1"), bound_for("desk", "2"), bound_for("night", "3"))
    scene.platform.failing["desk"] = ChannelRefused("Missing permissions.")
    assert [channel for channel, _ in await scene.deliver()] == ["night", "operators"]
    (paused,) = await scene.store.paused()
    assert (paused.place.channel, paused.reason, paused.since) == ("desk", "Missing permissions.", NOW)

    scene.platform.failing.clear()
    scene.clock.turn(FIRST_LOOK - timedelta(seconds=1))
    assert len(await scene.deliver()) == 2, "not before its time"
    scene.clock.turn(timedelta(seconds=1))
    posts = await scene.deliver()
    assert [key for channel, key in posts if channel == "desk"] == ["1", "2"], "nothing was lost"
    assert await scene.store.paused() == ()
    assert [told.resumed for told in scene.told if isinstance(told, Posted)].count(True) == 1
    assert [channel for channel, _ in posts].count("operators") == 2


async def test_a_channel_that_goes_on_refusing_is_asked_less_and_less_often_and_told_of_once() -> None:
    scene = Scene()
    await queue(scene.store, bound_for("desk", "1"))
    scene.platform.failing["desk"] = ChannelRefused("Unknown channel.")
    waits = []
    for _ in range(13):
        await scene.deliver()
        (paused,) = await scene.store.paused()
        waits.append(paused.next_look - scene.clock.now())
        scene.clock.turn(waits[-1])
    assert waits == [*(FIRST_LOOK * 2**n for n in (0, *range(11))), LONGEST_LOOK]
    assert [channel for channel, _ in scene.platform.posts] == ["operators"]


async def test_a_channel_whose_server_may_have_changed_its_mind_is_tried_at_once() -> None:
    scene = Scene()
    await queue(scene.store, bound_for("desk", "1"), bound_for("night", "2"))
    scene.platform.failing = {name: ChannelRefused("Missing permissions.") for name in ("desk", "night")}
    await scene.deliver()
    scene.platform.failing.clear()
    await look_again(scene.store, "chat", {""}, NOW)
    assert [channel for channel, _ in await scene.deliver()] == ["operators", "operators"]
    await look_again(scene.store, "console", {"paper"}, NOW)
    assert [key for _, key in await scene.deliver()][2:4] == ["1", "2"]


async def test_a_post_that_is_refused_for_good_is_kept_and_its_channel_goes_on() -> None:
    scene = Scene()
    await queue(scene.store, bound_for("desk", "1"), bound_for("night", "2"))
    scene.platform.failing["desk"] = MessageRefused("The body is too long.")
    await scene.deliver()
    scene.platform.failing.clear()
    await queue(scene.store, bound_for("desk", "3"))
    posts = await scene.deliver()
    assert [key for channel, key in posts if channel == "desk"] == ["3"]
    assert [told.fault for told in scene.told if isinstance(told, PostRefused)] == ["The body is too long."]
    assert [channel for channel, _ in posts].count("operators") == 1
    assert await scene.store.waiting_posts() == 0


@pytest.mark.parametrize("arrived", [True, False])
async def test_a_post_of_unknown_outcome_is_looked_for_before_it_is_sent_again(arrived: bool) -> None:
    scene = Scene()
    await queue(scene.store, bound_for("desk", "1"))
    scene.platform.failing["desk"] = Unanswered("No answer.")
    await scene.deliver()
    assert scene.platform.looked_for == [], "the first attempt is no doubt"
    scene.platform.failing.clear()
    scene.platform.findable = {"1"} if arrived else set()
    scene.clock.turn(timedelta(seconds=5))
    assert await scene.deliver() == ([] if arrived else [("desk", "1")])
    assert scene.platform.looked_for == [("1", NOW)]
    assert await scene.store.waiting_posts() == 0


async def test_a_post_whose_sender_died_is_looked_for_before_it_is_sent_again() -> None:
    scene = Scene()
    await queue(scene.store, bound_for("desk", "1"))
    await scene.store.lease_posts(NOW, 1, 60.0)
    await scene.store.release_posts(NOW)
    scene.platform.findable = {"1"}
    assert await scene.deliver() == []
    assert [told.message for told in scene.told if isinstance(told, Posted)] == ["message of 1"]


async def test_a_platform_that_asks_to_wait_is_not_asked_before() -> None:
    scene = Scene()
    await queue(scene.store, bound_for("desk", "1"))
    scene.platform.failing["desk"] = PlatformError("Too many.", wait=90.0)
    await scene.deliver()
    (told,) = scene.told
    assert isinstance(told, PostFailed)
    assert told.retry == NOW + timedelta(seconds=90)


async def test_posts_are_spread_as_the_platform_asks() -> None:
    scene = Scene(limits=Limits(per_second=40))
    await queue(scene.store, *(bound_for(f"channel-{n}", str(n)) for n in range(5)))
    await scene.deliver()
    assert sorted(scene.slept) == pytest.approx([0.025, 0.05, 0.075, 0.1])


async def test_no_more_posts_are_under_way_than_the_platform_takes() -> None:
    scene = Scene(limits=Limits(in_flight=3))
    await queue(scene.store, *(bound_for(f"channel-{n}", str(n)) for n in range(5)))
    scene.platform.hanging = {f"channel-{n}" for n in range(5)}
    await scene.outbox.tick()
    await scene.outbox.tick()
    assert len(scene.outbox.underway) == 3
    await scene.outbox.underway.end(0)


async def test_a_post_is_told_which_board_it_belongs_to() -> None:
    scene = Scene()
    place = bound_for("desk").place
    async with scene.store.transaction() as transaction:
        await transaction.add_board(place, TOPIC.id)
    board = await scene.store.board(place, TOPIC.id)
    assert board is not None
    await scene.store.put_board(replace(board, message="board-1"), NOW)
    await queue(scene.store, bound_for("desk", "1"), bound_for("night", "2"))
    await scene.deliver()
    assert set(scene.platform.boards) == {"board-1", None}


@pytest.mark.parametrize(("kind", "thread"), [(Kind.NOTE, "board-1"), (Kind.CONFLICT, None)])
async def test_a_note_of_unknown_outcome_is_looked_for_in_the_boards_thread_too(kind: Kind, thread: str | None) -> None:
    scene = Scene()
    told = bound_for("desk", "1")
    async with scene.store.transaction() as transaction:
        await transaction.add_board(told.place, TOPIC.id)
    board = await scene.store.board(told.place, TOPIC.id)
    assert board is not None
    await scene.store.put_board(replace(board, message="board-1"), NOW)
    await queue(scene.store, replace(told, alerts=(alert(kind, told.alerts[0].statement),)))
    await scene.store.lease_posts(NOW, 1, 60.0)
    await scene.store.release_posts(NOW)
    await scene.deliver()
    assert scene.platform.looked_in == [thread]


async def test_after_a_stop_no_more_are_looked_for_than_had_their_turn_at_hand() -> None:
    scene = Scene(limits=Limits(per_second=3, in_flight=50))
    scene.platform.hanging = {f"channel-{n}" for n in range(9)}
    await queue(scene.store, *(bound_for(f"channel-{n}", str(n)) for n in range(9)))
    await scene.outbox.tick()
    assert len(scene.outbox.underway) == 3
    await scene.outbox.underway.end(0)


async def test_a_search_takes_a_turn_as_a_message_does() -> None:
    scene = Scene(limits=Limits(per_second=10))
    await queue(scene.store, bound_for("desk", "1"))
    await scene.store.lease_posts(NOW, 1, 60.0)
    await scene.store.release_posts(NOW)
    await scene.deliver()
    assert (scene.platform.looked_for, scene.slept) == ([("1", NOW)], [pytest.approx(0.1)])


async def unanswered(scene: Scene, *times: int) -> None:
    """Let a post go without an answer, so often."""
    scene.platform.failing["desk"] = Unanswered("no answer")
    for _ in times:
        await scene.deliver()
        scene.clock.turn(timedelta(hours=1))
    del scene.platform.failing["desk"]


async def test_where_nobody_may_look_back_a_post_goes_out_again_and_says_so() -> None:
    scene = Scene()
    scene.platform.blind = True
    await queue(scene.store, bound_for("desk", "1"))
    await unanswered(scene, 1)
    assert await scene.deliver() == [("desk", "1")]
    assert [MAY_REPEAT in footer for footer in scene.platform.footers] == [False, True]


async def test_where_nobody_may_look_back_a_post_goes_out_again_once_and_the_operators_hear_of_it() -> None:
    scene = Scene()
    scene.platform.blind = True
    await queue(scene.store, bound_for("desk", "1"))
    await unanswered(scene, 1, 2)
    await scene.deliver()
    assert scene.platform.posts == [("operators", scene.platform.posts[0][1])]
    assert scene.platform.footers[:2] == ["", MAY_REPEAT]
    (told,) = [told for told in scene.told if isinstance(told, PostRefused)]
    assert told.fault.startswith("It was sent twice")


async def test_what_was_surely_not_sent_is_no_second_time() -> None:
    scene = Scene()
    scene.platform.blind = True
    await queue(scene.store, bound_for("desk", "1"))
    await unanswered(scene, 1)
    for _ in range(3):
        scene.platform.failing["desk"] = PlatformError("too many requests")
        await scene.deliver()
        scene.clock.turn(timedelta(hours=1))
    del scene.platform.failing["desk"]
    assert await scene.deliver() == [("desk", "1")]


async def test_a_rejected_post_is_shown_anew_in_place_and_one_that_is_gone_is_let_go() -> None:
    scene = Scene()
    post = bound_for("desk", "1")
    assert isinstance(post, Post)
    await queue(scene.store, post)
    await scene.deliver()
    async with scene.store.transaction() as transaction:
        await transaction.remark(a_rejection(post.alerts[0].id))
        await transaction.queue([Amendment(key="again-1", post=post, message="message of 1")], NOW)
    await scene.deliver()
    assert scene.platform.edits == [("message of 1", "again-1 struck")]
    scene.platform.failing["desk"] = MessageGone("Unknown message.")
    await queue(scene.store, Amendment(key="again-2", post=post, message="message of 1"))
    await scene.deliver()
    assert await scene.store.waiting_posts() == 0


def a_rejection(statement: str) -> Remark:
    """Let the server without a name call a statement a wrong reading."""
    return Remark(platform="console", server="", statement=statement, opinion=Opinion.REJECTED, person="ana", at=NOW)


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


async def test_what_is_under_way_is_not_sent_again_where_its_lease_ran_out_here_and_goes_on_under_the_new_one() -> None:
    scene = Scene()
    scene.platform.held_up = asyncio.Event()
    await queue(scene.store, bound_for("desk", "1"), bound_for("desk", "2"))
    await scene.outbox.tick()
    await scene.platform.asked.wait()
    scene.clock.turn(timedelta(seconds=LEASE))
    await scene.outbox.tick()
    scene.platform.held_up.set()
    await scene.outbox.underway.settle()
    assert scene.platform.posts == [("desk", "1"), ("desk", "2")]
    assert [type(told) for told in scene.told] == [Posted, Posted]
    assert scene.platform.looked_for == []
    assert await scene.store.waiting_posts() == 0


async def test_two_processes_keep_the_pace_and_the_order_of_a_channel_together() -> None:
    store, clock, slept = MemoryStore(), FakeClock(NOW), list[tuple[str, float]]()
    sent: list[tuple[str, datetime]] = []

    def process(name: str) -> Outbox:
        async def sleep(seconds: float) -> None:
            slept.append((name, seconds))
            clock.turn(timedelta(seconds=seconds))

        platform = FakePlatform(limits=Limits(per_channel=1.1))
        turns = {"console": Turns(platform.limits, clock, sleep)}

        def worded(post: Outgoing, *rest: Any) -> PostView:
            sent.append((post.key, clock.now()))
            return wording(post, *rest)

        return Outbox(
            store=store,
            platforms={"console": platform},
            topics=TOPICS,
            wording=worded,
            clock=clock,
            tell=lambda _: None,
            turns=turns,
        )

    processes = [process("one"), process("two")]
    for number in range(6):
        await queue(store, bound_for("desk", str(number)))
        outbox = processes[number % 2]
        await outbox.tick()
        await outbox.underway.settle()
        clock.turn(timedelta(seconds=0.2))
    assert [key for key, _ in sent] == list("012345")
    assert [round((after - before).total_seconds(), 3) for (_, before), (_, after) in pairwise(sent)] == [1.1] * 5
    assert [name for name, _ in slept] == ["two", "one", "two", "one", "two"]


async def test_a_platform_can_tell_that_a_post_may_be_anothers_by_now() -> None:
    """Stopped past its lease amid a delivery, a process sends nothing more under it until the store says so."""
    scene = Scene()
    scene.platform.held_up = asyncio.Event()
    await queue(scene.store, bound_for("desk", "1"))
    await scene.outbox.tick()
    await scene.platform.asked.wait()
    assert scene.platform.held()
    scene.clock.turn(timedelta(seconds=LEASE))
    assert not scene.platform.held()
    await scene.outbox.tick()
    assert scene.platform.held(), "nobody else took it"
    scene.platform.held_up.set()
    await scene.outbox.underway.settle()
