"""What the connection to Discord tells its operator."""

from dataclasses import dataclass

from bot.connection import AnswerFailed, Connected, Disconnected


@dataclass(frozen=True, slots=True)
class Synced:
    """The commands were registered, since they had changed."""

    commands: int


@dataclass(frozen=True, slots=True)
class NotSynced:
    """The commands could not be registered."""

    fault: str


@dataclass(frozen=True, slots=True)
class Unread:
    """An event made no sense; it is passed over."""

    event: str
    fault: str


Told = Connected | Disconnected | Synced | NotSynced | AnswerFailed | Unread
