"""Boards: one message of a topic and channel, edited in place."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from adapters.storage import MemoryStore
from bot.boards import LEASE, BoardFailed, Boards
from bot.crash import Crash
from bot.errors import LookBackRefused, MessageGone, PlatformError
from bot.model import CardView, Entry, Kind, Message, Opinion, Place, Remark
from bot.ports import Held, Limits, always
from bot.turns import Turns
from bot.views import as_text
from tests.doubles.clock import FakeClock
from tests.newsroom import ESCAPED, NOW, TOPIC, TOPICS, entry, statement

DESK = Place(platform="chat", server="paper", channel="desk")


@dataclass
class Wall:
    """A platform that keeps its messages, and lets them be edited while they are not too old."""

    name: str = "chat"
    limits: Limits = field(default_factory=lambda: Limits(between_edits=10.0))
    messages: dict[str, str] = field(default_factory=dict)
    edits: int = 0
    fault: Exception | None = None
    blind: bool = False

    async def post(
        self, key: str, place: Place, view: Message, *, board: str | None = None, held: Held = always
    ) -> str:
        """See bot.ports.Platform."""
        assert held()
        assert (place, board) == (DESK, None)
        assert isinstance(view, CardView)
        if self.fault and not isinstance(self.fault, MessageGone):
            raise self.fault
        self.messages[key] = as_text(view)
        return key

    async def edit(self, place: Place, message: str, view: Message) -> None:
        """See bot.ports.Platform."""
        assert place == DESK
        assert isinstance(view, CardView)
        if self.fault:
            raise self.fault
        self.edits += 1
        self.messages[message] = as_text(view)

    async def find(self, key: str, place: Place, since: datetime, *, board: str | None = None) -> str | None:
        """See bot.ports.Platform."""
        assert (place, board) == (DESK, None)
        assert since < NOW + timedelta(days=1)
        if self.blind:
            raise LookBackRefused("It may not be looked at.")
        return key if key in self.messages else None

    def can_look_back(self, server: str) -> bool:
        """See bot.ports.Platform."""
        del server
        return not self.blind


class Scene:
    """A channel with a board of the storm."""

    def __init__(self) -> None:
        self.store, self.wall, self.clock = MemoryStore(), Wall(), FakeClock(NOW)
        self.told: list[BoardFailed | Crash] = []
        self.boards = Boards(
            store=self.store,
            platforms={"chat": self.wall},
            topics=TOPICS,
            clock=self.clock,
            tell=self.told.append,
            turns={"chat": Turns(self.wall.limits, self.clock)},
        )

    async def begin(self) -> None:
        """Give the channel a board."""
        async with self.store.transaction() as transaction:
            await transaction.add_board(DESK, TOPIC.id)

    async def news(self, *entries: Entry) -> list[str]:
        """Write to the ledger, and return the channel's messages a while later."""
        async with self.store.transaction() as transaction:
            await transaction.append(entries)
        self.clock.turn(timedelta(seconds=10))
        return await self.look()

    async def look(self) -> list[str]:
        """Let the boards be looked at, and return the channel's messages."""
        await self.boards.tick()
        await self.boards.underway.settle()
        return list(self.wall.messages.values())


def said(value: int, source: str) -> Entry:
    """Make a figure on the escapees."""
    return entry(statement(f"{value:,}", value, claim=ESCAPED, source=source), Kind.CONFLICT)


async def test_a_board_appears_with_the_first_dispute_and_is_edited_from_then_on() -> None:
    scene = Scene()
    await scene.begin()
    assert await scene.news(said(120, "ministry")) == [], "nothing is posted unasked while nothing is disputed"
    (board,) = await scene.news(said(1_500, "guards"))
    assert board.startswith("Board: The storm\n🔴 DISPUTED Harbour prison escapees · 2 origins, 1 outlet\n")
    (edited,) = await scene.news(said(137, "ministry"))
    assert "137 · Northland government" in edited
    (settled,) = await scene.news(said(1_500, "ministry"))
    assert "Nothing is disputed at the moment." in settled
    assert scene.wall.edits == 2


async def test_what_changes_nothing_on_the_board_is_no_edit() -> None:
    scene = Scene()
    await scene.begin()
    await scene.news(said(120, "ministry"), said(1_500, "guards"))
    await scene.news(entry(statement("9", 9)))
    assert scene.wall.edits == 0


async def test_changes_within_the_platforms_pause_are_shown_together() -> None:
    scene = Scene()
    await scene.begin()
    await scene.news(said(120, "ministry"), said(1_500, "guards"))
    for value in (137, 140, 150):
        async with scene.store.transaction() as transaction:
            await transaction.append([said(value, "ministry")])
        await scene.look()
    assert scene.wall.edits == 0
    scene.clock.turn(timedelta(seconds=10))
    assert "150" in (await scene.look())[0]
    assert scene.wall.edits == 1


async def test_a_board_that_can_no_longer_be_edited_is_posted_anew() -> None:
    scene = Scene()
    await scene.begin()
    await scene.news(said(120, "ministry"), said(1_500, "guards"))
    scene.wall.fault = MessageGone("Too many edits of an old message.")
    old, new = await scene.news(said(137, "ministry"))
    assert "120" in old
    assert "137" in new
    scene.wall.fault = None
    await scene.news(said(140, "ministry"))
    assert len(scene.wall.messages) == 2


async def test_a_board_that_fails_is_told_and_tried_again() -> None:
    scene = Scene()
    await scene.begin()
    scene.wall.fault = PlatformError("no answer")
    assert await scene.news(said(120, "ministry"), said(1_500, "guards")) == []
    (told,) = scene.told
    assert isinstance(told, BoardFailed)
    assert (told.fault, told.crash) == ("no answer", None)
    scene.wall.fault = None
    assert await scene.look() == []
    scene.clock.turn(timedelta(seconds=LEASE))
    assert len(await scene.look()) == 1


async def test_a_board_that_was_posted_and_not_recorded_is_found_again() -> None:
    scene = Scene()
    await scene.begin()
    await scene.news(said(120, "ministry"), said(1_500, "guards"))
    board = await scene.store.board(DESK, TOPIC.id)
    assert board is not None
    await scene.store.put_board(replace(board, message=None, digest="", upto=0), NOW)
    (found,) = await scene.news(said(137, "ministry"))
    assert "137" in found
    assert scene.wall.edits == 1


async def test_a_board_is_posted_also_where_nobody_may_look_back() -> None:
    scene = Scene()
    scene.wall.blind = True
    await scene.begin()
    assert len(await scene.news(said(120, "ministry"), said(1_500, "guards"))) == 1


async def test_a_board_shows_what_its_server_takes_for_right() -> None:
    scene = Scene()
    await scene.begin()
    wrong = said(1_500, "guards")
    await scene.news(said(120, "ministry"), wrong)
    async with scene.store.transaction() as transaction:
        await transaction.remark(
            Remark(
                platform="chat",
                server="paper",
                statement=wrong.statement.id,
                opinion=Opinion.REJECTED,
                person="ana",
                at=NOW,
            )
        )
        await transaction.touch_boards(TOPIC.id, "chat", "paper")
    scene.clock.turn(timedelta(seconds=10))
    assert "Nothing is disputed" in (await scene.look())[0]


async def test_a_board_of_a_topic_no_longer_under_watch_is_left_alone() -> None:
    scene = Scene()
    async with scene.store.transaction() as transaction:
        await transaction.add_board(DESK, "flood")
        flood = said(9, "ministry")
        await transaction.append([replace(flood, statement=replace(flood.statement, topic="flood"))])
    assert await scene.look() == []
    assert scene.told == []
