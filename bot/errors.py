"""Every error Tallywire raises on purpose.

TallywireError
├── Misuse                 the person can mend it: exit code 2
│   ├── SettingsError      settings file or environment (all faults at once)
│   ├── TopicError         topic file (all faults at once)
│   ├── ArticlesError      article input for read, replay, evaluate, check
│   └── UnknownName        a topic, claim, feed or alert id nobody knows
└── Failure                the world failed: exit code 1
    ├── StoreError         the database
    │   ├── StoreLocked
    │   ├── StoreCorrupt
    │   ├── StoreFull
    │   └── StoreOutdated
    ├── PlatformError      a chat platform refused or vanished; nothing was posted
    │   ├── Unanswered     nobody knows whether it was posted
    │   ├── ChannelRefused the channel is gone or closed to us, for every message
    │   ├── MessageRefused this message is refused, whenever it is sent
    │   ├── MessageGone    the message to be edited is gone or too old
    │   └── LookBackRefused we may not look whether it was posted
    └── FaultyResource     a feed, page or other thing from outside could not be used
        ├── UnreadablePage a page shows no article
        ├── TooCostly      reading it had to be stopped
        └── NoWorker       no process could be started to read it: it is none of its own doing

The message is a sentence that names the thing and says what to do.
"""

from collections.abc import Sequence
from dataclasses import dataclass


class TallywireError(Exception):
    """Something Tallywire can explain in one sentence."""


class Misuse(TallywireError):
    """The person who started the command can mend this."""


class Failure(TallywireError):
    """The world outside failed."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in one place of a file or of the environment."""

    place: str
    """`file:line` or `file` or an environment variable's name."""
    key: str
    """Dotted key, such as `claims.0.series`; empty when the whole file is meant."""
    message: str

    def __str__(self) -> str:
        where = f"{self.place}: {self.key}" if self.key else self.place
        return f"{where}: {self.message}"


class Faults(Misuse):
    """Several faults found in one pass, reported together."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class SettingsError(Faults):
    """The settings cannot be used."""


class TopicError(Faults):
    """A topic file cannot be used."""


class ArticlesError(Misuse):
    """The articles named on the command line cannot be used."""


class UnknownName(Misuse):
    """Nobody knows this topic, claim, feed or alert."""


class StoreError(Failure):
    """The database failed."""


class StoreHeldUp(StoreError):
    """Something stands in the way of the database that may pass; nothing is wrong with what was to be stored."""


class StoreLocked(StoreHeldUp):
    """Another process holds the database."""


class StoreCorrupt(StoreError):
    """The database file is damaged or is no database."""


class StoreFull(StoreHeldUp):
    """No room is left for the database."""


class StoreAway(StoreHeldUp):
    """The database server does not answer, or lets us in no more."""


class StoreMoved(StoreHeldUp):
    """Another process stored the same meanwhile, or stood in the way: nothing was stored; it may be tried again."""


class StoreOutdated(StoreError):
    """The database has another schema version than this program."""


class PlatformError(Failure):
    """A chat platform refused or vanished; nothing was posted. `wait`: seconds that it asked for, if it did."""

    def __init__(self, message: str, *, wait: float | None = None) -> None:
        self.wait = wait
        super().__init__(message)


class Unanswered(PlatformError):
    """A platform took a message and did not answer: nobody knows whether it was posted."""


class ChannelRefused(PlatformError):
    """A channel is gone or closed to us, whatever is sent."""


class MessageRefused(PlatformError):
    """A platform will never take this message as it is."""


class MessageGone(PlatformError):
    """The message to be edited is gone, or the platform no longer lets it be edited."""


class LookBackRefused(PlatformError):
    """A platform does not let us look whether a message was posted."""


class FaultyResource(Failure):
    """A feed, a page or another thing from outside could not be used."""

    def __init__(
        self, message: str, *, status: int | None = None, retry_after: float | None = None, gone: bool = False
    ) -> None:
        """Keep the HTTP status, the seconds that the server asks to be left alone, and whether it is gone for good."""
        self.status = status
        self.retry_after = retry_after
        self.gone = gone
        super().__init__(message)


class UnreadablePage(FaultyResource):
    """A page shows no article: a paywall, a consent notice, a login, a page for browsers alone."""


class TooCostly(FaultyResource):
    """Reading a thing from outside took more time or memory than it may, or ended the process that read it."""


class NoWorker(FaultyResource):
    """No process could be started to read a thing from outside."""
