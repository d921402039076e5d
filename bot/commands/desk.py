"""What an answer is made from."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from bot.commands.request import Request
from bot.errors import Misuse
from bot.model import Article, Entry, FeedCheck, Place, Topic
from bot.ports import Charts, Platform, Store
from bot.steps import Steps


class FeedList(Protocol):
    """The list of feeds that is polled, as operators change it.

    Every method raises Misuse or FaultyResource, with the reason.
    """

    async def add(self, url: str, outlet: str) -> str:
        """Look at a feed, add it and say so; without an outlet it is what the feed calls itself."""
        ...

    async def remove(self, name: str) -> str:
        """Take the feeds of an address or outlet off the list and say so."""
        ...

    async def test(self, url: str) -> FeedCheck:
        """Fetch and parse a feed, and store nothing."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The topics, the store and the time; what only some commands need is None where it is not there."""

    topics: Mapping[str, Topic]
    store: Store
    now: datetime
    charts: Charts | None = None
    steps: Steps | None = None
    page: Callable[[str], Awaitable[Article]] | None = None
    """Fetches a web page and returns its article; raises FaultyResource."""
    feeds: FeedList | None = None
    platforms: Mapping[str, Platform] = field(default_factory=dict)
    """Where posts go, by name."""

    def at(self, now: datetime) -> "Desk":
        """Return the same desk at another time."""
        return replace(self, now=now)


async def rejected_in(place: Place, desk: Desk) -> frozenset[str]:
    """Return the statements that the server of a channel calls wrong readings."""
    return await desk.store.rejected(place.platform, place.server)


async def entries_seen(
    topic: str, claim: str | None, desk: Desk, rejected: frozenset[str] = frozenset()
) -> tuple[Entry, ...]:
    """Return the ledger as a server sees it: without the statements that it rejects."""
    entries = await desk.store.entries(topic, claim)
    return tuple(entry for entry in entries if entry.statement.id not in rejected) if rejected else entries


def need_rights(request: Request, *, operator: bool = False) -> None:
    """Raise Misuse unless the person may change what the channel hears, or runs the bot."""
    if operator and not request.is_operator:
        raise Misuse("Only operators may do that; the settings name them.")
    if not (request.is_desk or request.is_operator):
        raise Misuse("Only the desk may do that: whoever may manage this channel, or has the desk's role.")
