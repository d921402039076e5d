"""Keeps the boards: one message of a topic and channel that shows its disputed figures, edited in place."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256

from bot.commands.current import figures_seen
from bot.commands.names import shown_claims
from bot.crash import Crash, survive
from bot.errors import LookBackRefused, MessageGone, PlatformError
from bot.model import Board, Place, Topic, TopicFigures, stable_id
from bot.ports import Clock, Platform, Store
from bot.turns import Turns
from bot.underway import Underway
from bot.views import flat
from bot.views.figures import board_view

LEASE = 120.0
"""Seconds until a board is looked at again when nothing came of it."""
AT_ONCE = 20
LOOK_BACK = timedelta(hours=1)
"""How long ago a board may have been posted that nobody knows of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardFailed:
    """A board could not be shown; it is tried again when its lease ends."""

    board: Board
    fault: str
    crash: Crash | None = None
    """Set when nobody foresaw the error."""


class Boards:
    """Shows each board anew when its topic's ledger has grown; what changes at once is shown together."""

    def __init__(
        self,
        *,
        store: Store,
        platforms: Mapping[str, Platform],
        topics: Mapping[str, Topic],
        clock: Clock,
        tell: Callable[[BoardFailed | Crash], None],
        turns: Mapping[str, Turns],
    ) -> None:
        self._store = store
        self._platforms = platforms
        self._topics = topics
        self._clock = clock
        self._tell = tell
        self._turns = turns
        self._busy: Counter[str] = Counter()
        self.underway = Underway(tell)

    async def tick(self) -> None:
        """Begin to show what is not up to date, and do not wait for it."""
        for name in self._platforms:
            room = AT_ONCE - self._busy[name]
            stale = await self._store.lease_boards(name, self._clock.now(), room, LEASE) if room > 0 else ()
            self._busy[name] += len(stale)
            for board in stale:
                self.underway.start(self._show_and_tell(board))

    async def _show_and_tell(self, board: Board) -> None:
        try:
            outcome = await survive(self._show(board))
        finally:
            self._busy[board.place.platform] -= 1
        if isinstance(outcome, Crash):
            foreseen = isinstance(outcome.error, PlatformError)
            fault = str(outcome.error if foreseen else outcome)
            self._tell(BoardFailed(board=board, fault=fault, crash=None if foreseen else outcome))

    async def _show(self, board: Board) -> None:
        topic = self._topics.get(board.topic)
        if topic is None:
            return
        figures = await self._figures(board, topic)
        digest = digest_of(figures, self._clock)
        platform = self._platforms[board.place.platform]
        is_due = board.message is not None or any(claim.disputed for claim in figures.claims)
        if is_due and digest != board.digest:
            shown = await self._put(replace(board, digest=digest), figures, platform)
            due = self._clock.now() + timedelta(seconds=platform.limits.between_edits)
            await self._store.put_board(shown, due)
        else:
            await self._store.put_board(board, self._clock.now())

    async def _put(self, board: Board, figures: TopicFigures, platform: Platform) -> Board:
        """Edit the board, or post it where there is none or it can no longer be edited."""
        view = board_view(figures, self._clock.now())
        await self._turns[platform.name].wait(board.place)
        if board.message is not None:
            try:
                await platform.edit(board.place, board.message, view)
            except MessageGone:
                board = replace(board, edition=board.edition + 1)
            else:
                return board
        place = board.place
        key = stable_id("board", place.platform, place.server, place.channel, board.topic, str(board.edition))
        found = await self._found(key, place, platform)
        if found is None:
            return replace(board, message=await platform.post(key, place, view))
        await platform.edit(place, found, view)
        return replace(board, message=found)

    async def _found(self, key: str, place: Place, platform: Platform) -> str | None:
        """Look whether the board was posted before an end that came too early to say so."""
        try:
            return await platform.find(key, place, self._clock.now() - LOOK_BACK)
        except LookBackRefused:
            return None

    async def _figures(self, board: Board, topic: Topic) -> TopicFigures:
        place = board.place
        rejected = await self._store.rejected(place.platform, place.server)
        return await figures_seen(topic, shown_claims(topic), self._store, rejected)


def digest_of(figures: TopicFigures, clock: Clock) -> str:
    """Return what tells two boards apart: all that is on them but the time."""
    view = board_view(figures, clock.now())
    lines = [view.title, *(text for part in view.sections for text in (part.heading, *map(flat, part.lines)))]
    return sha256("\n".join(lines).encode()).hexdigest()
