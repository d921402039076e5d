"""Gateway sessions: what each shard was told, kept so that a resumed connection gets what it missed."""

import secrets
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from tests.doubles.wire.calls import Json
from tests.doubles.wire.clock import RunningClock

DISPATCH = 0
MOST_KEPT = 2000
GUILDS, GUILD_MESSAGES, DIRECT_MESSAGES, MESSAGE_CONTENT = 1 << 0, 1 << 9, 1 << 12, 1 << 15
INTENTS = {
    "GUILD_CREATE": GUILDS,
    "GUILD_DELETE": GUILDS,
    "CHANNEL_CREATE": GUILDS,
    "CHANNEL_UPDATE": GUILDS,
    "CHANNEL_DELETE": GUILDS,
    "THREAD_CREATE": GUILDS,
    "THREAD_UPDATE": GUILDS,
    "THREAD_DELETE": GUILDS,
    "MESSAGE_CREATE": GUILD_MESSAGES,
    "MESSAGE_UPDATE": GUILD_MESSAGES,
    "MESSAGE_DELETE": GUILD_MESSAGES,
}
"""Events that are told only to whoever asked for them; all others are told always."""
UNREAD: Json = {"content": "", "embeds": [], "attachments": [], "components": []}


class Connection(Protocol):
    """A socket as a session sees it."""

    def tell(self, payload: Json) -> None:
        """Send a payload when the socket is free; nothing happens when it is closed."""


@dataclass(slots=True)
class Session:
    """One shard's session, with or without a connection."""

    shard: int
    shards: int
    intents: int
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    sequence: int = 0
    told: deque[Json] = field(default_factory=lambda: deque(maxlen=MOST_KEPT))
    connection: Connection | None = None
    left: float = 0.0
    """When its connection was lost."""

    def tell(self, event: str, data: Json) -> None:
        """Tell an event, and keep it for a resume."""
        self.sequence += 1
        payload = {"op": DISPATCH, "t": event, "s": self.sequence, "d": data}
        self.told.append(payload)
        if self.connection:
            self.connection.tell(payload)

    def missed(self, sequence: int) -> list[Json]:
        """Return what came after a sequence number."""
        return [each for each in self.told if each["s"] > sequence]


class Sessions:
    """All sessions by id; a shard may have had several."""

    def __init__(self, clock: RunningClock, bot_id: int) -> None:
        self._bot_id = str(bot_id)
        self.resumable_for = 180.0
        """Seconds that a session without a connection lives."""
        self._clock = clock
        self._known: dict[str, Session] = {}

    def open(self, session: Session) -> None:
        """Start a session; older ones of the same shard end."""
        for each in [known for known in self._known.values() if known.shard == session.shard]:
            self.end(each)
        self._known[session.id] = session

    def end(self, session: Session) -> None:
        """End a session: it can not be resumed."""
        self._known.pop(session.id, None)

    def lose(self, session: Session, connection: Connection) -> None:
        """Note that a connection is gone."""
        if session.connection is connection:
            session.connection = None
            session.left = self._clock.seconds()

    def resumable(self, session_id: str) -> Session | None:
        """Return the session if it still lives."""
        session = self._known.get(session_id)
        if session and not session.connection and self._clock.seconds() - session.left > self.resumable_for:
            self.end(session)
            return None
        return session

    def all(self) -> list[Session]:
        """Return those that live."""
        return list(self._known.values())

    def tell(self, event: str, data: Json, guild_id: int | None) -> None:
        """Tell an event to the shard of a server; without a server, to shard 0."""
        for session in self._of(guild_id):
            needed = INTENTS.get(event, 0)
            if session.intents & needed == needed:
                session.tell(event, data if self._may_read(session, event, data) else {**data, **UNREAD})

    def _may_read(self, session: Session, event: str, data: Json) -> bool:
        """Tell whether a bot sees what a message says: its own and those that mention it, others only if granted."""
        if event not in ("MESSAGE_CREATE", "MESSAGE_UPDATE") or session.intents & MESSAGE_CONTENT:
            return True
        return self._bot_id in {data["author"]["id"], *(each["id"] for each in data["mentions"])}

    def _of(self, guild_id: int | None) -> Iterator[Session]:
        for session in self._known.values():
            if session.shard == ((guild_id or 0) >> 22) % session.shards:
                yield session
