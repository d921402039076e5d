"""The connection on which a platform tells what people ask: what operators hear of it, and when it is tried again."""

from dataclasses import dataclass

from bot.crash import Crash

FIRST_RETRY, LONGEST_RETRY = 1.0, 60.0


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
class AnswerFailed:
    """Somebody's question was not answered, or not in time."""

    asked: str
    crash: Crash


def wait_before(failures: int, chance: float) -> float:
    """Return the seconds before the next try: twice as many after each failure in a row, up to a minute.

    `chance`, from 0 to 1, takes up to half of them away, so that not all come back at the same moment.
    """
    return min(FIRST_RETRY * 2.0 ** min(failures - 1, 10), LONGEST_RETRY) * (0.5 + chance / 2)
