"""Boards and paused channels, in the store."""

from datetime import datetime
from typing import Protocol

from bot.model import Board, Paused, Place


class BoardTransaction(Protocol):
    """Boards, in a write transaction. See bot.ports.Transaction."""

    async def add_board(self, place: Place, topic: str) -> None:
        """Give a channel a board of a topic; one that is there stays as it is."""
        ...

    async def drop_board(self, place: Place, topic: str) -> None:
        """Keep a channel's board of a topic no longer up to date."""
        ...

    async def touch_boards(self, topic: str, platform: str | None = None, server: str | None = None) -> None:
        """Let the topic's boards be looked at anew, of one server or of all."""
        ...


class BoardStore(Protocol):
    """Boards and paused channels, where each call is a transaction of its own. See bot.ports.Store."""

    async def lease_boards(self, platform: str, now: datetime, limit: int, lease_seconds: float) -> tuple[Board, ...]:
        """Take boards whose topic's ledger has grown since they were shown, but for those in paused channels.

        They come with `upto` grown to the ledger as it is now and a grown fence, and are hidden until the lease ends.
        """
        ...

    async def put_board(self, board: Board, due: datetime) -> None:
        """Record a board as it is shown now, under its fence; it is not taken again before it is due.

        One whose lease was lost is shown anew: two processes may have edited it in any order.
        """
        ...

    async def board(self, place: Place, topic: str) -> Board | None:
        """Return a channel's board of a topic."""
        ...

    async def pause(self, paused: Paused) -> bool:
        """Let a channel's posts wait until its next look; False when it was paused before (`since` stays)."""
        ...

    async def resume(self, place: Place) -> bool:
        """Let a channel's posts go; False when it was not paused."""
        ...

    async def paused(self) -> tuple[Paused, ...]:
        """Return the paused channels, by place."""
        ...
