"""Feeds and their items, on a database."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import compress
from typing import Any

from sqlalchemy import Select, and_, bindparam, delete, false, func, insert, or_, select, update

from adapters.storage import codec
from adapters.storage.connection import Guarded, chunks
from adapters.storage.sql.parts import StorePart, TransactionPart
from adapters.storage.tables import ARTICLES, FEEDS, FINGERPRINTS, ITEMS
from bot.model import FeedState, Outcome
from bot.ports import HostShare
from bot.urls import host_of

_ADDRESSES = select(FEEDS.c.url, FEEDS.c.address).order_by(FEEDS.c.url)
"""In one order in every process, so that no two wait for each other."""
FEW = 16
WINDOW = 1_000
"""Due feeds looked at for one lease: more would cost time, and hosts that fill it are crowded at the next."""


class FeedTransaction(TransactionPart):
    """See bot.ports.feeds.FeedTransaction."""

    async def lease_feeds(
        self, now: datetime, limit: int, lease_seconds: float, hosts: HostShare
    ) -> tuple[FeedState, ...]:
        """See bot.ports.feeds."""
        lease = (
            update(FEEDS)
            .where(FEEDS.c.url.in_(_due(now, limit, hosts)))
            .values(lease_until=now + timedelta(seconds=lease_seconds), fence=FEEDS.c.fence + 1)
            .returning(FEEDS)
        )
        return tuple(codec.feed_state(row) for row in await self._db.rows(lease))

    async def put_feed(self, state: FeedState) -> bool:
        """See bot.ports.feeds."""
        (stored,) = await self.put_feeds([state])
        return stored

    async def put_feeds(self, states: Sequence[FeedState]) -> tuple[bool, ...]:
        """See bot.ports.feeds."""
        fences: dict[str, int] = {}
        for some in chunks([state.feed.url for state in states]):
            leases = select(FEEDS.c.url, FEEDS.c.fence).where(FEEDS.c.url.in_(some))
            leases = leases.order_by(FEEDS.c.url).with_for_update()  # one order, so that no two wait for each other
            fences.update((row.url, row.fence) for row in await self._db.rows(leases))
        held = tuple(fences.get(state.feed.url) == state.fence for state in states)
        results = [
            {"known": state.feed.url, **codec.polled_values(state), "lease_until": None}
            for state in compress(states, held)
        ]
        await self._db.write(update(FEEDS).where(FEEDS.c.url == bindparam("known")), results)
        return held

    async def count_alerted(self, feed: str) -> None:
        """See bot.ports.feeds."""
        await self._db.write(update(FEEDS).where(FEEDS.c.url == feed).values(alerted=FEEDS.c.alerted + 1))

    async def release_feeds(self) -> int:
        """See bot.ports.feeds."""
        return await self._db.write(update(FEEDS).where(FEEDS.c.lease_until.is_not(None)).values(lease_until=None))

    async def renew_feeds(self, leases: Mapping[str, int], until: datetime) -> None:
        """See bot.ports.feeds."""
        await self._hold(leases, until)

    async def hand_back_feeds(self, leases: Mapping[str, int]) -> None:
        """See bot.ports.feeds."""
        await self._hold(leases, None)

    async def _hold(self, leases: Mapping[str, int], until: datetime | None) -> None:
        held = update(FEEDS).where(FEEDS.c.url == bindparam("known"), FEEDS.c.fence == bindparam("held"))
        rows = [{"known": url, "held": fence} for url, fence in sorted(leases.items())]
        await self._db.write(held.where(FEEDS.c.lease_until.is_not(None)).values(lease_until=until), rows)

    async def sync_feeds(self, states: Collection[FeedState]) -> None:
        """See bot.ports.feeds."""
        known = {row.url: row.address for row in await self._db.rows(_ADDRESSES)}
        wanted = {state.feed.url: state for state in states}
        for dropped in chunks(known.keys() - wanted.keys()):
            for table, url in ((FEEDS, FEEDS.c.url), (ITEMS, ITEMS.c.feed), (FINGERPRINTS, FINGERPRINTS.c.feed)):
                await self._db.write(delete(table).where(url.in_(dropped)))
        configured = [
            {"known": url, "host": host_of(address or url), **codec.configured_values(wanted[url].feed)}
            for url, address in known.items()
            if url in wanted
        ]
        await self._db.write(update(FEEDS).where(FEEDS.c.url == bindparam("known")), configured)
        await self._db.add(FEEDS, [codec.feed_values(wanted[url]) for url in sorted(wanted.keys() - known.keys())])

    async def pause_feeds(self, urls: Collection[str], *, paused: bool) -> None:
        """See bot.ports.feeds."""
        for some in chunks(urls):
            await self._db.write(update(FEEDS).where(FEEDS.c.url.in_(some)).values(paused=paused))

    async def wake_feeds(self, urls: Collection[str], now: datetime) -> None:
        """See bot.ports.feeds."""
        awake = {"next_due": now, "lease_until": None, "gone": False, "fence": FEEDS.c.fence + 1}
        for some in chunks(urls):
            await self._db.write(update(FEEDS).where(FEEDS.c.url.in_(some)).values(awake))

    async def hold_host(self, host: str, until: datetime) -> None:
        """See bot.ports.feeds."""
        early = and_(FEEDS.c.host == host, FEEDS.c.next_due < until)
        locked = select(FEEDS.c.url).where(early).order_by(FEEDS.c.url).with_for_update()
        await self._db.write(update(FEEDS).where(FEEDS.c.url.in_(locked)).values(next_due=until))

    async def put_fingerprints(self, fingerprints: Mapping[str, Collection[str]]) -> None:
        """See bot.ports.feeds."""
        for some in chunks(fingerprints):
            await self._db.write(delete(FINGERPRINTS).where(FINGERPRINTS.c.feed.in_(some)))
        new = [{"feed": feed, "fingerprints": tuple(some)} for feed, some in fingerprints.items()]
        await self._db.write(insert(FINGERPRINTS), new)

    async def add_items(self, items: Mapping[str, Collection[str]], now: datetime) -> None:
        """See bot.ports.feeds."""
        known = await _known_items(self._db, items)
        pairs = dict.fromkeys((feed, item) for feed, some in items.items() for item in some)
        new = [{"feed": feed, "id": item, "seen": now} for feed, item in sorted(pairs) if (feed, item) not in known]
        await self._db.add(ITEMS, new)

    async def forget_items(self, before: datetime) -> int:
        """See bot.ports.feeds."""
        return await self._db.write(delete(ITEMS).where(ITEMS.c.seen < before))


class FeedStore(StorePart):
    """See bot.ports.feeds.FeedStore."""

    async def feed_states(self) -> tuple[FeedState, ...]:
        """See bot.ports.feeds."""
        async with self._read() as db:
            return tuple(codec.feed_state(row) for row in await db.rows(select(FEEDS).order_by(FEEDS.c.url)))

    async def fingerprints(self, feeds: Collection[str]) -> Mapping[str, tuple[str, ...]]:
        """See bot.ports.feeds."""
        found: dict[str, tuple[str, ...]] = {}
        async with self._read() as db:
            for some in chunks(feeds):
                rows = await db.rows(select(FINGERPRINTS).where(FINGERPRINTS.c.feed.in_(some)))
                found.update((row.feed, tuple(row.fingerprints)) for row in rows)
        return found

    async def known_items(self, items: Mapping[str, Collection[str]]) -> frozenset[tuple[str, str]]:
        """See bot.ports.feeds."""
        async with self._read() as db:
            return await _known_items(db, items)

    async def feed_outcomes(self) -> Mapping[str, Mapping[Outcome, int]]:
        """See bot.ports.feeds."""
        first = and_(ARTICLES.c.version == 1, ARTICLES.c.feed.is_not(None))
        by_feed = select(ARTICLES.c.feed, ARTICLES.c.outcome, func.count().label("ended")).where(first)
        outcomes: dict[str, dict[Outcome, int]] = {}
        async with self._read() as db:
            for row in await db.rows(by_feed.group_by(ARTICLES.c.feed, ARTICLES.c.outcome)):
                outcomes.setdefault(row.feed, {})[Outcome(row.outcome)] = row.ended
        return outcomes


async def _known_items(db: Guarded, items: Mapping[str, Collection[str]]) -> frozenset[tuple[str, str]]:
    """Ask for a few feeds at a time: SQLite looks up each of the ids in each of the feeds."""
    known: set[tuple[str, str]] = set()
    feeds = [feed for feed, some in items.items() if some]
    for start in range(0, len(feeds), FEW):
        few = feeds[start : start + FEW]
        (asked,) = chunks(few)
        for some in chunks([item for feed in few for item in items[feed]]):
            found = select(ITEMS.c.feed, ITEMS.c.id).where(ITEMS.c.feed.in_(asked), ITEMS.c.id.in_(some))
            known.update((row.feed, row.id) for row in await db.rows(found))
    return frozenset(known)


def _due(now: datetime, limit: int, hosts: HostShare) -> Select[Any]:
    """Pick due feeds, the longest due first, no more of a host than its share."""
    free = and_(
        FEEDS.c.next_due <= now,
        or_(FEEDS.c.lease_until.is_(None), FEEDS.c.lease_until <= now),
        FEEDS.c.paused == false(),
        FEEDS.c.gone == false(),
    )
    longest = (
        select(FEEDS.c.url, FEEDS.c.host, FEEDS.c.next_due)
        .where(free, FEEDS.c.host.not_in(hosts.crowded))
        .order_by(FEEDS.c.next_due, FEEDS.c.url)
        .limit(WINDOW)
        .subquery()
    )
    place = func.row_number().over(partition_by=longest.c.host, order_by=(longest.c.next_due, longest.c.url))
    ranked = select(longest.c.url, longest.c.host, longest.c.next_due, place.label("place")).subquery()
    due = select(ranked.c.url).order_by(ranked.c.next_due, ranked.c.url).limit(limit)
    if hosts.most is not None:
        due = due.where(or_(ranked.c.place <= hosts.most, ranked.c.host.in_(hosts.own)))
    # Asked again of each row as it is once locked: another process may have taken it since the window was picked.
    return select(FEEDS.c.url).where(FEEDS.c.url.in_(due), free).with_for_update(skip_locked=True)
