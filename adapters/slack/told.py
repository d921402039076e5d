"""What the connection to Slack tells its operator."""

from dataclasses import dataclass

from bot.connection import AnswerFailed, Connected, Disconnected


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


Told = Connected | Disconnected | LetIn | TakenOut | Refused | AnswerFailed
