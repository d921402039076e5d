"""Boards and paused channels, in memory."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from adapters.storage.memory.audience import address
from adapters.storage.memory.state import Shown, State, StorePart, TransactionPart
from bot.model import Board, Paused, Place

ANEW = -1
"""Shows less than any ledger holds."""
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class BoardTransaction(TransactionPart):
    """See bot.ports.boards.BoardTransaction."""

    async def add_board(self, place: Place, topic: str) -> None:
        """See bot.ports.boards."""
        fresh = Shown(Board(place=place, topic=topic, upto=ANEW), due=LONG_AGO)
        self._state.boards.setdefault((place, topic), fresh)

    async def drop_board(self, place: Place, topic: str) -> None:
        """See bot.ports.boards."""
        self._state.boards.pop((place, topic), None)

    async def touch_boards(self, topic: str, platform: str | None = None, server: str | None = None) -> None:
        """See bot.ports.boards."""
        for key, shown in self._state.boards.items():
            place = shown.board.place
            if key[1] == topic and (platform is None or (place.platform, place.server) == (platform, server)):
                self._state.boards[key] = replace(shown, board=replace(shown.board, upto=ANEW))


class BoardStore(StorePart):
    """See bot.ports.boards.BoardStore."""

    async def lease_boards(self, platform: str, now: datetime, limit: int, lease_seconds: float) -> tuple[Board, ...]:
        """See bot.ports.boards."""
        async with self._writing:
            state = self._opened()
            grown = _grown(state)
            stale = [
                (key, shown)
                for key, shown in state.boards.items()
                if shown.board.place.platform == platform
                and shown.due <= now
                and shown.board.upto < grown.get(shown.board.topic, 0)
                and not is_paused(state, shown.board.place, now)
            ][:limit]
            until = now + timedelta(seconds=lease_seconds)
            for key, shown in stale:
                state.boards[key] = Shown(replace(shown.board, fence=shown.board.fence + 1), until)
            return tuple(replace(state.boards[key].board, upto=grown.get(shown.board.topic, 0)) for key, shown in stale)

    async def put_board(self, board: Board, due: datetime) -> None:
        """See bot.ports.boards."""
        async with self._writing:
            boards = self._opened().boards
            known = boards.get((board.place, board.topic))
            if known is not None:
                lost = replace(known, board=replace(known.board, upto=ANEW))
                boards[board.place, board.topic] = Shown(board, due) if known.board.fence == board.fence else lost

    async def board(self, place: Place, topic: str) -> Board | None:
        """See bot.ports.boards."""
        shown = self._opened().boards.get((place, topic))
        return shown.board if shown else None

    async def pause(self, paused: Paused) -> bool:
        """See bot.ports.boards."""
        async with self._writing:
            known = self._opened().paused
            before = known.get(paused.place)
            known[paused.place] = replace(paused, since=before.since) if before else paused
            return before is None

    async def resume(self, place: Place) -> bool:
        """See bot.ports.boards."""
        async with self._writing:
            return self._opened().paused.pop(place, None) is not None

    async def paused(self) -> tuple[Paused, ...]:
        """See bot.ports.boards."""
        return tuple(sorted(self._opened().paused.values(), key=lambda paused: address(paused.place)))


def is_paused(state: State, place: Place, now: datetime) -> bool:
    """Tell a paused channel whose next look has not come."""
    paused = state.paused.get(place)
    return paused is not None and paused.next_look > now


def _grown(state: State) -> dict[str, int]:
    """Return the place of each topic's newest entry in the order of arrival, from one."""
    return {entry.statement.topic: number for number, entry in enumerate(state.ledger.values(), start=1)}
