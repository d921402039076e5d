"""What the connection to Slack tells its operator."""

from dataclasses import dataclass

from bot.crash import Crash


@dataclass(frozen=True, slots=True)
class Connected:
    """What people ask reaches us."""


@dataclass(frozen=True, slots=True)
class Disconnected:
    """The connection is away, and is tried again; posts go out all the same."""

    fault: str
    retry: float
    """Seconds until the next try."""


@dataclass(frozen=True, slots=True)
class LetIn:
    """A workspace let us in."""

    server: str
    name: str
    channels: int = 0
    """How many had waited for that."""


@dataclass(frozen=True, slots=True)
class TakenOut:
    """A workspace took us out; its channels wait."""

    server: str
    channels: int


@dataclass(frozen=True, slots=True)
class Refused:
    """A call was refused before anything came of it."""

    why: str
    server: str = ""


@dataclass(frozen=True, slots=True)
class AnswerFailed:
    """Somebody's question was not answered, or not in time."""

    asked: str
    crash: Crash


Told = Connected | Disconnected | LetIn | TakenOut | Refused | AnswerFailed
