"""What a feed's body brings, whoever brought it: parsed, told apart from what is known, and taken along the road."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.intake import Intake, Taken
from bot.model import ArticleRecord, Feed, FeedItem, ParsedFeed, Unread
from bot.polling import Gain, lag_of
from bot.ports import Clock, Fetched, Syndication
from bot.records import Arrival, Records

Heed = Callable[[Sequence[FeedItem], Feed], Awaitable[tuple[Taken, ...]]]
"""Takes in what a feed tells differently of articles that it brought before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What a body brought, and what became of it."""

    parsed: ParsedFeed
    items: tuple[str, ...]
    """Ids that the feed had not printed before."""
    taken: tuple[Taken, ...]
    """New articles that were read, oldest first."""
    quiet: tuple[ArticleRecord, ...]
    """First printings that add nothing to the ledger and are not stored yet."""
    gain: Gain
    unread: tuple[Unread, ...] = ()
    """New articles that another process is to read, oldest first."""


class Arrivals:
    """Takes in bodies."""

    def __init__(
        self,
        *,
        records: Records,
        syndication: Syndication,
        intake: Intake,
        clock: Clock,
        heed: Heed | None = None,
        reads: bool = True,
    ) -> None:
        """Unless it `reads`, new articles are left for another process to read."""
        self._reads = reads
        self._records = records
        self._syndication = syndication
        self._intake = intake
        self._clock = clock
        self._heed = heed

    async def take(self, fetched: Fetched, feed: Feed, *, baselined: bool = True) -> Brought:
        """Take every new article of a body along the road; at first contact they are left alone.

        Raise FaultyResource when the body is no feed.
        """
        now = self._clock.now()
        parsed = await self._parsed(feed, fetched, now)
        arrival = await self._records.arrival(parsed, feed, now)
        taken = await self._take_along(arrival, feed) if baselined else ()
        unread = () if self._reads or not baselined else arrival.articles
        quiet = tuple(each.record for each in taken if not each.stored)
        if not baselined:
            quiet = tuple(self._intake.baseline(article, feed) for article in arrival.articles)
        return Brought(
            parsed=parsed,
            items=tuple(item.id for item in arrival.items),
            taken=taken,
            quiet=quiet,
            gain=_gain(parsed, arrival, now),
            unread=tuple(Unread(article=article, feed=feed, queued=now) for article in unread),
        )

    async def _parsed(self, feed: Feed, fetched: Fetched, now: datetime) -> ParsedFeed:
        known = await self._records.fingerprints(feed)
        return await self._syndication.parse(
            fetched.body, content_type=fetched.content_type, url=fetched.url, now=now, known=known
        )

    async def _take_along(self, arrival: Arrival, feed: Feed) -> tuple[Taken, ...]:
        """Take articles along the road one after another, letting others go in between."""
        taken = []
        for article in arrival.articles if self._reads else ():
            taken.append(await self._intake.take(article, feed))
            await asyncio.sleep(0)
        edited = await self._heed(arrival.known_before, feed) if self._heed is not None and arrival.known_before else ()
        return (*(each for each in taken if each is not None), *edited)


def _gain(parsed: ParsedFeed, arrival: Arrival, now: datetime) -> Gain:
    """Sum up what a body brought."""
    return Gain(
        listed=len(parsed.fingerprints) or len(parsed.items),
        new=len(arrival.items),
        asked=parsed.interval,
        lags=tuple(lag for item in arrival.items if (lag := lag_of(item, now)) is not None),
        damage=parsed.fault,
    )
