"""A new article's way through the steps: page, gate, read, match, judge, alert, and in one transaction kept."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count

from bot.alerts import sort_out
from bot.analysis import News
from bot.copies import CANDIDATES, LIFE, find_origin, keys, sketch
from bot.crash import Crash, survive
from bot.edits import first_recheck, retry_check, wants_page
from bot.model import (
    Alert,
    Article,
    ArticleRecord,
    Entry,
    Feed,
    Origin,
    Outcome,
    Printed,
    Recheck,
    Standing,
    Unread,
)
from bot.pages import Look, Pages
from bot.ports import Clock, Store, Transaction
from bot.preparing import Plan, Prepared, Preparing, Settled, going_on
from bot.steps import Steps
from bot.urls import host_of

LATER = "its page has not been looked at yet"
PAGE_PATIENCE = 1.5
"""Seconds for which a new article waits for its page; then what its feed gives is read, and the page soon after."""
SLOW = timedelta(minutes=1)
"""So long nobody waits for pages of a host that let us wait."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of a new article, or of a new version of one."""

    record: ArticleRecord
    stored: bool
    """False for one that adds nothing to the ledger: it may be stored together with others."""
    alerts: tuple[Alert, ...] = ()
    topics: frozenset[str] = frozenset()
    """Those on which it says something new."""
    entries: tuple[Entry, ...] = ()
    """What it added to the ledger."""
    crash: Crash | None = None
    """What made the article unreadable."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What an article says anew, on all its topics together."""

    entries: tuple[Entry, ...]
    alerts: tuple[Alert, ...]
    crash: Crash | None
    standing: tuple[Standing, ...] = ()
    """What the entries change of what is kept of the claims."""

    @property
    def topics(self) -> frozenset[str]:
        """On which it says something new."""
        return frozenset(entry.statement.topic for entry in self.entries)


class Intake:
    """Takes new articles along the road."""

    def __init__(
        self,
        *,
        store: Store,
        steps: Steps,
        clock: Clock,
        pages: Pages | None = None,
        chance: Callable[[], float] = lambda: 0.5,
        page_patience: float = PAGE_PATIENCE,
        preparing: Preparing | None = None,
    ) -> None:
        """Without `pages`, every article is read as its feed gives it. `chance` returns numbers between 0 and 1."""
        self._store = store
        self._steps = steps
        self._preparing = preparing or Preparing(store=store, steps=steps)
        self._clock = clock
        self._pages = pages
        self._chance = chance
        self._page_patience = page_patience
        self._slow: dict[str, datetime] = {}
        """Hosts that let us wait, and until when nobody waits for them."""

    async def take(self, article: Article, feed: Feed, unread: Unread | None = None) -> Taken | None:
        """Read an article and store what it says; None when another feed has brought it meanwhile.

        `unread` is the lease under which it is read; None too, and nothing stored, when that was lost.
        """
        look = await self._look(article, feed)
        read = look.article or article
        gate = self._steps.gate(read)
        if not gate.topics:
            # What is off topic by a summary may be on topic by a page that did not answer.
            unseen = look.fault and (not look.walled or not article.text)
            if not unseen:
                return self._silent(read, feed, Outcome.OFF_TOPIC)
        plan = Plan(article=read, topics=gate.topics)
        async with self._preparing.turn(plan.topics):
            for tries in count():
                prepared = await self._preparing.prepare(plan)
                if prepared.crash is not None:
                    return self._silent(read, feed, Outcome.UNREADABLE, prepared.crash)
                with going_on(tries):
                    return await self._enter(article, feed, plan, prepared, look, tries, unread)
        return None

    def unreadable(self, article: Article, feed: Feed, crash: Crash) -> Taken:
        """Return what becomes of an article that nobody can read."""
        return self._silent(article, feed, Outcome.UNREADABLE, crash)

    def baseline(self, article: Article, feed: Feed) -> ArticleRecord:
        """Return the record of an article that first contact with its feed leaves alone."""
        return self._silent(article, feed, Outcome.BASELINE).record

    async def _look(self, article: Article, feed: Feed) -> Look:
        """Look at an article's page, where its feed does not carry the whole text; no alert waits long for it."""
        if self._pages is None or not wants_page(article, feed):
            return Look()
        host, now = host_of(article.url), self._clock.now()
        self._slow = {slow: until for slow, until in self._slow.items() if until > now}
        if host in self._slow:
            return Look(fault=LATER)
        try:
            async with asyncio.timeout(self._page_patience):
                return await self._pages.look(article, feed.url)
        except TimeoutError:
            self._slow[host] = now + SLOW
            return Look(fault=LATER)

    async def _enter(
        self,
        item: Article,
        feed: Feed,
        plan: Plan,
        prepared: Prepared,
        look: Look,
        tries: int,
        unread: Unread | None,
    ) -> Taken | None:
        """Judge an article against the ledger, and store statements and posts together."""
        now, article = self._clock.now(), plan.article
        recheck = self._recheck(item, article, feed, look, now)
        async with self._store.transaction() as transaction:
            if unread is not None and not await transaction.settle_unread(unread):
                return None
            if await transaction.known_articles([article.id]):
                return None
            settled = await self._preparing.settle(plan, prepared, transaction, tries)
            if settled.has_figures:
                article = replace(article, origin=await origin_of(article, transaction, now))
            judged = together([await self._judged(article, topic, settled, now) for topic in plan.topics])
            record = ArticleRecord(
                article=article,
                feed=feed.url,
                first_seen=now,
                outcome=outcome_of(judged, look.fault),
                reason=str(judged.crash or look.fault),
                byline=look.byline,
                modified=look.modified,
            )
            await transaction.add_article(record)
            await transaction.add_recheck(recheck)
            await transaction.append(judged.entries)
            await transaction.keep_standing(judged.standing)
            await hand_out(judged.alerts, record, transaction)
        return Taken(
            record=record,
            stored=True,
            alerts=judged.alerts,
            topics=judged.topics,
            entries=judged.entries,
            crash=judged.crash,
        )

    def _recheck(self, item: Article, article: Article, feed: Feed, look: Look, now: datetime) -> Recheck:
        recheck = first_recheck(article, item, feed, now, self._chance())
        if not look.fault:
            return replace(recheck, etag=look.etag, last_modified=look.last_modified)
        if look.fault == LATER:
            return replace(recheck, next_check=now)
        return replace(recheck, next_check=retry_check(1, now), failures=1, fault=look.fault)

    async def _judged(self, article: Article, topic: str, settled: Settled, now: datetime) -> News | Crash:
        printed = settled.printed[topic]
        if isinstance(printed, Crash):
            return printed

        async def judge(printed: Printed) -> News:
            return self._steps.judge(printed, article, topic, settled.ledgers[topic], now)

        return await survive(judge(printed))

    def _silent(self, article: Article, feed: Feed, outcome: Outcome, crash: Crash | None = None) -> Taken:
        record = ArticleRecord(
            article=article,
            feed=feed.url,
            first_seen=self._clock.now(),
            outcome=outcome,
            reason="" if crash is None else str(crash),
        )
        return Taken(record=record, stored=False, crash=crash)


async def origin_of(article: Article, transaction: Transaction, now: datetime) -> Origin | None:
    """Return what the article is a copy of; what is none is remembered, so that its copies are known."""
    text = sketch(article.text)
    known = await transaction.alike(keys(text), now - LIFE, CANDIDATES)
    origin = find_origin(text, [pair for pair in known if pair[0].article != article.id])
    if origin is None and keys(text):
        await transaction.forget_sketches(now - LIFE)
        await transaction.add_sketch(Origin(article=article.id, outlet=article.outlet), text, keys(text), now)
    return origin


async def hand_out(alerts: Sequence[Alert], record: ArticleRecord, transaction: Transaction) -> None:
    """Queue what channels hear, record what is held back from them, and end the mutes that a change ends."""
    if not alerts:
        return
    now = record.first_seen
    if record.feed is not None:
        await transaction.count_alerted(record.feed)
    audience = await transaction.audience(tuple(dict.fromkeys(alert.topic for alert in alerts)), now)
    found = sort_out(alerts, record.article, audience, now)
    await transaction.queue(found.posts, now)
    await transaction.hold(found.held)
    for mute in found.ended:
        await transaction.drop_mute(mute.place, mute.topic, mute.claim)


def together(topics: Sequence[News | Crash]) -> Judged:
    """Put together what an article says on its topics."""
    news = [each for each in topics if isinstance(each, News)]
    return Judged(
        entries=tuple(entry for each in news for entry in each.entries),
        alerts=tuple(alert for each in news for alert in each.alerts),
        crash=next((each for each in topics if isinstance(each, Crash)), None),
        standing=tuple(standing for each in news for standing in each.standing),
    )


def outcome_of(judged: Judged, fault: str = "") -> Outcome:
    """Return how the reading of an article ended; `fault` is why its page could not be read."""
    if judged.crash is not None:
        return Outcome.UNREADABLE
    if judged.entries:
        return Outcome.MATCHED
    return Outcome.UNREADABLE if fault else Outcome.NO_CLAIM
