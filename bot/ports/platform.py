"""Places where messages appear: a chat platform, or a terminal."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.model import Message, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a platform can take. The outbox keeps to it; within it a channel never has two messages under way."""

    per_second: float | None = None
    """Messages and edits in all; None for no limit."""
    per_channel: float = 0.0
    """Seconds between two messages in one channel."""
    in_flight: int = 50
    """Messages under way at once."""
    between_edits: float = 1.0
    """Seconds between two edits of a board; what changes meanwhile is shown together."""


Held = Callable[[], bool]
"""Tells whether a post is still ours to send: a process that stood still for long may have lost it to another."""


def always() -> bool:
    """Tell so of what nobody else sends."""
    return True


class Platform(Protocol):
    """A place where messages appear.

    Every method raises PlatformError when nothing was done and it may be tried again, or one of its kinds:
    Unanswered (nobody knows whether it was done), ChannelRefused (nothing can be done in this channel),
    MessageRefused (this message can never be sent), MessageGone (there is nothing to edit), LookBackRefused (nobody
    can tell whether it was done).
    """

    name: str
    limits: Limits

    async def post(
        self, key: str, place: Place, view: Message, *, board: str | None = None, held: Held = always
    ) -> str:
        """Post and return the message's id. A key is posted once while the platform can tell.

        After a restart one that knows no keys cannot, so that whoever is unsure asks `find` first.

        `board` is the id of the channel's board on the same topic: a post of notes alone goes into its thread, and
        others link to it, where the platform can do that. One that would show twice what is sent twice asks `held` at
        the last moment, after every wait, and sends nothing then (PlatformError).
        """
        ...

    async def edit(self, place: Place, message: str, view: Message) -> None:
        """Show a message anew in place."""
        ...

    async def find(self, key: str, place: Place, since: datetime, *, board: str | None = None) -> str | None:
        """Look back for a message that was posted under this key since a time; return its id, or None.

        For a post whose outcome nobody knows; `board` is as it was for `post`. Raises LookBackRefused where the
        platform does not let us look.
        """
        ...

    def can_look_back(self, server: str) -> bool:
        """Return whether `find` works in a server, as far as is known."""
        ...
