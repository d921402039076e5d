"""What the connection to Discord tells its operator."""

from dataclasses import dataclass

from bot.crash import Crash


@dataclass(frozen=True, slots=True)
class Connected:
    """The gateway takes and gives."""


@dataclass(frozen=True, slots=True)
class Disconnected:
    """The gateway is away, and is tried again; posts go out all the same."""

    fault: str
    retry: float
    """Seconds until the next try."""


@dataclass(frozen=True, slots=True)
class Synced:
    """The commands were registered, since they had changed."""

    commands: int


@dataclass(frozen=True, slots=True)
class NotSynced:
    """The commands could not be registered."""

    fault: str


@dataclass(frozen=True, slots=True)
class AnswerFailed:
    """Somebody's question was not answered, or not in time."""

    asked: str
    crash: Crash


@dataclass(frozen=True, slots=True)
class Unread:
    """An event made no sense; it is passed over."""

    event: str
    fault: str


Told = Connected | Disconnected | Synced | NotSynced | AnswerFailed | Unread
