"""What the store keeps of feeds."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.model import FeedState, Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class HostShare:
    """How many feeds of one host a lease may take, so that no host fills it."""

    most: int | None = None
    """None sets no limit."""
    crowded: frozenset[str] = frozenset()
    """Hosts, as `host:port`, of which none is taken."""
    own: frozenset[str] = frozenset()
    """Hosts to which `most` does not apply."""


class FeedTransaction(Protocol):
    """Feeds and their items, in a write transaction. See bot.ports.Transaction."""

    async def lease_feeds(
        self, now: datetime, limit: int, lease_seconds: float, hosts: HostShare
    ) -> tuple[FeedState, ...]:
        """Take up to `limit` due feeds, the longest due first, and of each host no more than its share.

        They come in no order and with a grown fence. A poll that never reports is due again when its lease ends.
        Feeds that are paused or gone are never due.
        """
        ...

    async def put_feed(self, state: FeedState) -> bool:
        """Store a poll's result under its fence and end its lease; False (and nothing stored) when that was lost.

        A lease is lost once someone else took the feed, an operator woke it, or it was dropped; not by its end alone.
        What was configured, whether it is paused, how long pushes are relied on and how often its articles made an
        alert stay as they are.
        """
        ...

    async def put_feeds(self, states: Sequence[FeedState]) -> tuple[bool, ...]:
        """Store many results as `put_feed` does, and return for each whether it was stored."""
        ...

    async def count_alerted(self, feed: str) -> None:
        """Count one more reading of a feed's articles that made an alert, beside the poll under way."""
        ...

    async def release_feeds(self) -> int:
        """End every lease, and return how many there were.

        For the start of the one process that works on the store: whoever took them has died.
        """
        ...

    async def renew_feeds(self, leases: Mapping[str, int], until: datetime) -> None:
        """Hold feeds for longer, by URL and fence; those whose lease was lost are left out."""
        ...

    async def hand_back_feeds(self, leases: Mapping[str, int]) -> None:
        """End leases at once, by URL and fence; those that were lost are left out."""
        ...

    async def sync_feeds(self, states: Collection[FeedState]) -> None:
        """Make the configured feeds known.

        New ones are added as given, known ones keep their state but for what is configured (outlet, interval, full
        text), others are dropped with all that is remembered of their items.
        """
        ...

    async def pause_feeds(self, urls: Collection[str], *, paused: bool) -> None:
        """Stop polling these feeds, or let them be polled again when they are due."""
        ...

    async def wake_feeds(self, urls: Collection[str], now: datetime) -> None:
        """Make these feeds due, gone or not; the result of a poll that is under way is no longer stored."""
        ...

    async def hold_host(self, host: str, until: datetime) -> None:
        """Let no feed of a `host:port` be due before a time."""
        ...

    async def put_fingerprints(self, fingerprints: Mapping[str, Collection[str]]) -> None:
        """Remember the fingerprints of feeds' last bodies, by URL, in place of those before."""
        ...

    async def add_items(self, items: Mapping[str, Collection[str]], now: datetime) -> None:
        """Remember item ids, by the URL of their feed; those known stay as they are."""
        ...

    async def forget_items(self, before: datetime) -> int:
        """Forget the items added before a time, and return how many.

        One that is still listed will look new: its article's id (`known_articles`) is what tells.
        """
        ...


class FeedStore(Protocol):
    """Feeds, read from what is committed. See bot.ports.Store."""

    async def feed_states(self) -> tuple[FeedState, ...]:
        """Return every feed's state, by URL."""
        ...

    async def fingerprints(self, feeds: Collection[str]) -> Mapping[str, tuple[str, ...]]:
        """Return what `put_fingerprints` stored last, by URL; a feed without any is left out."""
        ...

    async def known_items(self, items: Mapping[str, Collection[str]]) -> frozenset[tuple[str, str]]:
        """Return those of these item ids, by the URL of their feed, that it printed before: (URL, id)."""
        ...

    async def feed_outcomes(self) -> Mapping[str, Mapping[Outcome, int]]:
        """Count how the first printings that each feed brought ended, by its URL; one that brought none is left out."""
        ...
